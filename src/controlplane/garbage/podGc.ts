import { ApiClient, type ApiServer, isReady, isStatus, isTerminal, withCondition } from '../../api';
import type { KubeNode, Pod } from '../../api/types';
import { type Kernel, rule, type Task, type Timer } from '../../kernel';
import type { Informers } from '../common/informers';
import { byName } from '../common/objects';
import { isOutOfService } from '../nodelifecycle/conditions';

const NODE_GONE = rule(
  'gc/pods-of-lost-nodes',
  'Pods of a node whose object has been gone for 40 s are deleted.',
  'pkg/controller/podgc/gc_controller.go',
);
const PUSHED = rule(
  'gc/ending-pods-that-nobody-ends',
  'A pod that ends on a node out of service, or without a node, is deleted.',
  'pkg/controller/podgc/gc_controller.go',
);

const NAME = 'pod-garbage-collector';

/** It looks every 20 s, and a node must have been missing for 40 s (quarantine). */
const PERIOD_MS = 20_000;
const QUARANTINE_MS = 40_000;

/**
 * Removes pods that nobody else will: those of nodes that are gone, terminating ones of nodes that an admin declared out of
 * service, terminating ones that never got a node. Its clock runs only while there is a candidate.
 */
export class PodGc {
  private readonly client: ApiClient;
  private readonly missingSinceMs = new Map<string, number>();
  private tick: Timer | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
  }

  start(): void {
    this.informers.of<KubeNode>('Node').onChange(({ type }) => type !== 'ADDED' && this.armIfNeeded());
    this.informers.of<Pod>('Pod').onChange(({ type, object }) => {
      if (type !== 'DELETED' && this.candidate(object)) this.arm();
    });
  }

  private armIfNeeded(): void {
    if (this.candidates().length > 0) this.arm();
  }

  private arm(): void {
    if (this.tick) return;
    const dueMs = (Math.floor(this.kernel.now / PERIOD_MS) + 1) * PERIOD_MS;
    this.tick = this.kernel.at(dueMs, () => this.kernel.spawn(NAME, this.collect()), NAME);
  }

  private *collect(): Task {
    this.tick = undefined;
    for (const { pod, message } of this.candidates()) {
      const node = pod.spec.nodeName ?? '';
      if (message && !this.hasBeenMissing(node)) continue;
      yield* this.remove(pod, message);
    }
    this.armIfNeeded();
  }

  private candidates(): { pod: Pod; message?: string }[] {
    const nodes = this.informers.of<KubeNode>('Node');
    for (const name of this.missingSinceMs.keys()) if (nodes.get('', name)) this.missingSinceMs.delete(name);
    const pods = this.informers.of<Pod>('Pod').list().sort(byName);
    return pods.flatMap((pod) => this.candidate(pod) ?? []);
  }

  /** A message when the pod's node is gone; none when the pod only needs a push. */
  private candidate(pod: Pod): { pod: Pod; message?: string } | undefined {
    const name = pod.spec.nodeName;
    const node = name ? this.informers.of<KubeNode>('Node').get('', name) : undefined;
    if (name && !node) return { pod, message: 'PodGC: node no longer exists' };
    const isAway = node && !isReady(node) && isOutOfService(node, this.api.release);
    return pod.metadata.deletionTimestamp && (!name || isAway) ? { pod } : undefined;
  }

  private hasBeenMissing(node: string): boolean {
    const since = this.missingSinceMs.get(node);
    if (since === undefined) this.missingSinceMs.set(node, this.kernel.now);
    return since !== undefined && this.kernel.now - since >= QUARANTINE_MS;
  }

  private *remove(pod: Pod, message: string | undefined): Task {
    const { namespace = '', name, uid = '' } = pod.metadata;
    this.kernel.acts(message ? NODE_GONE : PUSHED);
    try {
      if (!isTerminal(pod) && this.api.release.has('disruptionTarget')) yield* this.markFailed(pod, message);
      yield* this.client.delete('Pod', namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
    } catch (error) {
      if (!isStatus(error)) throw error;
    }
  }

  private *markFailed(pod: Pod, message: string | undefined): Task {
    const { namespace = '', name } = pod.metadata;
    const conditions = message
      ? withCondition(pod.status?.conditions, {
          type: 'DisruptionTarget',
          status: 'True',
          reason: 'DeletionByPodGC',
          message,
          lastProbeTime: null,
          lastTransitionTime: this.api.now(),
        })
      : pod.status?.conditions;
    const status = { phase: 'Failed', ...(conditions ? { conditions } : {}) };
    yield* this.client.patch('Pod', namespace, name, { status }, { type: 'strategic', subresource: 'status' });
  }
}
