import { allContainers, SYSTEM_PRIORITIES, wholeUnits } from '../api/index';
import type { Pod } from '../api/types/index';

const GUARANTEED = -997;
const BEST_EFFORT = 1000;

/**
 * `oom_score_adj` of a container's processes: who asked for much of the memory is killed late, who asked for nothing first.
 * Source: pkg/kubelet/qos/policy.go; kubernetes.io, Node out of memory behavior.
 */
export function oomScoreAdjust(pod: Pod, containerName: string, capacityBytes: number): number {
  const qosClass = pod.status?.qosClass;
  if (qosClass === 'Guaranteed' || (pod.spec.priority ?? 0) >= SYSTEM_PRIORITIES['system-node-critical'])
    return GUARANTEED;
  if (qosClass === 'BestEffort') return BEST_EFFORT;
  const all = allContainers(pod.spec);
  const request = wholeUnits(all.find(({ name }) => name === containerName)?.resources?.requests?.['memory']);
  const score = BEST_EFFORT - Math.floor((1000 * request) / capacityBytes);
  return Math.min(BEST_EFFORT - 1, Math.max(BEST_EFFORT + GUARANTEED, score));
}
