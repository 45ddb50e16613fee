import type { Pod, PodStatus } from '../../../api/types/index';
import { rule } from '../../../kernel/index';
import type { KubeletContext } from '../context';
import type { PodEvents } from '../podEvents';
import { specGraceSeconds } from '../podSpec';
import type { PodWorkers } from '../podWorkers';

const HARD = rule(
  'eviction/hard-grace',
  'A pod that its node evicts at once has no time of its own to end.',
  'pkg/kubelet/eviction/eviction_manager.go',
);

export interface EvictionRequest {
  /** `Evicted` or `Preempting`: reason of the event and of the pod. */
  readonly reason: 'Evicted' | 'Preempting';
  /** Whole message, such as `The node was low on resource: memory. …`. */
  readonly message: string;
  /** Seconds; default what a hard eviction gives. */
  readonly graceSeconds?: number;
  /** Message of the condition DisruptionTarget, if it differs. */
  readonly conditionMessage?: string;
  /** False: nobody else disturbs it, its own use of the disk does, and there is no such condition. Default true. */
  readonly isDisruption?: boolean;
}

/** Kills that begin on the node: pressure, preemption by a critical pod, shutdown (pkg/kubelet/eviction, nodeshutdown). */
export class Eviction {
  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
    private readonly workers: PodWorkers,
  ) {}

  evict(pod: Pod, request: EvictionRequest): void {
    const { reason, message, conditionMessage = message, isDisruption = true } = request;
    this.events.warn(pod, undefined, reason, message);
    if (request.graceSeconds === undefined) this.context.kernel.acts(HARD);
    const graceSeconds = request.graceSeconds ?? this.context.release.number('hardEvictionGraceSeconds');
    this.kill(pod, graceSeconds, reason, message, isDisruption ? conditionMessage : undefined);
  }

  shutdown(pod: Pod, graceSeconds: number): void {
    const { release } = this.context;
    const message = release.text('nodeShutdownMessage');
    this.kill(pod, Math.min(graceSeconds, specGraceSeconds(pod)), release.text('nodeShutdownReason'), message, message);
  }

  private kill(pod: Pod, graceSeconds: number, reason: string, message: string, disruption: string | undefined): void {
    const status = (status: PodStatus) => {
      status.phase = 'Failed';
      status.reason = reason;
      status.message = message;
      if (disruption === undefined || !this.context.release.has('disruptionTarget')) return;
      const target = {
        type: 'DisruptionTarget',
        status: 'True',
        reason: 'TerminationByKubelet',
        message: disruption,
      } as const;
      status.conditions = [target, ...(status.conditions ?? []).filter((c) => c.type !== 'DisruptionTarget')];
    };
    this.workers.updatePod({ type: 'kill', pod, kill: { graceSeconds, status, evict: true } });
  }
}
