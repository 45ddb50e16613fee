import { claimOf, whyNotItsClaim } from '../../../api';
import type { PersistentVolumeClaim } from '../../../api/types';
import { rule } from '../../../kernel';
import { isReachableFrom } from '../../volume/matching';
import { nodeChanged } from '../clusterEvent';
import { type CycleState, type Filter, refused } from '../plugin';
import { claimsOf } from '../podClaims';

const RULE = rule(
  'scheduler/claims',
  'A pod waits for claims that are missing or not bound, and goes only where their volumes can be reached.',
  'kubernetes.io, Persistent Volumes',
);

/**
 * Claims must exist and be bound, or be of a class that waits for the pod's node; volumes that they are bound to must be
 * reachable from it.
 */
export const volumeBinding: Filter = {
  rule: RULE,
  name: 'VolumeBinding',
  reject(pod, state) {
    for (const volume of pod.spec.volumes ?? []) {
      const name = claimOf(pod, volume);
      if (!name) continue;
      const isEphemeral = !volume.persistentVolumeClaim;
      const claim = state.claim(pod.metadata.namespace ?? '', name);
      if (!claim && isEphemeral) return state.release.text('ephemeralClaimMissing', { claim: name });
      if (!claim) return `persistentvolumeclaim "${name}" not found`;
      const notItsOwn = isEphemeral && whyNotItsClaim(pod, claim);
      if (notItsOwn) return notItsOwn;
      if (claim.metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`;
    }
    const unbound = claimsOf(pod, state).some((claim) => !isBound(claim) && !waitsForPod(claim, state));
    return unbound ? 'pod has unbound immediate PersistentVolumeClaims' : undefined;
  },
  check(pod, node, state) {
    const claims = claimsOf(pod, state);
    const elsewhere = claims.some((claim) => {
      const volume = isBound(claim) && state.volume(claim.spec.volumeName ?? '');
      return volume && !isReachableFrom(volume, node.node);
    });
    if (elsewhere) return refused(state.release.text('volumeNodeAffinity'));
    const waiting = claims.some((claim) => !isBound(claim) && waitsForPod(claim, state) && !state.canBind(claim, node));
    return waiting ? refused("node(s) didn't find available persistent volumes to bind") : undefined;
  },
  wakes: (event) => event.type === 'storage-changed' || nodeChanged(event, 'labels'),
};

function isBound(claim: PersistentVolumeClaim): boolean {
  return claim.status?.phase === 'Bound';
}

function waitsForPod(claim: PersistentVolumeClaim, state: CycleState): boolean {
  const { storageClassName } = claim.spec;
  return !!storageClassName && state.bindingMode(storageClassName) === 'WaitForFirstConsumer';
}
