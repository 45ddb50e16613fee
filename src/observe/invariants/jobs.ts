import { type CronJob, conditionOf, isTerminalPhase, type Job, type Pod, sidecarsOf } from '../../api/index';
import { Deadlines } from './deadlines';
import { atWrites, type Invariant, seconds } from './invariant';
import type { Past } from './past';

/** A controller acts on what it last saw. */
const NEWS_MS = 2_000;
const FIRST_MS = 10_000;
const LONGEST_MS = 600_000;
/** The end of a pod is told in whole seconds. */
const TOLD_MS = 1_000;
/** From this release on the pod after the first failure waits too (kubernetes PR 114768). */
const FIRST_WAITS_SINCE = 27;

/** How the pods of Jobs have ended, by the uid of the Job. */
class Endings {
  private readonly byJob = new Map<string, Map<string, Ending>>();
  /**
   * Since when pods were not ready when somebody deleted them, by their uid: the controller counts them then, and does not look
   * again when they become ready on their way out (newBackoffRecord, pkg/controller/job/backoff_utils.go).
   */
  private readonly lostMs = new Map<string, number>();

  note(pod: Pod, t: number, past: Past): void {
    const { phase } = pod.status ?? {};
    const job = pod.metadata.ownerReferences?.find(({ kind, controller }) => kind === 'Job' && controller)?.uid;
    if (job === undefined) return;
    const uid = pod.metadata.uid ?? '';
    if (!isTerminalPhase(phase)) {
      if (pod.metadata.deletionTimestamp && !this.lostMs.has(uid))
        this.lostMs.set(uid, leastOf(t, unreadySinceMs(pod, past.epochMs)));
      return;
    }
    const known = this.byJob.get(job) ?? new Map();
    this.byJob.set(job, known);
    if (known.has(uid)) return;
    const { namespace, name } = pod.metadata;
    const deletedMs = past.pods.get(`Pod/${namespace}/${name}`)?.deletedMs;
    const finished = finishedMs(pod, past.epochMs);
    const lostMs = leastOf(deletedMs, finished, unreadySinceMs(pod, past.epochMs), this.lostMs.get(uid));
    known.set(uid, {
      t,
      failed: phase === 'Failed',
      wasDeleted: deletedMs !== undefined,
      finishedMs: deletedMs === undefined && !hasSidecarWithoutEnd(pod) ? finished : lostMs,
    });
  }

  /**
   * Failures that the controller has heard of when it makes a pod.
   * @param free how many pods its Job may run besides those that it then has: so many of those that have only just ended it may
   * still take for pods that run, in the place of more it would have made none
   */
  failures(job: string, t: number, free: number): Ending[] {
    const all = [...(this.byJob.get(job)?.values() ?? [])];
    const isNews = (one: Ending) => t - one.t <= NEWS_MS;
    const replaced = all.filter((one) => isNews(one) && !one.wasDeleted);
    const heard = new Set(replaced.slice(0, Math.max(0, replaced.length - Math.max(0, free))));
    return all.filter((one) => one.failed && (!isNews(one) || heard.has(one)));
  }

  /** Those since the last success, and when the last one was told. */
  row(job: string, t: number, free: number): { readonly count: number; readonly lastMs: number } {
    const all = [...(this.byJob.get(job)?.values() ?? [])];
    const sinceMs = Math.max(
      Number.NEGATIVE_INFINITY,
      ...all.filter(({ failed }) => !failed).map((one) => one.t + NEWS_MS),
    );
    const row = this.failures(job, t, free).filter((one) => one.t > sinceMs);
    const finished = row.flatMap((one) => one.finishedMs ?? []);
    return { count: finished.length, lastMs: Math.max(0, ...finished) };
  }
}

interface Ending {
  /** When it was told. */
  readonly t: number;
  /** Somebody had deleted it before: no pod of the Job any more, whoever heard of its end. */
  readonly wasDeleted: boolean;
  readonly failed: boolean;
  /**
   * When the last of its containers had ended, if the status says so. Of one that somebody deleted before that, the controller
   * counts from when it was ready no more, and such a pod may never have been (getFinishTimeFromPodReadyFalseCondition,
   * pkg/controller/job/backoff_utils.go). So it does, since 1.31, where a sidecar waits for its next start.
   */
  readonly finishedMs: number | undefined;
}

function leastOf(...times: readonly (number | undefined)[]): number {
  return Math.min(...times.filter((time) => time !== undefined));
}

function unreadySinceMs({ status }: Pod, epochMs = 0): number | undefined {
  const ready = conditionOf(status?.conditions, 'Ready');
  if (ready?.status !== 'False' || !ready.lastTransitionTime) return undefined;
  return Date.parse(ready.lastTransitionTime) - epochMs;
}

function finishedMs({ status }: Pod, epochMs = 0): number | undefined {
  const times = (status?.containerStatuses ?? []).flatMap(({ state }) => state?.terminated?.finishedAt ?? []);
  return times.length ? Math.max(...times.map((time) => Date.parse(time))) - epochMs : undefined;
}

function hasSidecarWithoutEnd({ spec, status }: Pod): boolean {
  const sidecars = new Set(sidecarsOf(spec).map(({ name }) => name));
  return (status?.initContainerStatuses ?? []).some(({ name, state }) => sidecars.has(name) && !state?.terminated);
}

/** A pod that the controller makes for a Job. */
interface NewPod {
  readonly job: Job;
  readonly endings: Endings;
  readonly t: number;
  /** How many more the Job may run at the same time. */
  readonly free: number;
  readonly past: Past;
}

function atNewPods(judge: (made: NewPod) => string | undefined) {
  return (past: Past) => {
    const endings = new Endings();
    const parallelisms = new Map<string, Parallelism>();
    const jobs = atWrites<Job>(['Job'], ({ object, t }) => {
      const { metadata, spec } = object;
      const now = spec.parallelism ?? 1;
      const known = parallelisms.get(metadata.uid ?? '');
      if (known?.now !== now) parallelisms.set(metadata.uid ?? '', { now, before: known?.now ?? now, changedMs: t });
      return undefined;
    })(past);
    const pods = atWrites<Pod>(['Pod'], ({ verb, by, object, t }) => {
      endings.note(object, t, past);
      const job = verb === 'create' && by === 'job-controller' ? past.controllerOf<Job>(object, 'Job') : undefined;
      if (!job) return undefined;
      const { now = 1, before = 1, changedMs = t } = parallelisms.get(job.metadata.uid ?? '') ?? {};
      const most = t - changedMs < NEWS_MS ? Math.max(now, before) : now;
      const free = most - past.podsOf(job).filter(({ isActive }) => isActive).length;
      return judge({ job, endings, t, free, past });
    })(past);
    return { ...jobs, ...pods };
  };
}

interface Parallelism {
  readonly now: number;
  readonly before: number;
  readonly changedMs: number;
}

function minorOf(past: Past): number {
  for (const object of past.objects.values()) {
    if (object.kind !== 'Node') continue;
    const version = (object as { status?: { nodeInfo?: Record<string, string> } }).status?.nodeInfo?.['kubeletVersion'];
    return Number(version?.split('.')[1] ?? 0);
  }
  return 0;
}

export const jobWaits: Invariant = {
  name: 'job/waits-its-back-off',
  says: 'After a failed pod a Job waits before it makes the next one: 10 s, and twice as long with each failure in a row.',
  source: 'kubernetes.io, Jobs, Pod backoff failure policy; kubernetes PR 114768',
  observe: atNewPods(({ job: { metadata, spec }, endings, t, free, past }) => {
    const { count, lastMs } = endings.row(metadata.uid ?? '', t, free);
    if (count === 0 || spec.backoffLimitPerIndex !== undefined || minorOf(past) < FIRST_WAITS_SINCE) return undefined;
    const waitMs = Math.min(FIRST_MS * 2 ** (count - 1), LONGEST_MS);
    return t - lastMs < waitMs - TOLD_MS
      ? `made ${seconds(t - lastMs)} after failure ${count} in a row, not after ${seconds(waitMs)}`
      : undefined;
  }),
};

export const jobKeepsItsLimit: Invariant = {
  name: 'job/keeps-its-back-off-limit',
  says: 'A Job makes no more pods when more have failed than its backoffLimit.',
  source: 'kubernetes.io, Jobs, Pod backoff failure policy',
  since: 'jobTrackingFinalizers',
  observe: atNewPods(({ job: { metadata, spec }, endings, t, free }) => {
    const { backoffLimit = 6, podFailurePolicy, backoffLimitPerIndex } = spec;
    if (podFailurePolicy || backoffLimitPerIndex !== undefined) return undefined;
    const failed = endings.failures(metadata.uid ?? '', t, free).length;
    return failed > backoffLimit ? `made after ${failed} failed pods, the limit is ${backoffLimit}` : undefined;
  }),
};

const TRIM_MS = 30_000;

export const historyIsTrimmed: Invariant = {
  name: 'cronjob/history-is-trimmed',
  says: 'A CronJob keeps no more ended Jobs than its history limits say, for longer than 30 s.',
  source: 'kubernetes.io, CronJob, Jobs history limits',
  observe(past) {
    const deadlines = new Deadlines();
    const jobs = atWrites<Job>(['Job'], ({ object, t }) => {
      const cron = past.controllerOf<CronJob>(object, 'CronJob');
      if (!cron || cron.metadata.deletionTimestamp) return undefined;
      const key = `CronJob/${cron.metadata.namespace}/${cron.metadata.name}`;
      if (surplusOf(cron, past)) deadlines.set(key, t + TRIM_MS);
      else deadlines.met(key);
      return undefined;
    })(past);
    return {
      ...jobs,
      time: ({ t }) => {
        for (const key of deadlines.passed(t)) {
          const cron = past.objects.get(key) as CronJob | undefined;
          const surplus = cron && surplusOf(cron, past);
          if (surplus) return `${key} keeps ${surplus}`;
        }
        return undefined;
      },
    };
  },
};

function surplusOf(cron: CronJob, past: Past): string | undefined {
  const { successfulJobsHistoryLimit: good = 3, failedJobsHistoryLimit: bad = 1 } = cron.spec;
  const names = [...(past.dependents.get(cron.metadata.uid ?? '') ?? [])];
  const jobs = names.map((name) => past.objects.get(name) as Job | undefined);
  for (const [type, limit] of [
    ['Complete', good],
    ['Failed', bad],
  ] as const) {
    const ended = jobs.filter(
      (job) =>
        job &&
        !job.metadata.deletionTimestamp &&
        job.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True'),
    ).length;
    if (ended > limit) return `${ended} Jobs that are ${type}, its limit is ${limit}`;
  }
  return undefined;
}
