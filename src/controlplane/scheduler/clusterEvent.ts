import { isTerminal, sameJson } from '../../api';
import type { KubeNode, Pod } from '../../api/types';

export type NodeAspect = 'labels' | 'taints' | 'unschedulable' | 'allocatable' | 'conditions';

/** Something that happened in the cluster and may let a waiting pod be scheduled. */
export type ClusterEvent =
  | { readonly type: 'pod-added' | 'pod-deleted'; readonly pod: Pod }
  | { readonly type: 'pod-updated'; readonly pod: Pod; readonly old: Pod }
  | { readonly type: 'node-added' | 'node-deleted'; readonly node: KubeNode }
  | { readonly type: 'node-updated'; readonly node: KubeNode; readonly changed: ReadonlySet<NodeAspect> }
  | { readonly type: 'storage-changed' | 'service-changed' }
  /** The waiting pod itself was changed. */
  | { readonly type: 'own-update'; readonly pod: Pod; readonly old: Pod };

/** What of a node changed that a scheduler cares for; heartbeats and status texts do not count. */
export function changedAspects(old: KubeNode, node: KubeNode): Set<NodeAspect> {
  const changed = new Set<NodeAspect>();
  if (!sameJson(old.metadata.labels ?? {}, node.metadata.labels ?? {})) changed.add('labels');
  if (!sameJson(old.spec?.taints ?? [], node.spec?.taints ?? [])) changed.add('taints');
  if ((old.spec?.unschedulable ?? false) !== (node.spec?.unschedulable ?? false)) changed.add('unschedulable');
  if (!sameJson(old.status?.allocatable ?? {}, node.status?.allocatable ?? {})) changed.add('allocatable');
  if (!sameJson(conditionStates(old), conditionStates(node))) changed.add('conditions');
  return changed;
}

function conditionStates(node: KubeNode): Record<string, string> {
  return Object.fromEntries((node.status?.conditions ?? []).map(({ type, status }) => [type, status]));
}

/** Node added, or one of these aspects of a node changed. */
export function nodeChanged(event: ClusterEvent, ...aspects: NodeAspect[]): boolean {
  if (event.type === 'node-added') return true;
  return event.type === 'node-updated' && aspects.some((aspect) => event.changed.has(aspect));
}

/** A pod that had a node is away: its object is gone or it has ended. */
export function podLeft(event: ClusterEvent): Pod | undefined {
  if (event.type === 'pod-deleted') return event.pod;
  return event.type === 'pod-updated' && isTerminal(event.pod) && !isTerminal(event.old) ? event.pod : undefined;
}
