import type { KubeObject } from '../api/index';

/** Something in a namespace. */
export interface Named {
  readonly name: string;
  readonly namespace: string;
}

const DEFAULT = 'default';

/** Where an object of a manifest comes to live when nobody says otherwise. */
export function namespaceOf({ metadata }: KubeObject): string {
  return metadata.namespace ?? DEFAULT;
}

/** A namespace as a value of a deed or a circumstance, which has none for the one that is kubectl's own. */
export function namespaceValue(namespace: string): { readonly namespace?: string } {
  return namespace === DEFAULT ? {} : { namespace };
}

/** Reads such a value. */
export function namespaceIn(values: Readonly<Record<string, unknown>>): string {
  return String(values['namespace'] ?? DEFAULT);
}
