import type { PodName } from './parameters';
import { When } from './sentence';
import type { PodwrightWorld } from './world';

/** Needs the uid of the owner, which chance makes up. */
When(
  '{pod} is owned by {pod}',
  function (this: PodwrightWorld, { name, namespace }: PodName, { name: owner, namespace: where }: PodName) {
    const { uid } = this.cluster.api.get('Pod', where, owner).metadata;
    const ownerReferences = [
      { apiVersion: 'v1', kind: 'Pod', name: owner, uid, controller: true, blockOwnerDeletion: true },
    ];
    this.cluster.api.patch('Pod', namespace, name, { metadata: { ownerReferences } }, { type: 'merge', by: 'kubectl' });
  },
);
