import type { FeatureName, KubeObject, Release } from '../../api';

/** What a cell may depend on besides its object. */
export interface CellContext {
  /** Wall clock of the API server in milliseconds since 1970. */
  readonly nowMs: number;
  readonly release: Release;
  /** `-o wide`. */
  readonly wide: boolean;
}

/** One column of the table that the API server renders for a kind. */
export interface Column<T extends KubeObject = KubeObject> {
  readonly name: string;
  /** Shown with `-o wide` only (priority 1). */
  readonly wide?: boolean;
  /** Shown only when the release has this. */
  readonly feature?: FeatureName;
  /** The column that holds the name of the object: it gets the `kind/` prefix. */
  readonly isName?: boolean;
  cell(object: T, context: CellContext): string;
}

export const NONE = '<none>';

/** The name column, first in nearly every table. */
export const nameColumn: Column = { name: 'Name', isName: true, cell: (object) => object.metadata.name };

/** `k=v` sorted by key and joined by commas. */
export function labelText(labels: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.length > 0 ? pairs.sort().join(',') : NONE;
}

/** The first three of a list, and how many more there are. */
export function firstThree(values: readonly string[]): string {
  const shown = values.slice(0, 3).join(',');
  return values.length > 3 ? `${shown} + ${values.length - 3} more...` : shown;
}

export function orNone(value: string | undefined): string {
  return value ? value : NONE;
}

/** What the server shows of kinds that it has no table for. */
export const createdColumns: Column[] = [
  nameColumn,
  { name: 'Created At', cell: (object) => object.metadata.creationTimestamp ?? '' },
];
