import { Signal } from '../kernel/index';
import { labelMatcher } from './selectors';
import { Collection } from './store/collection';
import type { ApiServer, Watch, WatchOptions } from './store/index';
import type { KubeObject, LabelSelector } from './types/index';
import type { WatchEvent } from './watch';

export interface InformerEvent<T extends KubeObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** As it is now; its last state when it was deleted. */
  readonly object: T;
  /** As it was before. */
  readonly old?: T;
}

/**
 * A component's own copy of all objects of a kind, kept by a watch. It is always a little older than the store: that
 * is what makes the races of a real cluster. Everything that exists comes as ADDED first.
 */
export class Informer<T extends KubeObject> {
  /** Fires after each change, once all handlers have seen it. */
  readonly changed: Signal<InformerEvent<T>>;
  private readonly cache: Collection;
  private readonly handlers: ((event: InformerEvent<T>) => void)[] = [];
  private readonly watch: Watch;

  constructor(
    api: ApiServer,
    readonly kind: string,
    options: WatchOptions,
  ) {
    this.changed = new Signal(api.kernel);
    this.cache = new Collection(kind);
    this.watch = api.watch<T>(kind, options, (event) => this.receive(event));
  }

  /** The copy of an object; for kinds without namespaces the namespace is `undefined`. */
  get(namespace: string | undefined, name: string): T | undefined {
    return this.cache.get(namespace, name) as T | undefined;
  }

  /** In the order of `namespace/name`. */
  list(namespace?: string): T[] {
    return this.cache.list({ namespace }) as T[];
  }

  /** The objects that a selector selects, in the order of `namespace/name`; none without a selector, all for an empty one. */
  selected(namespace: string | undefined, selector: LabelSelector | undefined): T[] {
    return this.cache.list({ namespace, labels: labelMatcher(selector) }) as T[];
  }

  /** The objects that an owner is said to own, in the order of `namespace/name`. */
  ownedBy(uid: string): T[] {
    return this.cache.ownedBy(uid) as T[];
  }

  /** Handlers are called in the order in which they came, for everything that happens from now on. */
  onChange(handler: (event: InformerEvent<T>) => void): void {
    this.handlers.push(handler);
  }

  /** Ends the watch; the copy stays as it is. */
  stop(): void {
    this.watch.stop();
  }

  private receive({ type, object }: WatchEvent<T>): void {
    if (type === 'BOOKMARK') return;
    const old = (type === 'DELETED' ? this.cache.remove(object) : this.cache.put(object)) as T | undefined;
    const event: InformerEvent<T> = old ? { type, object, old } : { type, object };
    for (const handler of this.handlers) handler(event);
    this.changed.fire(event);
  }
}
