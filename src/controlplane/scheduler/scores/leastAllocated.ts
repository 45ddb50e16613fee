import type { NodeInfo } from '../nodeInfo';
import type { Score } from '../plugin';
import { scoredRequests } from '../resources';

const RESOURCES = ['cpu', 'memory'];

/** NodeResourcesFit, strategy LeastAllocated: more room left is better. */
export const leastAllocated: Score = {
  name: 'NodeResourcesFit',
  weight: () => 1,
  score(pod, nodes) {
    const requests = scoredRequests.ofSpec(pod);
    return nodes.map((node) => {
      const parts = RESOURCES.map((name) => share(node, name, requests.get(name) ?? 0));
      return Math.trunc(parts.reduce((sum, part) => sum + part, 0) / parts.length);
    });
  },
};

function share(node: NodeInfo, name: string, request: number): number {
  const allocatable = node.allocatable.get(name) ?? 0;
  const left = allocatable - (node.scored.get(name) ?? 0) - request;
  return allocatable === 0 || left < 0 ? 0 : Math.trunc((left * 100) / allocatable);
}
