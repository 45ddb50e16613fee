import { amountsOf, podRequests } from '../../../api';
import type { Pod } from '../../../api/types';
import { rule } from '../../../kernel';
import { type ClusterEvent, nodeChanged, podLeft } from '../clusterEvent';
import type { NodeInfo } from '../nodeInfo';
import type { Filter } from '../plugin';

const RULE = rule(
  'scheduler/room',
  'A pod goes to a node that has as much left as it requests.',
  'kubernetes.io, Resource Management for Pods and Containers',
);

/** The node must have room: allocatable minus what the pods there ask for. */
export const nodeResourcesFit: Filter = {
  rule: RULE,
  name: 'NodeResourcesFit',
  check(pod, node, { release }) {
    const reasons: string[] = [];
    if (node.pods.length + 1 > (node.allocatable.get('pods') ?? Number.POSITIVE_INFINITY))
      reasons.push('Too many pods');
    let unresolvable = false;
    for (const [name, amount] of podRequests.ofSpec(pod)) {
      if (amount === 0 || amount <= free(node, name)) continue;
      reasons.push(`Insufficient ${name}`);
      // No preemption can make a node larger than it is.
      if (amount > (node.allocatable.get(name) ?? 0)) unresolvable = release.has('fitBeyondNodeIsFinal');
    }
    return reasons.length > 0 ? { reasons, unresolvable } : undefined;
  },
  wakes(event, pod) {
    if (event.type === 'own-update') return lowered(event.old, event.pod);
    // A resize in place has made room (KEP-1287).
    if (event.type === 'pod-updated' && lowered(event.old, event.pod, (name) => wants(pod, name))) return true;
    // What the pod that left had asked for is not looked at.
    return podLeft(event) !== undefined || (nodeChanged(event, 'allocatable') && couldHold(event, pod));
  },
};

function wants(pod: Pod, name: string): boolean {
  return (podRequests.ofSpec(pod).get(name) ?? 0) > 0;
}

/** Whether an empty node of this size would do. */
export function couldHold(event: ClusterEvent, pod: Pod): boolean {
  if (event.type !== 'node-added' && event.type !== 'node-updated') return false;
  const allocatable = amountsOf(event.node.status?.allocatable);
  return [...podRequests.ofSpec(pod)].every(([name, amount]) => amount <= (allocatable.get(name) ?? 0));
}

function free(node: NodeInfo, name: string): number {
  return (node.allocatable.get(name) ?? 0) - (node.requested.get(name) ?? 0);
}

/** Whether a pod counts for less than before of something that is wanted. */
function lowered(old: Pod, pod: Pod, isWanted = (_name: string): boolean => true): boolean {
  const before = podRequests.counted(old);
  const after = podRequests.counted(pod);
  return [...before].some(([name, amount]) => (after.get(name) ?? 0) < amount && isWanted(name));
}
