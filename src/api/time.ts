/**
 * Times and durations in Kubernetes' formats. All pure: nothing here reads a clock.
 * Sources: apimachinery `metav1.Time`, `MicroTime`, `util/duration`; Go `time.Duration`.
 */
const SECOND_MS = 1000;
const DAY_SECONDS = 86_400;

/** `2026-11-21T01:28:54Z`, cut to whole seconds as the API server stores times. */
export function formatTime(epochMs: number): string {
  return `${dateAndTime(epochMs)}Z`;
}

/** `2026-11-21T01:28:54.861000Z`: six decimals (Event.eventTime, Lease.renewTime). */
export function formatMicroTime(epochMs: number): string {
  const ms = ((epochMs % SECOND_MS) + SECOND_MS) % SECOND_MS;
  return `${dateAndTime(epochMs)}.${pad(ms, 3)}000Z`;
}

/**
 * Milliseconds since 1970 of an RFC 3339 time; a fraction of a second is allowed, `undefined` and `null` give NaN.
 */
export function parseTime(text: string | null | undefined): number {
  if (!text) return Number.NaN;
  const match = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.exec(text);
  if (!match) return Number.NaN;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const seconds = daysSince1970(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + second;
  const fractionMs = match[7] ? Math.floor(Number(`0${match[7]}`) * SECOND_MS) : 0;
  return (seconds - zoneSeconds(match[8] ?? 'Z')) * SECOND_MS + fractionMs;
}

/** An age as `kubectl get` shows it: `5s`, `2m3s`, `10m`, `3h5m`, `2d4h`, `1y20d`. */
export function humanDuration(durationMs: number): string {
  const seconds = Math.trunc(durationMs / SECOND_MS);
  if (seconds < -1) return '<invalid>';
  if (seconds <= 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return two(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (days < 8) return two(days, 'd', hours % 24, 'h');
  if (days < 365 * 2) return `${days}d`;
  const years = Math.floor(days / 365);
  return years < 8 ? two(years, 'y', days % 365, 'd') : `${years}y`;
}

/** A duration as Go prints it: `300ms`, `1.5s`, `1m20s`, `5m0s`, `1h0m0s`, `0s`. */
export function formatGoDuration(durationMs: number): string {
  if (durationMs === 0) return '0s';
  if (durationMs < 0) return `-${formatGoDuration(-durationMs)}`;
  if (durationMs < 0.001) return `${Math.round(durationMs * 1e6)}ns`;
  if (durationMs < 1) return `${decimal(durationMs * 1000)}µs`;
  if (durationMs < SECOND_MS) return `${decimal(durationMs)}ms`;
  const minutes = Math.floor(durationMs / 60_000);
  const seconds = `${decimal((durationMs - minutes * 60_000) / SECOND_MS)}s`;
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: SECOND_MS,
  m: 60_000,
  h: 3_600_000,
};

/**
 * Milliseconds of a Go duration such as `1h30m`, `1.5s`, `-20ms` or `0`.
 * @returns undefined when the text is not one; the caller knows what to say about it
 */
export function parseGoDuration(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const body = text.replace(/^[+-]/, '');
  if (body === '0') return 0;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h))+$/.test(body)) return undefined;
  let totalMs = 0;
  for (const part of body.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)) {
    totalMs += Number(part[1]) * (UNIT_MS[part[2] ?? ''] ?? 0);
  }
  return sign * totalMs;
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}

function decimal(value: number): string {
  return String(Number(value.toFixed(9)));
}

function pad(value: number, width: number): string {
  return String(Math.floor(value)).padStart(width, '0');
}

let lastSecond = Number.NaN;
let lastText = '';

/** The last answer is kept, because most writes of a burst fall into one second. */
function dateAndTime(epochMs: number): string {
  const second = Math.floor(epochMs / SECOND_MS);
  if (second === lastSecond) return lastText;
  const days = Math.floor(second / DAY_SECONDS);
  const rest = second - days * DAY_SECONDS;
  const clock = `${pad(rest / 3600, 2)}:${pad((rest % 3600) / 60, 2)}:${pad(rest % 60, 2)}`;
  lastSecond = second;
  lastText = `${civilDate(days)}T${clock}`;
  return lastText;
}

/** Proleptic Gregorian calendar by eras of 400 years (146,097 days), years starting in March. */
function civilDate(daysSince: number): string {
  const shifted = daysSince + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function zoneSeconds(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4, 6)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}
