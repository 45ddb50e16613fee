/** Things that must have happened by some time. Asking costs one comparison while none is due. */
export class Deadlines {
  private readonly due = new Map<string, number>();
  private nextMs = Number.POSITIVE_INFINITY;

  /** From now on `key` has to be met by `atMs`; a deadline that is set already stays. */
  set(key: string, atMs: number): void {
    if (this.due.has(key)) return;
    this.due.set(key, atMs);
    this.nextMs = Math.min(this.nextMs, atMs);
  }

  met(key: string): void {
    this.due.delete(key);
  }

  /** Forgets all of them. */
  clear(): undefined {
    this.due.clear();
    this.nextMs = Number.POSITIVE_INFINITY;
  }

  /** Every deadline that has passed, each told once. */
  passed(t: number): readonly string[] {
    if (t <= this.nextMs) return NONE;
    const late = [...this.due].filter(([, atMs]) => atMs < t).map(([key]) => key);
    for (const key of late) this.due.delete(key);
    this.nextMs = Math.min(Number.POSITIVE_INFINITY, ...this.due.values());
    return late;
  }
}

const NONE: readonly string[] = [];
