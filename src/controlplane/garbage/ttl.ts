import { ApiClient, type ApiServer, isStatus } from '../../api';
import type { Job } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { keyOf, splitKey, wallMsOf } from '../common/objects';
import { Controller } from '../controller';

const TTL = rule(
  'job/ttl-after-finished',
  'A Job that has ended is deleted when its ttlSecondsAfterFinished have passed.',
  'KEP-592',
);

const NAME = 'ttl-after-finished-controller';

/** Deletes finished Jobs `ttlSecondsAfterFinished` later, their pods before them (KEP-592). */
export class TtlAfterFinished {
  private readonly controller: Controller;
  private readonly client: ApiClient;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.controller = new Controller({ kernel, name: NAME, kind: 'Job', sync: (key) => this.sync(key) });
  }

  start(): void {
    if (!this.api.release.has('jobTtl')) return;
    this.informers.of<Job>('Job').onChange(({ type, object }) => {
      if (type !== 'DELETED' && dueMs(object) !== undefined) this.controller.enqueue(keyOf(object));
    });
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const job = this.informers.of<Job>('Job').get(namespace, name);
    const due = job && dueMs(job);
    if (!job || due === undefined || job.metadata.deletionTimestamp) return;
    const waitMs = due - this.api.wallMs();
    if (waitMs > 0) {
      this.controller.enqueueAfter(key, waitMs);
      return;
    }
    this.api.kernel.acts(TTL);
    try {
      const preconditions = { uid: job.metadata.uid ?? '' };
      yield* this.client.delete('Job', namespace, name, { propagationPolicy: 'Foreground', preconditions });
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }
}

/** Wall-clock time at which the Job may go; undefined while it runs, or when it may stay. */
function dueMs(job: Job): number | undefined {
  const { ttlSecondsAfterFinished: ttl } = job.spec;
  const finished = job.status?.conditions?.find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
  const finishedMs = wallMsOf(finished?.lastTransitionTime);
  return ttl === undefined || finishedMs === undefined ? undefined : finishedMs + ttl * 1000;
}
