import type { Condition, Pod } from '../../../api/types/index';
import type { KubeletContext } from '../context';
import { podUid } from '../podSpec';

export type PendingReason = 'Deferred' | 'Infeasible';

interface Conditions {
  pending?: Condition;
  inProgress?: Condition;
}

type Kind = keyof Conditions;

const TYPES: Readonly<Record<Kind, string>> = { pending: 'PodResizePending', inProgress: 'PodResizeInProgress' };

/**
 * How far the resizes of pods are (podResizeConditions in pkg/kubelet/status/status_manager.go): whoever deals with them sets
 * it, and the next status tells it. The memory is the process's own.
 */
export class ResizeConditions {
  private readonly byPod = new Map<string, Conditions>();

  constructor(private readonly context: KubeletContext) {}

  /** For the status of a pod, pending first. A pod that has ended is not resized any more. */
  of(pod: Pod, isFinal: boolean): Condition[] {
    if (isFinal) this.forget(podUid(pod));
    const { pending, inProgress } = this.byPod.get(podUid(pod)) ?? {};
    return [...(pending ? [pending] : []), ...(inProgress ? [inProgress] : [])];
  }

  isPending(podUid: string, reason: PendingReason): boolean {
    return this.byPod.get(podUid)?.pending?.reason === reason;
  }

  /** When the wait of a pod began, for its place in the queue. */
  pendingSince(podUid: string): string | undefined {
    return this.byPod.get(podUid)?.pending?.lastTransitionTime ?? undefined;
  }

  /** @returns whether this is news: another reason, or another wish */
  setPending(pod: Pod, reason: PendingReason, message: string): boolean {
    const before = this.byPod.get(podUid(pod))?.pending;
    this.set(pod, 'pending', { reason, message, generation: pod.metadata.generation });
    return before?.reason !== reason || before.observedGeneration !== this.generation(pod.metadata.generation);
  }

  /**
   * Of a resize that is under way the generation stays that of its beginning, and what went wrong stays until it is over.
   * @returns the generation, and whether something has changed
   */
  setInProgress(pod: Pod, reason = '', message = ''): { generation: number | undefined; changed: boolean } {
    const before = this.byPod.get(podUid(pod))?.inProgress;
    const generation = before ? before.observedGeneration : pod.metadata.generation;
    const said = reason || !before ? { reason, message } : { reason: before.reason, message: before.message };
    const after = this.set(pod, 'inProgress', { ...said, generation });
    return { generation, changed: after !== before };
  }

  clearPending(podUid: string): void {
    delete this.byPod.get(podUid)?.pending;
  }

  /** @returns the condition that there was */
  clearInProgress(podUid: string): Condition | undefined {
    const conditions = this.byPod.get(podUid);
    const before = conditions?.inProgress;
    delete conditions?.inProgress;
    return before;
  }

  /** What went wrong is right again: releases before 1.34 say so before the resize is over. */
  clearError(podUid: string): void {
    const conditions = this.byPod.get(podUid);
    if (!conditions?.inProgress?.reason) return;
    const { reason: _, message: __, ...rest } = conditions.inProgress;
    conditions.inProgress = { ...rest, lastTransitionTime: this.context.api.now() };
  }

  /** A kubelet that has restarted finds them in the API (BackfillPodResizeConditions). */
  backfill(pod: Pod): void {
    for (const { type, reason = '', message = '', observedGeneration: generation } of pod.status?.conditions ?? []) {
      const kind = (['pending', 'inProgress'] as const).find((each) => TYPES[each] === type);
      if (kind) this.set(pod, kind, { reason, message, generation });
    }
  }

  forget(podUid: string): void {
    this.byPod.delete(podUid);
  }

  /** One that says nothing new stays as it is: the API is not written for the time of a look alone. */
  private set(
    pod: Pod,
    kind: Kind,
    said: { reason: string | undefined; message: string | undefined; generation: number | undefined },
  ): Condition {
    const uid = podUid(pod);
    const conditions = this.byPod.get(uid) ?? {};
    this.byPod.set(uid, conditions);
    const before = conditions[kind];
    const generation = this.generation(said.generation);
    const [reason, message] = [said.reason || undefined, said.message || undefined];
    if (before && before.reason === reason && before.message === message && before.observedGeneration === generation)
      return before;
    const now = this.context.api.now();
    const condition: Condition = { type: TYPES[kind], status: 'True' };
    if (generation !== undefined) condition.observedGeneration = generation;
    condition.lastProbeTime = now;
    condition.lastTransitionTime = before && before.reason === reason ? (before.lastTransitionTime ?? now) : now;
    if (reason) condition.reason = reason;
    if (message) condition.message = message;
    conditions[kind] = condition;
    return condition;
  }

  private generation(generation: number | undefined): number | undefined {
    return this.context.release.has('podObservedGeneration') ? generation : undefined;
  }
}
