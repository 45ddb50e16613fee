import { type ApiClient, isStatus } from '../../api';
import type { PersistentVolumeClaim, Pod } from '../../api/types';
import { type Task, until } from '../../kernel';
import type { Informers } from '../common/informers';

/** Tells the claims of a pod that wait for their first consumer where it will be, and waits until they are bound. */
export function* bindClaims(client: ApiClient, informers: Informers, pod: Pod, node: string): Task {
  const claims = informers.of<PersistentVolumeClaim>('PersistentVolumeClaim');
  const { namespace = '' } = pod.metadata;
  for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
    const name = persistentVolumeClaim?.claimName;
    const claim = name && claims.get(namespace, name);
    if (!claim || claim.status?.phase === 'Bound') continue;
    const metadata = { annotations: { 'volume.kubernetes.io/selected-node': node } };
    try {
      yield* client.patch('PersistentVolumeClaim', namespace, name, { metadata }, { type: 'merge' });
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
    while (claims.get(namespace, name)?.status?.phase === 'Pending') yield* until(claims.changed.wait());
  }
}
