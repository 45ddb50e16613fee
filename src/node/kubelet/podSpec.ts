import type { Container, ObjectReference, Pod } from '../../api/types/index';
import type { RuntimeContainer } from '../runtime/types';
import { DEFAULT_GRACE_SECONDS } from './constants';

/** `name_namespace(uid)`: how the kubelet's messages name a pod (pkg/kubelet/util/format). */
export function fullPodName(pod: Pod): string {
  return `${pod.metadata.name}_${pod.metadata.namespace ?? 'default'}(${podUid(pod)})`;
}

export function podUid(pod: Pod): string {
  return pod.metadata.uid ?? '';
}

/** `Pod/ns/name`: the object of a fact. */
export function factObject(pod: Pod): string {
  return `Pod/${pod.metadata.namespace ?? 'default'}/${pod.metadata.name}`;
}

export function restartPolicyOf(pod: Pod): 'Always' | 'OnFailure' | 'Never' {
  return pod.spec.restartPolicy ?? 'Always';
}

export function initContainersOf(pod: Pod): readonly Container[] {
  return pod.spec.initContainers ?? [];
}

export type ContainerPlace = 'containers' | 'initContainers' | 'ephemeralContainers';

/** Finds a container of the pod by name and tells which list it stands in. */
export function findContainer(pod: Pod, name: string): { container: Container; place: ContainerPlace } | undefined {
  for (const place of ['containers', 'initContainers', 'ephemeralContainers'] as const) {
    const container = pod.spec[place]?.find((c) => c.name === name);
    if (container) return { container, place };
  }
  return undefined;
}

/** `spec.containers{name}`: the field path of an event about a container. */
export function fieldPath(pod: Pod, name: string): string | undefined {
  const found = findContainer(pod, name);
  return found && `spec.${found.place}{${name}}`;
}

/** A reference to the pod, for events; static pods are meant by their mirror's name. */
export function podReference(pod: Pod): ObjectReference {
  const { name, namespace, uid, resourceVersion } = pod.metadata;
  return { apiVersion: 'v1', kind: 'Pod', name, namespace, uid, resourceVersion };
}

/** The grace that the pod itself asks for. */
export function specGraceSeconds(pod: Pod): number {
  return pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
}

/** A port of a probe or hook: a number, or the name of one of the container's ports. Undefined when there is no such name. */
export function resolvePort(port: number | string, container: Container): number | undefined {
  if (typeof port === 'number') return port;
  const named = container.ports?.find((p) => p.name === port)?.containerPort;
  if (named !== undefined) return named;
  return /^\d+$/.test(port) ? Number(port) : undefined;
}

/** Whether a running instance is not what the spec asks for any more: only name and image count (container/helpers.go HashContainer). */
export function definitionChanged(container: Container, instance: RuntimeContainer): boolean {
  return instance.image !== (container.image ?? '');
}
