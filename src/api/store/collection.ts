import type { FieldMatcher, LabelMatcher } from '../selectors';
import type { KubeObject } from '../types/index';

/** What a list or a watch is restricted to. */
export interface Scope {
  readonly namespace?: string | undefined;
  readonly labels?: LabelMatcher | undefined;
  readonly fields?: FieldMatcher | undefined;
}

/** True when an object belongs to the scope. */
export function inScope(scope: Scope, object: KubeObject): boolean {
  if (scope.namespace !== undefined && object.metadata.namespace !== scope.namespace) return false;
  if (scope.fields && !scope.fields.matches(object)) return false;
  return !scope.labels || scope.labels.matches(object.metadata.labels);
}

/** The order of keys in etcd: bytes of `namespace/name`; cluster-scoped objects have the name alone. */
export function keyOf(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** The field by which many watchers and lists ask for pods: each node wants its own. */
export const NODE_FIELD = 'spec.nodeName';

/** The node that a pod is bound to; `''` before. */
export function nodeOf(object: KubeObject): string {
  return (object as { spec?: { nodeName?: string } }).spec?.nodeName ?? '';
}

/** All objects of one kind, in the order of their keys, with an index of pods by node. */
export class Collection {
  private readonly objects = new Map<string, KubeObject>();
  /** Always sorted. */
  private readonly keys: string[] = [];
  private readonly byNode: Map<string, Set<string>> | undefined;

  constructor(kind: string) {
    this.byNode = kind === 'Pod' ? new Map() : undefined;
  }

  get size(): number {
    return this.objects.size;
  }

  get(namespace: string | undefined, name: string): KubeObject | undefined {
    return this.objects.get(keyOf(namespace, name));
  }

  put(object: KubeObject): void {
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const old = this.objects.get(key);
    if (!old) this.keys.splice(position(this.keys, key), 0, key);
    this.objects.set(key, object);
    this.reindex(key, old, object);
  }

  remove(object: KubeObject): void {
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const old = this.objects.get(key);
    if (!this.objects.delete(key)) return;
    this.keys.splice(position(this.keys, key), 1);
    this.reindex(key, old, undefined);
  }

  /** The objects of a scope, in the order of their keys. */
  list(scope: Scope = {}): KubeObject[] {
    const name = scope.fields?.exact('metadata.name');
    if (name !== undefined && scope.namespace !== undefined) return this.pick([keyOf(scope.namespace, name)], scope);
    const node = this.byNode ? scope.fields?.exact(NODE_FIELD) : undefined;
    if (node) return this.pick([...(this.byNode?.get(node) ?? [])].sort(), scope);
    const { keys } = this;
    if (scope.namespace === undefined) return this.pick(keys, scope);
    const prefix = `${scope.namespace}/`;
    const first = position(keys, prefix);
    let end = first;
    while (keys[end]?.startsWith(prefix)) end++;
    return this.pick(keys.slice(first, end), scope);
  }

  private pick(keys: readonly string[], scope: Scope): KubeObject[] {
    const out: KubeObject[] = [];
    for (const key of keys) {
      const object = this.objects.get(key);
      if (object && inScope(scope, object)) out.push(object);
    }
    return out;
  }

  private reindex(key: string, old: KubeObject | undefined, now: KubeObject | undefined): void {
    if (!this.byNode) return;
    const before = old ? nodeOf(old) : '';
    const after = now ? nodeOf(now) : '';
    if (before === after) return;
    if (before) this.byNode.get(before)?.delete(key);
    if (!after) return;
    const keys = this.byNode.get(after) ?? new Set<string>();
    keys.add(key);
    this.byNode.set(after, keys);
  }
}

/** Index of the first key that is not smaller than `key`. */
function position(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
