import { usesClaim } from '../../../api';
import { rule } from '../../../kernel';
import { podLeft } from '../clusterEvent';
import type { NodeInfo } from '../nodeInfo';
import { type Filter, refused } from '../plugin';
import { claimsOf } from '../podClaims';

const RULE = rule(
  'scheduler/claims-of-one-pod',
  'A claim of access mode ReadWriteOncePod is for one pod at a time.',
  'KEP-2485, ReadWriteOncePod PersistentVolume Access Mode',
);

/** A claim for one pod alone lets no second one in, wherever the first is. */
export const volumeRestrictions: Filter = {
  rule: RULE,
  name: 'VolumeRestrictions',
  check(pod, node, state) {
    const { namespace = '' } = pod.metadata;
    const own = claimsOf(pod, state).filter(({ spec }) => spec.accessModes?.includes('ReadWriteOncePod'));
    const isTakenOn = (there: NodeInfo) =>
      there.podsIn(namespace).some((other) => own.some(({ metadata }) => usesClaim(other, metadata.name)));
    if (own.length === 0) return undefined;
    const isTakenHere = isTakenOn(node);
    if (!isTakenHere && !state.nodes.some((other) => other.name !== node.name && isTakenOn(other))) return undefined;
    const mayPreempt = isTakenHere && state.release.has('readWriteOncePod');
    return refused(state.release.text('claimOfOnePodTaken'), !mayPreempt);
  },
  wakes: (event, pod) => podLeft(event)?.metadata.namespace === pod.metadata.namespace,
};
