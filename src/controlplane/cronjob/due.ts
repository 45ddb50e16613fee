import type { CronJob } from '../../api/types';
import { wallMsOf } from '../common/objects';
import { nextDue, type Schedule } from './schedule';

/** More than this many missed times are worth a warning. */
export const MANY = 100;

export interface Due {
  /** The latest time that has passed without a Job. */
  readonly dueMs: number | undefined;
  /** How many such times there are; beyond the first ones by the period between these. */
  readonly missed: number;
}

/** What a CronJob has missed since it last started a Job, at most back to its starting deadline. */
export function dueSince(cron: CronJob, schedule: Schedule, nowMs: number): Due {
  const { startingDeadlineSeconds: deadline, timeZone } = cron.spec;
  let sinceMs = wallMsOf(cron.status?.lastScheduleTime) ?? wallMsOf(cron.metadata.creationTimestamp) ?? nowMs;
  if (deadline !== undefined) sinceMs = Math.max(sinceMs, nowMs - deadline * 1000);
  let dueMs: number | undefined;
  let missed = 0;
  let firstMs = 0;
  let periodMs = 0;
  for (let next = nextDue(schedule, sinceMs, timeZone); next !== undefined && next <= nowMs; ) {
    if (missed === 0) firstMs = next;
    if (missed === 1) periodMs = next - firstMs;
    dueMs = next;
    missed++;
    if (missed > MANY) {
      // Far behind: jump near to the end instead of counting every time.
      const step: number = (nextDue(schedule, next, timeZone) ?? nowMs) - next;
      const ahead = nowMs - 2 * Math.max(step, 60_000);
      next = nextDue(schedule, Math.max(next, ahead), timeZone);
    } else next = nextDue(schedule, next, timeZone);
  }
  return { dueMs, missed: missed > MANY ? Math.floor((nowMs - firstMs) / periodMs) + 1 : missed };
}
