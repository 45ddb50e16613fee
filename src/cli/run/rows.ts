import type { RunModel } from '../../report/html/index';
import {
  judgeRows,
  RowsError,
  type RowsFile,
  type RowsPage,
  readRows,
  rowsJson,
  rowsMarkdown,
} from '../../report/rows/index';
import { UsageError } from '../usageError';
import type { ReportFolder } from './reportFolder';

/** Read before anything is played: who misspelt a key should not wait for a whole run to learn of it. @throws UsageError */
export function rowsBeside(paths: readonly string[]): RowsFile[] {
  try {
    return readRows(paths);
  } catch (error) {
    throw error instanceof RowsError ? new UsageError(error.message) : error;
  }
}

/** Writes what a run says of rows, for people and programs, where there are any. @returns their pages, for the report */
export function writeRows(folder: ReportFolder, files: readonly RowsFile[], model: RunModel): RowsPage[] {
  const pages = files.length > 0 ? judgeRows(files, model.features(), model.tags()) : [];
  if (pages.length === 0) return [];
  folder.write('rows.md', rowsMarkdown(pages));
  folder.write('rows.json', rowsJson(pages));
  return pages;
}
