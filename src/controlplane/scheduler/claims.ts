import { type ApiClient, claimNamesOf, isStatus } from '../../api';
import type { PersistentVolumeClaim, Pod } from '../../api/types';
import { type Task, until } from '../../kernel';
import type { Informers } from '../common/informers';
import { SELECTED_NODE } from '../volume/matching';

/** The claims of a pod that are not bound yet. */
export function claimsToBind(informers: Informers, pod: Pod): PersistentVolumeClaim[] {
  const claims = informers.of<PersistentVolumeClaim>('PersistentVolumeClaim');
  const { namespace = '' } = pod.metadata;
  return claimNamesOf(pod).flatMap((name) => {
    const claim = claims.get(namespace, name);
    return claim && claim.status?.phase !== 'Bound' ? [claim] : [];
  });
}

/** Tells the claims of a pod that wait for their first consumer where it will be, and waits until they are bound. */
export function* bindClaims(client: ApiClient, informers: Informers, pod: Pod, node: string): Task {
  const claims = informers.of<PersistentVolumeClaim>('PersistentVolumeClaim');
  const { namespace = '' } = pod.metadata;
  for (const {
    metadata: { name },
  } of claimsToBind(informers, pod)) {
    const metadata = { annotations: { [SELECTED_NODE]: node } };
    try {
      yield* client.patch('PersistentVolumeClaim', namespace, name, { metadata }, { type: 'merge' });
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
    while (claims.get(namespace, name)?.status?.phase === 'Pending') yield* until(claims.changed.wait());
  }
}
