import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { YOUNG_GENERATION } from '../workerArguments';
import { checkDigests, SHARD } from './digests';
import { inLanes, LANES } from './lanes';
import { checkRules } from './rules';
import { type Outcome, runTool, type Tool } from './tool';
import { unitTests } from './units';

const { removeLeftovers } = require('../package/leftovers.cjs') as { removeLeftovers(root: string): void };

/** A program of a package, without npx, which takes as long as some of them. */
const program = (name: string) => join('node_modules', '.bin', name);

/** After `npm ci` there is nothing left to do. */
const BUILD: Tool = { name: 'types and build', command: [program('tsc'), '-b', 'src', 'src/report/html/page'] };
/** From when on compiled code is younger than what it was made from: the compiler leaves alone what has not changed. */
const BUILT = join('dist', 'src', 'cli', 'main.js');

/** In as many processes as there are cores. What is not written by default as well: this project's own build shows all that a run can tell. */
const FEATURES: Tool = {
  name: 'features',
  command: [
    'node',
    'src/cli/podwright.cjs',
    'run',
    'features',
    '--twice',
    '--trace',
    'reports/traces',
    '--code-quality',
    'reports/code-quality.json',
  ],
  count: featureCount,
};

/** Those that keep one core busy, the longest first. */
const ALONE: readonly Tool[] = [
  {
    name: 'package and documentation',
    command: [program('mocha'), '--config', 'src/cli/package/.mocharc.json'],
    count: mochaCount,
  },
  // Of what they test the declarations that were built; `npm run types` needs no build
  { name: 'types of tests', command: [program('tsc'), '--noEmit', '-p', 'src/cli/ci'] },
  SHARD,
  { name: 'lint and format', command: [program('biome'), 'check', '--error-on-warnings', '.'] },
  {
    name: 'direction of imports',
    command: [program('depcruise'), '--config', 'src/dependency-cruiser.cjs', 'src', 'steps'],
  },
];

const UNIT: Tool = {
  name: 'unit and property tests, replays',
  command: [
    'node',
    YOUNG_GENERATION,
    join('node_modules', 'mocha', 'bin', 'mocha.js'),
    '--config',
    'src/cli/ci/.mocharc.json',
    '--jobs',
    `${LANES}`,
    ...unitTests(),
  ],
  count: mochaCount,
};

/**
 * `npm test`: everything that decides whether a change is good. Ends with the line `N passed, N failed`.
 * With `--update` the committed digests are written anew instead of compared.
 */
async function main(): Promise<void> {
  const outcomes: Outcome[] = [];
  const report = (outcome: Outcome) => {
    outcomes.push(outcome);
    const mark = outcome.failed === 0 ? pc.green('ok  ') : pc.red('FAIL');
    console.log(
      `${mark} ${outcome.name}: ${outcome.passed} passed, ${outcome.failed} failed ${pc.dim(`(${(outcome.wallMs / 1000).toFixed(1)}s)`)}`,
    );
    if (outcome.failed > 0) console.log(outcome.output.trimEnd());
  };
  const doneBy = (tools: readonly Tool[]) => tools.map((tool) => async () => report(await runTool(tool)));
  // Everything else runs what is built here
  await inLanes(doneBy([BUILD]));
  removeLeftovers('.');
  utimesSync(BUILT, new Date(), new Date());
  // The features begin and end in one process, so that there is something left for the other lane all the time
  await inLanes(doneBy([FEATURES, ...ALONE]));
  await inLanes(doneBy([UNIT]));
  report(checkRules());
  report(checkDigests(process.argv.includes('--update')));
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function mochaCount(output: string): { passed: number; failed: number } {
  return {
    passed: Number(/(\d+) passing/.exec(output)?.[1] ?? 0),
    failed: Number(/(\d+) failing/.exec(output)?.[1] ?? 0),
  };
}

function featureCount(output: string): { passed: number; failed: number } {
  const total = Number(/(\d+) scenarios?:/.exec(output)?.[1] ?? 0);
  const passed = Number(/(\d+) passed/.exec(output)?.[1] ?? 0);
  return { passed, failed: total - passed };
}

void main();
