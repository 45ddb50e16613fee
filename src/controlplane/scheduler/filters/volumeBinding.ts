import { claimOf, whyNotItsClaim } from '../../../api';
import type { PersistentVolumeClaim, Pod } from '../../../api/types';
import { rule } from '../../../kernel';
import { nodeChanged } from '../clusterEvent';
import { type CycleState, type Filter, refused } from '../plugin';

const RULE = rule(
  'scheduler/claims',
  'A pod waits for claims that are missing or not bound.',
  'kubernetes.io, Persistent Volumes',
);

/** Claims must exist and be bound, or be of a class that waits for the pod's node. */
export const volumeBinding: Filter = {
  rule: RULE,
  name: 'VolumeBinding',
  reject(pod, state) {
    for (const { name, isEphemeral } of claimNames(pod)) {
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
  check(pod, _node, state) {
    const waiting = claimsOf(pod, state).some(
      (claim) => !isBound(claim) && waitsForPod(claim, state) && !state.canBind(claim),
    );
    return waiting ? refused("node(s) didn't find available persistent volumes to bind") : undefined;
  },
  wakes: (event) => event.type === 'storage-changed' || nodeChanged(event, 'labels'),
};

function claimNames(pod: Pod): { name: string; isEphemeral: boolean }[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => {
    const name = claimOf(pod, volume);
    return name ? [{ name, isEphemeral: !volume.persistentVolumeClaim }] : [];
  });
}

function claimsOf(pod: Pod, state: CycleState): PersistentVolumeClaim[] {
  return claimNames(pod).flatMap(({ name }) => state.claim(pod.metadata.namespace ?? '', name) ?? []);
}

function isBound(claim: PersistentVolumeClaim): boolean {
  return claim.status?.phase === 'Bound';
}

function waitsForPod(claim: PersistentVolumeClaim, state: CycleState): boolean {
  const { storageClassName } = claim.spec;
  return !!storageClassName && state.bindingMode(storageClassName) === 'WaitForFirstConsumer';
}
