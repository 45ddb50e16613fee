import { Command } from 'commander';
import { parseArguments } from './arguments';
import { FORMATS, type Format } from './outputs/formats';
import type * as Run from './run';
import type * as Watching from './watching';

const HELP = `
All flags of cucumber-js are passed on: --tags "@init and not @slow", --name, --shard 1/2, --fail-fast, --retry 2,
--format …, --dry-run. Our own, all but --parallel and --watch also for a profile's worldParameters, are:
  --seed NUMBER           everything random in the scenarios is drawn from it
  --kubernetes RELEASE    release of scenarios that name none, 1.20 to 1.36
  --runs NUMBER           how many cases of each property are played (default: 100, or its tag @runs:NUMBER)
  --parallel NUMBER       how many processes play (default: as many as there are cores, where it pays)
  --watch                 plays again what a saved file concerns: a feature, or the features that have read a manifest or a
                          behaviours file. At a terminal Enter plays the same again, a everything, q ends; so does Ctrl-C, with
                          exit code 0. The reports hold what was played last
  --path PATH             replays the case of a property that a former run has told, together with its --seed

Reports: each --NAME says where one goes, --no-NAME leaves it out. Without that
${FORMATS.map(reportRow).join('\n')}
  --annotations WHO       github prints workflow commands that mark the lines of features that failed, gitlab writes
                          --code-quality; none, or auto (default): who runs this, by GITHUB_ACTIONS or GITLAB_CI
  --step-summary          append the summary to the page of the job, the file in GITHUB_STEP_SUMMARY

Rows: a file rows.json beside features says what they are to show; scenarios with the tag @REQ-7 show the row REQ-7
  {"title": "Requirements", "about": "…", "sources": {"spec": "our specification"},
   "rows": [{"id": "REQ-7", "text": "a restart loses no request", "group": "rollouts", "from": ["spec"]}]}
The report then has a page of them, and rows.md and rows.json in its folder say the same. A row may also have a verdict (holds,
differs, version), a note, other tags, and a gap: why no scenario shows it.

Exit codes: 0 all scenarios hold, 1 some do not, 2 nothing could be run (no scenario fits --tags, say) or no report can be
written at all, 3 all hold but a report could not be written (the one of an earlier run is left), 130 or 143 interrupted by
SIGINT or SIGTERM: the reports hold what was played by then, and say so.

Examples
  podwright run
  podwright run features/init-containers --tags @A1
  podwright run my.feature:12 --kubernetes 1.28
  podwright run --junit build/podwright.xml --trace build/traces --no-cucumber-html
  podwright run --step-summary                   # in a GitHub workflow; annotations come by themselves
  podwright run @reports/rerun.txt               # what did not pass the last time
`;

function reportRow({ name, file, isFolder, byDefault, what }: Format): string {
  const flag = `--${name} ${isFolder ? 'FOLDER' : 'FILE'}`;
  return `  ${flag.padEnd(22)}  ${byDefault ? file.padEnd(15) : 'not written'.padEnd(15)}  ${what}`;
}

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
      const asked = parseArguments(rest);
      if (asked.empty.length > 0) {
        process.stdout.write(`${asked.empty.join(', ')} names no scenario: there is nothing to be played again\n`);
        return;
      }
      // Cucumber takes a quarter of a second to load: only who runs features pays for it
      const { runFeatures } = require('./run') as typeof Run;
      const request = { reports: options.reports, ...asked };
      process.exitCode = await (asked.watch
        ? (require('./watching') as typeof Watching).watchFeatures(request)
        : runFeatures(request));
    });
}
