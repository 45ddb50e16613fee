import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../duration';
import { again, integer, positive, release, someTime } from '../options';
import type * as Fuzz from './fuzz';

const HELP = `
What the world may do (FROM..TO), with these defaults
  --start-up 0s..1m      from the start of a container until it serves
  --answer 0s..1.5s      time that an answer takes
  --hiccup 0s..15s       how long an app may not answer at all, once in a while
  --drain 0s..20s        from the stop signal to the end of an app
  --outage 0s..2m        how long something outside, or a node, is down
  --late 0s..3m          how late something outside comes
  --pull 0s..1m          how long the pull of an image takes
  --work 0s..30s         how long an init container or a Job works
  --memory 0Mi..64Mi     memory that an app uses

Each run draws from them, deletes, rolls out, scales, drains and reboots at any moment, changes the load of what autoscalers scale,
and checks what always holds in Kubernetes and what users may expect of a manifest; --list shows the sentences. The first run that breaks one is made as small as can be and
written as a folder with a manifest and a feature. A run depends on the seed and its number alone: --shard and
--parallel change who plays it, not what comes out.

What the manifests refer to and don't hold (ConfigMaps, Secrets, claims, StorageClasses, labels of nodes …) is taken for granted,
and said; --as-is plays the files alone.

Examples
  podwright fuzz deployment.yaml
  podwright fuzz k8s/ --runs 5000 --parallel 4 --start-up 0s..20s
  podwright fuzz deployment.yaml --property promises.feature --time 10m
  podwright fuzz deployment.yaml --shard 2/8 --output junit > fuzz.xml
  podwright fuzz --simulator --time 1h       made-up manifests: looks for faults of the simulator itself

Ctrl-C ends the runs that are under way, then tells what was done; a second one ends at once.

Exit codes: 0 everything held, 1 something broke, 2 the input can't be used, 3 everything held but a report could not be
written, or a worker was lost; 130 or 143 interrupted (SIGINT, SIGTERM) before anything broke.
`;

/** `podwright fuzz`: what the manifests leave to the world is varied until something breaks. */
export function fuzzCommand(): Command {
  const command = new Command('fuzz')
    .description('look for stories in which manifests fail, and write the smallest one as a feature')
    .argument('[manifest...]', 'YAML or JSON files, folders, or - for standard input')
    .option('--runs <number>', 'how many runs at most', positive, undefined)
    .option('--time <duration>', 'how long at most', someTime)
    .option('--seed <number>', 'everything random is drawn from it', integer, 1)
    .addOption(
      new Option('--shard <i/n>', 'the i-th of n parts that have all runs together')
        .argParser(shard)
        .default([1, 1] as const, '1/1'),
    )
    .option('--parallel <workers>', 'processes that play at the same time', positive, 1)
    .option(
      '--kubernetes <release>',
      'release to play, 1.20 to 1.36; may be given again: each run draws one',
      releases,
      [],
    )
    .option('--nodes <number>', 'nodes of the cluster at least', positive, 1)
    .option('--as-is', 'take nothing for granted that the files lack, such as Secrets and StorageClasses', false)
    .option(
      '--property <feature>',
      'its Then sentences have to hold at the end of each run; may be given again',
      again,
      [],
    )
    .option('--promise <name>', 'look for this promise alone, --list shows them; may be given again', again, [])
    .option('--simulator', 'make up manifests too, and look for faults of the simulator itself', false)
    .option('--counterexamples <folder>', 'where the smallest story goes', 'counterexamples')
    .option(
      '--report <folder>',
      'write what was visited: index.html for people, coverage.md, and a picture of the states, states.svg',
    )
    .option('--list', 'show the sentences that are checked, and do nothing else', false)
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['table', 'json', 'junit']).default('table'),
    );
  for (const name of ['start-up', 'answer', 'hiccup', 'drain', 'outage', 'late', 'pull', 'work'])
    command.addOption(new Option(`--${name} <from..to>`).argParser(range).hideHelp());
  command.addOption(new Option('--memory <from..to>').argParser(memory).hideHelp());
  return command
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (manifests: string[], options: Fuzz.FuzzOptions) => {
      // Only who fuzzes pays for loading it.
      const { fuzz } = require('./fuzz') as typeof Fuzz;
      process.exitCode = await fuzz(manifests, options);
    });
}

function releases(text: string, before: string[]): string[] {
  return [...before, release(text)];
}

function shard(text: string): readonly [number, number] {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [i, n] = [Number(index), Number(count)];
  if (!i || !n || i > n)
    throw new InvalidArgumentError(`"${text}" is no part of a whole; write 2/8 for the second of eight`);
  return [i, n];
}

function range(text: string): readonly [number, number] {
  const [from, to] = text.split('..');
  try {
    const bounds = [parseDuration(from ?? ''), parseDuration(to ?? from ?? '')] as const;
    if (bounds[0] <= bounds[1]) return bounds;
  } catch {
    // said below
  }
  throw new InvalidArgumentError(`"${text}" is no range; write 0s..20s`);
}

function memory(text: string): readonly [number, number] {
  const [, from, to] = /^(\d{1,6})(?:Mi)?\.\.(\d{1,6})Mi$/.exec(text) ?? [];
  if (from === undefined || Number(from) > Number(to))
    throw new InvalidArgumentError(`"${text}" is no range; write 0Mi..64Mi`);
  return [Number(from), Number(to)];
}
