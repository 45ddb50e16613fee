import { relative } from 'node:path';
import type { Finding, QuestionId, Verdict } from '../../check/index';

const LEVELS: Readonly<Record<Verdict, string>> = { ok: 'none', note: 'note', warning: 'warning', bad: 'error' };

const QUESTIONS: Readonly<Record<QuestionId, string>> = {
  start: 'Does the pod get ready at all?',
  'slowest-start': 'What is the slowest start that the probes let live?',
  hang: 'How long does a hang last before a new instance serves?',
  broken: 'How long does a broken pod still get traffic?',
  'longest-drain': 'How long may an app drain before it is killed?',
  rollout: 'How many requests does a rolling restart lose?',
  'node-drain': 'How many requests does the drain of a node lose?',
  dependency: 'What happens while a dependency is away for five minutes?',
  'job-failure': 'How often is a run of a Job tried that fails, and are its logs there afterwards?',
  'job-hang': 'When does a run of a Job end that hangs?',
  'job-longest-run': 'How long may a run of a Job take?',
  'job-eviction': 'What does the drain of a node do to a run of a Job?',
  'cron-overlap': 'What becomes of runs that take longer than the time between them?',
  programs: 'Are the programs of hooks and probes in an image without shell?',
};

/** SARIF 2.1.0, as code hosts take it to annotate the lines of a manifest; answers that are fine are left out. */
export function renderSarif(findings: readonly Finding[], version: string): string {
  const rules = Object.entries(QUESTIONS).map(([id, text]) => ({ id, shortDescription: { text } }));
  const results = findings.filter(({ verdict }) => verdict !== 'ok').map(result);
  const driver = { name: 'podwright', version, informationUri: 'https://www.npmjs.com/package/podwright', rules };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
}

function result({ question, verdict, answer, repair, server, container, path }: Finding) {
  const { manifest, kind, name } = server;
  const { line, column } = manifest.positionOf(path) ?? { line: manifest.line, column: 1 };
  const mend = repair ? ` Mend: ${repair.sentence}.` : '';
  const where = container === undefined ? `${kind} ${name}` : `${kind} ${name}, container ${container}`;
  const uri = relative(process.cwd(), manifest.file).replaceAll('\\', '/');
  return {
    ruleId: question,
    level: LEVELS[verdict],
    message: { text: `${where}: ${answer}.${mend}` },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: line, startColumn: column } } }],
  };
}
