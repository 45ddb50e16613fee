import type { LimitRange } from '../types/index';

/** A container's default limit is at most the maximum, its default request the default limit. Source: core/v1 `SetDefaults_LimitRangeItem`. */
export function defaultLimits({ spec }: LimitRange): void {
  for (const item of spec?.limits ?? []) {
    if (item.type !== 'Container') continue;
    item.default = { ...item.max, ...item.default };
    item.defaultRequest = { ...item.min, ...item.default, ...item.defaultRequest };
  }
}
