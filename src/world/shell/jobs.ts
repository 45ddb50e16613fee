import type { Proc } from '../process';

/** The children that a shell has in the background. */
export class Jobs {
  private readonly procs = new Map<number, Proc>();
  private readonly seen = new WeakSet<Proc>();
  private readonly texts = new WeakMap<Proc, string>();

  /** @param text the command as it was written; it goes with the process, of which a long loop starts many */
  add(proc: Proc, text: string): void {
    this.procs.set(proc.pid, proc);
    this.texts.set(proc, text);
  }

  textOf(proc: Proc): string {
    return this.texts.get(proc) ?? '';
  }

  find(pid: number): Proc | undefined {
    return this.procs.get(pid);
  }

  forget(pid: number): void {
    this.procs.delete(pid);
  }

  /** `%1`, `%%`, `%+` or a pid. */
  ofSpec(spec: string): Proc | undefined {
    if (!spec.startsWith('%')) return this.procs.get(Number(spec));
    const list = [...this.procs.values()];
    if (spec === '%' || spec === '%%' || spec === '%+') return list[list.length - 1];
    return list[Number(spec.slice(1)) - 1];
  }

  list(): Proc[] {
    return [...this.procs.values()];
  }

  /** While the shell waited for something else it has learnt of the end of these: `wait` says no more of how. */
  noticeEnded(): void {
    for (const proc of this.procs.values()) if (!proc.isAlive) this.seen.add(proc);
  }

  wasNoticed(proc: Proc): boolean {
    return this.seen.has(proc);
  }

  running(): Proc[] {
    return this.list().filter((proc) => proc.isAlive);
  }
}
