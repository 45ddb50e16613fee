import { podRequests } from '../../../api';
import type { Score } from '../plugin';

/** Cpu and memory used to a like degree are better; real requests only. */
export const balancedAllocation: Score = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  score(pod, nodes) {
    const requests = podRequests.ofSpec(pod);
    return nodes.map((node) => {
      const [cpu = 0, memory = 0] = ['cpu', 'memory'].map((name) => {
        const allocatable = node.allocatable.get(name) ?? 0;
        const used = (node.requested.get(name) ?? 0) + (requests.get(name) ?? 0);
        return allocatable === 0 ? 0 : Math.min(1, used / allocatable);
      });
      return Math.trunc(100 * (1 - Math.abs(cpu - memory) / 2));
    });
  },
};
