/** What went wrong in a run. */
export interface Finding {
  readonly kind: 'invariant' | 'promise' | 'rest' | 'property' | 'error';
  /** Stays the same while a story gets smaller: two findings of one name are one problem. */
  readonly name: string;
  /** The rule that was broken, for people. */
  readonly says: string;
  /** The `Then` sentence that fails for it. */
  readonly sentence: string;
  readonly seen: string;
  readonly object: string;
  /** Time since the creation. */
  readonly atMs: number;
  readonly source?: string;
  readonly advice?: string;
}

/** Whether two findings are one problem: the same rule, broken in the same way. */
export function isSameProblem(a: Finding, b: Finding): boolean {
  return a.name === b.name && (a.kind === 'invariant' || wayOf(a.seen) === wayOf(b.seen));
}

/** Why no node takes a pod, in the words of the scheduler. */
const UNSCHEDULABLE = /nodes are available: ([\s\S]*?)(?: preemption:|$)/;

/** What was seen without names, numbers and details. */
function wayOf(seen: string): string {
  const way = UNSCHEDULABLE.exec(seen)?.[1] ?? seen.replace(/[:(][\s\S]*/, '');
  return way.replace(/"[^"]*"|\S*\d\S*/g, '…');
}
