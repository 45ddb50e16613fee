import { sameJson } from '../../api/index';
import type { PodStatus } from '../../api/types/index';

/** Whether two statuses say the same. Both are plain JSON; the order of their fields does not matter. */
export function sameStatus(a: PodStatus, b: PodStatus): boolean {
  return sameJson(a, b);
}

/**
 * A merge patch that turns one status into the other; undefined when they are the same. Fields that nobody sets any
 * more are removed.
 */
export function statusPatch(current: PodStatus, wanted: PodStatus): Record<string, unknown> | undefined {
  const patch: Record<string, unknown> = {};
  const from = current as Record<string, unknown>;
  const to = wanted as Record<string, unknown>;
  for (const field of Object.keys(to)) {
    if (to[field] !== undefined && !sameJson(to[field], from[field])) patch[field] = to[field];
  }
  for (const field of Object.keys(from)) if (to[field] === undefined) patch[field] = null;
  return Object.keys(patch).length > 0 ? patch : undefined;
}
