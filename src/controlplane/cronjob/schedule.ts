import { Cron } from 'croner';
import { cronFault, DEFAULT_RELEASE, parseGoDuration, Release } from '../../api';
import { remembered } from '../../kernel';
import { patternOf } from './pattern';

/** A schedule in the notation of crontab(5), as robfig/cron v3 reads it: five fields or a word such as `@hourly`. */
export interface Schedule {
  /** The five fields as croner reads them; undefined with `everyMs`. */
  readonly pattern?: string;
  /** `@every 90s`: a period instead of fields. */
  readonly everyMs?: number;
  /** What the schedule itself says with `TZ=`, as releases before 1.29 allowed. */
  readonly zone?: string;
}

/** Further ahead robfig/cron does not look: such a schedule is never due. */
const HORIZON_MS = 5 * 366 * 86_400_000;

/** What is stored was read by its own release already; the newest parser reads all of it. */
const NEWEST = Release.of(DEFAULT_RELEASE);

/** @throws Error that says what is wrong, in the words of the validation */
export const parseSchedule = remembered((text): Schedule => {
  const fault = cronFault(text, NEWEST);
  if (fault !== undefined) throw new Error(fault);
  const { zone, rest = '' } = /^(?:(?:CRON_)?TZ=(?<zone>\S+)\s+)?(?<rest>.*)$/s.exec(text.trim())?.groups ?? {};
  const zoned = zone === undefined ? {} : { zone };
  const every = /^@every\s+(\S+)$/.exec(rest);
  if (every) return { ...zoned, everyMs: periodMs(every[1] ?? '') };
  const pattern = patternOf(rest);
  // Whatever croner might refuse is refused here, not when the schedule is due.
  calendar(pattern);
  return { ...zoned, pattern };
});

/** A calendar costs more than the question, and the same few are asked each minute. The key is the zone, a blank, the pattern. */
const calendars = remembered((key) => {
  const [timezone = 'UTC', ...fields] = key.split(' ');
  // Without a function croner starts no timer: all it does is answer.
  return new Cron(fields.join(' '), { mode: '5-part', timezone, paused: true });
});

function calendar(pattern: string, zone = 'UTC'): Cron {
  return calendars(`${zone} ${pattern}`);
}

/** Controllers that go round every 10 s ask from the same moment on until it is due. The key is that moment, a blank, the calendar's. */
const nextRuns = remembered((key) => {
  const [afterMs, zone, ...fields] = key.split(' ');
  const next = calendar(fields.join(' '), zone).nextRun(new Date(Number(afterMs)));
  return { ms: next?.getTime() };
});

/**
 * The first time after `afterMs` at which the schedule is due, both in milliseconds since 1970. A time that a change of the
 * clocks leaves out is left out, one that comes twice is due twice.
 * @param zone IANA name such as `Europe/Paris`; default what the schedule says, else UTC
 * @returns undefined when it is not due within five years, such as on 30 February
 */
export function nextDue(schedule: Schedule, afterMs: number, zone = schedule.zone): number | undefined {
  if (schedule.everyMs !== undefined) return Math.floor(afterMs / 1000) * 1000 + schedule.everyMs;
  const { ms: next } = nextRuns(`${afterMs} ${zone ?? 'UTC'} ${schedule.pattern ?? ''}`);
  return next !== undefined && next - afterMs <= HORIZON_MS ? next : undefined;
}

/** Whole seconds, and at least one (robfig/cron, constantdelay.go). */
function periodMs(text: string): number {
  return Math.max(1, Math.floor((parseGoDuration(text) ?? 0) / 1000)) * 1000;
}

/** Whether the machine knows a time zone of this name. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** A moment as a clock in that zone shows it, with the offset (RFC 3339). */
export function timeIn(zone: string, ms: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(ms);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.slice('GMT'.length) ?? '';
  const [hours = 0, minutes = 0] = offset.split(':').map(Number);
  const aheadMs = (hours * 60 + (offset.startsWith('-') ? -minutes : minutes)) * 60_000;
  return new Date(ms + aheadMs).toISOString().replace(/\.\d+Z$/, aheadMs === 0 ? 'Z' : offset);
}
