const GAP = 2;

/**
 * Lays out the lines of `kubectl describe`: cells end at tabs, and a column is as wide as the longest cell of a run of
 * consecutive lines that have it. A line without a tab ends the run, so the alignment is local and changes where the
 * reader least expects it. The same elastic tabstops as Go's text/tabwriter with minimum width 0 and padding 2.
 */
export class DescribeWriter {
  private text = '';
  private lines: string[][] = [];

  /** One line; `level` indents its first cell by two spaces each. */
  line(level: number, text: string): void {
    this.lines.push(`${'  '.repeat(level)}${text}`.split('\t'));
  }

  /** Ends all columns: what follows is aligned by itself. */
  flush(): void {
    this.text += layOut(this.lines);
    this.lines = [];
  }

  /** The lines as they are: `rollout history --revision` lays nothing out. */
  raw(): string {
    return this.lines.map((cells) => `${cells.join('\t')}\n`).join('');
  }

  toString(): string {
    this.flush();
    return this.text;
  }
}

function layOut(lines: readonly (readonly string[])[]): string {
  const widths: number[][] = lines.map(() => []);
  measure(lines, 0, lines.length, 0, widths);
  return lines
    .map((cells, row) => {
      const padded = cells.map((cell, i) => (i === cells.length - 1 ? cell : pad(cell, widths[row]?.[i] ?? 0)));
      return `${padded.join('')}\n`;
    })
    .join('');
}

/** Widths of the columns from `column` on in the lines from `first` to `end`. */
function measure(
  lines: readonly (readonly string[])[],
  first: number,
  end: number,
  column: number,
  widths: number[][],
): void {
  const has = (row: number): boolean => (lines[row]?.length ?? 0) - 1 > column;
  let row = first;
  while (row < end) {
    if (!has(row)) {
      row++;
      continue;
    }
    const start = row;
    let width = 0;
    for (; row < end && has(row); row++) width = Math.max(width, [...(lines[row]?.[column] ?? '')].length + GAP);
    for (let i = start; i < row; i++) (widths[i] as number[])[column] = width;
    measure(lines, start, row, column + 1, widths);
  }
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - [...cell].length));
}
