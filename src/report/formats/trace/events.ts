/** An event of a Chrome trace, as far as we write them; `ts` and `dur` are microseconds. */
export interface TraceEvent {
  /** `X` a slice, `i` a moment, `C` a counter, `M` a name, `s` and `f` the two ends of an arrow. */
  readonly ph: 'X' | 'i' | 'C' | 'M' | 's' | 'f';
  readonly pid: number;
  readonly tid?: number;
  readonly ts?: number;
  readonly dur?: number;
  /** How far a moment's mark reaches: its thread. */
  readonly s?: 't';
  /** Of an arrow: both ends have the same. */
  readonly id?: number;
  /** The end of an arrow points to the slice around it, not to the next one. */
  readonly bp?: 'e';
  readonly name: string;
  readonly cat?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

/** A process of the trace, which is a pod for us, with its threads: numbers are given out in the order of asking. */
export class TraceProcess {
  readonly events: TraceEvent[] = [];
  private readonly threads = new Map<string, number>();

  constructor(
    readonly pid: number,
    name: string,
  ) {
    this.events.push({ ph: 'M', pid, name: 'process_name', args: { name } });
    this.events.push({ ph: 'M', pid, name: 'process_sort_index', args: { sort_index: pid } });
  }

  /** The number of a thread; a new one gets its name. */
  thread(name: string): number {
    const known = this.threads.get(name);
    if (known !== undefined) return known;
    const tid = this.threads.size + 1;
    this.threads.set(name, tid);
    this.events.push({ ph: 'M', pid: this.pid, tid, name: 'thread_name', args: { name } });
    this.events.push({ ph: 'M', pid: this.pid, tid, name: 'thread_sort_index', args: { sort_index: tid } });
    return tid;
  }

  slice(tid: number, from: number, to: number, what: Pick<TraceEvent, 'name' | 'cat' | 'args'>): void {
    this.events.push({ ph: 'X', pid: this.pid, tid, ts: from * 1000, dur: Math.max(0, to - from) * 1000, ...what });
  }

  instant(tid: number, t: number, what: Pick<TraceEvent, 'name' | 'cat' | 'args'>): void {
    this.events.push({ ph: 'i', pid: this.pid, tid, ts: t * 1000, s: 't', ...what });
  }

  counter(t: number, name: string, args: Readonly<Record<string, number>>): void {
    this.events.push({ ph: 'C', pid: this.pid, ts: t * 1000, name, args });
  }
}
