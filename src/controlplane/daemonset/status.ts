import { isReady } from '../../api';
import type { DaemonSet, KubeNode, Pod } from '../../api/types';

import { isAvailable } from '../common/pods';
import { REVISION_LABEL } from '../common/revisions';
import { eligibilityOf } from './eligibility';
import { byPlace } from './rollout';

/** What a DaemonSet says of its nodes: of several pods on one node the oldest counts. */
export function statusOf(
  set: DaemonSet,
  nodes: readonly KubeNode[],
  byNode: ReadonlyMap<string, readonly Pod[]>,
  hash: string,
  nowMs: number,
  observedGeneration: number | undefined,
): NonNullable<DaemonSet['status']> {
  const counts = { current: 0, misscheduled: 0, desired: 0, ready: 0, updated: 0, available: 0 };
  for (const node of nodes) {
    const pods = [...(byNode.get(node.metadata.name) ?? [])].sort(byPlace);
    const { shouldRun } = eligibilityOf(set, node);
    if (!shouldRun) {
      if (pods.length > 0) counts.misscheduled++;
      continue;
    }
    counts.desired++;
    const [pod] = pods;
    if (!pod) continue;
    counts.current++;
    if (isReady(pod)) counts.ready++;
    if (isAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs)) counts.available++;
    if (pod.metadata.labels?.[REVISION_LABEL] === hash) counts.updated++;
  }
  const count = (name: string, value: number): Record<string, number> => (value > 0 ? { [name]: value } : {});
  return {
    currentNumberScheduled: counts.current,
    numberMisscheduled: counts.misscheduled,
    desiredNumberScheduled: counts.desired,
    numberReady: counts.ready,
    observedGeneration,
    ...count('updatedNumberScheduled', counts.updated),
    ...count('numberAvailable', counts.available),
    ...count('numberUnavailable', counts.desired - counts.available),
  };
}
