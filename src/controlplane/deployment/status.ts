import { type ApiServer, conditionOf } from '../../api';
import type { Condition, Deployment, ReplicaSet } from '../../api/types';
import { wallMsOf } from '../common/objects';
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

export function isComplete(deployment: Deployment, status: Status): boolean {
  const replicas = deployment.spec.replicas ?? 1;
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** More updated, fewer old, more ready or more available pods than before. */
function hasProgressed(before: Status, now: Status): boolean {
  const old = (status: Status): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  const grew = (name: 'updatedReplicas' | 'readyReplicas' | 'availableReplicas'): boolean =>
    (now[name] ?? 0) > (before[name] ?? 0);
  return grew('updatedReplicas') || grew('readyReplicas') || grew('availableReplicas') || old(now) < old(before);
}

export function progressing(status: Condition['status'], reason: string, message: string): Condition {
  return { type: 'Progressing', status, reason, message };
}

/** The status with the condition Progressing brought up to date, and those that its ReplicaSets report. */
export function withProgress(
  deployment: Deployment,
  counters: Status,
  all: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
  api: ApiServer,
): Status {
  const now = api.now();
  let conditions = counters.conditions ?? [];
  if (hasDeadline(deployment)) {
    const old = conditionOf(conditions, 'Progressing');
    const name = fresh?.metadata.name ?? deployment.metadata.name;
    const subject = fresh ? `ReplicaSet "${name}"` : `Deployment "${name}"`;
    const settled =
      (counters.replicas ?? 0) === (counters.updatedReplicas ?? 0) && old?.reason === 'NewReplicaSetAvailable';
    if (!settled) {
      if (isComplete(deployment, counters)) {
        conditions = put(
          conditions,
          progressing('True', 'NewReplicaSetAvailable', `${subject} has successfully progressed.`),
          now,
        );
      } else if (hasProgressed(deployment.status ?? {}, counters)) {
        conditions = put(conditions, progressing('True', 'ReplicaSetUpdated', `${subject} is progressing.`), now, true);
      } else if (isTimedOut(deployment, old, api.wallMs())) {
        conditions = put(
          conditions,
          progressing('False', 'ProgressDeadlineExceeded', `${subject} has timed out progressing.`),
          now,
        );
      }
    }
  }
  const failure = all.map((set) => conditionOf(set.status?.conditions, 'ReplicaFailure')).find((each) => each);
  conditions = failure
    ? put(
        conditions,
        {
          type: 'ReplicaFailure',
          status: failure.status,
          reason: failure.reason ?? '',
          message: failure.message ?? '',
        },
        now,
      )
    : conditions.filter(({ type }) => type !== 'ReplicaFailure');
  return { ...counters, conditions };
}

/** The largest number means "no deadline". */
export function hasDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== 2_147_483_647;
}

function isTimedOut(deployment: Deployment, condition: Condition | undefined, nowMs: number): boolean {
  if (!condition || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  const since = wallMsOf(condition.lastUpdateTime) ?? nowMs;
  return since + (deployment.spec.progressDeadlineSeconds ?? 600) * 1000 < nowMs;
}

/** How long until the progress deadline has to be looked at again; undefined = never. */
export function deadlineCheckMs(deployment: Deployment, status: Status, nowMs: number): number | undefined {
  const condition = conditionOf(status.conditions, 'Progressing');
  if (!hasDeadline(deployment) || !condition || isComplete(deployment, status)) return undefined;
  if (condition.reason === 'ProgressDeadlineExceeded' || condition.reason === 'NewReplicaSetAvailable')
    return undefined;
  const since = wallMsOf(condition.lastUpdateTime) ?? nowMs;
  return Math.max(0, since + (deployment.spec.progressDeadlineSeconds ?? 600) * 1000 - nowMs) + 1000;
}
