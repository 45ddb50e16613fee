const DAY_MS = 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  sec: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  fortnight: 14 * DAY_MS,
};
const UNIT_MONTHS: Readonly<Record<string, number>> = { month: 1, year: 12 };
const DAY_WORDS: Readonly<Record<string, number>> = { now: 0, today: 0, yesterday: -1, tomorrow: 1 };
const ORDINALS: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 };
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');

/** What a text says of a time, item by item (coreutils, Date input formats). */
interface Wanted {
  date?: readonly [year: number, month: number, day: number];
  time?: readonly [hour: number, minute: number, second: number];
  zoneMinutes?: number;
  weekday?: { readonly day: number; readonly ordinal: number };
  epochMs?: number;
  ms: number;
  months: number;
}

/** One form of an item, and what it adds; false where it makes no sense. */
type Form = readonly [RegExp, (wanted: Wanted, match: RegExpExecArray, now: Date) => boolean];

const FORMS: readonly Form[] = [
  // Nothing may stand beside it.
  [/^@(-?\d+)(?:\.\d+)?$/, (w, [, s]) => put(w, 'epochMs', Number(s) * 1000)],
  [/^(\d{4})-(\d\d?)-(\d\d?)(?:t(?=\d))?/, (w, [, y, m, d]) => putDate(w, Number(y), Number(m), Number(d))],
  [/^(\d{4})(\d\d)(\d\d)(?=\s|t\d|$)t?/, (w, [, y, m, d]) => putDate(w, Number(y), Number(m), Number(d))],
  [/^(\d\d?)\/(\d\d?)\/(\d{4})/, (w, [, m, d, y]) => putDate(w, Number(y), Number(m), Number(d))],
  [
    /^(\d\d?)[ -]([a-z]{3})[a-z]*(?:[ -](\d{4}))?(?![\d:])/,
    (w, [, d, m, y], now) =>
      MONTHS.includes(m!) && putDate(w, Number(y ?? now.getUTCFullYear()), MONTHS.indexOf(m!) + 1, Number(d)),
  ],
  [
    /^([a-z]{3})[a-z]* (\d\d?)(?:,? (\d{4}))?(?![\d:])/,
    (w, [, m, d, y], now) =>
      MONTHS.includes(m!) && putDate(w, Number(y ?? now.getUTCFullYear()), MONTHS.indexOf(m!) + 1, Number(d)),
  ],
  [
    /^(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:\s*([ap])m)?(?:\s*(z|utc|gmt)(?![a-z])|\s*([-+])(\d\d?):?(\d\d)?(?!\d))?/,
    (w, [, h, m, s = '0', half, , sign, zh, zm = '0']) => {
      if (sign) w.zoneMinutes = (sign === '-' ? -1 : 1) * (Number(zh) * 60 + Number(zm));
      const hour = half ? (Number(h) % 12) + (half === 'p' ? 12 : 0) : Number(h);
      return hour < 24 && Number(m) < 60 && Number(s) <= 60 && put(w, 'time', [hour, Number(m), Number(s)]);
    },
  ],
  [
    /^(\d\d?)\s*([ap])m(?![a-z])/,
    (w, [, h, half]) => put(w, 'time', [(Number(h) % 12) + (half === 'p' ? 12 : 0), 0, 0]),
  ],
  [/^(?:utc|gmt|z)(?![a-z])/, () => true],
  [/^(now|today|yesterday|tomorrow)(?![a-z])/, (w, [, word]) => add(w, DAY_WORDS[word!]! * DAY_MS)],
  [
    /^(?:(last|this|next)\s+)?(sun|mon|tue|wed|thu|fri|sat)(?:[a-z]*day)?(?![a-z]),?/,
    (w, [, ordinal = 'this', day]) => put(w, 'weekday', { day: WEEKDAYS.indexOf(day!), ordinal: ORDINALS[ordinal]! }),
  ],
  [
    /^(?:([-+]?)\s*(\d+)\s*|(last|this|next)\s+)?(sec|second|min|minute|hour|day|week|fortnight|month|year)s?(?![a-z])(\s+ago(?![a-z]))?/,
    (w, [, sign, count, ordinal, unit, ago]) => {
      const times = ordinal ? ORDINALS[ordinal]! : Number(count ?? 1) * (sign === '-' ? -1 : 1);
      return addUnits(w, ago ? -times : times, unit!);
    },
  ],
  // Behind a time: the year of `date`'s own output.
  [/^(\d{4})(?!\d)/, (w, [, y]) => w.date !== undefined && putDate(w, Number(y), w.date[1], w.date[2])],
];

function put<K extends keyof Wanted>(wanted: Wanted, key: K, value: Wanted[K]): true {
  wanted[key] = value;
  return true;
}

function add(wanted: Wanted, ms: number): true {
  wanted.ms += ms;
  return true;
}

function addUnits(wanted: Wanted, times: number, unit: string): true {
  wanted.ms += times * (UNIT_MS[unit] ?? 0);
  wanted.months += times * (UNIT_MONTHS[unit] ?? 0);
  return true;
}

function putDate(wanted: Wanted, year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  return put(wanted, 'date', [year, month, day]);
}

/** The times that GNU's `date -d` understands, in UTC; undefined for a text that is none. */
export function parseGnuTime(text: string, nowMs: number): number | undefined {
  const now = new Date(nowMs);
  const wanted: Wanted = { ms: 0, months: 0 };
  let rest = text.toLowerCase().trim();
  while (rest !== '') {
    const length = readItem(rest, wanted, now);
    if (length === undefined) return undefined;
    rest = rest.slice(length).trimStart();
  }
  return wanted.epochMs === undefined
    ? timeOf(wanted, text.trim() === '' ? midnight(now) : now)
    : wanted.epochMs + wanted.ms;
}

/** How long the item is that a text begins with. */
function readItem(text: string, wanted: Wanted, now: Date): number | undefined {
  for (const [expression, apply] of FORMS) {
    const match = expression.exec(text);
    if (match && match[0] !== '' && apply(wanted, match, now)) return match[0].length;
  }
  return undefined;
}

function midnight(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
}

function timeOf({ date, time, zoneMinutes = 0, weekday, ms, months }: Wanted, now: Date): number {
  const [year, month, day] = date ?? [now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()];
  const [h, m, s] =
    time ?? (date || weekday ? [0, 0, 0] : [now.getUTCHours(), now.getUTCMinutes(), now.getUTCSeconds()]);
  const fraction = time || date || weekday ? 0 : now.getUTCMilliseconds();
  const at = Date.UTC(year, month - 1 + months, day, h, m, s, fraction) - zoneMinutes * 60_000 + ms;
  return weekday && !date ? at + daysTo(weekday, new Date(at)) * DAY_MS : at;
}

/** `monday` is today or later, `next monday` later, `last monday` before today. */
function daysTo({ day, ordinal }: NonNullable<Wanted['weekday']>, from: Date): number {
  const today = from.getUTCDay();
  const weeks = ordinal - (ordinal > 0 && today !== day ? 1 : 0);
  return ((day - today + 7) % 7) + 7 * weeks;
}
