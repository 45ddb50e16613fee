import type { JudgedRow, RowResult, RowsPage, Verdict } from '../../../rows/types';

export interface RowFilter {
  readonly text: string;
  /** Empty: all. */
  readonly results: ReadonlySet<RowResult>;
  readonly verdicts: ReadonlySet<Verdict>;
  /** Short name of a source; empty: all. */
  readonly source: string;
}

export const NO_FILTER: RowFilter = { text: '', results: new Set(), verdicts: new Set(), source: '' };

/** Results in the order in which people want to read them. */
export const RESULTS: readonly RowResult[] = ['broken', 'missing', 'gap', 'idle', 'shown'];
export const VERDICTS: readonly Verdict[] = ['differs', 'version', 'holds'];

/** Rows that a filter lets through: every word stands in the id, the text, the note, the group or a scenario's name. */
export function matchingRows(rows: readonly JudgedRow[], { text, results, verdicts, source }: RowFilter): JudgedRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (results.size > 0 && !results.has(row.result)) return false;
    if (verdicts.size > 0 && !(row.verdict && verdicts.has(row.verdict))) return false;
    if (source !== '' && !row.from?.includes(source)) return false;
    const haystack = [row.id, row.text, row.note, row.gap, row.group, ...row.scenarios].join('\n').toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

/** Rows by their group, groups in the order of their first rows. */
export function grouped(rows: readonly JudgedRow[]): ReadonlyMap<string, readonly JudgedRow[]> {
  const groups = new Map<string, JudgedRow[]>();
  for (const row of rows) {
    const known = groups.get(row.group ?? '');
    if (known) known.push(row);
    else groups.set(row.group ?? '', [row]);
  }
  return groups;
}

/** How many rows have each value of something. */
export function tally<T>(rows: readonly JudgedRow[], ask: (row: JudgedRow) => T): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const row of rows) counts.set(ask(row), (counts.get(ask(row)) ?? 0) + 1);
  return counts;
}

/** Where the row is that a tag names, and what it says. */
export function rowOf(pages: readonly RowsPage[], tag: string): { href: string; text: string } | undefined {
  const id = tag.slice(1);
  for (const page of pages) {
    const row = page.rows.find((each) => each.id === id);
    if (row) return { href: `#${placeOfPage(page)}?row=${encodeURIComponent(id)}`, text: row.text };
  }
  return undefined;
}

/** What stands behind `#` in the address of a page; titles are unique in practice, else the first one is shown. */
export function placeOfPage({ title }: Pick<RowsPage, 'title'>): string {
  return `rows/${title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}`;
}
