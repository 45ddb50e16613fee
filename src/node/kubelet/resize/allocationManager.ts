import { amountsOf, isTerminal, podRequests } from '../../../api/index';
import type { Pod } from '../../../api/types/index';
import { rule } from '../../../kernel/index';
import type { Rejection } from '../admission';
import type { KubeletContext } from '../context';
import { podUid } from '../podSpec';
import type { PendingReason, ResizeConditions } from './conditions';
import type { ResizeEvents } from './events';
import { PendingResizes } from './pendingQueue';
import { changedResources, resizableContainers, resourcesOf, sameResources, withResources } from './resources';
import { RetryTimer } from './retryTimer';

const DEFERRED = rule(
  'resize/waits-for-room',
  'A resize that does not fit beside the other pods of the node waits, and the pod runs on with what it has.',
  'KEP-1287; pkg/kubelet/allocation/allocation_manager.go',
);
const INFEASIBLE = rule(
  'resize/more-than-the-node',
  'A resize to more than the whole node is not tried.',
  'KEP-1287; allocation_manager.go canResizePod up to 1.35',
);
const RETRIED = rule(
  'resize/tried-again',
  'Resizes that wait are tried again when a pod goes, ends or takes less, when another resize is asked for, and every 3 minutes.',
  'allocation_manager.go RetryPendingResizes',
);

export interface AllocationOptions {
  readonly conditions: ResizeConditions;
  readonly events: ResizeEvents;
  readonly podByUid: (uid: string) => Pod | undefined;
  /** Pods that have been admitted and have not ended. */
  readonly activePods: () => readonly Pod[];
  /** Why a pod of this size would be refused beside these. */
  readonly refusal: (pod: Pod, others: readonly Pod[]) => Rejection | undefined;
  readonly allocatable: Readonly<Record<string, string>>;
  /** Makes a pod sync. */
  readonly sync: (pod: Pod) => void;
}

/** A resize that is not granted. */
interface Refusal extends Rejection {
  readonly pending: PendingReason;
}

/**
 * What the node has promised to its pods: a new pod is admitted with what it asks for, and what it asks for later is granted
 * when there is room for it. Until then all that the kubelet does with the pod, it does by what was promised
 * (pkg/kubelet/allocation/allocation_manager.go; in kubelet.go before 1.34).
 */
export class AllocationManager {
  private readonly pending: PendingResizes;
  private readonly timer: RetryTimer;
  private readonly hasQueue: boolean;
  private readonly isOn: boolean;

  constructor(
    private readonly context: KubeletContext,
    private readonly options: AllocationOptions,
  ) {
    const { kernel, release, component } = context;
    this.isOn = release.has('inPlaceResize');
    this.hasQueue = release.has('resizeQueue');
    const { conditions, podByUid } = options;
    this.pending = new PendingResizes(context, { conditions, podByUid, allocated: (pod) => this.allocated(pod) });
    this.timer = new RetryTimer(kernel, `${component}/resizes`, () => this.retry());
  }

  stop(): void {
    this.timer.arm(false);
  }

  /** The pod with what it was promised in place of what it asks for. */
  allocated(pod: Pod): Pod {
    const promised = this.context.resources.allocated.of(podUid(pod));
    return promised ? withResources(pod, promised) : pod;
  }

  /** What a worker is given to work on; before 1.34 it is the wish, and the sync decides. */
  forWorker(pod: Pod): Pod {
    return this.hasQueue ? this.allocated(pod) : pod;
  }

  /** What a sync works on. */
  forSync(pod: Pod, mayResize: boolean): Pod {
    if (this.hasQueue || !this.isOn) return pod;
    if (mayResize) this.decide(pod);
    return this.allocated(pod);
  }

  /** Promises a new pod what it asks for; one that the kubelet knew before a restart keeps what it had (AddPod). */
  admit(pod: Pod): Rejection | undefined {
    const known = this.allocated(pod);
    const refusal = this.options.refusal(known, this.others(pod));
    if (!refusal && this.isOn)
      this.context.resources.allocated.set(podUid(pod), resourcesOf(known, this.context.release));
    return refusal;
  }

  /** A pod has come, which this kubelet may have known before it was restarted. */
  added(pod: Pod): void {
    if (!this.hasQueue) return;
    this.options.conditions.backfill(pod);
    if (this.allocated(pod) === pod) return;
    // It does not know yet which other pods it has.
    this.pending.push(podUid(pod));
    this.timer.hold();
    this.timer.arm(true);
  }

  /** The wish of a pod has changed, its resources perhaps. */
  updated(old: Pod | undefined, pod: Pod): void {
    if (!this.hasQueue || !this.asksForOther(old, pod)) return;
    if (this.allocated(pod) === pod) this.options.conditions.clearPending(podUid(pod));
    else {
      this.pending.push(podUid(pod));
      this.retry();
    }
  }

  /** The status of a pod has changed: it may have ended, or take less than before. */
  reconciled(old: Pod | undefined, pod: Pod): void {
    if (!old || this.pending.isEmpty) return;
    const ended = this.context.release.has('resizeRetriedAtPodEnd') && isTerminal(pod) && !isTerminal(old);
    if (ended || this.takesLess(old, pod)) this.retry();
  }

  removed(pod: Pod): void {
    this.context.resources.remove(podUid(pod));
    this.options.conditions.forget(podUid(pod));
    if (this.hasQueue) this.retry();
  }

  private asksForOther(old: Pod | undefined, pod: Pod): boolean {
    if (!old) return true;
    const before = resourcesOf(old, this.context.release);
    return (
      !sameResources(before.ofPod, resourcesOf(pod, this.context.release).ofPod) ||
      resizableContainers(pod, this.context.release).some(
        (c) => changedResources(before.ofContainers.get(c.name), c.resources).length > 0,
      )
    );
  }

  private takesLess(old: Pod, pod: Pod): boolean {
    const [before, now] = [podRequests.counted(this.allocated(old)), podRequests.counted(this.allocated(pod))];
    return ['cpu', 'memory'].some((name) => (now.get(name) ?? 0) < (before.get(name) ?? 0));
  }

  private retry(): void {
    this.timer.reset();
    if (!this.pending.isEmpty) this.pending.retry((pod) => this.tryAgain(pod));
    this.timer.arm(!this.pending.isEmpty);
  }

  /** @returns whether the pod has to wait on */
  private tryAgain(pod: Pod): boolean {
    const { conditions, sync } = this.options;
    const wasDeferred = conditions.isPending(podUid(pod), 'Deferred');
    const before = conditions.of(pod, false);
    const granted = this.decide(pod);
    if (granted && wasDeferred) this.context.kernel.acts(RETRIED);
    const after = conditions.of(pod, false);
    const isNews = after.length !== before.length || after.some((each, i) => each !== before[i]);
    if (granted || isNews) sync(pod);
    return conditions.isPending(podUid(pod), 'Deferred');
  }

  /** @returns whether the pod was promised what it asks for now (handlePodResourcesResize) */
  private decide(pod: Pod): boolean {
    const { conditions, events } = this.options;
    const uid = podUid(pod);
    const isWaiting = this.allocated(pod) !== pod;
    const refusal = isWaiting ? this.refusalOf(pod) : undefined;
    if (refusal) {
      const { pending, reason, message } = refusal;
      this.context.kernel.acts(pending === 'Infeasible' ? INFEASIBLE : DEFERRED);
      if (conditions.setPending(pod, pending, message)) events.pending(pod, pending === 'Infeasible', reason, message);
      return false;
    }
    conditions.clearPending(uid);
    if (!isWaiting) return false;
    this.context.resources.allocated.set(uid, resourcesOf(pod, this.context.release));
    conditions.clearInProgress(uid);
    conditions.setInProgress(pod);
    events.started(pod);
    return true;
  }

  private refusalOf(pod: Pod): Refusal | undefined {
    const beyond = this.context.release.has('resizeChecksNode') ? undefined : this.beyondNode(pod);
    if (beyond) return { pending: 'Infeasible', reason: 'Infeasible', message: beyond };
    const refusal = this.options.refusal(pod, this.others(pod));
    return refusal && { ...refusal, pending: 'Deferred' };
  }

  private beyondNode(pod: Pod): string | undefined {
    const [requests, capacity] = [podRequests.ofSpec(pod), amountsOf(this.options.allocatable)];
    for (const name of ['memory', 'cpu']) {
      const [requested = 0, available = 0] = [requests.get(name), capacity.get(name)];
      if (requested > available)
        return `Node didn't have enough capacity: ${name}, requested: ${requested}, capacity: ${available}`;
    }
    return undefined;
  }

  private others(pod: Pod): Pod[] {
    return this.options
      .activePods()
      .filter((other) => podUid(other) !== podUid(pod))
      .map((other) => this.allocated(other));
  }
}
