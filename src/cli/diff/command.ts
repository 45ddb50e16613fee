import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { Release } from '../../api/index';
import { type ManifestFile, readManifestFiles } from '../manifestFiles';
import { duration, integer, withDescriptions } from '../options';
import type { Action } from '../play/action';
import { action } from '../play/command';
import { playFiles } from '../play/play';
import { StatusLine } from '../statusLine';
import { type Group, groupsOf } from './groups';
import { sections } from './sections';
import { storyOf } from './story';
import { Telling } from './telling';

interface Options {
  kubernetes: string[];
  for: number;
  at: Action[];
  seed: number;
  seeds: number;
  behaviours: string[];
  images: string[];
  output: 'table' | 'json';
  ignoreMessages?: boolean;
}

const HELP = `
The same play on each release: the course of every pod (READY, STATUS, RESTARTS) and its events. Releases that tell the same
story are one line; between two that don't stands where they part. Names, addresses and waits that differ by less than 5 s
are no difference, and neither is what another seed shows on the other release as well: it is chance. A release that cannot
read the manifests is told as one that refuses them.

Exit codes: 0 one story on all releases, 1 the stories part, 2 the input can't be used.

Examples
  podwright diff --kubernetes 1.28..1.36 pod.yaml
  podwright diff --kubernetes 1.20,1.36 deployment.yaml --for 10m --at "2m: kubectl delete pod -l app=web"
  podwright diff --kubernetes 1.33,1.34 --ignore-messages k8s/    # in CI: does the next upgrade change anything?
`;

/** All that are known. */
const ALL = `${Release.all()[0]?.version}..${Release.of('latest').version}`;

/** `podwright diff`: one play on several releases. */
export function diffCommand(): Command {
  return withDescriptions(
    new Command('diff')
      .description('play manifests on several releases of Kubernetes and print where the stories part')
      .argument('<manifest...>', 'YAML or JSON files, folders, or - for standard input')
      .addOption(
        new Option('--kubernetes <releases>', 'a range such as 1.28..1.36, or a list such as 1.20,1.36')
          .argParser(releases)
          .default(releases(ALL), ALL),
      )
      .option('--for <duration>', 'virtual time to play, counted from the first object', duration, 60_000)
      .option('--at <"time: command">', 'do something at a time; may be given again and again', action, [] as Action[])
      .option('--seed <number>', 'everything random is drawn from it', integer, 1)
      .option('--seeds <number>', 'how many seeds tell what is chance, beginning with that one', integer, 8)
      .option('--ignore-messages', 'compare events by type and reason alone: most releases word some of them anew'),
  )
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action((paths: string[], options: Options) => {
      const groups = groupsOf(tellings(readManifestFiles(paths), options));
      process.stdout.write(options.output === 'json' ? json(groups) : `${groups.map(render).join('\n')}\n`);
      process.exitCode = groups.length > 1 ? 1 : 0;
    });
}

/** One play after another, when each is asked for. */
function* tellings(
  files: readonly ManifestFile[],
  { kubernetes, seed, seeds, ignoreMessages, ...options }: Options,
): Generator<Telling> {
  const all = Array.from({ length: Math.max(1, seeds) }, (_, i) => seed + i);
  const status = new StatusLine();
  const tell = (release: string, each: number) => {
    status.show(`Kubernetes ${release}, seed ${each} …`);
    const played = { ...options, seed: each, kubernetes: release, forMs: options.for, actions: options.at };
    return storyOf(playFiles(files, played), ignoreMessages !== true);
  };
  try {
    for (const release of kubernetes) yield new Telling(release, all, tell);
  } finally {
    status.clear();
  }
}

function render({ releases: all, partings: found, refused }: Group): string {
  const name = all.length === 1 ? all[0] : `${all[0]} to ${all.at(-1)}`;
  const head = pc.bold(`Kubernetes ${name}`);
  if (refused !== undefined) return [head, '  refused', ...refused.split('\n').map((line) => `    ${line}`)].join('\n');
  const lines = sections(found).flatMap(({ title, partings: own }) => [
    `  ${title}`,
    ...own.flatMap(({ before, after }) => [
      ...(before === undefined ? [] : [pc.red(`    - ${before}`)]),
      ...(after === undefined ? [] : [pc.green(`    + ${after}`)]),
    ]),
  ]);
  return [head, ...lines].join('\n');
}

/** `[{releases, partings: [{t, object, before?, after?}], refused?}]`. */
function json(groups: readonly Group[]): string {
  return `${JSON.stringify(groups, null, 1)}\n`;
}

function releases(text: string): string[] {
  try {
    const [from, to, ...rest] = text.split('..');
    if (to === undefined && /^[\d.]+-[\d.]+$/.test(text))
      throw new Error(`a range has two dots: ${text.replace('-', '..')}`);
    if (to === undefined) return [...new Set(text.split(',').map((word) => Release.of(word.trim()).version))];
    const [first, last] = [Release.of(from ?? ''), Release.of(to)];
    const range = Release.all().filter(({ minor }) => minor >= first.minor && minor <= last.minor);
    if (rest.length > 0 || range.length === 0) throw new Error(`"${text}" is no range of releases: 1.28..1.36`);
    return range.map(({ version }) => version);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
