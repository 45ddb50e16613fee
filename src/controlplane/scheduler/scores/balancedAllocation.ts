import { type Amounts, podRequests, type Release } from '../../../api';
import type { NodeInfo } from '../nodeInfo';
import type { Score } from '../plugin';
import { scoredRequests } from '../resources';

const RESOURCES = ['cpu', 'memory'];

/** Cpu and memory used to a like degree are better (noderesources/balanced_allocation.go). */
export const balancedAllocation: Score = {
  name: 'NodeResourcesBalancedAllocation',
  weight: () => 1,
  score(pod, nodes, { release }) {
    const byDeviation = release.has('balancedByDeviation');
    const requests = (byDeviation ? podRequests : scoredRequests).ofSpec(pod);
    if (release.has('balancedOverlooksBestEffort') && RESOURCES.every((name) => !requests.get(name)))
      return nodes.map(() => 0);
    return nodes.map((node) => {
      if (!byDeviation) return byDifference(sharesOf(node, node.scored, requests), release);
      const balance = deviation(sharesOf(node, node.requested, requests));
      if (!release.has('balancedByImprovement')) return balance;
      // Around 75 when the pod changes little: from 50, where it makes things worse, up to 100.
      return 50 + Math.trunc((50 + balance - deviation(sharesOf(node, node.requested))) / 2);
    });
  },
};

/** How much of each resource is taken, of those that the node has. */
function sharesOf({ allocatable }: NodeInfo, used: Amounts, more?: ReadonlyMap<string, number>): number[] {
  return RESOURCES.filter((name) => allocatable.get(name)).map(
    (name) => ((used.get(name) ?? 0) + (more?.get(name) ?? 0)) / (allocatable.get(name) ?? 1),
  );
}

function deviation(shares: readonly number[]): number {
  const [first = 0, second = first] = shares.map((share) => Math.min(1, share));
  return Math.trunc((1 - Math.abs((first - second) / 2)) * 100);
}

function byDifference(shares: readonly number[], release: Release): number {
  const [cpu = 1, memory = 1] = shares;
  if (!release.has('balancedUpToFull') && (cpu >= 1 || memory >= 1)) return 0;
  return Math.trunc((1 - Math.abs(Math.min(1, cpu) - Math.min(1, memory))) * 100);
}
