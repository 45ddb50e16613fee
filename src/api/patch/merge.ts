import { cloneJson } from '../json';

type Json = Record<string, unknown>;

/** JSON merge patch (RFC 7386): maps merge, `null` deletes, everything else replaces. */
export function applyMergePatch(original: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return cloneJson(patch);
  const out: Json = isMap(original) ? { ...original } : {};
  for (const key of Object.keys(patch)) {
    const value = patch[key];
    if (value === null) delete out[key];
    else out[key] = applyMergePatch(out[key], value);
  }
  return out;
}

/** True for a JSON object. */
export function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
