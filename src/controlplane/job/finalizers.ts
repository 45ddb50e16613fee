import { type ApiClient, isStatus } from '../../api';
import type { Job, Pod } from '../../api/types';
import type { Kernel, Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { controllerOf, keyOf, splitKey } from '../common/objects';
import { Controller } from '../controller';
import { isTracked, TRACKING } from './pods';
import { finishedAs } from './verdict';

/** Takes the tracking finalizer off pods that are counted, and off those whose Job has gone or has finished. */
export class Finalizers {
  /** Pods whose finalizer is away although the cache may not show it yet. */
  private readonly released = new Set<string>();
  private readonly orphans: Controller;

  constructor(
    kernel: Kernel,
    private readonly client: ApiClient,
    private readonly informers: Informers,
  ) {
    this.orphans = new Controller({
      kernel,
      name: 'job-controller orphan pods',
      kind: 'Pod',
      workers: 1,
      sync: (key) => this.releaseOrphan(key),
    });
  }

  start(): void {
    this.informers.of<Pod>('Pod').onChange(({ type, object: pod }) => {
      if (type === 'DELETED') this.released.delete(pod.metadata.uid ?? '');
      else if (isTracked(pod) && this.isOrphan(pod)) this.orphans.enqueue(keyOf(pod));
    });
    this.informers.of<Job>('Job').onChange(({ type, object: job }) => {
      if (type !== 'DELETED' && !finishedAs(job)) return;
      for (const pod of this.informers.of<Pod>('Pod').list(job.metadata.namespace)) {
        if (isTracked(pod) && controllerOf(pod)?.uid === job.metadata.uid) this.orphans.enqueue(keyOf(pod));
      }
    });
  }

  /** The pod as it is without a finalizer that has been taken away already. */
  asReleased(pod: Pod): Pod {
    if (!this.released.has(pod.metadata.uid ?? '')) return pod;
    return { ...pod, metadata: { ...pod.metadata, finalizers: without(pod) } };
  }

  *release(pods: readonly Pod[]): Task {
    for (const pod of pods) {
      const { namespace, name, uid = '' } = pod.metadata;
      if (!isTracked(pod) || this.released.has(uid)) continue;
      try {
        const metadata = { uid, finalizers: without(pod) };
        yield* this.client.patch('Pod', namespace, name, { metadata }, { type: 'merge' });
      } catch (error) {
        if (!isStatus(error, 'NotFound') && !isStatus(error, 'Conflict') && !isStatus(error, 'Invalid')) throw error;
      }
      this.released.add(uid);
    }
  }

  private *releaseOrphan(key: string): Task {
    const [namespace, name] = splitKey(key);
    const pod = this.informers.of<Pod>('Pod').get(namespace, name);
    if (pod && this.isOrphan(pod)) yield* this.release([pod]);
  }

  private isOrphan(pod: Pod): boolean {
    const owner = controllerOf(pod);
    if (owner?.kind !== 'Job') return true;
    const job = this.informers.of<Job>('Job').get(pod.metadata.namespace, owner.name);
    return !job || job.metadata.uid !== owner.uid || finishedAs(job) !== undefined;
  }
}

function without(pod: Pod): string[] {
  return (pod.metadata.finalizers ?? []).filter((finalizer) => finalizer !== TRACKING);
}
