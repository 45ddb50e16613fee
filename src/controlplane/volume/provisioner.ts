import { ApiClient, type ApiServer, EventRecorder } from '../../api';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/types';
import { sleep, type Task } from '../../kernel';
import { madeVolume } from './madeVolumes';
import { SELECTED_NODE } from './matching';

/**
 * What an external provisioner does when a claim of its class waits: it makes a volume that is reserved for this claim.
 * Source: kubernetes-csi external-provisioner; its events are its own.
 */
export function* provision(api: ApiServer, claim: PersistentVolumeClaim, storageClass: StorageClass): Task {
  const { provisioner, reclaimPolicy = 'Delete' } = storageClass;
  const { namespace = '', name, uid = '' } = claim.metadata;
  const events = new EventRecorder(api, { component: provisioner });
  const begins = `External provisioner is provisioning volume for claim "${namespace}/${name}"`;
  events.event(claim, 'Normal', 'Provisioning', begins);
  yield* sleep(api.kernel.latency('volumeProvision'));
  const volume: PersistentVolume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}`, annotations: { 'pv.kubernetes.io/provisioned-by': provisioner } },
    spec: {
      capacity: { storage: claim.spec.resources?.requests?.['storage'] ?? '0' },
      accessModes: [...(claim.spec.accessModes ?? [])],
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
      ...madeVolume(storageClass, claim, claim.metadata.annotations?.[SELECTED_NODE]),
      persistentVolumeReclaimPolicy: reclaimPolicy,
      storageClassName: storageClass.metadata.name,
      volumeMode: claim.spec.volumeMode ?? 'Filesystem',
    },
  };
  yield* new ApiClient(api, provisioner).create(volume);
  events.event(claim, 'Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${volume.metadata.name}`);
}
