import { ApiClient, type ApiServer, isTerminal, type KubeObject, quotaStatus, RESOURCES } from '../../api';
import type { Pod, ResourceQuota } from '../../api/types';
import type { Kernel, Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { keyOf, splitKey, wallMsOf } from '../common/objects';
import { writeStatusOnce } from '../common/status';
import { Controller } from '../controller';

const NAME = 'resourcequota-controller';

/** Nothing that a quota is asked about: too many, and gone by themselves. */
const UNCOUNTED = new Set(['Event', 'Lease']);

/**
 * Counts what the objects of a namespace take of its quotas: when a quota is new, and when something that took a part of it
 * has gone or ended. What is added meanwhile, admission charges at once. Source: kubernetes.io, Resource Quotas.
 */
export class QuotaController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private isWatching = false;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.controller = new Controller({ kernel, name: NAME, kind: 'ResourceQuota', sync: (key) => this.sync(key) });
  }

  start(): void {
    this.informers.of<ResourceQuota>('ResourceQuota').onChange(({ type, object, old }) => {
      this.watchTheRest();
      const changed = !old || JSON.stringify(old.spec) !== JSON.stringify(object.spec);
      if (type !== 'DELETED' && changed) this.controller.enqueue(keyOf(object));
    });
  }

  /** A cluster without quotas has nothing to count. */
  private watchTheRest(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    for (const { kind, namespaced } of RESOURCES) {
      if (!namespaced || UNCOUNTED.has(kind)) continue;
      this.informers.of<KubeObject>(kind).onChange(({ type, object, old }) => {
        const ended = kind === 'Pod' && old && !isTerminal(old as Pod) && isTerminal(object as Pod);
        if (type === 'DELETED' || ended) this.recount(object.metadata.namespace ?? '');
      });
    }
  }

  private recount(namespace: string): void {
    for (const quota of this.informers.of<ResourceQuota>('ResourceQuota').list(namespace))
      this.controller.enqueue(keyOf(quota));
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const quota = this.informers.of<ResourceQuota>('ResourceQuota').get(namespace, name);
    if (!quota || quota.metadata.deletionTimestamp) return;
    const counted = RESOURCES.filter(({ kind, namespaced }) => namespaced && !UNCOUNTED.has(kind)).flatMap(({ kind }) =>
      this.api.list<KubeObject>(kind, { namespace }),
    );
    const status = quotaStatus(quota, counted, this.api.release, (pod) => this.hasEnded(pod));
    yield* writeStatusOnce(this.client, quota, status);
  }

  /** What has ended takes nothing but its name, nor does what should have ended by now. */
  private hasEnded(pod: Pod): boolean {
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
    const endMs = (wallMsOf(deletionTimestamp) ?? Number.POSITIVE_INFINITY) + deletionGracePeriodSeconds * 1000;
    return isTerminal(pod) || endMs < this.api.wallMs();
  }
}
