import type { RowsPage } from '../rows/types';
import { packStories } from './chunks';
import { reportDocument } from './document';
import type { RunModel } from './runModel';

export { RunModel } from './runModel';
export type * from './types';

export interface HtmlReportOptions {
  readonly version: string;
  /** Files with a line of `{testCaseStartedId, story}` for each attempt that had a cluster, one for each process that played. */
  readonly stories: readonly string[];
  /** What a clock shows now; it gets into the report's one block of wall-clock times. */
  readonly nowMs: number;
  /** Pages of rows; default none. */
  readonly rows?: readonly RowsPage[];
}

/** The run report: one self-contained HTML file, for people. */
export function htmlReport(model: RunModel, { version, stories, nowMs, rows = [] }: HtmlReportOptions): string {
  const { packed, place } = packStories(stories, model.attemptIds());
  const index = model.index(version, (id) => place.get(id));
  return reportDocument({
    index: rows.length ? { ...index, rows } : index,
    wall: model.wallClock(nowMs),
    chunks: packed,
  });
}
