import { forbidden, type StatusCause, type StatusError } from '../errors';
import { isMadeFrom } from '../names';
import { resourceOf } from '../resources';
import type { KubeObject } from '../types/index';

/**
 * 403 of a plugin that comes before an object has its name: it is told by what its name will begin with, as in the events
 * of a ReplicaSet that can't make pods. Source: apiserver admission/errors.go `extractResourceName`.
 */
export function refuseNew(object: KubeObject, why: string, causes?: readonly StatusCause[]): StatusError {
  const { name, generateName } = object.metadata;
  const shown = generateName && isMadeFrom(name, generateName) ? generateName : name;
  return forbidden(resourceOf(object.kind), shown, why, causes);
}

/** 403 of a plugin that looks at the object as it will be. */
export function refuse(object: KubeObject, why: string): StatusError {
  return forbidden(resourceOf(object.kind), object.metadata.name, why);
}
