import { StatusError } from '../../api/index';
import type { Pod } from '../../api/types/index';
import type { Task } from '../../kernel/index';
import type { KubeletContext } from './context';
import type { PodManager } from './podManager';
import { podUid } from './podSpec';

const CONFIG_MIRROR = 'kubernetes.io/config.mirror';
const CONFIG_HASH = 'kubernetes.io/config.hash';

/** Keeps for each static pod a pod object in the API that shows it: its mirror (pkg/kubelet/pod/mirror_client.go). */
export class MirrorClient {
  constructor(
    private readonly context: KubeletContext,
    private readonly pods: PodManager,
  ) {}

  /** Creates the mirror if there is none; one of another version of the pod is removed first. */
  *ensure(pod: Pod): Task {
    // The request would fail, and the next sync try again.
    if (!this.context.host.up) return;
    const { name, namespace = 'default' } = pod.metadata;
    const present = this.context.api.find<Pod>('Pod', namespace, name);
    const deleting = present?.metadata.deletionTimestamp !== undefined;
    const current = present?.metadata.annotations?.[CONFIG_MIRROR] === hashOf(pod);
    if (present && current && !deleting) return;
    if (present) yield* this.delete(present);
    yield* this.create(pod);
  }

  /** Removes a mirror, without grace: nothing of it runs. */
  *delete(mirror: Pod): Task {
    const { name, namespace = 'default', uid } = mirror.metadata;
    try {
      yield* this.context.client.delete('Pod', namespace, name, {
        gracePeriodSeconds: 0,
        ...(uid ? { preconditions: { uid } } : {}),
        by: this.context.component,
      });
    } catch (error) {
      if (!(error instanceof StatusError) || error.code !== 404) throw error;
    }
    this.pods.remove(mirror);
  }

  private *create(pod: Pod): Task {
    const node = this.context.api.find('Node', '', this.context.nodeName);
    const owner = node && {
      apiVersion: 'v1',
      kind: 'Node',
      name: this.context.nodeName,
      uid: node.metadata.uid ?? '',
      controller: true,
    };
    const { uid, resourceVersion, creationTimestamp, ...metadata } = pod.metadata;
    void [uid, resourceVersion, creationTimestamp];
    const mirror: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...metadata,
        annotations: { ...metadata.annotations, [CONFIG_MIRROR]: hashOf(pod) },
        ...(owner ? { ownerReferences: [owner] } : {}),
      },
      spec: pod.spec,
    };
    try {
      yield* this.context.client.create<Pod>(mirror, { by: this.context.component });
    } catch (error) {
      // Somebody has made it meanwhile, or admission refuses it: the static pod runs all the same, and the next sync tries again
      // (pkg/kubelet/kubelet.go tryReconcileMirrorPods).
      if (!(error instanceof StatusError)) throw error;
    }
  }
}

function hashOf(pod: Pod): string {
  return pod.metadata.annotations?.[CONFIG_HASH] ?? podUid(pod);
}
