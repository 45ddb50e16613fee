import { createHash } from 'node:crypto';
import { isAbsolute, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, QuestionId, Verdict } from '../../check/index';

type Level = 'none' | 'note' | 'warning' | 'error';

const LEVELS: Readonly<Record<Verdict, Level>> = { ok: 'none', note: 'note', warning: 'warning', bad: 'error' };

const QUESTIONS: Readonly<Record<QuestionId, string>> = {
  start: 'Does the pod get ready at all?',
  'slowest-start': 'What is the slowest start that the probes let live?',
  hang: 'How long does a hang last before a new instance serves?',
  broken: 'How long does a broken pod still get traffic?',
  'longest-drain': 'How long may an app drain before it is killed?',
  dependency: 'What happens while a dependency is away for five minutes?',
  programs: 'Are the programs of hooks and probes in an image without shell?',
  rollout: 'How many requests does a rolling restart lose?',
  'node-drain': 'How many requests does the drain of a node lose?',
  'job-failure': 'How often is a run of a Job tried that fails, and are its logs there afterwards?',
  'job-hang': 'When does a run of a Job end that hangs?',
  'job-longest-run': 'How long may a run of a Job take?',
  'job-eviction': 'What does the drain of a node do to a run of a Job?',
  'job-sidecar': 'Is a Job complete when one of its containers goes on?',
  'cron-overlap': 'What becomes of runs that take longer than the time between them?',
};

const IDS = Object.keys(QUESTIONS) as QuestionId[];

/**
 * SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), as code hosts take it to annotate the lines of a manifest; answers that
 * are fine are left out.
 */
export function renderSarif(findings: readonly Finding[], version: string): string {
  const driver = {
    name: 'podwright',
    version,
    // Code hosts compare versions by this one.
    semanticVersion: version,
    informationUri: 'https://www.npmjs.com/package/podwright',
    rules: IDS.map(rule),
  };
  const run = {
    tool: { driver },
    // Uploads of several tools, and of several runs of this one, are told apart by it.
    automationDetails: { id: 'podwright-check/' },
    columnKind: 'utf16CodeUnits',
    results: findings.filter(({ verdict }) => verdict !== 'ok').map(result),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 1)}\n`;
}

function rule(id: QuestionId) {
  const text = QUESTIONS[id];
  const help = `${text} The answer was found by simulation. \`podwright check FILE --only ${id}\` asks again, and with \`--scenarios FOLDER\` writes a feature that shows it.`;
  return {
    id,
    shortDescription: { text },
    help: { text: help.replaceAll('`', ''), markdown: help },
    defaultConfiguration: { level: 'warning' satisfies Level },
    properties: { tags: ['kubernetes', 'reliability'], precision: 'high' },
  };
}

function result({ question, verdict, answer, repair, server, container, path }: Finding) {
  const { manifest, kind, namespace, name } = server;
  const { line, column } = manifest.positionOf(path) ?? { line: manifest.line, column: 1 };
  const mend = repair ? ` Mend: ${repair.sentence}.` : '';
  const where = container === undefined ? `${kind} ${name}` : `${kind} ${name}, container ${container}`;
  const identity = [question, kind, namespace, name, container ?? ''].join('/');
  return {
    ruleId: question,
    ruleIndex: IDS.indexOf(question),
    level: LEVELS[verdict],
    message: { text: `${where}: ${answer}.${mend}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(manifest.file) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    // The same finding in the next run, wherever its line has moved.
    partialFingerprints: { primaryLocationLineHash: `${hash(identity)}:1` },
  };
}

/** Relative to the working folder for what lies in it (in a checkout that is what code hosts know), else the whole way. */
function uriOf(file: string): string {
  if (file.startsWith('<')) return encodeURI(file);
  const inside = relative(process.cwd(), resolve(file));
  if (inside.startsWith('..') || isAbsolute(inside)) return pathToFileURL(resolve(file)).href;
  return inside.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
