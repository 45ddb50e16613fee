import type { Tally } from './data';

export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly runs: number;
}

export interface Place {
  readonly name: string;
  readonly column: number;
  /** From above, in its column. */
  readonly row: number;
}

export interface Layout {
  readonly places: readonly Place[];
  readonly transitions: readonly Transition[];
  readonly columns: number;
  readonly rows: number;
}

/** Where every pod begins. */
export const START = 'created';

/**
 * Places states from left to right: each one step behind the state from which most runs came to it, those that nothing leaves at
 * the right end. In a column the most frequent stand above, so that the usual way is the upper edge.
 */
export function layoutOf(tally: Tally): Layout {
  const transitions = transitionsOf(tally);
  const columns = columnsOf(transitions);
  const places = columns.flatMap((names, column) => names.map((name, row): Place => ({ name, column, row })));
  const rows = Math.max(1, ...columns.map(({ length }) => length));
  return { places, transitions, columns: columns.length, rows };
}

function transitionsOf(tally: Tally): Transition[] {
  return Object.entries(tally).map(([name, runs]) => {
    const [from = '', to = ''] = name.split(' → ');
    return { from, to, runs };
  });
}

function columnsOf(transitions: readonly Transition[]): string[][] {
  const leaves = new Set(transitions.map(({ from }) => from));
  const sorted = [...transitions].sort((a, b) => b.runs - a.runs || (`${a.from}${a.to}` < `${b.from}${b.to}` ? -1 : 1));
  const columnOf = new Map([[START, 0]]);
  const nextOf = () => sorted.find(({ from, to }) => columnOf.has(from) && !columnOf.has(to) && leaves.has(to));
  for (let next = nextOf(); next; next = nextOf()) columnOf.set(next.to, (columnOf.get(next.from) ?? 0) + 1);
  const last = Math.max(...columnOf.values()) + 1;
  for (const { to } of transitions) if (!leaves.has(to)) columnOf.set(to, last);
  const arrivals = new Map<string, number>();
  for (const { to, runs } of transitions) arrivals.set(to, (arrivals.get(to) ?? 0) + runs);
  const columns: string[][] = [];
  for (const [name, column] of columnOf) {
    columns[column] ??= [];
    columns[column].push(name);
  }
  const often = (name: string) => arrivals.get(name) ?? 0;
  return columns.map((names) => names.sort((a, b) => often(b) - often(a) || (a < b ? -1 : 1)));
}
