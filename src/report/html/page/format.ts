import { formatDuration } from '../../../duration';

/** A moment of a story: `1m20.05s`. */
export function clock(t: number): string {
  return t === 0 ? '0s' : formatDuration(Math.round(t));
}

/** The same for people who hear it: `1 minute 20.05 seconds`. */
export function spoken(t: number): string {
  const ms = Math.round(t);
  const units: [number, string][] = [
    [3_600_000, 'hour'],
    [60_000, 'minute'],
  ];
  const parts: string[] = [];
  let rest = ms;
  for (const [size, word] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(plural(count, word));
    rest %= size;
  }
  if (rest > 0 || parts.length === 0) parts.push(plural(rest / 1000, 'second'));
  return parts.join(' ');
}

export function plural(count: number, word: string): string {
  return `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`;
}

/** A duration of which only the order of magnitude counts: `1.4 s`, `320 ms`, `2 min 5 s`. */
export function roughly(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
