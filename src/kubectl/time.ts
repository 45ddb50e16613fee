import { humanDuration } from '../api';

/** Milliseconds since 1970 of an RFC 3339 time, or NaN where there is none. */
export function timeMs(time: string | null | undefined): number {
  return time ? Date.parse(time) : Number.NaN;
}

/** How long ago a time was, as every AGE column shows it; `<unknown>` for a time that is not set. */
export function ageOf(time: string | null | undefined, nowMs: number): string {
  const at = timeMs(time);
  return Number.isNaN(at) ? '<unknown>' : humanDuration(nowMs - at);
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sat, 21 Nov 2026 00:20:03 +0000`: RFC 1123 with a numeric zone. The workstation's clock is UTC. */
export function describeTime(time: string | null | undefined): string {
  const at = timeMs(time);
  // Go prints the zero time for what is not set.
  const date = new Date(Number.isNaN(at) ? Date.parse('0001-01-01T00:00:00Z') : at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]}`;
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${day} ${String(date.getUTCFullYear()).padStart(4, '0')} ${clock} +0000`;
}
