import type { KubeObject } from '../types/index';

/**
 * Objects by something else than their key, as the indexers of client-go keep them: who asks for the pods of a Service or of
 * a ReplicaSet does not look at all others.
 */
export class ObjectIndex {
  private readonly keys = new Map<string, Set<string>>();

  /** @param valuesOf under what an object is found */
  constructor(private readonly valuesOf: (object: KubeObject) => readonly string[]) {}

  /** Keys of the objects with this value, in no order. */
  get(value: string): ReadonlySet<string> {
    return this.keys.get(value) ?? NOBODY;
  }

  /** Takes a change over: `old` was there under this key, `now` is. */
  change(key: string, old: KubeObject | undefined, now: KubeObject | undefined): void {
    const before = old ? this.valuesOf(old) : NOTHING;
    const after = now ? this.valuesOf(now) : NOTHING;
    for (const value of before) if (!after.includes(value)) this.remove(value, key);
    for (const value of after) if (!before.includes(value)) this.add(value, key);
  }

  private add(value: string, key: string): void {
    const keys = this.keys.get(value);
    if (keys) keys.add(key);
    else this.keys.set(value, new Set([key]));
  }

  private remove(value: string, key: string): void {
    const keys = this.keys.get(value);
    keys?.delete(key);
    if (keys?.size === 0) this.keys.delete(value);
  }
}

const NOTHING: readonly string[] = [];
const NOBODY: ReadonlySet<string> = new Set();
