import { conditionOf, type Release } from '../../api';
import type { KubeNode, Taint } from '../../api/types';

export type Readiness = 'True' | 'False' | 'Unknown';

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const NOT_READY = 'node.kubernetes.io/not-ready';
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** A node that says nothing of Ready is not ready. */
export function readinessOf(node: KubeNode): Readiness {
  return conditionOf(node.status?.conditions, 'Ready')?.status ?? 'False';
}

/** Whether somebody declared the node out of service, in a release that goes by it. */
export function isOutOfService(node: KubeNode | undefined, release: Release): boolean {
  return release.has('outOfServiceTaint') && (node?.spec?.taints?.some(({ key }) => key === OUT_OF_SERVICE) ?? false);
}

/** Taints that conditions and a cordon bring, by key. */
const CONDITION_TAINTS: readonly { readonly key: string; applies(node: KubeNode): boolean }[] = [
  { key: NOT_READY, applies: (node) => readinessOf(node) === 'False' },
  { key: UNREACHABLE, applies: (node) => readinessOf(node) === 'Unknown' },
  { key: 'node.kubernetes.io/memory-pressure', applies: (node) => isTrue(node, 'MemoryPressure') },
  { key: 'node.kubernetes.io/disk-pressure', applies: (node) => isTrue(node, 'DiskPressure') },
  { key: 'node.kubernetes.io/pid-pressure', applies: (node) => isTrue(node, 'PIDPressure') },
  { key: 'node.kubernetes.io/network-unavailable', applies: (node) => isTrue(node, 'NetworkUnavailable') },
  { key: 'node.kubernetes.io/unschedulable', applies: (node) => node.spec?.unschedulable === true },
];

function isTrue(node: KubeNode, type: string): boolean {
  return conditionOf(node.status?.conditions, type)?.status === 'True';
}

/** The node's taints with the NoSchedule ones that its conditions ask for, and without those they ask for no more. */
export function withConditionTaints(node: KubeNode, now: string): Taint[] {
  let taints = [...(node.spec?.taints ?? [])];
  for (const { key, applies } of CONDITION_TAINTS) taints = toggled(taints, key, 'NoSchedule', applies(node), now);
  return taints;
}

/** The node's taints with the NoExecute one that evicts pods of a node that is not ready. */
export function withEvictionTaint(node: KubeNode, readiness: Readiness, now: string): Taint[] {
  const missing = toggled([...(node.spec?.taints ?? [])], UNREACHABLE, 'NoExecute', readiness === 'Unknown', now);
  return toggled(missing, NOT_READY, 'NoExecute', readiness === 'False', now);
}

/** Whether the node has a taint already that evicts pods because it is not ready. */
export function isEvicted(node: KubeNode): boolean {
  return withEvictionTaint(node, 'True', '').length < (node.spec?.taints ?? []).length;
}

function toggled(taints: Taint[], key: string, effect: Taint['effect'], wanted: boolean, now: string): Taint[] {
  const index = taints.findIndex((taint) => taint.key === key && taint.effect === effect);
  if (wanted && index < 0) return [...taints, { key, effect, timeAdded: now }];
  return wanted || index < 0 ? taints : taints.filter((_, each) => each !== index);
}
