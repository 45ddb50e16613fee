import type { Deployment } from '../../api/types';
import { scaled } from '../common/percent';

export interface Limits {
  /** Pods beyond `replicas` during a rollout. */
  readonly maxSurge: number;
  /** Pods that may be missing from `replicas`. */
  readonly maxUnavailable: number;
}

/** Surge rounds up, unavailability down; both 0 would stand still, so one pod may be missing (kubernetes.io, "Deployments"). */
export function limitsOf({ spec }: Deployment): Limits {
  const replicas = spec.replicas ?? 1;
  if (spec.strategy?.type === 'Recreate') return { maxSurge: 0, maxUnavailable: 0 };
  const { maxSurge: surge = '25%', maxUnavailable: missing = '25%' } = spec.strategy?.rollingUpdate ?? {};
  const maxSurge = scaled(surge, replicas, 'up');
  const maxUnavailable = scaled(missing, replicas, 'down');
  if (maxSurge === 0 && maxUnavailable === 0) return { maxSurge, maxUnavailable: Math.min(1, replicas) };
  return { maxSurge, maxUnavailable: Math.min(maxUnavailable, replicas) };
}
