import type { RowResult, RowsPage } from './types';

/** Results in the order in which people want to read them. */
const RESULTS: readonly (readonly [RowResult, string])[] = [
  ['broken', 'not holding'],
  ['missing', 'shown by nothing'],
  ['gap', 'gap with a reason'],
  ['idle', 'not played'],
  ['shown', 'shown'],
];

/** Pages of rows for the page of a CI job: what needs attention first, all rows below. */
export function rowsMarkdown(pages: readonly RowsPage[]): string {
  return `${pages.map(pageText).join('\n')}`;
}

/** The same for programs. */
export function rowsJson(pages: readonly RowsPage[]): string {
  const documents = pages.map(({ title, sources, rows }) => ({ title, counts: countsOf(rows), sources, rows }));
  return `${JSON.stringify({ pages: documents }, null, 1)}\n`;
}

function pageText({ title, rows }: RowsPage): string {
  const counts = countsOf(rows);
  const summary = RESULTS.flatMap(([result, words]) => (counts[result] ? [`${counts[result]} ${words}`] : []));
  const hasVerdicts = rows.some(({ verdict }) => verdict);
  const head = ['', 'id', 'what', ...(hasVerdicts ? ['verdict'] : []), 'shown by'];
  const sorted = RESULTS.flatMap(([result]) => rows.filter((row) => row.result === result));
  const lines = sorted.map((row) => [
    SIGNS[row.result],
    cell(row.id),
    cell(row.note ? `${row.text} (${row.note})` : row.text),
    ...(hasVerdicts ? [row.verdict ?? ''] : []),
    row.scenarios.map((id) => cell(id)).join('<br>') || cell(row.gap ?? WITHOUT[row.result] ?? ''),
  ]);
  const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return `## ${cell(title)}\n\n${summary.join(', ')} of ${rows.length}\n\n${table}\n`;
}

const SIGNS: Readonly<Record<RowResult, string>> = { broken: '✘', missing: '∅', gap: '–', idle: '·', shown: '✔' };

const WITHOUT: Readonly<Partial<Record<RowResult, string>>> = {
  missing: 'no scenario has its id as a tag',
  idle: 'not played in this run',
};

/** @returns how many rows there are of each result that there is */
function countsOf(rows: RowsPage['rows']): Readonly<Partial<Record<RowResult, number>>> {
  const counts: Partial<Record<RowResult, number>> = {};
  for (const { result } of rows) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

/** Text in a cell of a table: nothing in it is Markdown or HTML. */
function cell(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\\`*_[\]<>|#~&]/g, (char) => `&#${char.charCodeAt(0)};`)
    .trim();
}
