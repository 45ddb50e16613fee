import type { Kernel } from '../../kernel/index';
import type { FieldHistory } from '../managedFields/index';
import { type Resource, resourceOf } from '../resources';
import type { KubeObject } from '../types/index';
import { WatchHub } from '../watch';
import { Collection } from './collection';
import { EventExpiry } from './expiry';

/** What an `api-write` fact says about a write. */
export type WriteVerb = 'create' | 'update' | 'status' | 'delete' | 'removed' | 'bind' | 'evict' | 'scale';

interface Shelf {
  readonly resource: Resource;
  readonly objects: Collection;
  readonly watchers: WatchHub;
}

/** `Pod/default/web`, `Node/node-1`: how facts name an object. */
export function refOf(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${object.kind}/${namespace}/${name}` : `${object.kind}/${name}`;
}

/**
 * etcd with the watch cache: objects by kind, one revision counter for all of them, and who watches.
 * It knows no rules; what may be written is decided before.
 */
export class Store {
  revision = 0;
  private readonly shelves = new Map<string, Shelf>();

  private readonly expiry: EventExpiry;

  constructor(
    private readonly kernel: Kernel,
    eventTtlMs: number,
    private readonly history: FieldHistory,
  ) {
    this.expiry = new EventExpiry(kernel, eventTtlMs, this);
  }

  /** @throws Error when the API has no such kind */
  shelf(kind: string): Shelf {
    const shelf = this.shelves.get(kind) ?? this.makeShelf(resourceOf(kind));
    this.shelves.set(kind, shelf);
    return shelf;
  }

  private makeShelf(resource: Resource): Shelf {
    const { kind, apiVersion } = resource;
    const watchers = new WatchHub(this.kernel, kind, apiVersion, () => this.revision);
    return { resource, objects: new Collection(kind), watchers };
  }

  /** Saves an object under the next revision. The object belongs to the store from here on. */
  put<T extends KubeObject>(object: T, verb: WriteVerb, by: string): T {
    const { objects, watchers } = this.shelf(object.kind);
    const revision = ++this.revision;
    object.metadata.resourceVersion = String(revision);
    const old = objects.put(object);
    this.record(object, verb, by);
    watchers.publish(old ? { revision, type: 'MODIFIED', object, old } : { revision, type: 'ADDED', object });
    if (object.kind === 'Event') this.expiry.written(object);
    return object;
  }

  /**
   * Takes an object away; watchers get its last state under the next revision.
   * @param propagation what the request wanted for its dependents; absent where it said nothing or the object went otherwise
   */
  remove<T extends KubeObject>(object: T, by: string, propagation?: string): T {
    const { objects, watchers } = this.shelf(object.kind);
    const revision = ++this.revision;
    const last = { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
    const old = objects.remove(last);
    this.history.forget(object.metadata.uid);
    this.record(last, 'removed', by, propagation);
    watchers.publish({ revision, type: 'DELETED', object: last, ...(old ? { old } : {}) });
    return last;
  }

  private record(object: KubeObject, verb: WriteVerb, by: string, propagation?: string): void {
    const { resourceVersion } = object.metadata;
    this.kernel.journal.record({
      component: 'apiserver',
      type: 'api-write',
      object: refOf(object),
      detail: { verb, by, resourceVersion, object, ...(propagation !== undefined && { propagation }) },
    });
  }
}
