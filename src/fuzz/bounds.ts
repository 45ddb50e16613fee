/** From and to, both included; times in milliseconds. */
export type Range = readonly [from: number, to: number];

/**
 * How far the world may go: what an app is expected to bear. The defaults are what a web service in an ordinary cluster
 * should survive; `podwright fuzz --start-up 0s..20s` and the like change them.
 */
export interface Bounds {
  /** From the start of a container until it serves. */
  readonly startUp: Range;
  /** Time that an answer takes. */
  readonly answer: Range;
  /** How long an app may not answer at all, once in a while. */
  readonly hiccup: Range;
  /** From the stop signal to the end of an app that drains. */
  readonly drain: Range;
  /** How long something outside is down. */
  readonly outage: Range;
  /** How late something outside comes. */
  readonly late: Range;
  /** How long the pull of an image takes. */
  readonly pull: Range;
  /** How long an init container or a Job works. */
  readonly work: Range;
  /** How often a container crashes before it runs. */
  readonly crashes: Range;
  /** Memory that an app uses, in mebibytes. */
  readonly memory: Range;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const DEFAULT_BOUNDS: Bounds = {
  startUp: [0, MINUTE],
  answer: [0, 1.5 * SECOND],
  hiccup: [0, 15 * SECOND],
  drain: [0, 20 * SECOND],
  outage: [0, 2 * MINUTE],
  late: [0, 3 * MINUTE],
  pull: [0, MINUTE],
  work: [0, 30 * SECOND],
  crashes: [1, 3],
  memory: [0, 64],
};

/** The point of a range at so many thousandths of its length, in whole steps where the range is long. */
export function within([from, to]: Range, thousandths: number): number {
  const value = from + ((to - from) * thousandths) / 1000;
  const step = to - from >= 10_000 ? 1000 : to - from >= 1000 ? 100 : 1;
  return Math.min(to, Math.round(value / step) * step);
}
