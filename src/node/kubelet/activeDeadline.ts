import type { Pod, PodStatus } from '../../api/types/index';
import { rule } from '../../kernel/index';
import { SYNC_TICK_MS } from './constants';
import type { KubeletContext } from './context';
import type { Grid } from './grid';
import type { PodEvents } from './podEvents';
import { podUid } from './podSpec';
import type { ShouldEvict } from './podStatus';
import { kernelMs } from './time';
import { WorkQueue } from './workQueue';

const DEADLINE = rule(
  'pod/active-deadline',
  'A pod that has been active for longer than its deadline fails.',
  'pkg/kubelet/active_deadline.go',
);

const MESSAGE = 'Pod was active on the node longer than the specified deadline';

/** What the deadlines need of their kubelet. */
export interface DeadlineHost {
  readonly statusOf: (uid: string) => PodStatus | undefined;
  /** The main loop's ticker. */
  readonly ticks: Grid;
  readonly sync: (uids: readonly string[]) => void;
  /** Whether no sync does anything for the pod any more. */
  readonly isThrough: (uid: string) => boolean;
}

/** Ends pods that were active for longer than their spec allows (pkg/kubelet/active_deadline.go). */
export class ActiveDeadline {
  private readonly due: WorkQueue;

  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
    private readonly host: DeadlineHost,
  ) {
    const name = `${context.component}/deadline`;
    this.due = new WorkQueue(context.kernel, host.ticks, name, (uids) => this.syncPastDeadline(uids));
  }

  /** From the pod's deadline on it is synced with every tick. */
  arm(pod: Pod): void {
    if (pod.spec.activeDeadlineSeconds === undefined) return;
    const { now } = this.context.kernel;
    const deadlineMs = this.deadlineMs(pod) ?? now + pod.spec.activeDeadlineSeconds * 1000;
    if (deadlineMs > now) this.due.enqueue(podUid(pod), deadlineMs - now);
  }

  stop(): void {
    this.due.stop();
  }

  /** Until its worker is through: so the last turns work on the pod's newest object (pkg/kubelet/kubelet.go getPodsToSync). */
  private syncPastDeadline(uids: readonly string[]): void {
    this.host.sync(uids);
    for (const uid of uids) if (!this.host.isThrough(uid)) this.due.enqueue(uid, SYNC_TICK_MS);
  }

  /** When the pod's time is up, in kernel milliseconds; undefined when it has no deadline or has not started. */
  deadlineMs(pod: Pod): number | undefined {
    const seconds = pod.spec.activeDeadlineSeconds;
    const startTime = this.host.statusOf(podUid(pod))?.startTime ?? pod.status?.startTime;
    if (seconds === undefined || startTime === undefined) return undefined;
    return kernelMs(this.context.api, startTime) + seconds * 1000;
  }

  shouldEvict(pod: Pod): ShouldEvict | undefined {
    const deadlineMs = this.deadlineMs(pod);
    if (deadlineMs === undefined || this.context.kernel.now < deadlineMs) return undefined;
    this.context.kernel.acts(DEADLINE);
    this.events.normal(pod, undefined, 'DeadlineExceeded', MESSAGE);
    return { reason: 'DeadlineExceeded', message: MESSAGE };
  }
}
