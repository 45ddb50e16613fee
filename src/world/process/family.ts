import type { Proc } from './proc';

/** Whether one process was started by the other, or by one that it started. */
export function isDescendant(proc: Proc, ancestor: Proc): boolean {
  for (let p = proc.parent; p; p = p.parent) if (p === ancestor) return true;
  return false;
}
