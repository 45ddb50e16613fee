import type { PlannedScenario } from './plan';
import type { Batch } from './protocol';

/** A batch costs Cucumber some ten milliseconds, whatever is in it. */
const AT_MOST = 40;
const AT_LEAST = 3;

/**
 * Hands out scenarios in their order: large portions first, then smaller and smaller ones, so that all processes are busy
 * until the end without anybody having to know how long a scenario takes.
 */
export class Batches {
  private next = 0;

  constructor(
    private readonly scenarios: readonly PlannedScenario[],
    private readonly workers: number,
    private readonly twice = false,
  ) {}

  /** @returns undefined when everything has been handed out */
  take(): Batch | undefined {
    const left = this.scenarios.length - this.next;
    if (left === 0) return undefined;
    const size = Math.min(left, AT_MOST, Math.max(AT_LEAST, Math.ceil(left / (3 * this.workers))));
    return this.batch(size, false);
  }

  /** All that has not been handed out yet, to be reported as skipped. */
  takeRestSkipped(): Batch | undefined {
    const left = this.scenarios.length - this.next;
    return left === 0 ? undefined : this.batch(left, true);
  }

  private batch(size: number, skip: boolean): Batch {
    const linesOf = new Map<string, number[]>();
    for (const { uri, line } of this.scenarios.slice(this.next, this.next + size))
      linesOf.set(uri, [...(linesOf.get(uri) ?? []), line]);
    this.next += size;
    return { paths: [...linesOf].map(([uri, lines]) => [uri, ...lines].join(':')), skip, twice: this.twice && !skip };
  }
}
