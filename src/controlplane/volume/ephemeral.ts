import { ApiClient, type ApiServer, claimOf, EventRecorder, isStatus, usesClaim, whyNotItsClaim } from '../../api';
import type { PersistentVolumeClaim, Pod, Volume } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { controllerReference, keyOf, splitKey } from '../common/objects';
import { Controller, type SyncResult } from '../controller';

const MADE = rule(
  'volume/ephemeral-claims',
  'A volume of type ephemeral gets a claim of its own, which goes with its pod.',
  'KEP-1698, Generic ephemeral inline volumes',
);

/** Makes the claims of ephemeral volumes; the garbage collector removes them. Source: pkg/controller/volume/ephemeral. */
export class EphemeralVolumes {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;

  constructor(
    private readonly kernel: Kernel,
    api: ApiServer,
    private readonly informers: Informers,
  ) {
    const name = 'ephemeral-volume-controller';
    this.client = new ApiClient(api, name);
    this.recorder = new EventRecorder(api, { component: 'ephemeral_volume' });
    this.controller = new Controller({ kernel, name, kind: 'Pod', sync: (key) => this.sync(key) });
  }

  start(): void {
    const pods = this.informers.of<Pod>('Pod');
    pods.onChange(({ type, object }) => {
      if (type === 'ADDED') this.enqueue(object);
    });
    this.claims.onChange(({ type, object: { metadata } }) => {
      if (type !== 'DELETED') return;
      for (const pod of pods.list(metadata.namespace)) {
        if (usesClaim(pod, metadata.name)) this.enqueue(pod);
      }
    });
  }

  private get claims() {
    return this.informers.of<PersistentVolumeClaim>('PersistentVolumeClaim');
  }

  private enqueue(pod: Pod): void {
    if (pod.spec.volumes?.some(({ ephemeral }) => ephemeral)) this.controller.enqueue(keyOf(pod));
  }

  private *sync(key: string): Task<SyncResult> {
    const pod = this.informers.of<Pod>('Pod').get(...splitKey(key));
    if (!pod || pod.metadata.deletionTimestamp) return undefined;
    for (const volume of pod.spec.volumes ?? []) {
      // The first that can't be had is tried again; the others wait for it.
      if (volume.ephemeral && (yield* this.makeClaim(pod, volume)) === 'retry') return 'retry';
    }
    return undefined;
  }

  private *makeClaim(pod: Pod, volume: Volume): Task<SyncResult> {
    const name = claimOf(pod, volume) as string;
    const present = this.claims.get(pod.metadata.namespace ?? '', name);
    if (present) {
      const why = whyNotItsClaim(pod, present);
      if (why) this.explain(pod, volume, why);
      return why ? 'retry' : undefined;
    }
    const { metadata, spec } = volume.ephemeral?.volumeClaimTemplate ?? {};
    this.kernel.acts(MADE);
    try {
      yield* this.client.create<PersistentVolumeClaim>({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name,
          ...(pod.metadata.namespace ? { namespace: pod.metadata.namespace } : {}),
          ...(metadata?.annotations ? { annotations: metadata.annotations } : {}),
          ...(metadata?.labels ? { labels: metadata.labels } : {}),
          ownerReferences: [controllerReference(pod)],
        },
        spec: spec as PersistentVolumeClaim['spec'],
      });
    } catch (error) {
      if (isStatus(error)) this.explain(pod, volume, `create PVC ${name}: ${error.message}`);
      throw error;
    }
    return undefined;
  }

  private explain(pod: Pod, { name }: Volume, why: string): void {
    this.recorder.event(pod, 'Warning', 'FailedBinding', `ephemeral volume ${name}: ${why}`);
  }
}
