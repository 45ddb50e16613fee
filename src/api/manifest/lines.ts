import type { Position } from './error';

/** Offsets of a text as lines and columns. */
export class Lines {
  private starts: number[] | undefined;

  constructor(private readonly text: string) {}

  /** The place of an offset, counted from 1. */
  at(offset: number): Position {
    this.starts ??= startsOf(this.text);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low]! + 1 };
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}
