import { ApiClient, type ApiServer, isStatus, isTerminal, usesClaim } from '../../api';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { keyOf, splitKey } from '../common/objects';
import { Controller } from '../controller';

const IN_USE = rule(
  'volume/claims-in-use-stay',
  'A claim that is deleted stays as long as a pod uses it.',
  'kubernetes.io, Persistent Volumes, Storage Object in Use Protection',
);
const RECLAIM = rule(
  'volume/reclaim-policy',
  'A volume whose claim has gone is deleted or kept as Released, as its reclaim policy says.',
  'kubernetes.io, Persistent Volumes, Reclaiming',
);

/** What becomes of claims and volumes that are deleted, and of volumes that lose their claim. */
export class VolumeKeeper {
  private readonly claimEnds: Controller;
  private readonly volumes: Controller;
  private readonly client: ApiClient;

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    const name = 'pvc-protection-controller';
    this.client = new ApiClient(api, name);
    this.claimEnds = new Controller({ kernel, name, kind: 'PersistentVolumeClaim', sync: (key) => this.letGo(key) });
    this.volumes = new Controller({
      kernel,
      name: 'persistentvolume-controller',
      kind: 'PersistentVolume',
      sync: (key) => this.look(key),
    });
  }

  start(): void {
    const claims = this.informers.of<PersistentVolumeClaim>('PersistentVolumeClaim');
    const volumes = this.informers.of<PersistentVolume>('PersistentVolume');
    volumes.onChange(({ type, object }) => type !== 'DELETED' && this.volumes.enqueue(keyOf(object)));
    claims.onChange(({ type, object }) => {
      if (type !== 'DELETED' && object.metadata.deletionTimestamp) this.claimEnds.enqueue(keyOf(object));
      const volume = type === 'DELETED' && object.spec.volumeName;
      if (volume) this.volumes.enqueue(keyOf({ ...object, metadata: { name: volume } }));
    });
    this.informers.of<Pod>('Pod').onChange(({ type, object }) => {
      if (type !== 'DELETED' && !isTerminal(object)) return;
      for (const claim of claims.list(object.metadata.namespace))
        if (claim.metadata.deletionTimestamp) this.claimEnds.enqueue(keyOf(claim));
    });
  }

  private *letGo(key: string): Task {
    const [namespace, name] = splitKey(key);
    const claim = this.api.find<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
    if (!claim?.metadata.deletionTimestamp) return;
    if (this.api.list<Pod>('Pod', { namespace }).some((pod) => !isTerminal(pod) && usesClaim(pod, name))) {
      this.kernel.acts(IN_USE);
      return;
    }
    yield* this.withoutFinalizer(claim, 'kubernetes.io/pvc-protection');
  }

  /** New volumes are Available; those that have lost their claim are reclaimed. */
  private *look(key: string): Task {
    const [, name] = splitKey(key);
    const volume = this.api.find<PersistentVolume>('PersistentVolume', undefined, name);
    if (!volume) return;
    const { claimRef, persistentVolumeReclaimPolicy: policy } = volume.spec;
    const phase = volume.status?.phase;
    if (volume.metadata.deletionTimestamp) {
      if (phase !== 'Bound') yield* this.withoutFinalizer(volume, 'kubernetes.io/pv-protection');
      return;
    }
    if (!claimRef?.uid) {
      if (phase !== 'Available') yield* this.setPhase(name, 'Available');
      return;
    }
    const claim = this.api.find('PersistentVolumeClaim', claimRef.namespace, claimRef.name ?? '');
    if (claim?.metadata.uid === claimRef.uid || phase === 'Released') return;
    this.kernel.acts(RECLAIM);
    yield* this.setPhase(name, 'Released');
    if (policy === 'Delete') yield* this.client.delete('PersistentVolume', '', name);
  }

  private *setPhase(name: string, phase: string): Task {
    const options = { type: 'merge', subresource: 'status' } as const;
    yield* this.client.patch('PersistentVolume', '', name, { status: { phase } }, options);
  }

  private *withoutFinalizer(object: PersistentVolume | PersistentVolumeClaim, finalizer: string): Task {
    const { namespace = '', name } = object.metadata;
    const finalizers = (object.metadata.finalizers ?? []).filter((each) => each !== finalizer);
    try {
      yield* this.client.patch(object.kind, namespace, name, { metadata: { finalizers } }, { type: 'merge' });
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }
}
