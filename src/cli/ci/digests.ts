import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMATS } from '../run/outputs/formats';
import { type Outcome, runTool } from './tool';

type Digests = Record<string, string>;

/** The digest of every scenario, as some machine once computed it: every other machine must get the same. */
const COMMITTED = join('features', 'digests.json');

export const SHARDS = 2;

/** A part of the features, one after another in one process, and then once more in the opposite order. */
export interface ShardTwice {
  readonly run: Outcome;
  readonly first: Digests;
  readonly second: Digests;
}

/** One process keeps one core busy: something else may run beside it. @param n from 1 */
export async function playShardTwice(n: number): Promise<ShardTwice> {
  const folder = mkdtempSync(join(tmpdir(), 'podwright-twice-'));
  const flags = ['--shard', `${n}/${SHARDS}`, '--parallel', '1', '--twice', '--reports', folder];
  const nothingElse = FORMATS.filter(({ byDefault }) => byDefault).map(({ name }) => `--no-${name}`);
  try {
    const run = await runTool({
      name: `shard ${n}, twice in one process`,
      command: ['node', 'src/cli/podwright.cjs', 'run', 'features', ...flags, ...nothingElse],
    });
    return {
      run,
      first: readJson(join(folder, 'digests.json')),
      second: readJson(join(folder, 'digests-again.json')),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Shows that the same feature with the same seed is the same run: in several processes (`features`, which ran before), in
 * shards, in one process one after another, a second time in that process and after others, and on the machine that wrote the
 * committed digests.
 */
export function checkDigests(update: boolean, shards: readonly ShardTwice[]): Outcome {
  const startMs = Date.now();
  const whole = readJson(join('reports', 'digests.json'));
  if (update) writeFileSync(COMMITTED, `${JSON.stringify(whole, null, 1)}\n`);
  const sources: [string, Digests][] = [
    ['in shards, each in one process', together(shards.map(({ first }) => first))],
    ['a second time in one process, in the opposite order', together(shards.map(({ second }) => second))],
    ['on the machine of features/digests.json', readJson(COMMITTED)],
  ];
  const problems = sources.flatMap(([where, digests]) => compare(whole, digests, where));
  problems.push(...shards.filter(({ run }) => run.failed > 0).map(({ run }) => run.output));
  if (Object.keys(whole).length === 0) problems.push('the run of the features has left no digests');
  const failed = new Set(problems.map((problem) => problem.split('\n')[0])).size;
  const passed = Object.keys(whole).length * sources.length - failed;
  return {
    name: 'same seed, same digest',
    passed: Math.max(0, passed),
    failed,
    output: hint(problems),
    wallMs: Date.now() - startMs,
  };
}

/** What several shards have both played is told as if nobody had played it: shards are parts, each of its own. */
function together(parts: readonly Digests[]): Digests {
  const rows = parts.flatMap((part) => Object.entries(part));
  const times = new Map<string, number>();
  for (const [scenario] of rows) times.set(scenario, (times.get(scenario) ?? 0) + 1);
  return Object.fromEntries(rows.filter(([scenario]) => times.get(scenario) === 1));
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
