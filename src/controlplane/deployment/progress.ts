import { type ApiServer, conditionOf } from '../../api';
import type { Condition, Deployment, ReplicaSet } from '../../api/types';
import { wallMsOf } from '../common/objects';
import { put } from './status';

type Status = NonNullable<Deployment['status']>;

/** The reason of a rollout that goes on: each step renews its time. */
const UPDATED = 'ReplicaSetUpdated';

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

/**
 * The status with the condition Progressing brought up to date, and those that its ReplicaSets report (progress.go
 * syncRolloutStatus).
 */
export function withProgress(
  deployment: Deployment,
  counters: Status,
  all: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
  api: ApiServer,
): Status {
  const now = api.now();
  const news = progressOf(deployment, counters, fresh, api.wallMs());
  const conditions = news ? put(counters.conditions, news, now, news.reason === UPDATED) : counters.conditions;
  const kept = (conditions ?? []).filter(({ type }) => type !== 'Progressing' || hasDeadline(deployment));
  return { ...counters, conditions: withReplicaFailure(kept, fresh ? [fresh, ...all] : all, now) };
}

/** What is to be said of the rollout; undefined: what was said last, or nothing. */
function progressOf(
  deployment: Deployment,
  counters: Status,
  fresh: ReplicaSet | undefined,
  nowMs: number,
): Condition | undefined {
  if (!hasDeadline(deployment)) return undefined;
  const old = conditionOf(counters.conditions, 'Progressing');
  const isSettled =
    (counters.replicas ?? 0) === (counters.updatedReplicas ?? 0) && old?.reason === 'NewReplicaSetAvailable';
  if (isSettled) return undefined;
  const subject = fresh ? `ReplicaSet "${fresh.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  if (isComplete(deployment, counters))
    return progressing('True', 'NewReplicaSetAvailable', `${subject} has successfully progressed.`);
  if (hasProgressed(deployment.status ?? {}, counters))
    return progressing('True', UPDATED, `${subject} is progressing.`);
  if (isTimedOut(deployment, old, nowMs))
    return progressing('False', 'ProgressDeadlineExceeded', `${subject} has timed out progressing.`);
  return undefined;
}

/** A ReplicaSet that can't make its pods says so, the new one first; the Deployment repeats it as long as it does. */
function withReplicaFailure(conditions: readonly Condition[], all: readonly ReplicaSet[], now: string): Condition[] {
  const failure = all.map((set) => conditionOf(set.status?.conditions, 'ReplicaFailure')).find((each) => each);
  if (!failure) return conditions.filter(({ type }) => type !== 'ReplicaFailure');
  const { status, reason = '', message = '' } = failure;
  return put(conditions, { type: 'ReplicaFailure', status, reason, message }, now);
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
