import type { Container, Pod } from '../../api/types/index';
import type { RuntimeContainer } from '../runtime/types';
import type { PodRuntimeStatus } from './runtimeStatus';

/** A pod that only the runtime knows, by its labels (kubecontainer.Pod.ToAPIPod). */
export function orphan(status: PodRuntimeStatus): Pod {
  const known = status.sandboxes[0] ?? status.containers[0];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: known?.podName ?? '', namespace: known?.namespace ?? 'default', uid: status.uid },
    spec: { containers: [] },
  };
}

/**
 * The same with what has been written down with its containers: releases up to 1.21 give them the hook and the grace with
 * which they were made (kuberuntime_container.go restoreSpecsFromContainerLabels at 1.20).
 */
export function restored(status: PodRuntimeStatus): Pod {
  const pod = orphan(status);
  pod.spec.containers = status.containers.map(restoredContainer);
  const grace = status.containers[0]?.annotations.terminationGracePeriodSeconds;
  if (grace !== undefined) pod.spec.terminationGracePeriodSeconds = grace;
  return pod;
}

function restoredContainer({ name, image, annotations: { preStop, ports } }: RuntimeContainer): Container {
  return { name, image, ...(ports && { ports }), ...(preStop && { lifecycle: { preStop } }) };
}
