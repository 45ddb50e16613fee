import { ApiClient, type ApiServer, EventRecorder, isReady, isStatus, sameJson } from '../../api';
import type { Job, Pod } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import { claim } from '../common/claim';
import { Expectations } from '../common/expectations';
import type { Informers } from '../common/informers';
import { byAge, keyOf, splitKey, wallMsOf } from '../common/objects';
import { isNamespaceEnding, ownerKey, PodControl } from '../common/podControl';
import { byUse } from '../common/victims';
import { Controller, type SyncResult } from '../controller';
import { BackOffRecord } from './backoff';
import { Finalizers } from './finalizers';
import { failuresOf, freeIndexes, indexWaitMs, needless } from './indexed';
import { isIndexed } from './indexes';
import { finishMs, replacesOnlyFailed } from './pods';
import { type Counts, counted, finished, recounted, resumes, running, suspends, withUncounted } from './status';
import { type Tally, tallyOf } from './tally';
import { podOf } from './template';
import { completion, finishedAs, type Verdict, verdictOn } from './verdict';

const WAITS = rule(
  'job/back-off-doubles',
  'After a failed pod the next one waits 10 s, then twice as long each time, 10 minutes at most.',
  'kubernetes.io, Jobs, Pod backoff failure policy',
);
const SUSPENDED = rule(
  'job/suspended-has-no-pods',
  'The pods of a Job that is suspended are deleted, and count as no failure.',
  'kubernetes.io, Jobs, Suspending a Job',
);
const PARALLELISM = rule(
  'job/parallelism',
  'Of a Job no more pods run at a time than its parallelism, and than it still has to complete.',
  'kubernetes.io, Jobs, Parallel execution',
);
const ONLY_FAILED = rule(
  'job/replaces-only-failed',
  'With podReplacementPolicy Failed a pod is replaced when it has ended.',
  'KEP-3939',
);
const COUNTED = rule('job/counted-once', 'A pod of a Job keeps a finalizer until it is counted.', 'KEP-2307');

const NAME = 'job-controller';
const TOO_MANY = 'Too many succeeded pods running after completion count reached';

/** What a sync has done with the pods. */
interface Acted {
  readonly counts: Counts;
  readonly verdict: Verdict | undefined;
  /** Whether pods were brought to the number that is wanted, and the Job goes on. */
  readonly isManaged: boolean;
}

/** Pod changes of a Job are looked at together, a second later. */
const BATCH_MS = 1000;
const BURST = 500;

/**
 * Runs a Job's pods until enough have succeeded, or too many have failed. Source: kubernetes.io, "Jobs"; KEP-2307 for the
 * way pods are counted; recordings of f15, f16, g12 and g34.
 */
export class JobController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  private readonly pods: PodControl;
  private readonly finalizers: Finalizers;
  private readonly expectations: Expectations;
  private readonly backOffs = new Map<string, BackOffRecord>();

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.recorder = new EventRecorder(api, { component: NAME });
    this.pods = new PodControl(kernel, this.client, this.recorder);
    this.finalizers = new Finalizers(kernel, this.client, informers);
    this.expectations = new Expectations(kernel);
    const { release } = api;
    this.controller = new Controller({
      kernel,
      name: NAME,
      kind: 'Job',
      // Old releases make the queue's own back-off the wait between pods.
      retry: { baseMs: release.number('jobRetryMs'), maxMs: release.number('jobRetryMaxMs') },
      sync: (key) => this.sync(key),
    });
  }

  start(): void {
    this.finalizers.start();
    this.informers.of<Job>('Job').onChange(({ type, object, old }) => {
      const key = keyOf(object);
      if (type === 'DELETED') {
        this.expectations.forget(key);
        this.backOffs.delete(object.metadata.uid ?? '');
      } else if (old && old.metadata.generation === object.metadata.generation && this.batchesUpdates) {
        this.controller.enqueueAfter(key, BATCH_MS);
      } else this.controller.enqueue(key);
    });
    this.informers.of<Pod>('Pod').onChange(({ type, object: pod, old }) => {
      const key = ownerKey(pod, 'Job');
      if (!key) return;
      if (type === 'ADDED' && !pod.metadata.deletionTimestamp) this.expectations.created(key);
      if (type === 'DELETED' || pod.metadata.deletionTimestamp) this.expectations.deleted(key, pod.metadata.uid);
      const batchMs = this.api.release.has('jobSyncsBatched') ? BATCH_MS : 0;
      // A failure waits as long as the last one did; what else happens does not.
      const fails = type === 'MODIFIED' && pod.status?.phase === 'Failed' && old?.status?.phase !== 'Failed';
      if (fails && !this.batchesUpdates) this.controller.enqueueAfterBackOff(key, batchMs);
      else this.controller.enqueueAfter(key, batchMs);
    });
  }

  private get batchesUpdates(): boolean {
    return this.api.release.has('jobUpdatesBatched');
  }

  private *sync(key: string): Task<SyncResult> {
    const [namespace, name] = splitKey(key);
    const job = this.informers.of<Job>('Job').get(namespace, name);
    if (!job || finishedAs(job) || isManagedElsewhere(job)) return undefined;
    const tracks = this.api.release.has('jobTrackingFinalizers');
    const ready = this.expectations.satisfied(key);
    const all = this.informers.of<Pod>('Pod').list(namespace).sort(byAge);
    const claimed = yield* claim(this.client, job, job.spec.selector, all);
    const pods = claimed.map((pod) => this.finalizers.asReleased(pod));
    const tally = tallyOf(job, pods, this.api.release);
    this.noteEnded(job, tally);
    const { counts, verdict, isManaged } = yield* this.act(key, job, pods, tally, ready);
    if (verdict?.rule) this.api.kernel.acts(verdict.rule);
    const status = running(job, counts, this.api, isManaged);
    if (isManaged) this.tellSuspension(job);
    this.watchDeadline(key, job, status.startTime);
    if (!tracks) return yield* this.recount(job, status, tally, verdict, counts);
    try {
      const ends = yield* this.count(job, status, tally, verdict, counts);
      return this.outcome(job, tally, ends);
    } catch (error) {
      if (this.batchesUpdates || !isStatus(error, 'Conflict')) throw error;
      this.controller.enqueueAfterBackOff(key);
      return this.api.release.has('jobFirstRetryWaits') ? undefined : 'keep';
    }
  }

  /** Deletes and creates pods, by whether the Job ends. */
  private *act(key: string, job: Job, pods: readonly Pod[], tally: Tally, ready: boolean): Task<Acted> {
    const { release } = this.api;
    let counts: Counts = { active: tally.active.length, ready: tally.ready, terminating: tally.terminating };
    const verdict = verdictOn(job, tally, this.api.wallMs());
    if (verdict) {
      counts = yield* this.deletePods(key, job, tally, tally.active);
      // There may be pods that the cache does not show yet: it ends when they are deleted too.
      const waits = release.has('jobTrackingFinalizers') && (counts.active > 0 || !ready);
      return { counts, verdict: waits ? undefined : verdict, isManaged: false };
    }
    const manages = ready && !job.metadata.deletionTimestamp;
    if (manages) counts = yield* this.manage(key, job, pods, tally);
    const completes = completion(job, tally.succeeded, counts.active, release);
    return { counts, verdict: completes, isManaged: manages && !completes };
  }

  /** Old releases take the back-off of the queue for that between pods: a new failure counts like an error. */
  private outcome(job: Job, tally: Tally, ends: boolean): SyncResult {
    if (this.batchesUpdates || ends) return undefined;
    if (tally.failed > (job.status?.failed ?? 0)) return 'retry';
    if (this.api.release.has('jobFirstRetryWaits')) return undefined;
    const succeeds = tally.succeeded > (job.status?.succeeded ?? 0);
    return succeeds || suspends(job) || resumes(job) ? undefined : 'keep';
  }

  private noteEnded(job: Job, tally: Tally): void {
    const uid = job.metadata.uid ?? '';
    const record = this.backOffs.get(uid) ?? new BackOffRecord(this.api.release.number('jobPodBackOffMaxMs'));
    this.backOffs.set(uid, record);
    const ended = (pods: readonly Pod[], succeeded: boolean) =>
      pods.map((pod) => ({ uid: pod.metadata.uid ?? '', succeeded, atMs: finishMs(pod, this.api.release) }));
    record.note([...ended(tally.freshSuccesses, true), ...ended([...tally.freshFailures, ...tally.ignored], false)]);
  }

  /** Creates what is missing, deletes what is too much. */
  private *manage(key: string, job: Job, pods: readonly Pod[], tally: Tally): Task<Counts> {
    const active = tally.active.length;
    if (job.spec.suspend) {
      this.api.kernel.acts(SUSPENDED);
      return yield* this.removePods(key, job, tally, tally.active);
    }
    const wanted = wantedPods(job, tally);
    if (active > 0 && active >= wanted) this.api.kernel.acts(PARALLELISM);
    const victims = this.victims(job, tally, active - wanted);
    if (victims.length > 0) return yield* this.removePods(key, job, tally, victims);
    const waitsForEnds = replacesOnlyFailed(job) && this.api.release.has('jobWaitsForEnds');
    if (waitsForEnds && tally.terminating > 0) this.api.kernel.acts(ONLY_FAILED);
    const missing = wanted - active - (waitsForEnds ? tally.terminating : 0);
    const counts = { active, ready: tally.ready, terminating: tally.terminating };
    if (missing <= 0) return counts;
    const next = this.nextPods(job, pods, tally, Math.min(missing, BURST));
    if (!Array.isArray(next)) {
      this.api.kernel.acts(WAITS);
      this.controller.enqueueAfter(key, Math.max(next.waitMs, this.batchesUpdates ? BATCH_MS : 0));
      return this.api.release.has('jobActiveWhileWaiting') ? counts : { ...counts, active: 0 };
    }
    const created = yield* this.createPods(key, job, next);
    return { ...counts, active: active + created };
  }

  /** What an Indexed Job has no use for goes in any case. */
  private victims(job: Job, { active }: Tally, count: number): Pod[] {
    const { release } = this.api;
    const useless = isIndexed(job) ? needless(job, active, release) : [];
    const others = byUse(active, release).filter((pod) => !useless.includes(pod));
    return [...useless, ...others.slice(0, Math.max(0, count - useless.length))];
  }

  /** Deletes pods that have nothing to say about the Job any more: they will not be counted, however they end. */
  private *removePods(key: string, job: Job, tally: Tally, victims: readonly Pod[]): Task<Counts> {
    yield* this.finalizers.release(victims);
    return yield* this.deletePods(key, job, tally, victims);
  }

  /** The pods to make, of an Indexed Job for the lowest indexes that nobody works on; or how long all of them have to wait. */
  private nextPods(job: Job, pods: readonly Pod[], tally: Tally, count: number): Pod[] | { waitMs: number } {
    const { release } = this.api;
    const nowMs = this.api.wallMs();
    const waits = release.has('jobFirstRetryWaits') && job.spec.backoffLimitPerIndex === undefined;
    const waitMs = waits ? (this.backOffs.get(job.metadata.uid ?? '')?.remainingMs(nowMs) ?? 0) : 0;
    if (waitMs > 0) return { waitMs };
    if (!isIndexed(job)) return Array.from({ length: count }, () => podOf(job, release));
    const free = freeIndexes(job, pods, tally, release).slice(0, count);
    const waitOf = (index: number): number => indexWaitMs(job, pods, index, { nowMs, release });
    const now = free.filter((index) => waitOf(index) <= 0);
    if (free.length > 0 && now.length === 0) return { waitMs: Math.min(...free.map(waitOf)) };
    return now.map((index) => podOf(job, release, index, failuresOf(job, pods, index, release)));
  }

  private *createPods(key: string, job: Job, pods: readonly Pod[]): Task<number> {
    this.expectations.expect(key, pods.length);
    const { done, error } = yield* this.pods.slowStart(pods.length, (index) => this.pods.create(job, pods[index]!));
    for (let i = done; i < pods.length; i++) this.expectations.created(key);
    if (error && !isNamespaceEnding(error)) throw error;
    return done;
  }

  private *deletePods(key: string, job: Job, tally: Tally, victims: readonly Pod[]): Task<Counts> {
    if (victims.length > 0)
      this.expectations.expect(
        key,
        0,
        victims.map(({ metadata }) => metadata.uid ?? ''),
      );
    const errors = yield* this.pods.together(victims.length, (index) => this.pods.delete(job, victims[index]!));
    for (const [index, error] of errors.entries()) {
      if (error) this.expectations.deleted(key, victims[index]?.metadata.uid);
    }
    const deleted = victims.filter((_, index) => errors[index] === undefined);
    const active = tally.active.length - deleted.length;
    if (!this.api.release.has('jobCountsAfterDeletion')) {
      return { active, ready: tally.ready, terminating: tally.terminating };
    }
    const ready = tally.ready - deleted.filter(isReady).length;
    return { active, ready, terminating: tally.terminating + deleted.length };
  }

  /**
   * Counts pods that have ended so that none is ever counted twice: write them down as uncounted, take their finalizers
   * away, then move them into the counters. The final condition waits until no pod is left that ends.
   * @returns whether the Job has its final condition
   */
  private *count(
    job: Job,
    status: NonNullable<Job['status']>,
    tally: Tally,
    verdict: Verdict | undefined,
    counts: Counts,
  ): Task<boolean> {
    const first = yield* this.write(job, withUncounted(status, job, tally, verdict, this.api));
    if (tally.freshSuccesses.length + tally.freshFailures.length > 0) this.api.kernel.acts(COUNTED);
    yield* this.finalizers.release(toRelease(tally, verdict));
    const sums = counted(first.status ?? {});
    const waits = this.api.release.has('jobFailureTarget') && counts.active + counts.terminating > 0;
    const ends = verdict !== undefined && !waits;
    yield* this.write(first, ends ? finished(sums, verdict, this.api) : sums);
    if (ends) this.tell(job, verdict, sums);
    return ends;
  }

  /** The way of releases without finalizers; a new failure brings the queue's back-off. */
  private *recount(
    job: Job,
    status: NonNullable<Job['status']>,
    tally: Tally,
    verdict: Verdict | undefined,
    counts: Counts,
  ): Task<SyncResult> {
    const lost = verdict?.type === 'Failed' ? tally.active.length - counts.active : 0;
    const sums = recounted(status, job, { ...tally, failed: tally.failed + lost });
    yield* this.write(job, verdict ? finished(sums, verdict, this.api) : sums);
    if (verdict) this.tell(job, verdict, sums);
    return this.outcome(job, tally, verdict !== undefined);
  }

  /** Without a second try: numbers made from an old copy must not be written over newer ones. */
  private *write(job: Job, status: NonNullable<Job['status']>): Task<Job> {
    if (sameJson(job.status ?? {}, status)) return job;
    return yield* this.client.updateStatus<Job>({ ...job, status });
  }

  private tell(job: Job, { type, reason, message }: Verdict, { succeeded = 0 }: NonNullable<Job['status']>): void {
    if (type === 'Complete' && succeeded > (job.spec.completions ?? succeeded)) {
      this.recorder.event(job, 'Warning', 'TooManySucceededPods', TOO_MANY);
    }
    if (type === 'Complete') this.recorder.event(job, 'Normal', 'Completed', 'Job completed');
    else this.recorder.event(job, 'Warning', reason, message);
  }

  private tellSuspension(job: Job): void {
    if (suspends(job)) this.recorder.event(job, 'Normal', 'Suspended', 'Job suspended');
    if (resumes(job)) this.recorder.event(job, 'Normal', 'Resumed', 'Job resumed');
  }

  private watchDeadline(key: string, job: Job, startTime: string | undefined): void {
    const seconds = job.spec.activeDeadlineSeconds;
    const startMs = wallMsOf(startTime);
    if (seconds === undefined || startMs === undefined) return;
    const leftMs = startMs + seconds * 1000 - this.api.wallMs();
    if (leftMs > 0) this.controller.enqueueAfter(key, leftMs);
  }
}

/** KEP-4368: another controller minds the Job. */
function isManagedElsewhere({ spec }: Job): boolean {
  return spec.managedBy !== undefined && spec.managedBy !== 'kubernetes.io/job-controller';
}

/** A Job that ends lets go of all its pods, one that goes on of those that are counted. */
function toRelease(
  { freshSuccesses, freshFailures, ignored, strays, heldBack, uncounted }: Tally,
  verdict: Verdict | undefined,
): Pod[] {
  const ended = [...freshSuccesses, ...freshFailures, ...ignored, ...strays];
  return verdict ? [...ended, ...uncounted] : ended.filter((pod) => !heldBack.includes(pod));
}

/** How many pods should run now. */
function wantedPods(job: Job, tally: Tally): number {
  const { parallelism = 1, completions } = job.spec;
  if (completions === undefined) return tally.succeeded > 0 ? tally.active.length : parallelism;
  return Math.max(0, Math.min(parallelism, completions - tally.succeeded - tally.failedIndexes.size));
}
