import type { Applet, Call } from './call';
import { parseGnuTime } from './gnuTime';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const two = (n: number) => String(n).padStart(2, '0');

/** strftime(3) in UTC and the C locale; undefined where it knows the directive not. */
const DIRECTIVES: Readonly<Record<string, (d: Date) => string>> = {
  Y: (d) => String(d.getUTCFullYear()),
  y: (d) => two(d.getUTCFullYear() % 100),
  C: (d) => two(Math.floor(d.getUTCFullYear() / 100)),
  m: (d) => two(d.getUTCMonth() + 1),
  d: (d) => two(d.getUTCDate()),
  e: (d) => String(d.getUTCDate()).padStart(2),
  H: (d) => two(d.getUTCHours()),
  I: (d) => two(d.getUTCHours() % 12 || 12),
  M: (d) => two(d.getUTCMinutes()),
  S: (d) => two(d.getUTCSeconds()),
  N: (d) => `${String(d.getUTCMilliseconds()).padStart(3, '0')}000000`,
  k: (d) => String(d.getUTCHours()).padStart(2),
  l: (d) => String(d.getUTCHours() % 12 || 12).padStart(2),
  P: (d) => (d.getUTCHours() < 12 ? 'am' : 'pm'),
  p: (d) => (d.getUTCHours() < 12 ? 'AM' : 'PM'),
  s: (d) => String(Math.floor(d.getTime() / 1000)),
  a: (d) => DAYS[d.getUTCDay()]!.slice(0, 3),
  A: (d) => DAYS[d.getUTCDay()]!,
  b: (d) => MONTHS[d.getUTCMonth()]!.slice(0, 3),
  h: (d) => MONTHS[d.getUTCMonth()]!.slice(0, 3),
  B: (d) => MONTHS[d.getUTCMonth()]!,
  u: (d) => String(d.getUTCDay() || 7),
  w: (d) => String(d.getUTCDay()),
  j: (d) => String(Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / 86_400_000) + 1).padStart(3, '0'),
  F: (d) => formatTime('%Y-%m-%d', d),
  T: (d) => formatTime('%H:%M:%S', d),
  X: (d) => formatTime('%H:%M:%S', d),
  x: (d) => formatTime('%m/%d/%y', d),
  R: (d) => formatTime('%H:%M', d),
  D: (d) => formatTime('%m/%d/%y', d),
  c: (d) => formatTime('%a %b %e %H:%M:%S %Y', d),
  r: (d) => formatTime('%I:%M:%S %p', d),
  U: (d) => two(Math.floor((dayOfYear(d) + 6 - d.getUTCDay()) / 7)),
  V: (d) => two(isoWeek(d).week),
  G: (d) => String(isoWeek(d).year),
  z: () => '+0000',
  Z: () => 'UTC',
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

/** From 1. */
function dayOfYear(d: Date): number {
  return Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

/** A week belongs to the year that its Thursday is in (ISO 8601). */
function isoWeek(d: Date): { year: number; week: number } {
  const thursday = new Date(d.getTime() + (4 - (d.getUTCDay() || 7)) * 86_400_000);
  return { year: thursday.getUTCFullYear(), week: Math.ceil(dayOfYear(thursday) / 7) };
}

/** `%Y-%m-%d` and the like, as date(1) takes them. */
export function formatTime(format: string, date: Date): string {
  return format.replace(/%([-_0]?)(\d*)([a-zA-Z%])/g, (whole, flag: string, width: string, letter: string) => {
    const text = DIRECTIVES[letter]?.(date);
    if (text === undefined) return whole;
    if (letter === 'N' && width !== '') return text.slice(0, Number(width));
    if (flag === '') return text;
    const bare = text.replace(/^[0 ]+(?=.)/, '');
    return flag === '-' ? bare : bare.padStart(text.length, flag === '_' ? ' ' : '0');
  });
}

/** date(1): containers run in UTC. */
export const date: Applet = function* (call) {
  const { rest, value, has } = call.options(
    'ud:D:r:s:RI::3: iso-8601=I rfc-3339=3 rfc-2822|R rfc-email|R utc|u universal|u date=d reference=r',
  );
  if (has('D')) call.notImplemented('-D');
  const operand = rest.find((word) => !word.startsWith('+'));
  const at = wantedTime(call, value('d'), value('r'));
  if (at === undefined) return call.complain(`invalid date '${value('d')}'`);
  if (operand !== undefined) {
    if (parseTime(operand, 0) === undefined) return call.complain(`invalid date '${operand}'`);
    call.notImplemented('to set the time');
  }
  if (has('s')) call.notImplemented('to set the time');
  const format = rest.find((word) => word.startsWith('+'))?.slice(1);
  const usual = has('R') ? '%a, %d %b %Y %H:%M:%S %z' : '%a %b %e %H:%M:%S %Z %Y';
  call.out(`${formatTime(format ?? isoFormat(value('I')) ?? RFC_3339[value('3') ?? ''] ?? usual, new Date(at))}\n`);
  return 0;
};

function wantedTime(call: Call, text: string | undefined, reference: string | undefined): number | undefined {
  if (reference !== undefined) return call.proc.machine.epochMs + call.proc.fs.stat(call.proc.path(reference)).mtimeMs;
  if (text === undefined) return call.proc.wallMs();
  // busybox knows few forms (libbb/time.c).
  return (call.flavour === 'gnu' ? parseGnuTime : parseTime)(text, call.proc.wallMs());
}

/** `--rfc-3339` (GNU), by precision. */
const RFC_3339: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  seconds: '%Y-%m-%d %H:%M:%S+00:00',
  ns: '%Y-%m-%d %H:%M:%S.%N+00:00',
};

function isoFormat(precision: string | undefined): string | undefined {
  if (precision === undefined) return undefined;
  if (precision.startsWith('h')) return '%Y-%m-%dT%H+00:00';
  if (precision.startsWith('m')) return '%Y-%m-%dT%H:%M+00:00';
  return precision.startsWith('s') ? '%Y-%m-%dT%H:%M:%S+00:00' : '%Y-%m-%d';
}

/** The forms of time that BusyBox reads (libbb/time.c): `@seconds`, a date with a time or without, a time of today, `[[CC]YY]MMDDhhmm[.ss]`. */
export function parseTime(text: string, nowMs: number): number | undefined {
  if (/^@-?\d+$/.test(text)) return Number(text.slice(1)) * 1000;
  const today = new Date(nowMs);
  const clock = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text);
  if (clock) {
    const [, h, m, s = '0'] = clock;
    return Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate(), Number(h), Number(m), Number(s));
  }
  const full = /^(\d{4})[-.](\d\d?)[-.](\d\d?)(?:[T -](\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z| ?UTC)?)?$/.exec(text);
  if (full) {
    const [, y, mo, d, h = '0', mi = '0', s = '0'] = full;
    return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
  }
  const packed = /^(\d{4}|\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text);
  if (!packed) return undefined;
  const [, y = String(today.getUTCFullYear()), mo, d, h, mi, s = '0'] = packed;
  const year = y.length === 2 ? 2000 + Number(y) : Number(y);
  return Date.UTC(year, Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
}
