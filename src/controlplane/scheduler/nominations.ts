import type { Pod } from '../../api/types';

/** A pod that waits for victims to go, with the node it waits for. */
export interface Nomination {
  readonly pod: Pod;
  readonly node: string;
}

/** Whom preemption has made room for, and where (pkg/scheduler/backend/queue/nominator.go). */
export class Nominations {
  private readonly byUid = new Map<string, Nomination>();

  add(pod: Pod, node: string): void {
    this.byUid.set(pod.metadata.uid ?? '', { pod, node });
  }

  /** @returns whether there was one */
  delete(pod: Pod): boolean {
    return this.byUid.delete(pod.metadata.uid ?? '');
  }

  /** Those whose room is not for this pod: they are at least as important. */
  before(pod: Pod): Nomination[] {
    return this.all().filter((other) => other.pod.metadata.uid !== pod.metadata.uid && !isLess(other.pod, pod));
  }

  /** Those on a node who are less important than this pod. */
  after(pod: Pod, node: string): Pod[] {
    return this.all()
      .filter((other) => other.node === node && isLess(other.pod, pod))
      .map((other) => other.pod);
  }

  private all(): Nomination[] {
    return [...this.byUid.values()];
  }
}

function isLess(a: Pod, b: Pod): boolean {
  return (a.spec.priority ?? 0) < (b.spec.priority ?? 0);
}
