import { isReady } from '../../api';
import type { Pod, StatefulSet } from '../../api/types';
import { isAvailable } from '../common/pods';
import { REVISION_LABEL } from '../common/revisions';
import type { Situation } from './situation';

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
  const updated = of(updateRevision);
  const ready = all.filter(isRunning).length;
  // completeRollingUpdate in stateful_set_utils.go
  const { replicas = 1 } = set.spec;
  const wanted = release.has('statefulSetCompleteBySpec') ? replicas : all.length || replicas;
  const complete =
    set.spec.updateStrategy?.type !== 'OnDelete' && updated === wanted && ready === wanted && all.length === wanted;
  const count = (name: string, value: number): Record<string, number> => (value > 0 ? { [name]: value } : {});
  return {
    observedGeneration: set.metadata.generation,
    replicas: all.length,
    ...count('readyReplicas', ready),
    ...(knowsAvailable ? { availableReplicas: available } : {}),
    ...count('currentReplicas', complete ? updated : of(currentRevision)),
    ...count('updatedReplicas', updated),
    currentRevision: complete ? updateRevision : currentRevision,
    updateRevision,
    collisionCount: 0,
  };
}
