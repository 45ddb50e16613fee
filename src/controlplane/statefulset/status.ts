import { isReady } from '../../api';
import type { Pod, StatefulSet } from '../../api/types';
import { isAvailable } from '../common/pods';
import { REVISION_LABEL } from '../common/revisions';
import { isHealthy, rangeOf, type Situation } from './plan';

/** What a set says of its pods. When all are updated and ready, the update revision becomes the current one. */
export function statusOf({
  set,
  pods,
  currentRevision,
  updateRevision,
  nowMs,
  release,
}: Situation): StatefulSet['status'] {
  const all = [...pods.values()];
  const lasting = all.filter(({ metadata }) => !metadata.deletionTimestamp);
  const of = (revision: string): number =>
    lasting.filter(({ metadata }) => metadata.labels?.[REVISION_LABEL] === revision).length;
  const isRunning = (pod: Pod): boolean => pod.status?.phase === 'Running' && isReady(pod);
  const knowsAvailable = release.has('statefulSetMinReadySeconds');
  const seconds = knowsAvailable ? (set.spec.minReadySeconds ?? 0) : 0;
  const available = all.filter((pod) => isRunning(pod) && isAvailable(pod, seconds, nowMs)).length;
  const { first, end } = rangeOf(set);
  const inRange = [...pods].filter(([ordinal]) => ordinal >= first && ordinal < end).map(([, pod]) => pod);
  const updated = of(updateRevision);
  const complete =
    set.spec.updateStrategy?.type !== 'OnDelete' &&
    inRange.length === end - first &&
    updated === lasting.length &&
    lasting.length === all.length &&
    inRange.every(isHealthy);
  const count = (name: string, value: number): Record<string, number> => (value > 0 ? { [name]: value } : {});
  return {
    observedGeneration: set.metadata.generation,
    replicas: all.length,
    ...count('readyReplicas', all.filter(isRunning).length),
    ...(knowsAvailable ? { availableReplicas: available } : {}),
    ...count('currentReplicas', complete ? updated : of(currentRevision)),
    ...count('updatedReplicas', updated),
    currentRevision: complete ? updateRevision : currentRevision,
    updateRevision,
    collisionCount: 0,
  };
}
