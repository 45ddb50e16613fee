import { podRequests } from '../../../api/index';
import type { Pod } from '../../../api/types/index';
import { rule } from '../../../kernel/index';
import type { KubeletContext } from '../context';
import type { ResizeConditions } from './conditions';

const ORDER = rule(
  'resize/order-of-the-waiting',
  'Of resizes that wait, those that ask for no more come first, then the pods with the higher priority, then Guaranteed ones, then those that have waited longest.',
  'allocation_manager.go sortPendingResizes; KEP-1287, Priority of Resize Requests',
);

export interface QueueOptions {
  readonly conditions: ResizeConditions;
  readonly podByUid: (uid: string) => Pod | undefined;
  readonly allocated: (pod: Pod) => Pod;
}

/** Pods whose resize has not been granted, in the order in which they are tried (allocation_manager.go PushPendingResize). */
export class PendingResizes {
  private uids: readonly string[] = [];

  constructor(
    private readonly context: KubeletContext,
    private readonly options: QueueOptions,
  ) {}

  get isEmpty(): boolean {
    return this.uids.length === 0;
  }

  /** A place in the queue is kept while the pod waits, whatever it asks for meanwhile. */
  push(uid: string): void {
    if (this.uids.includes(uid)) return;
    const waiting = [...this.uids, uid].flatMap((each) => {
      const pod = this.options.podByUid(each);
      return pod ? [{ uid: each, rank: this.rank(pod, each) }] : [];
    });
    const sorted = [...waiting].sort((a, b) => compare(a.rank, b.rank));
    if (sorted.some(({ uid: each }, i) => each !== waiting[i]?.uid)) this.context.kernel.acts(ORDER);
    this.uids = sorted.map((each) => each.uid);
  }

  /** Tries all of them; those for which `decide` says so go on waiting. */
  retry(decide: (pod: Pod) => boolean): void {
    this.uids = this.uids.filter((uid) => {
      const pod = this.options.podByUid(uid);
      return pod !== undefined && decide(pod);
    });
  }

  private rank(pod: Pod, uid: string): readonly (number | string)[] {
    const [now, then] = [podRequests.ofSpec(pod), podRequests.ofSpec(this.options.allocated(pod))];
    const grows = ['cpu', 'memory'].some((name) => (now.get(name) ?? 0) > (then.get(name) ?? 0));
    const isGuaranteed = pod.status?.qosClass === 'Guaranteed';
    // The newest has no condition yet.
    const since = this.options.conditions.pendingSince(uid) ?? '~';
    return [grows ? 1 : 0, -(pod.spec.priority ?? 0), isGuaranteed ? 0 : 1, since];
  }
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [i, mine] of a.entries()) {
    const other = b[i] ?? '';
    if (mine !== other) return mine < other ? -1 : 1;
  }
  return 0;
}
