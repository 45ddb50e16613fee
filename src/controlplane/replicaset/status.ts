import { type ApiServer, conditionOf, isReady, matchesAll } from '../../api';
import type { Condition, Pod, ReplicaSet, ReplicationController } from '../../api/types';
import { isActive, isAvailable } from '../common/pods';

/** What a ReplicaSet or a ReplicationController says of its pods. `failure` is why pods could not be created or deleted. */
export function statusOf(
  set: ReplicaSet | ReplicationController,
  claimed: readonly Pod[],
  api: ApiServer,
  failure: { reason: string; message: string } | undefined,
): ReplicaSet['status'] {
  const active = claimed.filter(isActive);
  const labels = set.spec.template?.metadata?.labels ?? {};
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const conditions = failureCondition(set.status?.conditions, failure, api.now());
  const count = (name: string, value: number): Record<string, number> => (value > 0 ? { [name]: value } : {});
  return {
    replicas: active.length,
    ...count('fullyLabeledReplicas', active.filter(({ metadata }) => matchesAll(labels, metadata.labels)).length),
    ...count('readyReplicas', active.filter(isReady).length),
    ...count('availableReplicas', active.filter((pod) => isAvailable(pod, minReadySeconds, api.wallMs())).length),
    ...(set.kind === 'ReplicaSet' && api.release.has('deploymentTerminatingReplicas')
      ? { terminatingReplicas: claimed.filter(({ metadata }) => metadata.deletionTimestamp).length }
      : {}),
    observedGeneration: set.metadata.generation,
    ...(conditions.length > 0 ? { conditions } : {}),
  };
}

/**
 * It stays as it first was while pods go on being refused: each refusal names another pod, and a status that changed with
 * every try would wake the controller at once. Source: `calculateStatus` in pkg/controller/replicaset/replica_set_utils.go.
 */
function failureCondition(
  conditions: readonly Condition[] | undefined,
  failure: { reason: string; message: string } | undefined,
  now: string,
): Condition[] {
  const rest = (conditions ?? []).filter(({ type }) => type !== 'ReplicaFailure');
  if (!failure) return rest;
  const first: Condition = { type: 'ReplicaFailure', status: 'True', ...failure, lastTransitionTime: now };
  return [...rest, conditionOf(conditions, 'ReplicaFailure') ?? first];
}
