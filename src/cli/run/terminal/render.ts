import { dirname, sep } from 'node:path';
import pc from 'picocolors';
import { shortened } from '../../../report/story/limits';
import { visible } from '../../../report/visible';
import type { Failure } from './failures';

const BROKEN = /CrashLoopBackOff|Error|OOMKilled|BackOff|Failed|Evicted|Unhealthy|exit code [1-9]|has failed/;
const WAITING = /Pending|Init:|PodInitializing|ContainerCreating|Terminating|SIGTERM|SIGKILL|ended with/;
const WELL = /Running|Completed|started|succeeded/;

/** A failure as a block of text: where, which sentence, what was expected and seen, what happened last. */
export function renderFailure(failure: Failure): string {
  const { uri, line, sentenceLine } = failure;
  const [scenario, sentence, lastRows] = [failure.scenario, failure.sentence, failure.lastRows].map(plain);
  const lines = [`${pc.red('✖')} ${pc.bold(scenario ?? '')}  ${pc.dim(`${uri}:${line}`)}`];
  if (failure.sentence !== undefined) lines.push(`  ${pc.red(sentence ?? '')}  ${pc.dim(`${uri}:${sentenceLine}`)}`);
  lines.push(...why(failure).map((text) => `    ${text}`.trimEnd()));
  if (lastRows) lines.push(pc.dim('  what happened last'), ...lastRows.split('\n').map(renderRow));
  const [seen = '', ...chain] = plain(failure.chain).split('\n');
  if (chain.length > 0) lines.push(pc.dim(`  why ${seen}`), ...chain.map(renderRow));
  return `${lines.join('\n')}\n`;
}

function why({ status, message }: Failure): string[] {
  if (status === 'UNDEFINED') return [pc.yellow('no sentence of the vocabulary says this; near ones stand below')];
  if (status === 'PENDING') return [pc.yellow('this sentence is not written yet')];
  return withoutOurFrames(plain(message)).map((text) => {
    if (/^expected\b/.test(text)) return text.replace(/^expected[^:]*:?/, (label) => pc.green(label));
    return text.replace(/^(seen|but)\b[^:]*:?/, (label) => pc.red(label));
  });
}

/** People want the message; of a stack they want what leads to their own code. */
function withoutOurFrames(message: string): string[] {
  const lines = message.trimEnd().split('\n');
  const isOurs = (line: string) => line.includes(OUR_CODE) || line.includes('node_modules') || line.includes('node:');
  const kept = lines.filter((line) => !(/^ {4}at /.test(line) && isOurs(line)));
  return kept.map((line, i) => (i === 0 ? line.replace(/^(Assertion)?Error: /, '') : line));
}

/** The folder that holds `src` and `steps`, compiled or not. */
const OUR_CODE = dirname(dirname(dirname(dirname(__dirname)))) + sep;

/** A row of a timeline: time, pod, what; the columns are aligned already. */
function renderRow(row: string): string {
  const [, time = '', rest = ''] = /^(\s*\S+)(.*)$/.exec(row) ?? [];
  const colour = BROKEN.test(rest) ? pc.red : WAITING.test(rest) ? pc.yellow : WELL.test(rest) ? pc.green : String;
  return `    ${pc.dim(time)}${colour(rest)}`;
}

/** What programs and people have written must not steer the terminal, nor turn the text around, nor fill it. */
function plain(text = ''): string {
  return visible(text)
    .split('\n')
    .map((line) => shortened(line))
    .join('\n');
}

/** More failures than these are only named: the first ones tell the story. */
const SHOWN = 20;

/** All failures of a run, in order. */
export function renderFailures(failures: readonly Failure[]): string {
  const blocks = failures.slice(0, SHOWN).map((failure) => `${renderFailure(failure)}\n`);
  const more = failures
    .slice(SHOWN)
    .map(({ uri, line, scenario }) => `${pc.red('✖')} ${plain(scenario)}  ${pc.dim(`${uri}:${line}`)}\n`);
  return [...blocks, ...more].join('');
}
