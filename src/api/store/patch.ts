import { badRequest, notFound } from '../errors';
import { decodePatched } from '../patch/decode';
import { applyPatch, type PatchType } from '../patch/index';
import { resourceOf } from '../resources';
import type { KubeObject, Pod } from '../types/index';
import type { ServerContext, WriteOptions } from './context';
import { resizePod, updateEphemeralContainers } from './podSubresources';
import { type Scale, scaleOf, writeScale } from './scale';
import { updateObject, updateStatusOf } from './update';

export interface PatchOptions extends WriteOptions {
  readonly type: PatchType;
  readonly subresource?: 'status' | 'scale' | 'ephemeralcontainers' | 'resize';
}

/**
 * PATCH: applied to the newest version of the object, so it needs no lock; a resourceVersion inside the patch is one.
 * @throws StatusError 400 for a patch that can't be applied, 422 for one that makes values of the wrong type, and what an update throws
 */
export function patchObject<T extends KubeObject>(
  context: ServerContext,
  kind: string,
  namespace: string | undefined,
  name: string,
  patch: unknown,
  options: PatchOptions,
): T {
  const resource = resourceOf(kind);
  if (options.subresource === 'scale') {
    const current = scaleOf(context, kind, namespace ?? 'default', name);
    return writeScale(context, kind, applyPatch(current, patch, options.type) as Scale, options) as KubeObject as T;
  }
  const old = context.store.shelf(kind).objects.get(resource.namespaced ? namespace : undefined, name);
  if (!old) throw notFound(resource, name);
  const made = applyPatch(old, patch, options.type) as T;
  checkIdentity(made, old);
  const { type, warn } = options;
  // Whoever hears warnings wrote the patch by hand; what the components send was made of Go's own types.
  const patched = warn ? decodePatched(made, { patch, type, release: context.release, warn }) : made;
  switch (options.subresource) {
    case 'status':
      return updateStatusOf(context, patched, options);
    case 'ephemeralcontainers':
      return updateEphemeralContainers(context, patched as KubeObject as Pod, options) as KubeObject as T;
    case 'resize':
      return resizePod(context, patched as KubeObject as Pod, options) as KubeObject as T;
    default:
      return updateObject(context, patched, options);
  }
}

function checkIdentity(patched: KubeObject, old: KubeObject): void {
  if (!patched.metadata || patched.kind !== old.kind) {
    throw badRequest(`the patch makes something else than a ${old.kind} of ${old.metadata.name}`);
  }
  const { name } = old.metadata;
  if (patched.metadata.name !== name) {
    throw badRequest(`the name of the object (${patched.metadata.name}) does not match the name on the URL (${name})`);
  }
}
