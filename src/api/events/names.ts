import type { RandomStream } from '../../kernel/index';

/**
 * Names of events: `<object>.<nanoseconds since 1970 in hex>`. Virtual time has milliseconds; the rest of the number
 * is drawn from the seed, and two names are never the same.
 */
export class EventNames {
  private last = 0n;

  constructor(private readonly random: RandomStream) {}

  next(objectName: string, wallMs: number): string {
    const drawn = BigInt(wallMs) * 1_000_000n + BigInt(this.random.integer(0, 999_999));
    this.last = drawn > this.last ? drawn : this.last + 1n;
    return `${objectName}.${this.last.toString(16)}`;
  }
}
