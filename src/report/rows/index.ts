/** Rows that features are to show: claims, experiments, requirements, and which scenario shows each. */
export { judgeRows } from './judge';
export { parseRows, RowsError } from './parse';
export { readRows } from './read';
export { rowsJson, rowsMarkdown } from './text';
export type * from './types';
