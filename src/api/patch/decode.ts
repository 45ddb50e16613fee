import { invalid } from '../errors';
import { goText } from '../goText';
import { cloneJson } from '../json';
import { type DecodeProblem, decodeStruct } from '../manifest/decode';
import type { PathStep } from '../manifest/source';
import type { Release } from '../release/index';
import { STRUCTS } from '../schema/index';
import type { KubeObject } from '../types/index';
import type { PatchType } from './index';

/**
 * What a patch made of an object, read as the server reads it: fields that the release does not have are dropped, with a
 * warning where the server looks for them, and quantities are canonical. Source: apiserver `handlers/patch.go`.
 * @throws StatusError 422 when a value is of the wrong type
 */
export function decodePatched<T extends KubeObject>(
  patched: T,
  { patch, type, release, warn }: { patch: unknown; type: PatchType; release: Release; warn: (text: string) => void },
): T {
  const struct = STRUCTS.get(patched.kind);
  if (!struct) return patched;
  const object = cloneJson(patched);
  const problems = decodeStruct(object, struct, object.kind, release);
  const wrong = problems.find(({ kind }) => kind === 'wrong-type');
  if (wrong) throw refused(wrong, type === 'strategic' ? goText(patch) : JSON.stringify(patched), type);
  for (const { kind, path, server } of problems) {
    if (kind !== 'unknown-field') continue;
    remove(object, path);
    if (release.has('serverSideFieldValidation')) warn(server);
  }
  return object;
}

function refused({ server, converter }: DecodeProblem, shown: string, type: PatchType): Error {
  const why = type === 'strategic' ? converter : server;
  const message = `Invalid value: ${JSON.stringify(shown)}: ${why}`;
  return invalid('', '', '', [{ field: 'patch', reason: 'FieldValueInvalid', message }]);
}

function remove(object: unknown, path: readonly PathStep[]): void {
  const last = path.at(-1) as PathStep;
  const owner = path.slice(0, -1).reduce((value, step) => (value as Record<PathStep, unknown>)[step], object);
  delete (owner as Record<PathStep, unknown>)[last];
}
