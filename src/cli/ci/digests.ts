import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '../run/outputs/formats';
import { YOUNG_GENERATION } from '../workerArguments';
import type { Outcome, Tool } from './tool';

type Digests = Record<string, string>;

/** The digest of every scenario, as some machine once computed it: every other machine must get the same. */
const COMMITTED = join('features', 'digests.json');

/** Every so many scenarios, one is played in a process of its own as well. */
const EVERY = 12;
const SHARD_REPORTS = join('reports', 'shard');

/** A part of the features, one after another in one process. */
export const SHARD: Tool = {
  name: 'a shard of the features',
  command: [
    ...(['node', YOUNG_GENERATION, 'src/cli/podwright.cjs', 'run', 'features', '--shard', `1/${EVERY}`] as const),
    ...['--parallel', '1', '--reports', SHARD_REPORTS],
    ...FORMATS.filter(({ byDefault }) => byDefault).map(({ name }) => `--no-${name}`),
  ],
};

/**
 * Shows that the same feature with the same seed is the same run: in several processes (`features --twice`, which ran before),
 * a second time there and in the opposite order, in a shard in one process, and on the machine that wrote the committed digests.
 */
export function checkDigests(update: boolean): Outcome {
  const startMs = Date.now();
  const whole = readJson(join('reports', 'digests.json'));
  if (update) writeFileSync(COMMITTED, `${JSON.stringify(whole, null, 1)}\n`);
  const shard = readJson(join(SHARD_REPORTS, 'digests.json'));
  const inShard = Object.fromEntries(Object.entries(whole).filter(([scenario]) => scenario in shard));
  const checks: [where: string, expected: Digests, digests: Digests][] = [
    ['a second time, in the opposite order', whole, readJson(join('reports', 'digests-again.json'))],
    ['in a shard in one process', inShard, shard],
    ['on the machine of features/digests.json', whole, readJson(COMMITTED)],
  ];
  const problems = checks.flatMap(([where, expected, digests]) => compare(expected, digests, where));
  const shardSize = Math.ceil(Object.keys(whole).length / EVERY);
  if (shardSize === 0) problems.push('the run of the features has left no digests');
  if (Object.keys(inShard).length !== shardSize)
    problems.push(`shard 1/${EVERY} has ${Object.keys(inShard).length} of the scenarios, not ${shardSize}`);
  const failed = new Set(problems.map((problem) => problem.split('\n')[0])).size;
  const compared = checks.reduce((sum, [, expected]) => sum + Object.keys(expected).length, 0);
  return {
    name: 'same seed, same digest',
    passed: Math.max(0, compared - failed),
    failed,
    output: hint(problems),
    wallMs: Date.now() - startMs,
  };
}

function compare(expected: Digests, actual: Digests, where: string): string[] {
  return Object.entries(expected)
    .filter(([scenario, digest]) => actual[scenario] !== digest)
    .map(
      ([scenario, digest]) =>
        `${scenario}: ${digest.slice(0, 12)} here, ${actual[scenario]?.slice(0, 12) ?? 'nothing'} ${where}`,
    );
}

function hint(problems: readonly string[]): string {
  return `${problems.slice(0, 20).join('\n')}\nIf only features/digests.json differs and the change is meant: npm test -- --update\n`;
}

function readJson(path: string): Digests {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Digests;
  } catch {
    return {};
  }
}
