import type { Release } from '../../api';
import { sameJson } from '../../api';
import type { Pod } from '../../api/types';
import type { ClusterEvent } from './cluster-event';
import { FILTERS } from './filters';
import type { QueueRules, Waiting } from './queue';

const BY_NAME = new Map(FILTERS.map((filter) => [filter.name, filter]));

/** When this release's scheduler tries rejected pods again. */
export function queueRules(release: Release): QueueRules {
  const byPlugin = release.has('schedulerWakesByPlugin');
  return {
    wakes: byPlugin ? wakesByPlugin : wakesAlways,
    leftoverMs: release.number('schedulerLeftoverMs'),
    popsFromBackOff: release.has('schedulerPopsFromBackOff'),
    wokenByAnything: !byPlugin,
  };
}

/** Only what one of the filters that said no cares for. */
function wakesByPlugin(event: ClusterEvent, { pod, rejectedBy }: Waiting): boolean {
  return rejectedBy.some((name) => BY_NAME.get(name)?.wakes(event, pod));
}

/** Old schedulers try everything at nearly every change; new pods on a node count only for pod affinity. */
function wakesAlways(event: ClusterEvent, { pod }: Waiting): boolean {
  if (event.type === 'own-update') return false;
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
  return waiting && wakesByPlugin({ type: 'own-update', pod, old }, waiting) ? 'after-back-off' : 'no';
}
