import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, runTool } from './tool';

type Digests = Record<string, string>;

/** The digest of every scenario, as some machine once computed it: every other machine must get the same. */
const COMMITTED = join('features', 'digests.json');

/**
 * Shows that the same feature with the same seed is the same run: in several processes (`features`, which ran before), in
 * one process after another, in two shards side by side, twice within one process, and on the machine that wrote the committed digests.
 */
export async function checkDigests(update: boolean, twice: Twice): Promise<Outcome> {
  const startMs = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'podwright-digests-'));
  try {
    const whole = readJson(join('reports', 'digests.json'));
    if (update) writeFileSync(COMMITTED, `${JSON.stringify(whole, null, 1)}\n`);
    const shards = await Promise.all([1, 2].map((n) => shard(folder, n)));
    const sources: [string, Digests][] = [
      ['in two shards', { ...shards[0], ...shards[1] }],
      ['in a process of its own', twice.first],
      ['a second time in one process', twice.second],
      ['on the machine of features/digests.json', readJson(COMMITTED)],
    ];
    const problems = sources.flatMap(([where, digests]) => compare(whole, digests, where));
    if (twice.run.passed === 0) problems.push(twice.run.output);
    const failed = new Set(problems.map((problem) => problem.split('\n')[0])).size;
    const passed = Object.keys(whole).length * sources.length - failed;
    return {
      name: 'same seed, same digest',
      passed: Math.max(0, passed),
      failed,
      output: hint(problems),
      wallMs: Date.now() - startMs,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All features, one after another in one process, and then once more. */
export interface Twice {
  readonly run: Outcome;
  readonly first: Digests;
  readonly second: Digests;
}

/** One process keeps one core busy: something else may run beside it. */
export async function playTwice(): Promise<Twice> {
  const folder = mkdtempSync(join(tmpdir(), 'podwright-twice-'));
  try {
    const run = await runTool({
      name: 'twice in one process',
      command: ['node', 'src/cli/podwright.cjs', 'run', 'features', '--twice', '--reports', folder],
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

async function shard(folder: string, n: number): Promise<Digests> {
  const reports = join(folder, `shard-${n}`);
  await runTool({
    name: `shard ${n}`,
    command: [
      'node',
      'src/cli/podwright.cjs',
      'run',
      'features',
      '--shard',
      `${n}/2`,
      '--parallel',
      '1',
      '--reports',
      reports,
    ],
  });
  return readJson(join(reports, 'digests.json'));
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
