import type { Proc } from '../process';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The wall clock's parts in UTC, as containers have it. */
function parts(proc: Proc): Parts {
  const wallMs = proc.wallMs();
  // A server that answers and logs asks twice at one instant.
  if (last?.date.getTime() !== wallMs) last = partsOf(wallMs);
  return last;
}

type Parts = ReturnType<typeof partsOf>;
let last: Parts | undefined;

function partsOf(wallMs: number) {
  const date = new Date(wallMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const month = MONTHS[date.getUTCMonth()] as string;
  const weekday = DAYS[date.getUTCDay()] as string;
  return { date, time, month, weekday, day: two(date.getUTCDate()), year: date.getUTCFullYear(), two };
}

/** `2025/11/21 10:00:00`, nginx's error log. */
export function slashTime(proc: Proc): string {
  const { year, day, time, date, two } = parts(proc);
  return `${year}/${two(date.getUTCMonth() + 1)}/${day} ${time}`;
}

/** `21/Nov/2025:10:00:00 +0000`, the access logs of nginx and httpd. */
export function accessTime(proc: Proc): string {
  const { year, day, month, time } = parts(proc);
  return `${day}/${month}/${year}:${time} +0000`;
}

/** `Fri, 21 Nov 2025 10:00:00 GMT`, HTTP's dates. */
export function httpTime(proc: Proc): string {
  const { weekday, day, month, year, time } = parts(proc);
  return `${weekday}, ${day} ${month} ${year} ${time} GMT`;
}

/** `Fri Nov 21 10:00:00.123456 2025`, httpd's error log. */
export function httpdTime(proc: Proc): string {
  const { weekday, month, day, time, year, date } = parts(proc);
  return `${weekday} ${month} ${day} ${time}.${String(date.getUTCMilliseconds()).padStart(3, '0')}000 ${year}`;
}

/** `21 Nov 2025 10:00:00.123`, redis. */
export function redisTime(proc: Proc): string {
  const { day, month, year, time, date } = parts(proc);
  return `${day} ${month} ${year} ${time}.${String(date.getUTCMilliseconds()).padStart(3, '0')}`;
}
