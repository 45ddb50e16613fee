import type { KubeObject, OwnerReference } from '../../api/types';

/** `namespace/name`, or `name` of a cluster-scoped object: what work queues hold. */
export function keyOf(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

/** The two parts of a key. */
export function splitKey(key: string): [namespace: string, name: string] {
  const slash = key.indexOf('/');
  return slash < 0 ? ['', key] : [key.slice(0, slash), key.slice(slash + 1)];
}

/** The owner that manages this object: the reference with `controller: true`. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller);
}

/** A reference that makes `owner` the managing controller of a dependent. */
export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Milliseconds of the wall clock of an RFC 3339 time of the API. */
export function wallMsOf(time: string | null | undefined): number | undefined {
  return time ? Date.parse(time) : undefined;
}

/** Older first; what was created in the same second goes by name, so that no order depends on a map. */
export function byAge(a: KubeObject, b: KubeObject): number {
  const left = a.metadata.creationTimestamp ?? '';
  const right = b.metadata.creationTimestamp ?? '';
  return compareText(left, right) || byName(a, b);
}

export function byName(a: KubeObject, b: KubeObject): number {
  if (a.metadata.namespace === b.metadata.namespace) return compareText(a.metadata.name, b.metadata.name);
  return compareText(keyOf(a), keyOf(b));
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
