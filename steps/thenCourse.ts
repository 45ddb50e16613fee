import type { DataTable } from '@cucumber/cucumber';
import {
  assertPodIsKnown,
  COURSE_COLUMNS,
  type CourseColumn,
  type CourseRow,
  courseOf,
  formatDuration,
  nearest,
  parseDuration,
  pausesMs,
} from '../src/index';
import { logOf, runsOf } from './known';
import { fail, observable } from './observation';
import type { ContainerName, PodName, Span, Times } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/**
 * The whole story of a pod so far, row by row, as `kubectl get pods -w` tells it. The column AGE is a duration as kubectl
 * would show it (`30s`: from 30 s to just below 31 s) or a range (`30s to 32s`).
 */
Then('{pod} {has} taken this course(:)', function (this: PodwrightWorld, pod: PodName, table: DataTable) {
  assertPodIsKnown(this.cluster, pod.name, pod.namespace);
  const columns = columnsOf(table);
  const course = courseOf(this.cluster, pod, columns);
  const rows = table.hashes();
  rows.forEach((row, i) => {
    const seen = course[i];
    const same = seen && columns.every((column) => seen[column] === row[column]) && isAge(seen.ageMs, row['AGE']);
    if (!same) fail('as the course', `row ${i + 1}: ${Object.values(row).join('  ')}`, shown(course));
  });
  if (course.length > rows.length) fail('as the course', `nothing after row ${rows.length}`, shown(course));
});

function columnsOf(table: DataTable): CourseColumn[] {
  const head = table.raw()[0] ?? [];
  const known: readonly string[] = ['AGE', ...COURSE_COLUMNS];
  const unknown = head.find((title) => !known.includes(title));
  if (unknown !== undefined) throw new Error(`a course has no column "${unknown}"; ${nearest(unknown, known)}`);
  return COURSE_COLUMNS.filter((column) => head.includes(column));
}

function isAge(ageMs: number, wanted: string | undefined): boolean {
  if (wanted === undefined || wanted === '*') return true;
  const [from = 0, to] = wanted.split(' to ').map(parseDuration);
  return to === undefined ? ageMs >= from && ageMs < from + 1000 : ageMs >= from && ageMs <= to;
}

function shown(course: readonly CourseRow[]): string {
  return course
    .map((row) => `\n  ${formatDuration(row.ageMs).padStart(9)}  ${row.READY}  ${row.STATUS}  ${row.RESTARTS}`)
    .join('');
}

for (const logged of ['the log(s) of {container} {contains} {string} {times}', '{container} {logged} {string} {times}'])
  observable(logged, (world: PodwrightWorld, name: ContainerName, text: string, times: Times) => {
    const count = logOf(world, name).filter((line) => line.text.includes(text)).length;
    return { holds: times.accepts(count), expected: `"${text}" ${times.text}`, seen: `${count} times` };
  });

Then(
  'each finished run of {container} lasted {span}',
  function (this: PodwrightWorld, name: ContainerName, span: Span) {
    const lengths = runsOf(this, name).flatMap((run) =>
      run.endedMs === undefined ? [] : [run.endedMs - run.startedMs],
    );
    if (lengths.length === 0 || !lengths.every((ms) => span.accepts(ms)))
      fail('for each run', span.text, lengths.map(formatDuration).join(', ') || 'no run has ended');
  },
);

Then(
  '{container} paused {span} before start {int}',
  function (this: PodwrightWorld, name: ContainerName, span: Span, start: number) {
    const pause = pausesMs(runsOf(this, name))[start - 2];
    if (pause === undefined || !span.accepts(pause))
      fail(
        `before start ${start}`,
        `a pause of ${span.text}`,
        pause === undefined ? 'no such start' : formatDuration(pause),
      );
  },
);

Then(
  'each run of {container} ended with reason {string}',
  function (this: PodwrightWorld, name: ContainerName, reason: string) {
    const ended = runsOf(this, name).filter((run) => run.endedMs !== undefined);
    const other = ended.find((run) => run.reason !== reason);
    if (other || ended.length === 0) fail('at each end', `reason ${reason}`, other?.reason ?? 'no run has ended');
  },
);
