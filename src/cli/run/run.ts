import { join } from 'node:path';
import type { IRunConfiguration } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { htmlReport, RunModel } from '../../report/html/index';
import { version } from '../version';
import { configure } from './configuration';
import type * as PoolPlay from './pool/play';
import { OneProcessNeeded } from './pool/pool';
import { allowedProcesses, FEWEST_SCENARIOS, isManyFiles } from './poolSize';
import { ReportFolder } from './reportFolder';
import { rowsBeside, writeRows } from './rows';
import { RunRecord } from './runRecord';
import { Session, SILENT } from './session';
import { summary } from './summary';
import { Failures } from './terminal/failures';
import { Progress } from './terminal/progress';
import { renderFailures } from './terminal/render';
import { undefinedSteps } from './undefinedSteps';

export interface RunRequest {
  readonly argv: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly reports: string;
  /** How many processes play; without it as many as there are cores, or one when more would not pay. */
  readonly workers?: number;
  /** Run everything a second time in this process, to show that nothing is left over from the first. */
  readonly twice?: boolean;
}

/** Who hears what happens in a run. */
interface Listeners {
  readonly record: RunRecord;
  readonly failures: Failures;
  readonly progress: Progress;
  /** What the report for people shows. */
  readonly model: RunModel;
}

/** Runs features with Cucumber. Returns the exit code: 0 all passed, 1 something failed, 2 nothing could be run. */
export async function runFeatures(request: RunRequest): Promise<number> {
  const folder = new ReportFolder(request.reports);
  const progress = new Progress(process.stderr);
  const listeners = { record: new RunRecord(), failures: new Failures(), progress, model: new RunModel() };
  const { record, failures, model } = listeners;
  const startMs = Date.now();
  try {
    const configuration = await configure({ ...request, folder: folder.path });
    const rowsFiles = rowsBeside(configuration.sources.paths);
    const success = await play(request, configuration, { folder, listeners });
    progress.clear();
    if (!record.finished) return 2;
    folder.write('rules.json', `${JSON.stringify(record.rules(), null, 1)}\n`);
    folder.write('digests.json', `${JSON.stringify(record.digests(), null, 1)}\n`);
    const stories = folder.files(STORIES);
    const rows = writeRows(folder, rowsFiles, model);
    folder.write('index.html', htmlReport(model, { version: version(), stories, nowMs: Date.now(), rows }));
    if (configuration.formats.stdout === SILENT) process.stdout.write(renderFailures(failures.all()));
    process.stdout.write(undefinedSteps(record));
    process.stdout.write(summary(record, { wallMs: Date.now() - startMs, folder: request.reports }));
    // The stories are what reports are made from, no report themselves
    folder.remove(STORIES);
    folder.publish();
    return success ? 0 : 1;
  } finally {
    folder.discard();
  }
}

interface Setting {
  readonly folder: ReportFolder;
  readonly listeners: Listeners;
}

async function play(request: RunRequest, configuration: IRunConfiguration, setting: Setting): Promise<boolean> {
  const workers = allowedProcesses(request.workers ?? (configuration.runtime.parallel || undefined));
  const isAsked = request.workers !== undefined || configuration.runtime.parallel > 0;
  const hasOtherPlugins = (configuration.plugins?.specifiers ?? []).length > 1;
  const paysOff = isAsked || isManyFiles(configuration.sources.paths);
  if (workers > 1 && paysOff && !request.twice && !hasOtherPlugins) {
    const outcome = await playInProcesses({ configuration, workers, isAsked }, request, setting);
    if (outcome !== undefined) return outcome;
  }
  return playHere(request, configuration, setting);
}

/** @returns undefined when it is better done in this process */
async function playInProcesses(
  { configuration, workers, isAsked }: { configuration: IRunConfiguration; workers: number; isAsked: boolean },
  request: RunRequest,
  { folder, listeners: { record, failures, progress, model } }: Setting,
): Promise<boolean | undefined> {
  const { playInPool } = require('./pool/play') as typeof PoolPlay;
  try {
    const outcome = await playInPool({
      configuration,
      configurationOf: (worker) => withStories(configuration, folder, worker),
      workers,
      fewest: isAsked ? 2 : FEWEST_SCENARIOS,
      onPlan: (scenarios) => {
        progress.total = scenarios;
      },
      onScenario: (failed) => progress.scenario(failed),
      onMessage: (message) => {
        record.add(message);
        failures.add(message);
        model.add(message);
      },
      onInterrupt: () => {
        progress.clear();
        folder.discard();
        process.stderr.write(`interrupted: ${request.reports} holds the reports of the run before, if there was one\n`);
      },
    });
    if (outcome === 'few') return undefined;
    return outcome === 'unreadable' ? false : outcome;
  } catch (error) {
    if (error instanceof OneProcessNeeded) return undefined;
    throw error;
  }
}

async function playHere(
  request: RunRequest,
  configuration: IRunConfiguration,
  { folder, listeners: { record, failures, progress, model } }: Setting,
): Promise<boolean> {
  const { runtime, formats } = configuration;
  const session = await Session.load(
    withStories({ ...configuration, runtime: { ...runtime, parallel: 0 } }, folder, 0),
  );
  const ended = endedScenarios((failed) => progress.scenario(failed));
  const success = await session.run({}, (message) => {
    record.add(message);
    failures.add(message);
    model.add(message);
    ended(message);
  });
  if (request.twice && record.finished) {
    const again = new RunRecord();
    await session.run({ formats: { ...formats, files: {} } }, (message) => again.add(message));
    folder.write('digests-again.json', `${JSON.stringify(again.digests(), null, 1)}\n`);
  }
  return success;
}

/** Of scenarios, a file for each process: lines of `{testCaseStartedId, story}`. */
const STORIES = /^stories-\d+\.ndjson$/;

/** The file that takes the stories of scenarios, one for each process. */
function withStories(configuration: IRunConfiguration, folder: ReportFolder, worker: number): IRunConfiguration {
  const { runtime } = configuration;
  const worldParameters = { ...runtime.worldParameters, stories: join(folder.path, `stories-${worker}.ndjson`) };
  return { ...configuration, runtime: { ...runtime, worldParameters } };
}

/** Tells of each scenario that has ended, whether it has failed. */
function endedScenarios(tell: (failed: boolean) => void): (message: Envelope) => void {
  let failed = false;
  return ({ testCaseStarted, testStepFinished, testCaseFinished }) => {
    if (testCaseStarted) failed = false;
    if (testStepFinished && !['PASSED', 'SKIPPED'].includes(testStepFinished.testStepResult.status)) failed = true;
    if (testCaseFinished && !testCaseFinished.willBeRetried) tell(failed);
  };
}
