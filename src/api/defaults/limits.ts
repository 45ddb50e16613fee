import type { LimitRange } from '../types/index';

/** A container's default limit is at most the maximum, its default request the default limit. Source: core/v1 `SetDefaults_LimitRangeItem`. */
export function defaultLimits({ spec }: LimitRange): void {
  for (const item of spec?.limits ?? []) {
    if (item.type !== 'Container') continue;
    const most = { ...item.max, ...item.default };
    const wish = { ...item.min, ...most, ...item.defaultRequest };
    if (Object.keys(most).length > 0) item.default = most;
    if (Object.keys(wish).length > 0) item.defaultRequest = wish;
  }
}
