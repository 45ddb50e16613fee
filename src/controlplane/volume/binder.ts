import { ApiClient, type ApiServer, defaultClassOf, EventRecorder, isStatus, usesClaim } from '../../api';
import type { KubeNode, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../api/types';
import { type Kernel, rule, type Task, type Timer } from '../../kernel';
import type { Informers } from '../common/informers';
import { keyOf, splitKey } from '../common/objects';
import { Controller } from '../controller';
import { bestVolume, isReachableFrom, isReservedFor, mismatch, NO_PROVISIONER, SELECTED_NODE } from './matching';
import { provision } from './provisioner';

const BINDS = rule(
  'volume/smallest-that-fits',
  'A claim is bound to the smallest free volume of its class that is large enough.',
  'kubernetes.io, Persistent Volumes, Binding',
);
const GETS_CLASS = rule(
  'volume/default-class-later',
  'A claim that names no class and has no volume gets the default class when there is one.',
  'KEP-3333, Retroactive default StorageClass assignment',
);
const WAITS = rule(
  'volume/waits-for-first-consumer',
  'A claim of a class that waits for its first consumer is bound when the scheduler has chosen a node for a pod with it.',
  'kubernetes.io, Storage Classes, Volume Binding Mode',
);
const PROVISIONS = rule(
  'volume/provisioned',
  'A claim for which there is no volume gets one made by the provisioner of its class.',
  'kubernetes.io, Dynamic Volume Provisioning',
);

const NAME = 'persistentvolume-controller';
/** Volume and claim have found each other without anybody's help. */
const BOUND_HERE = { 'pv.kubernetes.io/bound-by-controller': 'yes' };
/** Claims that wait are looked at again (--pvclaimbinder-sync-period). */
const RESYNC_MS = 15_000;

/**
 * Brings claims and volumes together. Provisioners are part of the world outside: each class's own makes volumes as
 * if it were installed. Source: kubernetes.io, Persistent Volumes; recordings of f40.
 */
export class VolumeBinder {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  private readonly provisioning = new Set<string>();
  private resync: Timer | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.recorder = new EventRecorder(api, { component: NAME });
    this.controller = new Controller({
      kernel,
      name: NAME,
      kind: 'PersistentVolumeClaim',
      sync: (key) => this.sync(key),
    });
  }

  start(): void {
    this.informers.of<Pod>('Pod');
    this.claims.onChange(({ object }) => this.controller.enqueue(keyOf(object)));
    this.informers.of<PersistentVolume>('PersistentVolume').onChange(({ type }) => {
      if (type !== 'DELETED') this.lookAtAll();
    });
  }

  private get claims() {
    return this.informers.of<PersistentVolumeClaim>('PersistentVolumeClaim');
  }

  private lookAtAll(): void {
    for (const claim of this.claims.list())
      if (claim.status?.phase === 'Pending') this.controller.enqueue(keyOf(claim));
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const claim = this.claims.get(namespace, name);
    if (!claim || claim.metadata.deletionTimestamp || claim.status?.phase !== 'Pending') return;
    if (claim.spec.volumeName) {
      yield* this.bindNamed(claim, claim.spec.volumeName);
      return;
    }
    const node = this.nodeFor(claim);
    const volumes = this.api
      .list<PersistentVolume>('PersistentVolume')
      .filter((volume) => !node || isReachableFrom(volume, node));
    const storageClass = this.classOf(claim);
    const waits = storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
    const mayBind = !waits || claim.metadata.annotations?.[SELECTED_NODE] !== undefined;
    const volume = mayBind ? bestVolume(volumes, claim) : undefined;
    if (volume) {
      this.kernel.acts(BINDS);
      yield* this.bind(claim, volume);
      return;
    }
    if (yield* this.giveClass(claim)) return;
    if (mayBind && storageClass && storageClass.provisioner !== NO_PROVISIONER) this.order(claim, storageClass);
    else this.explain(claim, storageClass, waits);
    this.lookAgain();
  }

  /** A claim that names a volume gets this one, or waits for it (pv_controller.go syncUnboundClaim). */
  private *bindNamed(claim: PersistentVolumeClaim, name: string): Task {
    const volume = this.api.find<PersistentVolume>('PersistentVolume', undefined, name);
    const isReserved = volume && isReservedFor(volume, claim);
    const reason = volume && !isReserved && !volume.spec.claimRef ? mismatch(volume, claim) : undefined;
    if (volume && (isReserved || (!volume.spec.claimRef && !reason))) {
      yield* this.bind(claim, volume);
      return;
    }
    if (reason)
      this.recorder.event(claim, 'Warning', 'VolumeMismatch', `Cannot bind to requested volume "${name}": ${reason}`);
    else if (volume)
      this.recorder.event(claim, 'Warning', 'FailedBinding', `volume "${name}" already bound to a different claim.`);
    this.lookAgain();
  }

  /** The node that the scheduler has chosen for the pod of a claim that waits for it. */
  private nodeFor({ metadata }: PersistentVolumeClaim): KubeNode | undefined {
    const name = metadata.annotations?.[SELECTED_NODE];
    return name === undefined ? undefined : this.informers.of<KubeNode>('Node').get('', name);
  }

  /** The write wakes this controller for the claim again. */
  private *giveClass({ metadata: { namespace = '', name }, spec }: PersistentVolumeClaim): Task<boolean> {
    if (spec.storageClassName !== undefined || !this.api.release.has('retroactiveDefaultClass')) return false;
    const storageClassName = defaultClassOf(this.api.list<StorageClass>('StorageClass'));
    if (storageClassName === undefined) return false;
    this.kernel.acts(GETS_CLASS);
    yield* this.client.patch(
      'PersistentVolumeClaim',
      namespace,
      name,
      { spec: { storageClassName } },
      { type: 'merge' },
    );
    return true;
  }

  private classOf({ spec }: PersistentVolumeClaim): StorageClass | undefined {
    return spec.storageClassName
      ? this.api.find<StorageClass>('StorageClass', undefined, spec.storageClassName)
      : undefined;
  }

  private explain(claim: PersistentVolumeClaim, storageClass: StorageClass | undefined, waits: boolean): void {
    const { storageClassName } = claim.spec;
    const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
      this.recorder.event(claim, type, reason, message);
    if (storageClassName && !storageClass)
      say('Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${storageClassName}" not found`);
    else if (waits) {
      this.kernel.acts(WAITS);
      const pod = this.consumerOf(claim);
      if (pod) say('Normal', 'WaitForPodScheduled', `waiting for pod ${pod.metadata.name} to be scheduled`);
      else say('Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
    } else say('Normal', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set');
  }

  private consumerOf({ metadata }: PersistentVolumeClaim): Pod | undefined {
    return this.informers
      .of<Pod>('Pod')
      .list(metadata.namespace)
      .find((pod) => usesClaim(pod, metadata.name));
  }

  /** Asks the provisioner of the class, once. */
  private order(claim: PersistentVolumeClaim, storageClass: StorageClass): void {
    const uid = claim.metadata.uid ?? '';
    if (this.provisioning.has(uid)) return;
    this.provisioning.add(uid);
    this.kernel.acts(PROVISIONS);
    const message = `Waiting for a volume to be created either by the external provisioner '${storageClass.provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
    this.recorder.event(claim, 'Normal', 'ExternalProvisioning', message);
    this.kernel.spawn(storageClass.provisioner, provision(this.api, claim, storageClass));
  }

  /** Both say of each other that they belong together; then both are Bound. */
  private *bind(claim: PersistentVolumeClaim, volume: PersistentVolume): Task {
    const { namespace = '', name, uid } = claim.metadata;
    const mine = { 'pv.kubernetes.io/bind-completed': 'yes', ...BOUND_HERE };
    const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid };
    try {
      // A provisioner makes its volume for the claim: there is nothing to add.
      if (volume.spec.claimRef?.uid !== uid) {
        const patched = { metadata: { annotations: BOUND_HERE }, spec: { claimRef } };
        yield* this.client.patch('PersistentVolume', '', volume.metadata.name, patched, { type: 'merge' });
      }
      yield* this.patchStatus('PersistentVolume', '', volume.metadata.name, { phase: 'Bound' });
      yield* this.client.patch(
        'PersistentVolumeClaim',
        namespace,
        name,
        { metadata: { annotations: mine }, spec: { volumeName: volume.metadata.name } },
        { type: 'merge' },
      );
      yield* this.patchStatus('PersistentVolumeClaim', namespace, name, {
        phase: 'Bound',
        accessModes: volume.spec.accessModes,
        capacity: volume.spec.capacity,
      });
      this.provisioning.delete(uid ?? '');
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }

  private patchStatus(kind: string, namespace: string, name: string, status: unknown): Task<unknown> {
    return this.client.patch(kind, namespace, name, { status }, { type: 'merge', subresource: 'status' });
  }

  private lookAgain(): void {
    this.resync ??= this.kernel.after(
      RESYNC_MS,
      () => {
        this.resync = undefined;
        this.lookAtAll();
      },
      NAME,
    );
  }
}
