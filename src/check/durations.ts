import { formatDuration } from '../duration';

/** Whole seconds in the words of the specs: `1m30s`. */
export function seconds(ms: number): string {
  return formatDuration(Math.round(ms / 1000) * 1000);
}

/** As above, but never less than what it was. */
export function atMost(ms: number): string {
  return formatDuration(Math.ceil(ms / 1000) * 1000);
}
