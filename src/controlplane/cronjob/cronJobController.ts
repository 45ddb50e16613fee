import { ApiClient, type ApiServer, EventRecorder, isStatus, StatusError } from '../../api';
import type { CronJob, Job } from '../../api/types';
import { type Kernel, rule, type Task, type Timer } from '../../kernel';
import type { Informers } from '../common/informers';
import { byAge, compareText, controllerOf, controllerReference, keyOf, splitKey } from '../common/objects';
import { isNamespaceEnding } from '../common/podControl';
import { writeStatus } from '../common/status';
import { Controller } from '../controller';
import { finishedAs } from '../job/verdict';
import { dueSince, MANY } from './due';
import { isZone, nextDue, parseSchedule, type Schedule, timeIn } from './schedule';

const TOO_MANY = rule(
  'cronjob/hundred-missed',
  'More than a hundred missed times are worth a warning.',
  'kubernetes.io, CronJob, Job creation',
);
const FORBID = rule(
  'cronjob/forbid',
  'With Forbid no Job is started while the last one runs.',
  'kubernetes.io, CronJob, Concurrency policy',
);
const REPLACE = rule(
  'cronjob/replace',
  'With Replace a Job that still runs is deleted when its time comes again.',
  'kubernetes.io, CronJob, Concurrency policy',
);
const HISTORY = rule(
  'cronjob/history-limits',
  'Of the Jobs that have ended three that succeeded and one that failed are kept, unless the CronJob says otherwise.',
  'kubernetes.io, CronJob, Jobs history limits',
);
const SUSPENDED = rule(
  'cronjob/suspended',
  'A CronJob that is suspended starts nothing.',
  'kubernetes.io, CronJob, Schedule suspension',
);

const NAME = 'cronjob-controller';
const TIMESTAMP = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** How often the controller of old releases looks at all CronJobs. */
const SCAN_MS = 10_000;

/** So much after the time at which a schedule is due the controller wakes (nextScheduleDelta). */
const DELTA_MS = 100;

type Status = NonNullable<CronJob['status']>;

/** Starts Jobs by the clock. Source: kubernetes.io, "CronJob"; recordings of f21. */
export class CronJobController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  private readonly exact: boolean;
  private scan: Timer | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.recorder = new EventRecorder(api, { component: NAME });
    this.exact = api.release.has('cronJobExactTimers');
    this.controller = new Controller({ kernel, name: NAME, kind: 'CronJob', sync: (key) => this.sync(key) });
  }

  start(): void {
    this.informers.of<CronJob>('CronJob').onChange(({ type, object, old }) => {
      if (!this.exact) this.armScan();
      else if (old && type !== 'DELETED' && isScheduledAnew(old, object)) this.waitForNewSchedule(object);
      else if (type !== 'DELETED') this.controller.enqueue(keyOf(object));
    });
    this.informers.of<Job>('Job').onChange(({ object: job }) => {
      const owner = controllerOf(job);
      if (this.exact && owner?.kind === 'CronJob') this.controller.enqueue(`${job.metadata.namespace}/${owner.name}`);
    });
  }

  /** What the new schedule would have been due for already is not made up for (updateCronJob). */
  private waitForNewSchedule(cron: CronJob): void {
    const schedule = parsed(cron.spec.schedule);
    if (schedule instanceof Error) this.tellUnparseable(cron, schedule);
    else if (!this.wakeAtNext(keyOf(cron), cron, schedule, this.api.wallMs())) this.controller.enqueue(keyOf(cron));
  }

  /** The old way: every 10 s, as long as there is a CronJob. */
  private armScan(): void {
    if (this.scan) return;
    this.scan = this.kernel.at(
      (Math.floor(this.kernel.now / SCAN_MS) + 1) * SCAN_MS,
      () => {
        this.scan = undefined;
        const all = this.informers.of<CronJob>('CronJob').list();
        for (const cron of all) this.controller.enqueue(keyOf(cron));
        if (all.length > 0) this.armScan();
      },
      NAME,
    );
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const cron = this.informers.of<CronJob>('CronJob').get(namespace, name);
    if (!cron) return;
    const jobs = this.jobsOf(cron);
    const status: Status = { ...cron.status };
    const trimsFirst = this.api.release.has('cronJobTrimsFirst');
    if (trimsFirst) yield* this.trim(cron, jobs, status);
    this.takeStock(cron, jobs, status);
    const schedule = this.scheduleOf(cron);
    if (cron.spec.suspend) this.kernel.acts(SUSPENDED);
    if (schedule && !cron.metadata.deletionTimestamp && !cron.spec.suspend)
      yield* this.startDue(key, cron, schedule, status, jobs);
    if (!trimsFirst) yield* this.trim(cron, jobs, status);
    if (status.active?.length === 0) delete status.active;
    yield* writeStatus(this.client, cron, status);
  }

  /** Since 1.21 the owner's name decides: Jobs of a CronJob of the same name that was there before are looked at too. */
  private jobsOf({ metadata: { namespace, name, uid } }: CronJob): Job[] {
    const isChild = (job: Job): boolean => {
      const owner = controllerOf(job);
      return this.exact ? owner?.name === name : owner?.uid === uid;
    };
    return this.informers.of<Job>('Job').list(namespace).filter(isChild).sort(byAge);
  }

  /** The list of active Jobs follows what became of them. */
  private takeStock(cron: CronJob, jobs: readonly Job[], status: Status): void {
    for (const job of jobs) {
      const { uid, name } = job.metadata;
      const listed = (status.active ?? []).some((each) => each.uid === uid);
      const end = finishedAs(job);
      if (!listed && !end) {
        const message = `Saw a job that the controller did not create or forgot: ${name}`;
        if (!this.isListedByNow(cron, uid)) this.recorder.event(cron, 'Warning', 'UnexpectedJob', message);
      }
      if (!end) continue;
      if (listed) {
        drop(status, uid);
        const text = this.api.release.text('cronJobSawCompleted', { job: name, condition: end.type });
        this.recorder.event(cron, 'Normal', 'SawCompletedJob', text);
      }
      const ended = job.status?.completionTime;
      const isLater = ended && compareText(ended, status.lastSuccessfulTime ?? '') > 0;
      if (end.type === 'Complete' && isLater && this.api.release.has('cronJobLastSuccess'))
        status.lastSuccessfulTime = ended;
    }
    for (const { uid, name } of status.active ?? []) {
      if (jobs.some(({ metadata }) => metadata.uid === uid)) continue;
      if (this.api.find<Job>('Job', cron.metadata.namespace, name ?? '')?.metadata.uid === uid) continue;
      drop(status, uid);
      this.recorder.event(cron, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
    }
  }

  /** The cache of CronJobs may not show yet what was started a moment ago. */
  private isListedByNow({ metadata: { namespace, name } }: CronJob, uid: string | undefined): boolean {
    const live = this.api.find<CronJob>('CronJob', namespace, name);
    return !live || (live.status?.active ?? []).some((each) => each.uid === uid);
  }

  private scheduleOf(cron: CronJob): Schedule | undefined {
    const { schedule, timeZone } = cron.spec;
    if (timeZone && !isZone(timeZone)) {
      this.recorder.event(
        cron,
        'Warning',
        'UnknownTimeZone',
        `invalid timeZone: "${timeZone}": unknown time zone ${timeZone}`,
      );
      return undefined;
    }
    if (schedule.includes('TZ') && this.api.release.has('cronJobWarnsOfZone')) {
      const page = 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/';
      const message = `CRON_TZ or TZ used in schedule "${schedule}" is not officially supported, see ${page} for more details`;
      if (!cron.spec.suspend) this.recorder.event(cron, 'Warning', 'UnsupportedSchedule', message);
    }
    const found = parsed(schedule);
    if (!(found instanceof Error)) return found;
    this.tellUnparseable(cron, found);
    return undefined;
  }

  private tellUnparseable(cron: CronJob, { message }: Error): void {
    const text = `unparseable schedule: "${cron.spec.schedule}" : ${message}`;
    this.recorder.event(cron, 'Warning', 'UnparseableSchedule', text);
  }

  private *startDue(key: string, cron: CronJob, schedule: Schedule, status: Status, jobs: readonly Job[]): Task {
    const now = this.api.wallMs();
    const { dueMs, missed, isNever } = dueSince(cron, schedule, now, this.api.release);
    if (isNever) {
      const message = this.api.release.text('cronJobNeverDue', { schedule: cron.spec.schedule });
      this.recorder.event(cron, 'Warning', 'InvalidSchedule', message);
      return;
    }
    // What comes at odd times may count as missed often although no such time is found.
    if (missed > MANY && (dueMs !== undefined || !this.api.release.has('cronJobTellsOfManyIfDue'))) {
      this.kernel.acts(TOO_MANY);
      const message = this.api.release.text('cronJobMissedMany', { missed });
      this.recorder.event(cron, 'Warning', this.exact ? 'TooManyMissedTimes' : 'FailedNeedsStart', message);
      if (!this.exact) return;
    }
    const isStrangers = dueMs !== undefined && (yield* this.startAt(cron, dueMs, status, jobs)) === 'stranger';
    // A Job of that name which is not its own is left to whoever made it: nothing wakes the controller any more.
    if (!isStrangers) this.wakeAtNext(key, cron, schedule, now);
  }

  private *startAt(
    cron: CronJob,
    dueMs: number,
    status: Status,
    jobs: readonly Job[],
  ): Task<'started' | 'stranger' | undefined> {
    const { startingDeadlineSeconds: deadline, concurrencyPolicy } = cron.spec;
    if (deadline !== undefined && dueMs + deadline * 1000 < this.api.wallMs()) {
      this.recorder.event(
        cron,
        'Warning',
        'MissSchedule',
        // RFC1123Z of Go, which writes a zone as its offset.
        `Missed scheduled time to start a job: ${new Date(dueMs).toUTCString().replace('GMT', '+0000')}`,
      );
      return undefined;
    }
    if (concurrencyPolicy === 'Forbid' && (status.active ?? []).length > 0) {
      this.kernel.acts(FORBID);
      const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
      if (this.exact) this.recorder.event(cron, 'Normal', 'JobAlreadyActive', message);
      return undefined;
    }
    if (concurrencyPolicy === 'Replace') yield* this.replace(cron, status, jobs);
    return yield* this.create(cron, dueMs, status);
  }

  /** @returns whether there is a next time */
  private wakeAtNext(key: string, cron: CronJob, schedule: Schedule, now: number): boolean {
    const next = this.exact ? nextDue(schedule, now, cron.spec.timeZone) : undefined;
    if (next !== undefined) this.controller.enqueueAfter(key, next - now + DELTA_MS);
    return next !== undefined;
  }

  private *replace(cron: CronJob, status: Status, jobs: readonly Job[]): Task {
    for (const { uid } of status.active ?? []) {
      const job = jobs.find(({ metadata }) => metadata.uid === uid);
      if (!job) continue;
      this.kernel.acts(REPLACE);
      yield* this.remove(cron, job);
    }
    delete status.active;
  }

  private *create(cron: CronJob, dueMs: number, status: Status): Task<'started' | 'stranger' | undefined> {
    const job = this.jobOf(cron, dueMs);
    try {
      const created = yield* this.client.create<Job>(job);
      this.recorder.event(cron, 'Normal', 'SuccessfulCreate', `Created job ${created.metadata.name}`);
      list(status, created);
    } catch (error) {
      if (isNamespaceEnding(error)) return undefined;
      const exists = isStatus(error, 'AlreadyExists');
      if (error instanceof StatusError && !(exists && this.exact)) {
        this.recorder.event(cron, 'Warning', 'FailedCreate', `Error creating job: ${error.message}`);
      }
      // Old releases try again when they come round.
      if (!this.exact) return undefined;
      if (!exists || !this.api.release.has('cronJobFindsItsJob')) throw error;
      const found = yield* this.client.get<Job>('Job', cron.metadata.namespace ?? '', job.metadata.name);
      if (controllerOf(found)?.uid !== cron.metadata.uid) return 'stranger';
      list(status, found);
    }
    status.lastScheduleTime = timeOf(dueMs);
    return 'started';
  }

  private jobOf(cron: CronJob, dueMs: number): Job {
    const { metadata, spec } = cron.spec.jobTemplate;
    const { name, namespace } = cron.metadata;
    const suffix = this.exact ? Math.floor(dueMs / 60_000) : Math.floor(dueMs / 1000);
    const annotations = {
      ...metadata?.annotations,
      ...(this.api.release.has('cronJobScheduledAnnotation')
        ? { [TIMESTAMP]: timeIn(cron.spec.timeZone ?? 'UTC', dueMs) }
        : {}),
    };
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: `${name}-${suffix}`,
        ...(namespace ? { namespace } : {}),
        ...(metadata?.labels ? { labels: { ...metadata.labels } } : {}),
        ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
        ownerReferences: [controllerReference(cron)],
      },
      spec: structuredClone(spec),
    };
  }

  /** Finished Jobs beyond the history limits go, the oldest first. */
  private *trim(cron: CronJob, jobs: readonly Job[], status: Status): Task {
    const { successfulJobsHistoryLimit: good = 3, failedJobsHistoryLimit: bad = 1 } = cron.spec;
    for (const [type, limit] of [
      ['Complete', good],
      ['Failed', bad],
    ] as const) {
      const ended = jobs.filter((job) => finishedAs(job)?.type === type && !job.metadata.deletionTimestamp);
      ended.sort((a, b) => compareText(a.status?.startTime ?? '', b.status?.startTime ?? '') || byAge(a, b));
      for (const job of ended.slice(0, Math.max(0, ended.length - limit))) {
        this.kernel.acts(HISTORY);
        drop(status, job.metadata.uid);
        yield* this.remove(cron, job);
      }
    }
  }

  private *remove(cron: CronJob, job: Job): Task {
    const { namespace, name } = job.metadata;
    try {
      yield* this.client.delete('Job', namespace, name, { propagationPolicy: 'Background' });
      this.recorder.event(cron, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`);
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }
}

function isScheduledAnew(old: CronJob, cron: CronJob): boolean {
  return old.spec.schedule !== cron.spec.schedule || old.spec.timeZone !== cron.spec.timeZone;
}

function parsed(schedule: string): Schedule | Error {
  try {
    return parseSchedule(schedule);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function list(status: Status, { metadata: { name, namespace, uid } }: Job): void {
  status.active = [...(status.active ?? []), { kind: 'Job', namespace, name, uid }];
}

function drop(status: Status, uid: string | undefined): void {
  if (status.active) status.active = status.active.filter((each) => each.uid !== uid);
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
