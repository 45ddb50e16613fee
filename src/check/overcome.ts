import { isReady, isTerminalPhase, type Pod } from '../api/index';
import { type Application, isTask, type Server } from './application';
import type { Subject } from './finding';
import { lackOf } from './lacking';
import type { Obstacle } from './obstacle';
import { obstaclesOf } from './obstacles';
import { Trial } from './trial';

/** Pods that are not ready then never will be. */
export const PATIENCE_MS = 10 * 60_000;

/** A pod that crashes may be ready for moments. */
const STEADY_MS = 60_000;

/** Init containers come one after the other, so that what keeps the second may show only without the first. */
const MOST_OBSTACLES = 5;

/** How the pod of a server was brought to run. */
export interface Course {
  /** The trial in which it did not. */
  readonly first: Trial;
  readonly met: readonly Obstacle[];
  /** Without what was in the way; undefined when the pod never starts. */
  readonly application: Application | undefined;
}

/**
 * Takes out of the way what keeps a pod from running and of which nobody can know whether it works.
 * @returns undefined when nothing does
 */
export function overcome(subject: Pick<Subject, 'application' | 'server' | 'setup'>): Course | undefined {
  const first = tried(subject, subject.application);
  if (!first) return undefined;
  let last = first;
  let { application } = subject;
  const met: Obstacle[] = [];
  while (met.length < MOST_OBSTACLES) {
    const obstacles = obstaclesOf(last, subject.server, application);
    if (obstacles.length === 0) break;
    met.push(...obstacles);
    application = application.with(obstacles.flatMap(({ changes }) => changes));
    const next = tried(subject, application);
    if (!next) return { first, met, application };
    last = next;
  }
  return { first, met, application: undefined };
}

/** @returns the trial, where the pod does not come to run steadily */
function tried({ server, setup }: Pick<Subject, 'server' | 'setup'>, application: Application): Trial | undefined {
  const trial = new Trial(application.lonePod(server), setup);
  try {
    return (ends(server, application) ? getsToWork(trial, server) : staysReady(trial, server)) ? undefined : trial;
  } catch (error) {
    trial.lacks = lackOf(error);
    if (!trial.lacks) throw error;
    return trial;
  }
}

function ends(server: Server, application: Application): boolean {
  return isTask(server) || application.endingPods().some(({ manifest }) => manifest === server.manifest);
}

/** A pod of a Job has done its work, or is about it; one that fails may do so for a reason that the files don't hold. */
function getsToWork(trial: Trial, server: Server): boolean {
  trial.cluster.advanceUntil(() => {
    const phase = trial.lonePod(server)?.status?.phase;
    return isTerminalPhase(phase);
  }, PATIENCE_MS);
  const { phase, containerStatuses = [] } = trial.lonePod(server)?.status ?? {};
  return phase === 'Succeeded' || containerStatuses.every(({ state }) => state?.running !== undefined);
}

/** When a liveness probe that never succeeds has its container killed, at the latest. */
function firstKillMs(pod: Pod | undefined): number {
  const waits = (pod?.spec.containers ?? []).map(({ livenessProbe: probe }) =>
    probe ? (probe.initialDelaySeconds ?? 0) + (probe.periodSeconds ?? 10) * (probe.failureThreshold ?? 3) : 0,
  );
  return Math.max(0, ...waits) * 1000;
}

function staysReady(trial: Trial, server: Server): boolean {
  const steadyMs = Math.max(STEADY_MS, firstKillMs(trial.lonePod(server)) + STEADY_MS / 2);
  const restarts = () =>
    trial
      .lonePod(server)
      ?.status?.containerStatuses?.map((status) => status.restartCount)
      .join();
  while (trial.elapsedMs < PATIENCE_MS && trial.untilReady(server, PATIENCE_MS - trial.elapsedMs)) {
    const before = restarts();
    trial.cluster.advance(steadyMs);
    if (isReady(trial.lonePod(server)) && restarts() === before) return true;
  }
  return false;
}
