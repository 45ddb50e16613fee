import { rule } from '../../kernel/index';
import {
  BACK_OFF_REQUEUE_MAX_MS,
  REQUEUE_JITTER,
  SYNC_ERROR_BACK_OFF_MS,
  SYNC_FREQUENCY_MS,
  TRANSIENT_BACK_OFF_MS,
} from './constants';
import type { KubeletContext } from './context';
import type { SyncError } from './syncResult';
import type { WorkQueue } from './workQueue';

const MINUTE = rule(
  'sync/each-minute',
  'A pod is looked at again a minute to a minute and a half after a good sync.',
  'KubeletConfiguration syncFrequency',
);
const TEN_SECONDS = rule(
  'sync/again-10s-after-failure',
  'A sync that has failed is tried again 10 s to 15 s later.',
  'pkg/kubelet/kubelet.go backOffPeriod',
);
const AT_THE_END = rule(
  'sync/again-at-the-end-of-the-wait',
  'A sync that only a wait stood in the way of comes at the end of that wait, or after a minute.',
  'KEP-4603',
);

/** When a pod is synced again if nothing else happens (pkg/kubelet/pod_workers.go completeWork). */
export class Requeue {
  constructor(
    private readonly context: KubeletContext,
    private readonly queue: WorkQueue,
  ) {}

  afterSuccess(uid: string): void {
    this.context.kernel.acts(MINUTE);
    this.queue.enqueue(uid, this.jittered(SYNC_FREQUENCY_MS));
  }

  afterError(uid: string): void {
    this.context.kernel.acts(TEN_SECONDS);
    this.queue.enqueue(uid, this.jittered(SYNC_ERROR_BACK_OFF_MS));
  }

  after(uid: string, error: SyncError): void {
    const { kernel, release } = this.context;
    if (error.kind === 'network-not-ready') {
      this.queue.enqueue(uid, this.jittered(TRANSIENT_BACK_OFF_MS));
    } else if (error.kind === 'back-off' && error.backOffEndMs !== undefined && release.has('backOffTimer')) {
      kernel.acts(AT_THE_END);
      const leftMs = Math.max(0, error.backOffEndMs - kernel.now);
      this.queue.enqueue(uid, this.jittered(Math.min(leftMs, BACK_OFF_REQUEUE_MAX_MS)));
    } else {
      this.afterError(uid);
    }
  }

  /** k8s.io/apimachinery wait.Jitter: up to half as much on top. */
  private jittered(delayMs: number): number {
    const { kernel, component } = this.context;
    return Math.round(delayMs * (1 + kernel.random.stream(`${component}/requeue`).unit() * REQUEUE_JITTER));
  }
}
