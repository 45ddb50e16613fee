import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KubeObject, Release } from '../../api/index';
import type { Bounds, Counterexample, Range } from '../../fuzz/index';
import { writeCounterexample } from '../../fuzz/index';
import { readObjects } from '../../fuzz/manifestObjects';
import { stateGraph } from '../../fuzz/stateGraph';
import { INVARIANTS } from '../../observe/invariants/index';
import { nearest } from '../../observe/nearest';
import { PROMISES } from '../../observe/promises/index';
import { decodeManifestFiles, readManifestFiles } from '../manifestFiles';
import { UsageError } from '../usageError';
import { Coordinator, type Outcome } from './coordinator';
import { coverageText } from './coverageText';
import { Progress } from './progress';
import { asJson, asJunit, asTable, type Summary } from './summary';

export interface FuzzOptions {
  readonly runs?: number;
  readonly time?: number;
  readonly seed: number;
  readonly shard: readonly [number, number];
  readonly parallel: number;
  readonly kubernetes: readonly string[];
  readonly nodes: number;
  readonly property: readonly string[];
  readonly promise: readonly string[];
  readonly simulator: boolean;
  readonly counterexamples: string;
  readonly report?: string;
  readonly list: boolean;
  readonly output: 'table' | 'json' | 'junit';
  readonly startUp?: Range;
  readonly answer?: Range;
  readonly hiccup?: Range;
  readonly drain?: Range;
  readonly outage?: Range;
  readonly late?: Range;
  readonly pull?: Range;
  readonly work?: Range;
  readonly memory?: Range;
}

/** Without `--runs` and `--time`. */
const DEFAULT_RUNS = 1000;
const ENDLESS = Number.MAX_SAFE_INTEGER;

/** @returns the exit code: 0 everything held, 1 something broke */
export async function fuzz(paths: readonly string[], options: FuzzOptions): Promise<number> {
  if (options.list) {
    process.stdout.write(sentences());
    return 0;
  }
  const manifests = manifestsOf(paths, options);
  const runs = options.runs ?? (options.time === undefined ? DEFAULT_RUNS : ENDLESS);
  const progress = new Progress(runs === ENDLESS ? undefined : Math.ceil(runs / options.shard[1]), options.time);
  const coordinator = new Coordinator({
    job: {
      seed: options.seed,
      runs,
      kubernetes: options.kubernetes.length ? options.kubernetes : [Release.of('latest').version],
      bounds: boundsOf(options),
      properties: options.property,
      nodes: options.nodes,
      ...(manifests && { manifests }),
      ...(options.promise.length > 0 && { promises: promisesOf(options.promise) }),
    },
    shard: options.shard,
    workers: options.parallel,
    timeMs: options.time,
    progress: (count, states) => progress.show(count, states),
  });
  const interrupt = () => coordinator.stop('interrupt');
  process.on('SIGINT', interrupt);
  const outcome = await coordinator.play().finally(() => {
    process.off('SIGINT', interrupt);
    progress.clear();
  });
  return tell(outcome, options);
}

function tell(outcome: Outcome, options: FuzzOptions): number {
  const { failure } = outcome;
  const written: Counterexample | undefined =
    failure && writeCounterexample(failure, options.seed, options.counterexamples);
  if (options.report !== undefined) writeReport(options.report, outcome);
  const summary: Summary = { outcome, seed: options.seed, written };
  const print = { table: asTable, json: asJson, junit: asJunit }[options.output];
  process.stdout.write(print(summary));
  return outcome.failure || outcome.ending === 'failure' ? 1 : 0;
}

function writeReport(folder: string, { coverage, runs }: Outcome): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'coverage.md'), coverageText(coverage, runs));
  writeFileSync(join(folder, 'states.svg'), stateGraph(coverage));
}

function manifestsOf(paths: readonly string[], { simulator, kubernetes }: FuzzOptions): KubeObject[] | undefined {
  if (simulator) {
    if (paths.length) throw new UsageError('--simulator makes up its manifests: name none');
    return undefined;
  }
  if (paths.length === 0)
    throw new UsageError('name the manifests to be tried: podwright fuzz deployment.yaml (podwright fuzz --help)');
  const files = readManifestFiles(paths);
  for (const release of kubernetes.length ? kubernetes : ['latest']) decodeManifestFiles(files, Release.of(release));
  return files.flatMap(({ text, name }) => readObjects(text, name));
}

function promisesOf(names: readonly string[]): readonly string[] {
  const known = PROMISES.map(({ name }) => name);
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) throw new UsageError(`there is no promise "${strange}"; ${nearest(strange, known)}`);
  return names;
}

function boundsOf(options: FuzzOptions): Partial<Bounds> {
  const { startUp, answer, hiccup, drain, outage, late, pull, work, memory } = options;
  const given = { startUp, answer, hiccup, drain, outage, late, pull, work, memory };
  return Object.fromEntries(Object.entries(given).filter(([, range]) => range !== undefined));
}

function sentences(): string {
  const promises = PROMISES.map(({ name, says }) => `  ${name.padEnd(30)} ${says}`);
  const invariants = INVARIANTS.map(({ name, says }) => `  ${name.padEnd(30)} ${says}`);
  return `What users may expect of their manifests\n${promises.join('\n')}\n\nWhat always holds\n${invariants.join('\n')}\n`;
}
