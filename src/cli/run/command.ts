import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { UsageError } from '../usageError';
import type * as Run from './run';

const HELP = `
All flags of cucumber-js are passed on: --tags "@init and not @slow", --name, --shard 1/2, --fail-fast, --retry 2,
--format …, --dry-run. Four are our own and may also stand in a profile's worldParameters:
  --seed NUMBER           everything random in the scenarios is drawn from it
  --kubernetes RELEASE    release of scenarios that name none, 1.20 to 1.36
  --runs NUMBER           how many cases of each property are played (default: 100, or its tag @runs:NUMBER)
  --path PATH             replays the case of a property that a former run has told, together with its --seed

Examples
  podwright run
  podwright run features/init-containers --tags @A1
  podwright run my.feature:12 --kubernetes 1.28
`;

/** `podwright run`: features with the vocabulary preloaded, from any folder. */
export function runCommand(): Command {
  return new Command('run')
    .description('run features; the vocabulary is there, no glue code is needed')
    .argument('[path-or-flag...]', 'features, folders (default: features) and flags of cucumber-js')
    .option('--reports <folder>', 'where the reports go', 'reports')
    .allowUnknownOption()
    .passThroughOptions()
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (rest: string[], options: { reports: string }) => {
      // Cucumber takes a quarter of a second to load: only who runs features pays for it
      const { runFeatures } = require('./run') as typeof Run;
      process.exitCode = await runFeatures({ reports: options.reports, ...parse(rest) });
    });
}

/** Takes our own flags out of what is passed on, and checks that the paths exist. */
function parse(rest: readonly string[]): {
  argv: string[];
  parameters: Record<string, unknown>;
  reports?: string;
  twice?: boolean;
} {
  const argv: string[] = [];
  const parameters: Record<string, unknown> = {};
  let reports: string | undefined;
  let twice = false;
  const words = rest.flatMap((word) =>
    /^--(seed|kubernetes|reports|runs|path)=/.test(word)
      ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]
      : [word],
  );
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--seed') parameters['seed'] = wholeNumber(words[++i], '--seed');
    else if (word === '--runs') parameters['runs'] = wholeNumber(words[++i], '--runs');
    else if (word === '--path') parameters['path'] = pathOf(words[++i]);
    else if (word === '--kubernetes') parameters['kubernetes'] = words[++i];
    else if (word === '--reports') reports = words[++i];
    else if (word === '--twice') twice = true;
    else argv.push(word);
  }
  const paths = pathsAmong(argv);
  for (const path of paths) {
    const file = path.replace(/(:\d+)+$/, '').replace(/^@/, '');
    if (!/[*?{[]/.test(file) && !existsSync(file)) throw new UsageError(`there is no feature file or folder "${file}"`);
  }
  if (paths.length === 0) {
    if (!existsSync('features'))
      throw new UsageError('there is no folder "features" here: name the feature files to run');
    argv.push('features');
  }
  return { argv, parameters, twice, ...(reports !== undefined && { reports }) };
}

/** cucumber-js flags that stand alone; every other flag takes the word after it. */
const ALONE = new Set([
  '-d',
  '--dry-run',
  '-b',
  '--backtrace',
  '--fail-fast',
  '--no-fail-fast',
  '--no-strict',
  '--strict',
  '--force-exit',
  '--exit',
  '--publish',
  '--publish-quiet',
  '--i18n-languages',
]);

function pathsAmong(argv: readonly string[]): string[] {
  const paths: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith('-')) paths.push(word);
    else if (!ALONE.has(word) && !word.includes('=')) i++;
  }
  return paths;
}

function pathOf(text: string | undefined): string {
  if (text === undefined || !/^\d+(:\d+)*$/.test(text))
    throw new UsageError(
      `--path takes numbers with colons between them, as a failed property tells, not "${text ?? ''}"`,
    );
  return text;
}

function wholeNumber(text: string | undefined, flag: string): number {
  if (text === undefined || !/^\d{1,10}$/.test(text))
    throw new UsageError(`${flag} takes a whole number, not "${text ?? ''}"`);
  return Number(text);
}
