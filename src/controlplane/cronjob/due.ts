import type { Release } from '../../api';
import type { CronJob } from '../../api/types';
import { wallMsOf } from '../common/objects';
import { nextDue, type Schedule } from './schedule';

/** More than this many missed times are worth a warning. */
export const MANY = 100;

export interface Due {
  /** The latest time that has passed without a Job, as the controller of this release finds it. */
  readonly dueMs?: number | undefined;
  /** How many such times there are, or would be if all came like the first two. */
  readonly missed: number;
  /** A schedule that is never due, such as on 30 February. */
  readonly isNever?: boolean;
}

type Next = (afterMs: number) => number | undefined;

/**
 * What a CronJob has missed since it last started a Job, at most back to its starting deadline. Since 1.21 no controller goes
 * through all of them: where the times are not evenly spaced it finds another one than the last (pkg/controller/cronjob/utils.go).
 */
export function dueSince(cron: CronJob, schedule: Schedule, nowMs: number, release: Release): Due {
  const { startingDeadlineSeconds: deadline, timeZone } = cron.spec;
  let sinceMs = wallMsOf(cron.status?.lastScheduleTime) ?? wallMsOf(cron.metadata.creationTimestamp) ?? nowMs;
  if (deadline !== undefined) sinceMs = Math.max(sinceMs, nowMs - deadline * 1000);
  const next: Next = (afterMs) => nextDue(schedule, afterMs, timeZone);
  if (!release.has('cronJobExactTimers')) return counted(next, sinceMs, nowMs);
  const firstMs = next(sinceMs);
  if (firstMs === undefined) return { missed: 0, isNever: true };
  if (nowMs < firstMs) return { missed: 0 };
  const secondMs = next(firstMs);
  if (secondMs === undefined) return { missed: 0, isNever: true };
  if (nowMs < secondMs) return { dueMs: firstMs, missed: 1 };
  const periodMs = Math.round((secondMs - firstMs) / 1000) * 1000;
  const missed = Math.floor((nowMs - firstMs) / periodMs) + 1;
  if (release.has('cronJobExtrapolates')) return { dueMs: firstMs + (missed - 1) * periodMs, missed };
  // The schedule is asked again from a period before that on; nothing may be left there.
  return { dueMs: last(next, firstMs + (missed - 2) * periodMs, nowMs), missed };
}

/** One after the other, as long as they are not too many. */
function counted(next: Next, sinceMs: number, nowMs: number): Due {
  let dueMs: number | undefined;
  let missed = 0;
  for (let each = next(sinceMs); each === undefined || each <= nowMs; each = next(each)) {
    // A schedule that is never due counts as one that has been missed for ever.
    if (each === undefined || ++missed > MANY) return { missed: MANY + 1 };
    dueMs = each;
  }
  return { dueMs, missed };
}

function last(next: Next, afterMs: number, nowMs: number): number | undefined {
  let found: number | undefined;
  for (let each = next(afterMs); each !== undefined && each <= nowMs; each = next(each)) found = each;
  return found;
}
