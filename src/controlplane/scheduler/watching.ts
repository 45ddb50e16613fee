import { isTerminal } from '../../api';
import type { KubeNode, Pod } from '../../api/types';
import type { Informers } from '../common/informers';
import type { ClusterCache } from './cache';
import { type ClusterEvent, changedAspects } from './clusterEvent';

export interface Watching {
  readonly cache: ClusterCache;
  /** A pod without a node came or was changed. */
  onUnbound(pod: Pod, old: Pod | undefined): void;
  /** A pod is no longer for the scheduler: bound, ended, or gone without ever having had a node. */
  onSettled(pod: Pod, gone: boolean): void;
  onEvent(event: ClusterEvent): void;
}

/** Turns what the scheduler watches into its cache and into events for the queue. */
export function watchCluster(informers: Informers, watching: Watching): void {
  watchPods(informers, watching);
  watchNodes(informers, watching);
  for (const kind of ['PersistentVolumeClaim', 'PersistentVolume', 'StorageClass'] as const) {
    informers.of(kind).onChange(() => watching.onEvent({ type: 'storage-changed' }));
  }
  informers.of('Service').onChange(() => watching.onEvent({ type: 'service-changed' }));
  for (const kind of ['Namespace', 'ReplicaSet', 'StatefulSet', 'PodDisruptionBudget'] as const) informers.of(kind);
}

function watchPods(informers: Informers, { cache, onUnbound, onSettled, onEvent }: Watching): void {
  informers.of<Pod>('Pod').onChange(({ type, object: pod, old }) => {
    if (!pod.spec.nodeName) {
      if (type === 'DELETED' || isTerminal(pod)) onSettled(pod, type === 'DELETED');
      else onUnbound(pod, old);
      return;
    }
    const uid = pod.metadata.uid ?? '';
    onSettled(pod, false);
    if (type === 'DELETED') {
      cache.removePod(uid);
      if (!isTerminal(pod)) onEvent({ type: 'pod-deleted', pod });
      return;
    }
    cache.setPod(pod);
    if (!old?.spec.nodeName && !isTerminal(pod)) onEvent({ type: 'pod-added', pod });
    else if (old) onEvent({ type: 'pod-updated', pod, old });
  });
}

function watchNodes(informers: Informers, { cache, onEvent }: Watching): void {
  informers.of<KubeNode>('Node').onChange(({ type, object: node, old }) => {
    if (type === 'DELETED') {
      cache.removeNode(node.metadata.name);
      onEvent({ type: 'node-deleted', node });
      return;
    }
    cache.setNode(node);
    if (!old) {
      onEvent({ type: 'node-added', node });
      return;
    }
    const changed = changedAspects(old, node);
    if (changed.size > 0) onEvent({ type: 'node-updated', node, changed });
  });
}
