import type { ObjectVersion } from './types';

/**
 * Texts of one thing that changes a little each time, each as its difference to the one before: what they have in common
 * at the beginning and at the end is told by two numbers. {@link ./types!ObjectVersion}
 */
export class LineDeltas {
  readonly lines: string[] = [];
  private readonly numbers = new Map<string, number>();
  private before: readonly number[] = [];

  /** @returns undefined when nothing has changed */
  next(lines: readonly string[]): Pick<ObjectVersion, 'keep' | 'tail' | 'lines'> | undefined {
    const { before } = this;
    const now = lines.map((line) => this.numberOf(line));
    let keep = 0;
    while (keep < before.length && keep < now.length && before[keep] === now[keep]) keep++;
    if (keep === before.length && keep === now.length) return undefined;
    const most = Math.min(before.length, now.length) - keep;
    let tail = 0;
    while (tail < most && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
    this.before = now;
    return { keep, tail, lines: now.slice(keep, now.length - tail) };
  }

  private numberOf(line: string): number {
    const known = this.numbers.get(line);
    if (known !== undefined) return known;
    this.numbers.set(line, this.lines.length);
    this.lines.push(line);
    return this.lines.length - 1;
  }
}
