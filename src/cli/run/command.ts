import { Command } from 'commander';
import { parseArguments } from './arguments';
import type * as Run from './run';

const HELP = `
All flags of cucumber-js are passed on: --tags "@init and not @slow", --name, --shard 1/2, --fail-fast, --retry 2,
--format …, --dry-run. Our own, all but --parallel also for a profile's worldParameters, are:
  --seed NUMBER           everything random in the scenarios is drawn from it
  --kubernetes RELEASE    release of scenarios that name none, 1.20 to 1.36
  --runs NUMBER           how many cases of each property are played (default: 100, or its tag @runs:NUMBER)
  --parallel NUMBER       how many processes play (default: as many as there are cores, where it pays)
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
      process.exitCode = await runFeatures({ reports: options.reports, ...parseArguments(rest) });
    });
}
