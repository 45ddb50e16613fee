import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cucumber } from './cucumber';
import type { Row } from './row';

/** All features against Cucumber alone with as many scenarios and steps that do nothing, both as whole processes. */
export async function benchFeatures(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'podwright-bench-'));
  try {
    const ours = () => timed(['src/cli/podwright.cjs', 'run', 'features', '--reports', join(folder, 'reports')]);
    ours();
    const { scenarios, steps } = sizes(join(folder, 'reports', 'messages.ndjson'));
    writeEmptyFeatures(folder, scenarios, steps);
    const empty = () => timed([cucumber(), ...emptyArguments(folder)]);
    empty();
    const pairs = [1, 2, 3].map(() => ({ ours: ours(), empty: empty() }));
    const ratio = pairs.map((pair) => pair.ours / pair.empty).sort((a, b) => a - b)[1] as number;
    const figures = `${(pairs[0] as { ours: number }).ours.toFixed(0)} ms / ${(pairs[0] as { empty: number }).empty.toFixed(0)} ms`;
    return [
      {
        what: `all features (${scenarios} scenarios, ${steps} steps) against as many empty steps`,
        measured: `${ratio.toFixed(2)} times (${figures})`,
        asked: '3 or less',
        holds: ratio <= 3,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed(args: string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${stdout}${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** The same reports are written, so that only our own work makes the difference. */
function emptyArguments(folder: string): string[] {
  const to = (name: string) => join(folder, 'empty', name);
  return [
    join(folder, 'empty'),
    '--require',
    to('steps.cjs'),
    '--format',
    'progress',
    '--format',
    `html:${to('r.html')}`,
    '--format',
    `junit:${to('r.xml')}`,
    '--format',
    `message:${to('r.ndjson')}`,
  ];
}

function sizes(messages: string): { scenarios: number; steps: number } {
  const pickles = readFileSync(messages, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"pickle":'))
    .map((line) => JSON.parse(line) as { pickle: { steps: unknown[] } });
  return { scenarios: pickles.length, steps: pickles.reduce((sum, { pickle }) => sum + pickle.steps.length, 0) };
}

function writeEmptyFeatures(folder: string, scenarios: number, steps: number): void {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const { resolve } = require;
  writeFileSync(
    join(empty, 'steps.cjs'),
    `const { Given } = require(${JSON.stringify(resolve('@cucumber/cucumber'))}); Given('nothing {int}', (_number) => {});\n`,
  );
  const each = Array.from(
    { length: scenarios },
    (_, i) => Math.floor(steps / scenarios) + (i < steps % scenarios ? 1 : 0),
  );
  for (let file = 0; file * 10 < scenarios; file++) {
    const texts = each
      .slice(file * 10, file * 10 + 10)
      .map((count, i) => `  Scenario: s${i}\n${'    Given nothing 1\n'.repeat(count)}`);
    writeFileSync(join(empty, `f${file}.feature`), `Feature: f${file}\n${texts.join('\n')}`);
  }
}
