/** A schedule in the notation of crontab(5), as robfig/cron v3 reads it: five fields or a word such as `@hourly`. */
export interface Schedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** Both day fields are restricted: one of them suffices. */
  readonly eitherDay: boolean;
  /** `@every 90s`: a period instead of fields. */
  readonly everyMs?: number;
}

const WORDS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HORIZON_DAYS = 366 * 5;

/** Empty sets of everything else: only the period counts. */
const NEVER: Omit<Schedule, 'everyMs'> = {
  minutes: new Set(),
  hours: new Set(),
  days: new Set(),
  months: new Set(),
  weekdays: new Set(),
  eitherDay: false,
};

/** @throws Error that says which field is wrong and what may stand there */
export function parseSchedule(text: string): Schedule {
  const every = /^@every\s+(\S+)$/.exec(text.trim());
  if (every) return { ...NEVER, everyMs: durationMs(every[1] ?? '') };
  const fields = (WORDS[text.trim()] ?? text.trim()).split(/\s+/);
  if (fields.length !== 5) throw new Error(`expected exactly 5 fields, found ${fields.length}: [${text}]`);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const weekdays = new Set([...field(weekday, 'day of week', 0, 7, WEEKDAYS)].map((each) => each % 7));
  return {
    minutes: field(minute, 'minute', 0, 59),
    hours: field(hour, 'hour', 0, 23),
    days: field(day, 'day of month', 1, 31),
    months: field(month, 'month', 1, 12, MONTHS, 1),
    weekdays,
    eitherDay: !isAny(day) && !isAny(weekday),
  };
}

const isAny = (text: string): boolean => /^[*?](\/1)?$/.test(text);

function field(
  text: string,
  name: string,
  min: number,
  max: number,
  names: readonly string[] = [],
  base = 0,
): Set<number> {
  const out = new Set<number>();
  const wrong = (): Error =>
    new Error(`"${text}" is no ${name}: a number from ${min} to ${max}, a range 1-5, a list 1,2 or a step */5`);
  const number = (word: string): number => {
    const named = names.indexOf(word.toLowerCase());
    const value = named >= 0 ? named + base : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    if (!(value >= min && value <= max)) throw wrong();
    return value;
  };
  for (const part of text.split(',')) {
    const [range = '', step, ...rest] = part.split('/');
    if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) throw wrong();
    const [from = '', to] = range.split('-');
    const any = range === '*' || range === '?';
    const first = any ? min : number(from);
    const last = any || (step !== undefined && to === undefined) ? max : number(to ?? from);
    if (first > last) throw wrong();
    for (let value = first; value <= last; value += Number(step ?? 1)) out.add(value);
  }
  return out;
}

function durationMs(text: string): number {
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: MINUTE_MS, s: 1000 };
  const parts = [...text.matchAll(/(\d+)([hms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw new Error(`"${text}" is no duration such as 90s, 5m or 1h30m`);
  }
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
}

/**
 * The first time after `afterMs` at which the schedule is due, both in milliseconds since 1970.
 * @param zone IANA name such as `Europe/Paris`; default UTC
 * @returns undefined when it is not due within five years, such as on 30 February
 */
export function nextDue(schedule: Schedule, afterMs: number, zone?: string): number | undefined {
  if (schedule.everyMs !== undefined) return Math.floor(afterMs / 1000) * 1000 + schedule.everyMs;
  // Local time is reckoned as if it were UTC, and turned back at the end.
  const local = afterMs + offsetMs(zone, afterMs);
  const firstDay = Math.floor(local / DAY_MS) * DAY_MS;
  for (let day = 0; day < HORIZON_DAYS; day++) {
    const dayMs = firstDay + day * DAY_MS;
    if (!isDueOn(schedule, new Date(dayMs))) continue;
    for (const hour of sorted(schedule.hours)) {
      for (const minute of sorted(schedule.minutes)) {
        const dueLocal = dayMs + (hour * 60 + minute) * MINUTE_MS;
        if (dueLocal <= local) continue;
        return dueLocal - offsetMs(zone, dueLocal - offsetMs(zone, afterMs));
      }
    }
  }
  return undefined;
}

function isDueOn({ days, months, weekdays, eitherDay }: Schedule, date: Date): boolean {
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const byDay = days.has(date.getUTCDate());
  const byWeekday = weekdays.has(date.getUTCDay());
  return eitherDay ? byDay || byWeekday : byDay && byWeekday;
}

function sorted(values: ReadonlySet<number>): number[] {
  return [...values].sort((a, b) => a - b);
}

/** How far a zone's clocks are ahead of UTC at an instant. */
function offsetMs(zone: string | undefined, atMs: number): number {
  if (!zone || zone === 'UTC' || zone === 'Etc/UTC') return 0;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return local - Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
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
