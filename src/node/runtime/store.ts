/** A sandbox or an instance of a container, as the runtime keeps it. */
interface Kept {
  readonly record: { readonly id: string; readonly podUid: string };
}

/** What the runtime knows, by id and by pod: the kubelet asks for the things of one pod at each sync and each relist. */
export class RuntimeStore<T extends Kept> {
  private readonly byId = new Map<string, T>();
  private readonly byPod = new Map<string, T[]>();

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  add(thing: T): void {
    const { id, podUid } = thing.record;
    this.byId.set(id, thing);
    const others = this.byPod.get(podUid);
    if (others) others.push(thing);
    else this.byPod.set(podUid, [thing]);
  }

  delete({ record: { id, podUid } }: T): void {
    if (!this.byId.delete(id)) return;
    const others = this.ofPod(podUid).filter((other) => other.record.id !== id);
    if (others.length > 0) this.byPod.set(podUid, others);
    else this.byPod.delete(podUid);
  }

  /** Oldest first. */
  all(): T[] {
    return [...this.byId.values()];
  }

  /** Those of one pod, oldest first. */
  ofPod(podUid: string): readonly T[] {
    return this.byPod.get(podUid) ?? [];
  }
}
