import type { Pod, PodStatus } from '../../api/types/index';
import { rule } from '../../kernel/index';
import type { KubeletContext } from './context';
import type { PodEvents } from './podEvents';
import type { ShouldEvict } from './podStatus';
import { kernelMs } from './time';

const DEADLINE = rule(
  'pod/active-deadline',
  'A pod that has been active for longer than its deadline fails.',
  'pkg/kubelet/active_deadline.go',
);

const MESSAGE = 'Pod was active on the node longer than the specified deadline';

/** Ends pods that were active for longer than their spec allows (pkg/kubelet/active_deadline.go). */
export class ActiveDeadline {
  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
    private readonly statusOf: (uid: string) => PodStatus | undefined,
  ) {}

  /** When the pod's time is up, in kernel milliseconds; undefined when it has no deadline or has not started. */
  deadlineMs(pod: Pod): number | undefined {
    const seconds = pod.spec.activeDeadlineSeconds;
    const startTime = this.statusOf(pod.metadata.uid ?? '')?.startTime ?? pod.status?.startTime;
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
