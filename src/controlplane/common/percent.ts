import type { IntOrString } from '../../api/types';

/** A number, or a percentage of `total`. */
export function scaled(value: IntOrString | undefined, total: number, round: 'up' | 'down'): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const percent = Number.parseInt(value, 10);
  if (!value.endsWith('%')) return percent;
  const exact = (percent * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}
