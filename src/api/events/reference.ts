import type { KubeObject, ObjectReference } from '../types/index';

/** The reference to an object as events carry it; a reference stays as it is. */
export function referenceTo(object: KubeObject | ObjectReference, fieldPath?: string): ObjectReference {
  const reference = 'metadata' in object ? fromObject(object) : { ...object };
  return fieldPath ? { ...reference, fieldPath } : reference;
}

function fromObject({ kind, apiVersion, metadata }: KubeObject): ObjectReference {
  const { namespace, name, uid, resourceVersion } = metadata;
  return {
    kind,
    ...(namespace ? { namespace } : {}),
    name,
    ...(uid ? { uid } : {}),
    apiVersion,
    ...(resourceVersion ? { resourceVersion } : {}),
  };
}

/** Events of objects without a namespace live in `default`. */
export function eventNamespace(reference: ObjectReference): string {
  return reference.namespace || 'default';
}
