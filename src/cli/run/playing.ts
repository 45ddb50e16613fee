import { join } from 'node:path';
import type { IRunConfiguration } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { Heard } from './heard';
import type { Interruption } from './interruption';
import type * as PoolPlay from './pool/play';
import { OneProcessNeeded } from './pool/pool';
import { allowedProcesses, FEWEST_SCENARIOS, isWorthProcesses } from './poolSize';
import type { ReportFolder } from './reportFolder';
import type { RunRequest } from './run';
import type { Digests } from './runRecord';
import { Session } from './session';
import { stopping } from './stopping';
import type { Progress } from './terminal/progress';

/** Of scenarios, a file for each process: lines of `{testCaseStartedId, story}`. */
export const STORIES = /^stories-\d+\.ndjson$/;

export interface Setting {
  readonly folder: ReportFolder;
  readonly heard: Heard;
  readonly progress: Progress;
  readonly interruption: Interruption;
}

/** Plays features, in as many processes as it pays. @returns whether all went well */
export async function play(request: RunRequest, configuration: IRunConfiguration, setting: Setting): Promise<boolean> {
  const workers = allowedProcesses(request.workers ?? (configuration.runtime.parallel || undefined));
  const isAsked = request.workers !== undefined || configuration.runtime.parallel > 0;
  const hasOtherPlugins = (configuration.plugins?.specifiers ?? []).length > 1;
  const paysOff = isAsked || isWorthProcesses(configuration.sources.paths);
  if (workers > 1 && paysOff && !request.watching && !hasOtherPlugins) {
    const outcome = await playInProcesses({ request, configuration, workers, isAsked }, setting);
    if (outcome !== undefined) return outcome;
  }
  return playHere(request, configuration, setting);
}

interface Pooled {
  readonly request: RunRequest;
  readonly configuration: IRunConfiguration;
  readonly workers: number;
  readonly isAsked: boolean;
}

/** @returns undefined when it is better done in this process */
async function playInProcesses(
  { request, configuration, workers, isAsked }: Pooled,
  { folder, heard, progress, interruption }: Setting,
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
      onMessage: (message) => heard.add(message),
      interruption,
      ...(request.twice && { onAgain: (digests) => writeAgain(folder, digests) }),
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
  { folder, heard, progress, interruption }: Setting,
): Promise<boolean> {
  const { runtime } = configuration;
  const session = await Session.load(
    withStories({ ...configuration, runtime: { ...runtime, parallel: 0 } }, folder, 0),
  );
  const ended = endedScenarios((failed) => progress.scenario(failed));
  const interrupted = new Promise<false>((resolve) => {
    interruption.onSignal(() => {
      stopping.isAsked = true;
      resolve(false);
    });
  });
  const run = session.run({}, (message) => {
    request.watching?.onMessage(message);
    heard.add(message);
    ended(message);
  });
  const success = await Promise.race([run, interrupted]);
  if (request.twice && heard.record.finished) writeAgain(folder, await session.runAgain());
  return success;
}

/** What came of it the second time: the same, whatever else a process has played before. */
function writeAgain(folder: ReportFolder, digests: Digests): void {
  const sorted = Object.fromEntries(Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1)));
  folder.write('digests-again.json', `${JSON.stringify(sorted, null, 1)}\n`);
}

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
