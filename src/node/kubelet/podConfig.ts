import { type ApiServer, type Link, SYSTEM_PRIORITIES, sameJson } from '../../api/index';
import type { Pod } from '../../api/types/index';

/** What happened to a pod as seen by the kubelet (pkg/kubelet/types/pod_update.go). */
export type PodOperation = 'ADD' | 'UPDATE' | 'DELETE' | 'REMOVE' | 'RECONCILE';

export interface PodChange {
  readonly op: PodOperation;
  readonly pod: Pod;
}

/** A pod of a manifest on the node, which has no life of its own in the API. */
const CONFIG_SOURCE = 'kubernetes.io/config.source';
const CONFIG_MIRROR = 'kubernetes.io/config.mirror';

export function isStaticPod(pod: Pod): boolean {
  const source = pod.metadata.annotations?.[CONFIG_SOURCE];
  return source !== undefined && source !== 'api' && !isMirrorPod(pod);
}

export function hasCriticalPriority(pod: Pod): boolean {
  return (pod.spec.priority ?? 0) >= SYSTEM_PRIORITIES['system-cluster-critical'];
}

/** A pod that its node needs: static ones too, which would not be admitted again (pkg/kubelet/types/pod_update.go IsCriticalPod). */
export function isCritical(pod: Pod): boolean {
  return isStaticPod(pod) || isMirrorPod(pod) || hasCriticalPriority(pod);
}

export function isMirrorPod(pod: Pod): boolean {
  return pod.metadata.annotations?.[CONFIG_MIRROR] !== undefined;
}

/**
 * Turns the pods of the API that are bound to this node into changes (pkg/kubelet/config/config.go): a deletion that
 * has begun is DELETE, an object that is gone is REMOVE, a new status alone is RECONCILE.
 */
export class PodConfig {
  private readonly pods = new Map<string, Pod>();
  private readonly watch: { stop(): void };
  private hasHeard: boolean;

  constructor(
    api: ApiServer,
    nodeName: string,
    component: string,
    private readonly handle: (change: PodChange) => void,
    link?: Link,
  ) {
    const fieldSelector = `spec.nodeName=${nodeName}`;
    this.hasHeard = api.list('Pod', { fieldSelector }).length === 0;
    const options = { fieldSelector, sendInitialEvents: true, name: component, link };
    this.watch = api.watch<Pod>('Pod', options, (event) => {
      this.hasHeard = true;
      if (event.type === 'BOOKMARK') return;
      if (event.type === 'DELETED') this.remove(event.object);
      else this.set(event.object);
    });
  }

  /** Whether the API server has told which pods belong here: until then a pod that nobody knows may be wanted all the same. */
  get isReady(): boolean {
    return this.hasHeard;
  }

  stop(): void {
    this.watch.stop();
  }

  private set(pod: Pod): void {
    const uid = pod.metadata.uid ?? '';
    const known = this.pods.get(uid);
    this.pods.set(uid, pod);
    if (!known) this.handle({ op: 'ADD', pod });
    else if (!sameWish(known, pod)) this.handle({ op: pod.metadata.deletionTimestamp ? 'DELETE' : 'UPDATE', pod });
    else if (known.status !== pod.status) this.handle({ op: 'RECONCILE', pod });
  }

  /** The kubelet remembers the pod as it knew it, deletion included; the last event may know of a shorter grace. */
  private remove(pod: Pod): void {
    const uid = pod.metadata.uid ?? '';
    if (!this.pods.delete(uid)) return;
    this.handle({ op: 'REMOVE', pod });
  }
}

/** config.go podsDifferSemantically: spec, labels, annotations and the two fields of a deletion. */
function sameWish(a: Pod, b: Pod): boolean {
  return (
    a.metadata.deletionTimestamp === b.metadata.deletionTimestamp &&
    a.metadata.deletionGracePeriodSeconds === b.metadata.deletionGracePeriodSeconds &&
    sameJson(a.spec, b.spec) &&
    sameJson(a.metadata.labels, b.metadata.labels) &&
    sameJson(a.metadata.annotations, b.metadata.annotations)
  );
}
