import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { configure } from '../run/configuration';
import { loadDefinitions } from '../run/definitions';
import { isOverTime, readable } from './readable';
import type { Sentence } from './sentence';
import { topicsIn } from './topics';

const KEYWORD = /^\s*(?:Given|When|Then|And|But) (.+)$/;

/** What Cucumber keeps of the sentences; its types hide it. */
interface Library {
  readonly stepDefinitions: readonly {
    readonly keyword: string;
    readonly uri: string;
    readonly expression: { readonly source: string; match(text: string): unknown };
  }[];
}

/**
 * The vocabulary as Cucumber knows it, with a line of some feature for each sentence.
 * @param root folder that holds `steps` and `features`
 */
export async function collectSentences(root: string): Promise<Sentence[]> {
  const topicOf = topicsIn(join(root, 'steps'));
  const library = await loadDefinitions(await configure({ argv: [], parameters: {} }));
  const { stepDefinitions } = library as unknown as Library;
  const lines = featureLines(join(root, 'features'));
  return stepDefinitions
    .map(({ expression, uri, keyword }): Sentence => {
      const example = lines.find((line) => expression.match(line) !== null);
      return {
        keyword: keyword as Sentence['keyword'],
        text: readable(expression.source),
        overTime: isOverTime(expression.source),
        topic: topicOf(expression.source) ?? basename(uri, '.ts'),
        ...(example !== undefined && { example }),
      };
    })
    .sort((a, b) => order(a).localeCompare(order(b)));
}

function order({ keyword, topic, text }: Sentence): string {
  return `${['Given', 'When', 'Then'].indexOf(keyword)} ${topic} ${text}`;
}

/** The texts of all steps in the features below a folder. */
export function featureLines(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.feature'))
    .sort();
  return names.flatMap((name) => linesOf(readFileSync(join(folder, name), 'utf8')));
}

/** The texts of steps; those of an outline with the values of each of its examples. */
function linesOf(feature: string): string[] {
  const scenarios = feature.split(/^\s*(?:Scenario|Scenario Outline|Background|Rule|Example)\b:?/m);
  return scenarios.flatMap((scenario) => {
    const [steps = '', examples = ''] = scenario.split(/^\s*Examples:/m);
    const [header = [], ...rows] = tableOf(examples);
    const texts = steps.split('\n').flatMap((line) => KEYWORD.exec(line)?.[1]?.trim() ?? []);
    return texts.flatMap((text) => {
      if (rows.length === 0) return [text];
      return rows.map((row) => header.reduce((line, name, i) => line.replaceAll(`<${name}>`, row[i] ?? ''), text));
    });
  });
}

function tableOf(examples: string): string[][] {
  const rows = examples.split('\n').filter((line) => line.trim().startsWith('|'));
  return rows.map((row) =>
    row
      .trim()
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}
