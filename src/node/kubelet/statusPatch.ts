import type { PodStatus } from '../../api/types/index';

/** Whether two statuses say the same. Both are plain JSON; the order of their fields does not matter. */
export function sameStatus(a: PodStatus, b: PodStatus): boolean {
  return canonical(a) === canonical(b);
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
    if (to[field] !== undefined && canonical(to[field]) !== canonical(from[field])) patch[field] = to[field];
  }
  for (const field of Object.keys(from)) if (to[field] === undefined) patch[field] = null;
  return Object.keys(patch).length > 0 ? patch : undefined;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) => {
    if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
    const entries = Object.entries(field).filter(([, v]) => v !== undefined);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
