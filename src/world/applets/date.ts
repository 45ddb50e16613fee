import type { Applet } from './call';

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
  z: () => '+0000',
  Z: () => 'UTC',
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

export function formatTime(format: string, date: Date): string {
  return format.replace(/%[-_0]?([a-zA-Z%])/g, (whole, letter: string) => {
    const text = DIRECTIVES[letter]?.(date);
    if (text === undefined) return whole;
    return whole[1] === '-' ? text.replace(/^[0 ]+(?=.)/, '') : text;
  });
}

/** date(1): containers run in UTC. */
export const date: Applet = function* (call) {
  const { rest, value, has } = call.options('ud:RI:: iso-8601=I rfc-2822|R utc|u date=d');
  const wanted = value('d');
  const at = wanted === undefined ? call.proc.wallMs() : parseTime(wanted);
  if (at === undefined) return call.notImplemented(`-d '${wanted}'`);
  const format = rest.find((word) => word.startsWith('+'))?.slice(1);
  if (rest.length > 0 && format === undefined) call.notImplemented('to set the time');
  const usual = has('R') ? '%a, %d %b %Y %H:%M:%S %z' : '%a %b %e %H:%M:%S %Z %Y';
  call.out(`${formatTime(format ?? isoFormat(value('I')) ?? usual, new Date(at))}\n`);
  return 0;
};

function isoFormat(precision: string | undefined): string | undefined {
  if (precision === undefined) return undefined;
  return precision.startsWith('s') ? '%Y-%m-%dT%H:%M:%S+00:00' : '%Y-%m-%d';
}

function parseTime(text: string): number | undefined {
  if (/^@\d+$/.test(text)) return Number(text.slice(1)) * 1000;
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?Z?)?$/.exec(text);
  if (!match) return undefined;
  const [, y, mo, d, h = '0', mi = '0', s = '0'] = match;
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
}
