import { join } from 'node:path';
import { FEATURES, Release } from '../../api/index';
import type { Bounds, Counterexample, Failure, Range } from '../../fuzz/index';
import { writeCounterexample } from '../../fuzz/index';
import { stateGraph } from '../../fuzz/stateGraph';
import { INVARIANTS } from '../../observe/invariants/index';
import { nearest } from '../../observe/nearest';
import { PROMISES } from '../../observe/promises/index';
import { campaignDocument } from '../../report/html/campaign';
import { complaintOf } from '../complaint';
import { Interruption } from '../run/interruption';
import { makeFolder, reasonOf, writeWhole } from '../run/outputs/files';
import { UsageError } from '../usageError';
import { campaignData } from './campaignData';
import { Coordinator, type Outcome } from './coordinator';
import { coverageText } from './coverageText';
import { givenBy } from './given';
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
  readonly asIs: boolean;
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

/** Everything held, but something could not be written, or the campaign could not be played to its end. */
const UNFINISHED = 3;

/** @returns the exit code: 0 everything held, 1 something broke, 3 a report is missing, 130 or 143 interrupted */
export async function fuzz(paths: readonly string[], options: FuzzOptions): Promise<number> {
  if (options.list) {
    process.stdout.write(sentences());
    return 0;
  }
  const given = givenBy(paths, options);
  const runs = options.runs ?? (options.time === undefined ? DEFAULT_RUNS : ENDLESS);
  const progress = new Progress(runs === ENDLESS ? undefined : Math.ceil(runs / options.shard[1]), options.time);
  const coordinator = new Coordinator({
    job: {
      seed: options.seed,
      runs,
      kubernetes: options.kubernetes.length ? options.kubernetes : [Release.of('latest').version],
      bounds: boundsOf(options),
      properties: options.property,
      nodes: Math.max(options.nodes, given?.nodes ?? 1),
      ...(given && { manifests: given.objects, machine: given.machine, nodeLabels: given.nodeLabels }),
      ...(options.promise.length > 0 && { promises: promisesOf(options.promise) }),
    },
    shard: options.shard,
    workers: options.parallel,
    timeMs: options.time,
    progress,
  });
  const interruption = new Interruption();
  interruption.onGivingUp(() => coordinator.kill());
  interruption.onSignal(() => coordinator.stop('interrupt'));
  try {
    const outcome = await coordinator.play();
    progress.clear();
    const exitCode = tell(outcome, given?.sentences ?? [], options);
    return outcome.ending === 'interrupt' && exitCode === 0 ? (interruption.exitCode ?? 0) : exitCode;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    process.stderr.write(complaintOf(error));
    return UNFINISHED;
  } finally {
    interruption.off();
    progress.clear();
  }
}

function tell(outcome: Outcome, granted: readonly string[], options: FuzzOptions): number {
  const problems: string[] = [];
  const { failure } = outcome;
  const written = failure && writtenCounterexample(failure, options, problems);
  const summary: Summary = { outcome, seed: options.seed, granted, written };
  if (options.report !== undefined) writeReport(options.report, summary, problems);
  const print = { table: asTable, json: asJson, junit: asJunit }[options.output];
  process.stdout.write(print(summary));
  for (const problem of problems) process.stderr.write(`podwright: ${problem}\n`);
  if (failure || outcome.ending === 'failure') return 1;
  return problems.length > 0 ? UNFINISHED : 0;
}

/** What was found after an hour is told even where nothing can be written. */
function writtenCounterexample(
  failure: Failure,
  { seed, counterexamples }: FuzzOptions,
  problems: string[],
): Counterexample | undefined {
  try {
    makeFolder(counterexamples);
    return writeCounterexample(failure, seed, counterexamples);
  } catch (error) {
    problems.push(`the counterexample could not be written to ${counterexamples}: ${reasonOf(error)}`);
    return undefined;
  }
}

function writeReport(folder: string, summary: Summary, problems: string[]): void {
  const { coverage, runs } = summary.outcome;
  try {
    writeWhole(join(folder, 'index.html'), campaignDocument(campaignData(summary)));
    writeWhole(join(folder, 'coverage.md'), coverageText(coverage, runs));
    writeWhole(join(folder, 'states.svg'), stateGraph(coverage));
  } catch (error) {
    problems.push((error as Error).message);
  }
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
  const invariants = INVARIANTS.map(({ name, says, since, sinceForDeleted }) => {
    const from = since === undefined ? '' : ` (since ${FEATURES[since].from})`;
    const deleted = sinceForDeleted && ` (for pods that are being deleted: since ${FEATURES[sinceForDeleted].from})`;
    return `  ${name.padEnd(30)} ${says}${from}${deleted ?? ''}`;
  });
  return `What users may expect of their manifests\n${promises.join('\n')}\n\nWhat always holds\n${invariants.join('\n')}\n`;
}
