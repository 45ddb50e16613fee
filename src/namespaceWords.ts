const DEFAULT = 'default';

/** What a kubectl command needs besides a name: nothing in the namespace that is kubectl's own. */
export function namespaceFlag(namespace: string): string {
  return namespace === DEFAULT ? '' : ` --namespace ${namespace}`;
}

/** The same in a sentence. */
export function inNamespace(namespace: string): string {
  return namespace === DEFAULT ? '' : ` in namespace "${namespace}"`;
}
