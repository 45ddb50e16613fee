import type { Pod } from '../../api/types/index';
import { rule, sleep, type Task } from '../../kernel/index';
import type { KubeletContext } from './context';
import type { Eviction } from './eviction/index';
import { hasCriticalPriority } from './podConfig';
import type { PodManager } from './podManager';
import { podUid } from './podSpec';
import { runningContainers } from './runtimeStatus';

const CRITICAL_LAST = rule(
  'shutdown/critical-pods-last',
  'When a node shuts down, critical pods are stopped when the others have ended or their time is over.',
  'kubernetes.io, Node Shutdowns, Graceful node shutdown',
);

/** How often is looked whether all have ended. */
const LOOK_MS = 100;

/**
 * Graceful node shutdown: new pods are refused, all others are stopped before the machine goes, the critical ones last.
 * https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/
 */
export class NodeShutdown {
  hasBegun = false;

  constructor(
    private readonly context: KubeletContext,
    private readonly eviction: Eviction,
    private readonly pods: PodManager,
    private readonly hasEnded: (pod: Pod) => boolean,
  ) {}

  /** Stops all pods within `graceSeconds`, the critical ones in the last `criticalSeconds` of it. Returns when all have ended or the time is over. */
  *run(graceSeconds: number, criticalSeconds: number): Task {
    this.hasBegun = true;
    yield* this.stopAll((pod) => !hasCriticalPriority(pod), graceSeconds - criticalSeconds);
    if (this.pods.all().some(hasCriticalPriority)) this.context.kernel.acts(CRITICAL_LAST);
    yield* this.stopAll(hasCriticalPriority, criticalSeconds);
  }

  private *stopAll(which: (pod: Pod) => boolean, graceSeconds: number): Task {
    const { kernel, runtime } = this.context;
    const endMs = kernel.now + graceSeconds * 1000;
    const pods = this.pods.all().filter((pod) => which(pod) && !this.hasEnded(pod));
    for (const pod of pods) this.eviction.shutdown(pod, graceSeconds);
    const isUp = (pod: Pod) => runningContainers(runtime.podStatus(podUid(pod))).length > 0;
    while (kernel.now < endMs && pods.some(isUp)) yield* sleep(LOOK_MS);
  }
}
