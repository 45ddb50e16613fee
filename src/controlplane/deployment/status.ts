import { type ApiServer, conditionOf } from '../../api';
import type { Condition, Deployment, ReplicaSet } from '../../api/types';
import { availableIn, sizeOf, sumOf } from './decisions';
import { limitsOf } from './limits';

type Status = NonNullable<Deployment['status']>;

/** Counters and the condition Available, from what the ReplicaSets say. */
export function countersOf(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
  api: ApiServer,
): Status {
  const available = sumOf(all, availableIn);
  const unavailable = Math.max(0, sumOf(all, sizeOf) - available);
  const terminating = sumOf(all, (set) => set.status?.terminatingReplicas ?? 0);
  const count = (name: string, value: number): Record<string, number> => (value > 0 ? { [name]: value } : {});
  const { collisionCount, conditions } = deployment.status ?? {};
  return {
    observedGeneration: deployment.metadata.generation,
    ...count(
      'replicas',
      sumOf(all, (set) => set.status?.replicas ?? 0),
    ),
    ...count('updatedReplicas', fresh?.status?.replicas ?? 0),
    ...count(
      'readyReplicas',
      sumOf(all, (set) => set.status?.readyReplicas ?? 0),
    ),
    ...count('availableReplicas', available),
    ...count('unavailableReplicas', unavailable),
    ...(api.release.has('deploymentTerminatingReplicas') ? { terminatingReplicas: terminating } : {}),
    ...(collisionCount ? { collisionCount } : {}),
    conditions: put(conditions, availability(deployment, available), api.now()),
  };
}

function availability(deployment: Deployment, available: number): Condition {
  const enough = available >= (deployment.spec.replicas ?? 1) - limitsOf(deployment).maxUnavailable;
  return enough
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

/**
 * The conditions with one put in. Same status and reason: nothing changes. Another reason: the new one goes to the end, with
 * a new update time; its transition time changes only with its status (deployment_util `SetDeploymentCondition`).
 */
export function put(
  conditions: readonly Condition[] | undefined,
  next: Condition,
  now: string,
  renew = false,
): Condition[] {
  const list = [...(conditions ?? [])];
  const old = conditionOf(list, next.type);
  if (!renew && old && old.status === next.status && old.reason === next.reason) return list;
  const lastTransitionTime = old?.status === next.status ? old.lastTransitionTime : now;
  return [...list.filter(({ type }) => type !== next.type), { ...next, lastUpdateTime: now, lastTransitionTime }];
}
