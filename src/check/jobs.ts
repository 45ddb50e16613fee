import type { Job, Pod } from '../api/index';
import { containerRuns } from '../observe/index';
import { type Application, type FieldChange, field, jobPath, type Server } from './application';
import { seconds } from './durations';
import { fieldIn } from './fields';
import type { Subject } from './finding';
import { imageOf } from './knownImages';
import { assumedApp } from './standIns';
import { Trial } from './trial';

/** How Jobs and CronJobs are played: their containers work for as long as a question wants, and end as it wants. */

/** How a run of each container goes. */
export interface Run {
  readonly forMs: number;
  /** Default 0. */
  readonly code?: number;
}

/** Longer than anything here is watched. */
export const FOR_EVER_MS = 30 * 24 * 3_600_000;

/**
 * Containers whose image is described do what their scripts say, and not what a question wants: others stand in for them. What is
 * asked about are the figures of the Job.
 */
export function standIns({ application, server, setup }: Subject): FieldChange[] {
  return application
    .containers(server)
    .filter(({ container }) => imageOf(setup, container.image ?? '') !== undefined)
    .flatMap(({ path }) => assumedApp(server, path));
}

/** A cluster with one Job of this variant in it. */
export function jobTrial(subject: Subject, application: Application, run: Run, nodes = 1): Trial {
  return played(subject, application, run, nodes, (variant) => variant.loneJob(subject.server));
}

/** A cluster with the CronJob of this variant in it. */
export function cronTrial(subject: Subject, application: Application, run: Run): Trial {
  return played(subject, application, run, 1, (variant) => variant.loneCronJob(subject.server));
}

function played(
  subject: Subject,
  application: Application,
  run: Run,
  nodes: number,
  alone: (variant: Application) => Application,
): Trial {
  const { server, setup } = subject;
  const behaviours = application
    .containers(server)
    .map(({ container }) => ({ container: container.name, behaviour: { works: run } }));
  return new Trial(alone(application.with(standIns(subject))), setup, { nodes, behaviours });
}

export type Ending = 'Complete' | 'Failed';

/** How a Job has ended, and why; undefined while it has not. */
export function endOf(trial: Trial, server: Server): { how: Ending; reason: string } | undefined {
  return endingOf(jobOf(trial, server));
}

export function endingOf(job: Job | undefined): { how: Ending; reason: string } | undefined {
  const last = job?.status?.conditions?.find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
  return last && { how: last.type as Ending, reason: last.reason ?? '' };
}

export function jobOf(trial: Trial, { namespace, name }: Server): Job | undefined {
  return trial.cluster.api.find<Job>('Job', namespace, name);
}

export function jobsOf(trial: Trial, { namespace }: Server): Job[] {
  return trial.cluster.api.list<Job>('Job', { namespace });
}

export function podsOf(trial: Trial, { namespace }: Server): Pod[] {
  return trial.cluster.api.list<Pod>('Pod', { namespace });
}

/** How often the first container was started. */
export function runsOf(trial: Trial, application: Application, server: Server): number {
  const [first] = application.containers(server);
  return first ? containerRuns(trial.cluster, { container: first.container.name }).length : 0;
}

/** A figure of the Job, in a Job or CronJob. */
export function jobField<T>(application: Application, server: Server, name: string): T | undefined {
  return fieldIn(application.objectOf(server), `${jobPath(server)}.${name}`) as T | undefined;
}

/** A schedule that leaves more time between two runs is not watched. */
const MOST_PERIOD_MS = 26 * 3_600_000;
const MONTH_MS = 32 * 24 * 3_600_000;

/** When a CronJob starts its first Job, and how long after it the next one; undefined where that is more than a day. */
export interface Schedule {
  readonly firstMs: number;
  readonly everyMs?: number;
}

const SCHEDULES = new WeakMap<Application, Map<string, Schedule | undefined>>();

/** @returns undefined for other kinds, and for a CronJob that starts nothing within a month */
export function scheduleOf(subject: Subject): Schedule | undefined {
  const { application, server } = subject;
  if (server.kind !== 'CronJob') return undefined;
  const known = SCHEDULES.get(application) ?? new Map<string, Schedule | undefined>();
  SCHEDULES.set(application, known);
  const id = `${server.namespace}/${server.name}`;
  if (!known.has(id)) known.set(id, seenSchedule(subject));
  return known.get(id);
}

function seenSchedule(subject: Subject): Schedule | undefined {
  const trial = cronTrial(subject, keepingAll(subject, subject.application), { forMs: 1000 });
  const { cluster } = trial;
  const after = (count: number, mostMs: number) =>
    cluster.advanceUntil(() => jobsOf(trial, subject.server).length >= count, mostMs) ? trial.elapsedMs : undefined;
  const firstMs = after(1, MONTH_MS);
  if (firstMs === undefined) return undefined;
  const nextMs = after(2, MOST_PERIOD_MS);
  return { firstMs, ...(nextMs !== undefined && { everyMs: Math.round((nextMs - firstMs) / 1000) * 1000 }) };
}

const KEPT = 100;

/** What has ended is counted, and must not be tidied away before. */
export function keepingAll({ server }: Subject, application: Application): Application {
  return application.with([
    field(server, 'spec.successfulJobsHistoryLimit', KEPT),
    field(server, 'spec.failedJobsHistoryLimit', KEPT),
    field(server, 'spec.jobTemplate.spec.ttlSecondsAfterFinished', undefined),
  ]);
}

/** The steps that bring a Job about, and some time of its life. */
export function beginning(subject: Subject, lifeMs: number): string[] {
  const firstMs = scheduleOf(subject)?.firstMs ?? 0;
  return ['When the manifest is created', `And ${seconds(Math.max(1000, firstMs + lifeMs))} pass`];
}
