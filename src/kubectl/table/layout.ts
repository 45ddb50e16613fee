/** Narrowest column and the gap after the longest cell, as kubectl's table writer has them. */
const MIN_WIDTH = 6;
const GAP = 3;

/**
 * Aligns rows into columns. Widths are kept between calls and only grow: rows that a watch prints later line up with
 * the earlier ones as long as they fit, and push the columns out from where they do not, as in a terminal.
 */
export class TableLayout {
  private readonly widths: number[] = [];

  /** The rows as text; each line ends with a newline, the last cell of a line is not padded. */
  format(rows: readonly (readonly string[])[]): string {
    const clean = rows.map((row) => row.map(oneLine));
    for (const row of clean) {
      row.slice(0, -1).forEach((cell, i) => {
        this.widths[i] = Math.max(this.widths[i] ?? MIN_WIDTH, [...cell].length + GAP);
      });
    }
    return clean.map((row) => `${row.map((cell, i) => this.pad(cell, i, row.length)).join('')}\n`).join('');
  }

  private pad(cell: string, column: number, cells: number): string {
    if (column === cells - 1) return cell;
    return cell + ' '.repeat(Math.max(0, (this.widths[column] ?? 0) - [...cell].length));
  }
}

/** A cell ends at its first line break; what can't be printed is escaped. */
function oneLine(cell: string): string {
  const end = cell.search(/[\n\r\f]/);
  const line = end >= 0 ? `${cell.slice(0, end)}...` : cell;
  return line.replace(
    /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
