import { distance } from 'fastest-levenshtein';

/** `the nearest names are a, b`, or `there is none at all`. */
export function nearest(name: string, names: readonly string[]): string {
  if (names.length === 0) return 'there is none at all';
  const sorted = [...names].sort((a, b) => distance(name, a) - distance(name, b) || (a < b ? -1 : 1)).slice(0, 3);
  return sorted.length === 1 ? `the only one is ${sorted[0]}` : `the nearest names are ${sorted.join(', ')}`;
}
