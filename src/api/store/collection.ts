import type { FieldMatcher } from '../fieldSelectors';
import type { LabelMatcher } from '../selectors';
import type { KubeObject } from '../types/index';
import { ObjectIndex } from './objectIndex';

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
function keyOf(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** The field by which many watchers and lists ask for pods: each node wants its own. */
export const NODE_FIELD = 'spec.nodeName';

/** The node that a pod is bound to; `''` before. */
export function nodeOf(object: KubeObject): string {
  return (object as { spec?: { nodeName?: string } }).spec?.nodeName ?? '';
}

/** How a label stands in the index: labels have no line breaks. */
function labelEntry(namespace: string | undefined, key: string, value: string): string {
  return `${namespace ?? ''}\n${key}\n${value}`;
}

function labelEntries({ metadata: { namespace, labels } }: KubeObject): string[] {
  return labels ? Object.keys(labels).map((key) => labelEntry(namespace, key, labels[key] as string)) : [];
}

function ownerUids({ metadata }: KubeObject): string[] {
  return (metadata.ownerReferences ?? []).map(({ uid }) => uid);
}

/**
 * All objects of one kind, in the order of their keys. Pods are found by their node, objects by a label or an owner; these
 * two indexes are made when they are first asked for, because most kinds are never asked that.
 */
export class Collection {
  private readonly objects = new Map<string, KubeObject>();
  /** Always sorted. */
  private readonly keys: string[] = [];
  private readonly byNode: ObjectIndex | undefined;
  private byLabel: ObjectIndex | undefined;
  private byOwner: ObjectIndex | undefined;

  constructor(kind: string) {
    this.byNode = kind === 'Pod' ? new ObjectIndex((pod) => (nodeOf(pod) ? [nodeOf(pod)] : [])) : undefined;
  }

  get size(): number {
    return this.objects.size;
  }

  get(namespace: string | undefined, name: string): KubeObject | undefined {
    return this.objects.get(keyOf(namespace, name));
  }

  /** @returns what it replaces */
  put(object: KubeObject): KubeObject | undefined {
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const old = this.objects.get(key);
    if (!old) this.keys.splice(position(this.keys, key), 0, key);
    this.objects.set(key, object);
    this.reindex(key, old, object);
    return old;
  }

  /** @returns what was there */
  remove(object: KubeObject): KubeObject | undefined {
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const old = this.objects.get(key);
    if (!old) return undefined;
    this.objects.delete(key);
    this.keys.splice(position(this.keys, key), 1);
    this.reindex(key, old, undefined);
    return old;
  }

  /** The objects of a scope, in the order of their keys. */
  list(scope: Scope = {}): KubeObject[] {
    const name = scope.fields?.exact('metadata.name');
    if (name !== undefined && scope.namespace !== undefined) return this.pick([keyOf(scope.namespace, name)], scope);
    const node = this.byNode ? scope.fields?.exact(NODE_FIELD) : undefined;
    if (node) return this.pick([...(this.byNode?.get(node) ?? [])].sort(), scope);
    const labelled = scope.namespace === undefined ? undefined : this.labelled(scope.namespace, scope.labels);
    if (labelled) return this.pick([...labelled].sort(), scope);
    const { keys } = this;
    if (scope.namespace === undefined) return this.pick(keys, scope);
    const prefix = `${scope.namespace}/`;
    const first = position(keys, prefix);
    let end = first;
    while (keys[end]?.startsWith(prefix)) end++;
    return this.pick(keys.slice(first, end), scope);
  }

  /** The objects that an owner, by uid, is said to own, in the order of their keys. */
  ownedBy(uid: string): KubeObject[] {
    this.byOwner ??= this.index(ownerUids);
    return this.pick([...this.byOwner.get(uid)].sort(), {});
  }

  /** Keys of the objects that have the rarest label of those that a selector asks for; undefined when it names none. */
  private labelled(namespace: string, matcher: LabelMatcher | undefined): ReadonlySet<string> | undefined {
    if (!matcher) return undefined;
    let rarest: ReadonlySet<string> | undefined;
    for (const { key, operator, values } of matcher.requirements) {
      if (operator !== '=') continue;
      this.byLabel ??= this.index(labelEntries);
      const found = this.byLabel.get(labelEntry(namespace, key, values[0] ?? ''));
      if (!rarest || found.size < rarest.size) rarest = found;
    }
    return rarest;
  }

  private index(valuesOf: (object: KubeObject) => readonly string[]): ObjectIndex {
    const index = new ObjectIndex(valuesOf);
    for (const [key, object] of this.objects) index.change(key, undefined, object);
    return index;
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
    this.byNode?.change(key, old, now);
    if (old?.metadata.ownerReferences !== now?.metadata.ownerReferences) this.byOwner?.change(key, old, now);
    if (old?.metadata.labels !== now?.metadata.labels) this.byLabel?.change(key, old, now);
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
