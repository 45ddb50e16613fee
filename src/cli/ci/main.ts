import pc from 'picocolors';
import { checkDigests, playTwice } from './digests';
import { checkRules } from './rules';
import { type Outcome, runTool, runTools } from './tool';

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
  for (const outcome of await runTools([
    { name: 'types and build', command: ['npx', 'tsc', '-p', 'src/tsconfig.json'] },
    { name: "types and build of the report's page", command: ['npx', 'tsc', '-p', 'src/report/html/page'] },
    { name: 'types of tests', command: ['npx', 'tsc', '--noEmit'] },
    { name: 'lint and format', command: ['npx', 'biome', 'check', '--error-on-warnings', '.'] },
    {
      name: 'direction of imports',
      command: ['npx', 'depcruise', '--config', 'src/dependency-cruiser.cjs', 'src', 'steps'],
    },
    { name: 'parser of shell scripts as CommonJS', command: ['node', 'src/cli/package/unbash.cjs'] },
  ]))
    report(outcome);
  const unit = runTool({ name: 'unit and property tests, replays', command: ['npx', 'mocha'], count: mochaCount });
  const twice = playTwice();
  report(await unit);
  await twice;
  report(
    await runTool({
      name: 'features',
      // What is not written by default as well: this project's own build shows all that a run can tell
      command: ['node', 'src/cli/podwright.cjs', 'run', 'features', ...ALL_FORMATS],
      count: featureCount,
    }),
  );
  report(
    await runTool({
      name: 'package and documentation',
      command: ['npx', 'mocha', '--config', 'src/cli/package/.mocharc.json'],
      count: mochaCount,
    }),
  );
  report(checkRules());
  report(await checkDigests(process.argv.includes('--update'), await twice));
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

const ALL_FORMATS = ['--trace', 'reports/traces', '--code-quality', 'reports/code-quality.json'];

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
