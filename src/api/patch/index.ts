import { badRequest } from '../errors';
import { applyJsonPatch } from './json';
import { applyMergePatch } from './merge';
import { applyStrategicPatch } from './strategic';

export { listPatch } from './listPatch';

export type PatchType = 'strategic' | 'merge' | 'json';

/** How Go calls a JSON value that is no object. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/**
 * The object that a patch makes of another one; the original is not changed.
 * @throws StatusError 400 or 422 when the patch does not fit the object
 */
export function applyPatch(original: unknown, patch: unknown, type: PatchType): unknown {
  if (type === 'json') return applyJsonPatch(original, patch);
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    if (type === 'strategic')
      throw badRequest(`json: cannot unmarshal ${kindOf(patch)} into Go value of type map[string]interface {}`);
    throw badRequest(`a ${type} patch is an object with the fields to change; this one is ${JSON.stringify(patch)}`);
  }
  return type === 'merge' ? applyMergePatch(original, patch) : applyStrategicPatch(original, patch);
}
