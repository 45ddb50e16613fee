import type { Cluster } from '../cluster';
import { podStory } from './pods';

/** One thing that `kubectl get pods -w` showed of a pod. */
export interface CourseRow {
  /** Age of the pod when it was first shown so. */
  readonly ageMs: number;
  readonly READY: string;
  /** `gone` when the object is gone. */
  readonly STATUS: string;
  /** The number alone, without its time. */
  readonly RESTARTS: string;
}

/** The columns of a course that can be asked for. */
export const COURSE_COLUMNS = ['READY', 'STATUS', 'RESTARTS'] as const;
export type CourseColumn = (typeof COURSE_COLUMNS)[number];

/**
 * What a pod has shown since it was created, each row once: rows that are the same in the columns asked for are one.
 * Of several pods of that name one after the other, the newest.
 */
export function courseOf(
  cluster: Cluster,
  pod: { readonly name: string; readonly namespace: string },
  columns: readonly CourseColumn[] = COURSE_COLUMNS,
): CourseRow[] {
  const story = podStory(cluster, pod.name, pod.namespace);
  const newest = story.slice(story.findLastIndex((row) => row.type === 'ADDED'));
  const createdMs = newest[0]?.t ?? 0;
  const rows = newest.map((row): CourseRow => {
    const ageMs = row.t - createdMs;
    if (row.type === 'DELETED') return { ageMs, READY: '', STATUS: 'gone', RESTARTS: '' };
    return { ageMs, READY: row.ready, STATUS: row.status, RESTARTS: String(Number.parseInt(row.restarts, 10)) };
  });
  return rows.filter((row, i) => {
    const before = rows[i - 1];
    return !before || columns.some((column) => row[column] !== before[column]);
  });
}
