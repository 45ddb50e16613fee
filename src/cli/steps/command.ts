import { Command, Option } from 'commander';
import pc from 'picocolors';
import { nearest } from '../../observe/nearest';
import { UsageError } from '../usageError';
import { title } from './markdown';
import type { Sentence } from './sentence';
import vocabulary from './vocabulary.json';

const HELP = `
Sentences marked with ⏱ may begin with "within 10s" (it comes true in that time) or "for 5m" (it is true all that time).

Exit codes: 0 found, 2 no sentence has these words.

Examples
  podwright steps
  podwright steps probe
  podwright steps "serving after"
  podwright steps --output json
`;

/** `podwright steps`: the sentences that features may use. */
export function stepsCommand(): Command {
  return new Command('steps')
    .description('search the sentences that features may use, with examples')
    .argument('[word...]', 'only sentences that have all of these words')
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((words: string[], { output }: { output: 'table' | 'json' }) => {
      const found = sentencesWith(words);
      process.stdout.write(output === 'json' ? `${JSON.stringify(found, null, 1)}\n` : table(found));
    });
}

/** @throws UsageError with near words when no sentence has all of them */
export function sentencesWith(words: readonly string[]): Sentence[] {
  const all = vocabulary as Sentence[];
  const wanted = words.join(' ').toLowerCase().split(/\s+/);
  const found = all.filter((sentence) => wanted.every((word) => textOf(sentence).includes(word)));
  if (found.length > 0) return found;
  const known = [...new Set(all.flatMap(({ text }) => text.match(/[A-Za-z]{3,}/g) ?? []))];
  const unknown = wanted.find((word) => !all.some((sentence) => textOf(sentence).includes(word)));
  throw new UsageError(
    unknown === undefined
      ? `no sentence has all of these words: ${words.join(' ')}`
      : `no sentence has the word "${unknown}"; ${nearest(unknown, known)}`,
  );
}

function textOf({ text, example = '', topic }: Sentence): string {
  return `${text} ${example} ${topic}`.toLowerCase();
}

function table(sentences: readonly Sentence[]): string {
  const lines: string[] = [];
  let topic: string | undefined;
  for (const sentence of sentences) {
    if (sentence.topic !== topic) lines.push(`${topic === undefined ? '' : '\n'}${pc.bold(title(sentence.topic))}`);
    topic = sentence.topic;
    lines.push(`  ${pc.cyan(sentence.keyword)} ${sentence.text}${sentence.overTime ? ' ⏱' : ''}`);
    if (sentence.example !== undefined) lines.push(pc.dim(`        ${sentence.example}`));
  }
  return `${lines.join('\n')}\n`;
}
