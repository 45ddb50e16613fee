import type { KubeObject, ObjectReference } from '../types/index';

/** The reference to an object as events carry it; a reference stays as it is. */
export function referenceTo(object: KubeObject | ObjectReference, fieldPath?: string): ObjectReference {
  const reference = 'metadata' in object ? fromObject(object) : { ...object };
  if (fieldPath) reference.fieldPath = fieldPath;
  return reference;
}

function fromObject({ kind, apiVersion, metadata }: KubeObject): ObjectReference {
  const { namespace, name, uid, resourceVersion } = metadata;
  const reference: ObjectReference = { kind };
  if (namespace) reference.namespace = namespace;
  reference.name = name;
  if (uid) reference.uid = uid;
  reference.apiVersion = apiVersion;
  if (resourceVersion) reference.resourceVersion = resourceVersion;
  return reference;
}

/** Events of objects without a namespace live in `default`. */
export function eventNamespace(reference: ObjectReference): string {
  return reference.namespace || 'default';
}
