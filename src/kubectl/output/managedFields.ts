import type { KubeObject, ManagedFieldsEntry } from '../../api';

/** Asks the API server who owns the fields of an object. */
export type OwnersOf = (object: KubeObject) => readonly ManagedFieldsEntry[];

/** Formats that leave `metadata.managedFields` out unless they are asked for (cli-runtime, genericclioptions/json_yaml_flags.go). */
const BRIEF: ReadonlySet<string> = new Set(['yaml', 'json', 'kyaml']);

/** True when an object in this format has its `managedFields`; templates always see them. */
export function showsManagedFields(format: string, isAsked: boolean): boolean {
  return isAsked || !BRIEF.has(format);
}

/** The object with its `metadata.managedFields`, which are worked out when somebody reads them. */
export function withManagedFields(object: KubeObject, ownersOf: OwnersOf): KubeObject {
  const { object: watched } = object as { object?: KubeObject };
  if (watched && !object.kind) return { ...object, object: withManagedFields(watched, ownersOf) } as KubeObject;
  const metadata = { ...object.metadata };
  Object.defineProperty(metadata, 'managedFields', { enumerable: true, get: () => ownersOf(object) });
  return { ...object, metadata };
}
