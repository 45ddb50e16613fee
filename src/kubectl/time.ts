import { formatTime, humanDuration, parseTime } from '../api';

/** How long ago a time was, as every AGE column shows it; `<unknown>` for a time that is not set. */
export function ageOf(time: string | null | undefined, nowMs: number): string {
  const atMs = parseTime(time);
  return Number.isNaN(atMs) ? '<unknown>' : humanDuration(nowMs - atMs);
}

const DAY_MS = 86_400_000;
const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sat, 21 Nov 2026 00:20:03 +0000`: RFC 1123 with a numeric zone. The workstation's clock is UTC. */
export function describeTime(time: string | null | undefined): string {
  const atMs = parseTime(time);
  // Go prints its zero time for what is not set.
  if (Number.isNaN(atMs)) return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const [date = '', clock = ''] = formatTime(atMs).slice(0, -1).split('T');
  const [year, month, day] = date.split('-');
  // 1970 began on a Thursday.
  const weekday = DAYS[((Math.floor(atMs / DAY_MS) % 7) + 7) % 7];
  return `${weekday}, ${day} ${MONTHS[Number(month) - 1]} ${year} ${clock} +0000`;
}
