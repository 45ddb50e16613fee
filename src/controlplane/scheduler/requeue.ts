import { matchesNode, type Release, sameJson } from '../../api';
import type { Pod } from '../../api/types';
import { type ClusterEvent, type NodeAspect, nodeChanged, podLeft } from './clusterEvent';
import { FILTERS } from './filters';
import { couldHold } from './filters/nodeResourcesFit';
import { untoleratedTaint } from './filters/taintToleration';
import { requiredAffinity, speaksOf } from './podAffinity';
import type { QueueRules, Waiting } from './queue';

const BY_NAME = new Map(FILTERS.map((filter) => [filter.name, filter]));

/** When this release's scheduler tries rejected pods again. */
export function queueRules(release: Release): QueueRules {
  const wakes = wakesOf(release);
  return {
    // Whom nobody has rejected waits for nothing in particular.
    wakes: (event, waiting) => waiting.rejectedBy.length === 0 || wakes(event, waiting),
    leftoverMs: release.number('schedulerLeftoverMs'),
    popsFromBackOff: release.has('schedulerPopsFromBackOff'),
    errorsBackOff: release.has('errorsBackOff'),
    countsErrorsApart: release.has('errorsCountApart'),
    wokenByAnything: (waiting) =>
      !release.has('schedulerWakesByPlugin') && !(release.has('fitNamesItsEvents') && lacksRoomOnly(waiting)),
  };
}

function wakesOf(release: Release): QueueRules['wakes'] {
  if (release.has('queueingHints')) return wakesByHint;
  if (release.has('schedulerWakesByPlugin')) {
    const spreads = release.has('newPodsWakeSpread');
    return (event, waiting) => wakesByPlugin(event, waiting) || (spreads && wakesSpread(event, waiting));
  }
  if (!release.has('fitNamesItsEvents')) return wakesAlways;
  return (event, waiting) => (lacksRoomOnly(waiting) ? wakesByRoom(event) : wakesAlways(event, waiting));
}

function lacksRoomOnly({ rejectedBy }: Waiting): boolean {
  return rejectedBy.length > 0 && rejectedBy.every((name) => name === 'NodeResourcesFit');
}

function wakesByRoom(event: ClusterEvent): boolean {
  return podLeft(event) !== undefined || nodeChanged(event, 'allocatable');
}

/** Only what one of the filters that said no cares for. */
function wakesByHint(event: ClusterEvent, { pod, rejectedBy }: Waiting): boolean {
  return rejectedBy.some((name) => BY_NAME.get(name)?.wakes(event, pod));
}

/** Filters for which any pod that leaves its node is an event. */
const AFTER_PODS = ['NodeResourcesFit', 'NodePorts', 'InterPodAffinity', 'PodTopologySpread'];

/** What of a node was an event for a filter; a new node is one for each. */
const NODE_ASPECTS: Readonly<Record<string, readonly NodeAspect[]>> = {
  InterPodAffinity: ['labels'],
  NodeAffinity: ['labels'],
  NodeResourcesFit: ['allocatable'],
  // The end of a cordon counts as a change of taints: the taint itself goes a moment later.
  NodeUnschedulable: ['taints', 'unschedulable'],
  PodTopologySpread: ['labels'],
  TaintToleration: ['taints', 'unschedulable'],
  VolumeBinding: ['labels'],
};

/**
 * Before hints a filter named kinds of events, whatever the pods were (EventsToRegister of each plugin, 1.23 to 1.31). A new
 * pod woke those alone whose affinity speaks of it, a node those that it would do for (preCheckForNode in eventhandlers.go).
 */
function wakesByPlugin(event: ClusterEvent, waiting: Waiting): boolean {
  const { pod, rejectedBy } = waiting;
  if (podLeft(event)) return rejectedBy.some((name) => AFTER_PODS.includes(name));
  if (event.type === 'pod-added' || event.type === 'pod-updated') {
    return rejectedBy.includes('InterPodAffinity') && speaksOf(requiredAffinity(pod), pod, event.pod);
  }
  if (event.type === 'node-deleted') return false;
  if (event.type !== 'node-added' && event.type !== 'node-updated') return wakesByHint(event, waiting);
  const { name, labels = {} } = event.node.metadata;
  const wouldDo = couldHold(event, pod) && matchesNode(pod, { name, labels }) && !untoleratedTaint(pod, event.node);
  return wouldDo && rejectedBy.some((filter) => nodeChanged(event, ...(NODE_ASPECTS[filter] ?? [])));
}

/** A new pod of its namespace woke a pod that topology spread had refused (getUnschedulablePodsWithCrossTopologyTerm at 1.31). */
function wakesSpread(event: ClusterEvent, { pod, rejectedBy }: Waiting): boolean {
  return (
    event.type === 'pod-added' &&
    event.pod.metadata.namespace === pod.metadata.namespace &&
    rejectedBy.includes('PodTopologySpread')
  );
}

/** Old schedulers try everything at nearly every change; new pods on a node count only for pod affinity. */
function wakesAlways(event: ClusterEvent, { pod }: Waiting): boolean {
  if (event.type === 'own-update' || event.type === 'node-deleted') return false;
  if (event.type === 'pod-added' || event.type === 'pod-updated') return pod.spec.affinity?.podAffinity !== undefined;
  return true;
}

/** What a change of a waiting pod itself means for it. */
export function afterOwnUpdate(
  release: Release,
  old: Pod,
  pod: Pod,
  waiting: Waiting | undefined,
): 'at-once' | 'after-back-off' | 'no' {
  // Until 1.20 the managedFields entry of its own status write made a pod look updated (kubernetes PR 98241).
  if (release.has('schedulerRetriesAfterStatus')) return 'at-once';
  if (
    sameJson({ ...old.metadata, resourceVersion: '' }, { ...pod.metadata, resourceVersion: '' }) &&
    sameJson(old.spec, pod.spec)
  )
    return 'no';
  if (!release.has('queueingHints')) return 'after-back-off';
  return waiting && wakesByHint({ type: 'own-update', pod, old }, waiting) ? 'after-back-off' : 'no';
}
