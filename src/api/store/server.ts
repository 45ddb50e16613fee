import type { Kernel } from '../../kernel/index';
import { notFound } from '../errors';
import { parseFieldSelector } from '../fieldSelectors';
import type { Link } from '../link';
import { entriesOf, FieldHistory, keepsLastApplied, type ManagedFieldsEntry } from '../managedFields/index';
import type { MetricsApi } from '../metricsApi';
import type { NodeProxy } from '../nodeProxy';
import type { Release } from '../release/index';
import { resourceOf } from '../resources';
import { parseLabelSelector } from '../selectors';
import { formatMicroTime, formatTime } from '../time';
import type { KubeObject, Pod, ServiceAccount } from '../types/index';
import type { WatchEvent } from '../watch';
import { type AddressOptions, ServiceAddresses } from './addresses';
import { type ApplyOptions, applyObject, migrateOwners } from './apply';
import { type BindOptions, bindPod } from './binding';
import { addToken, bootstrap, fillNamespace } from './bootstrap';
import type { Scope } from './collection';
import type { DeleteOptions, ServerContext, WriteOptions } from './context';
import { createObject } from './create';
import { deleteObject } from './delete';
import { evictPod } from './eviction';
import { type PatchOptions, patchObject } from './patch';
import { resizePod, updateEphemeralContainers } from './podSubresources';
import { KUBERNETES_RULES, type ObjectRules } from './rules';
import { type Scale, scaleOf, writeScale } from './scale';
import { Store } from './store';
import { updateObject, updateStatusOf } from './update';

export interface ApiServerOptions extends AddressOptions {
  /** How long an Event is kept after its last write. Default an hour. */
  readonly eventTtlMs?: number;
  readonly release: Release;
  /** What the calendar shows at virtual time 0, in milliseconds since 1970. */
  readonly epochMs: number;
  /** Defaulting and validation. Default: those of Kubernetes. */
  readonly rules?: ObjectRules;
  /** Where the API server listens. Default 192.168.66.10:6443. */
  readonly advertised?: { readonly ip: string; readonly port: number };
}

export interface ListOptions {
  /** Absent = all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface WatchOptions extends ListOptions {
  /** Who watches, for the journal and error messages. */
  readonly name: string;
  /** Replay what came after this version; 410 Expired when that is too long ago. */
  readonly resourceVersion?: string;
  /** Begin with ADDED for everything that exists. Default true, unless a resourceVersion is given. */
  readonly sendInitialEvents?: boolean;
  /** A BOOKMARK each minute, with the current version. Default false. */
  readonly bookmarks?: boolean;
  /** The watcher's way to the API server: while it is down events wait, and come when it is up again. */
  readonly link?: Link | undefined;
  /** The name of the delay with which news arrives. Default `watchDelay`. */
  readonly delay?: string;
}

export interface Watch {
  stop(): void;
}

const DEFAULT_EVENT_TTL_MS = 3_600_000;
const DEFAULT_ADVERTISED = { ip: '192.168.66.10', port: 6443 };

/**
 * The API server with its store. Calls are synchronous: they are the commit itself. How long a request takes belongs to
 * the client (`ApiClient`), how long the news takes to each watcher.
 *
 * Objects that it returns are those of the store: never change them, copy them.
 */
export class ApiServer {
  readonly release: Release;
  private readonly epochMs: number;
  private readonly store: Store;
  private readonly context: ServerContext;
  /** What a metrics server offers; undefined without one. */
  metricsApi: MetricsApi | undefined;
  private readonly proxies = new Map<string, NodeProxy>();

  constructor(
    readonly kernel: Kernel,
    options: ApiServerOptions,
  ) {
    this.release = options.release;
    this.epochMs = options.epochMs;
    const history = new FieldHistory();
    this.store = new Store(kernel, options.eventTtlMs ?? DEFAULT_EVENT_TTL_MS, history);
    const services = () => this.store.shelf('Service').objects.list();
    const stream = kernel.random.stream('apiserver/addresses');
    this.context = {
      kernel,
      store: this.store,
      history,
      release: this.release,
      rules: options.rules ?? KUBERNETES_RULES,
      addresses: new ServiceAddresses(services, stream, this.release, options),
      names: kernel.random.stream('apiserver/names'),
      uids: kernel.random.stream('apiserver/uids'),
      wallMs: () => this.wallMs(),
    };
    bootstrap(this.context, options.advertised ?? DEFAULT_ADVERTISED);
  }

  /** Milliseconds since 1970. */
  wallMs(): number {
    return this.epochMs + this.kernel.now;
  }

  /** RFC 3339 in whole seconds. */
  now(): string {
    return formatTime(this.wallMs());
  }

  /** RFC 3339 with six decimals. */
  microTime(): string {
    return formatMicroTime(this.wallMs());
  }

  /** The version of the store as a whole, as lists carry it: watch from here to miss nothing. */
  get resourceVersion(): string {
    return String(this.store.revision);
  }

  /** @throws StatusError 403, 404 for the namespace, 409 AlreadyExists, 422 Invalid */
  create<T extends KubeObject>(object: T, options: WriteOptions = {}): T {
    const created = createObject(this.context, object, options);
    if (options.dryRun) return created;
    if (object.kind === 'Namespace') fillNamespace(this.context, created.metadata.name);
    if (object.kind === 'ServiceAccount') addToken(this.context, created as KubeObject as ServiceAccount);
    return created;
  }

  /** @throws StatusError 404 NotFound */
  get<T extends KubeObject>(kind: string, namespace: string | undefined, name: string): T {
    const found = this.find<T>(kind, namespace, name);
    if (!found) throw notFound(resourceOf(kind), name);
    return found;
  }

  /** The object, or undefined. The namespace of a kind without namespaces does not count. */
  find<T extends KubeObject>(kind: string, namespace: string | undefined, name: string): T | undefined {
    const { resource, objects } = this.store.shelf(kind);
    return objects.get(resource.namespaced ? namespace : undefined, name) as T | undefined;
  }

  /** In the order of `namespace/name`. @throws StatusError 400 for a selector that can't be */
  list<T extends KubeObject>(kind: string, options: ListOptions = {}): T[] {
    return this.store.shelf(kind).objects.list(scopeOf(kind, options, this.release)) as T[];
  }

  /** Everything but the status. @throws StatusError 404, 409 Conflict for an old resourceVersion, 422 */
  update<T extends KubeObject>(object: T, options: WriteOptions = {}): T {
    return updateObject(this.context, object, options);
  }

  /** The status, labels, annotations and finalizers. @throws StatusError 404, 409, 422 */
  updateStatus<T extends KubeObject>(object: T, options: WriteOptions = {}): T {
    return updateStatusOf(this.context, object, options);
  }

  /** @throws StatusError 400, 404, 409, 422 */
  patch<T extends KubeObject>(
    kind: string,
    namespace: string | undefined,
    name: string,
    patch: unknown,
    options: PatchOptions,
  ): T {
    return patchObject(this.context, kind, namespace, name, patch, options);
  }

  /**
   * Server-side apply: creates the object, or makes the fields of the manifest its own.
   * @throws StatusError 400, 404, 409 when others own what it would change, 422
   */
  apply<T extends KubeObject>(manifest: T, options: ApplyOptions): T {
    return applyObject(this.context, manifest, options);
  }

  /** Hands what `kubectl apply` has written by itself over to server-side apply. @throws StatusError 404 */
  migrateOwners(kind: string, namespace: string | undefined, name: string, options: WriteOptions = {}): boolean {
    return migrateOwners(this.context, kind, namespace, name, options);
  }

  /** Whether somebody who applies by the server owns the annotation of what was applied last. */
  keepsLastApplied(object: KubeObject): boolean {
    return keepsLastApplied(this.context.history.ownersOf(object));
  }

  /** `metadata.managedFields` of a stored object, which nobody carries about otherwise. */
  managedFields(object: KubeObject): ManagedFieldsEntry[] {
    return entriesOf(this.context.history.ownersOf(object));
  }

  /** Removes it, or marks it where something has to happen first. @throws StatusError 403, 404, 409 */
  delete<T extends KubeObject>(
    kind: string,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): T {
    return deleteObject(this.context, kind, namespace, name, options);
  }

  /** Deletes each object of a list. @returns what `delete` returns, for each */
  deleteCollection<T extends KubeObject>(kind: string, scope: ListOptions, options: DeleteOptions = {}): T[] {
    return this.list<T>(kind, scope).map(({ metadata }) =>
      this.delete<T>(kind, metadata.namespace, metadata.name, options),
    );
  }

  /** Assigns a pod to a node. @throws StatusError 404, 409 */
  bind(namespace: string, podName: string, nodeName: string, options: BindOptions = {}): void {
    bindPod(this.context, namespace, podName, nodeName, options);
  }

  /** Deletes a pod if its disruption budget allows. @throws StatusError 404, 429, 500 */
  evict(namespace: string, podName: string, options: DeleteOptions = {}): void {
    evictPod(this.context, namespace, podName, options);
  }

  /** @throws StatusError 404, 405 */
  getScale(kind: string, namespace: string, name: string): Scale {
    return scaleOf(this.context, kind, namespace, name);
  }

  /** @throws StatusError 404, 405, 409 */
  updateScale(kind: string, scale: Scale, options: WriteOptions = {}): Scale {
    return writeScale(this.context, kind, scale, options);
  }

  /** Adds ephemeral containers to a pod. @throws StatusError 404, 409, 422 */
  updateEphemeralContainers(pod: Pod, options: WriteOptions = {}): Pod {
    return updateEphemeralContainers(this.context, pod, options);
  }

  /** Changes resources of a running pod. @throws StatusError 404, 409, 422 */
  resize(pod: Pod, options: WriteOptions = {}): Pod {
    return resizePod(this.context, pod, options);
  }

  /**
   * Calls `listener` for each change, in order, each `watchDelay` after its commit.
   * @throws StatusError 400 for a selector, 410 or 504 for a resourceVersion
   */
  watch<T extends KubeObject>(kind: string, options: WatchOptions, listener: (event: WatchEvent<T>) => void): Watch {
    const { objects, watchers } = this.store.shelf(kind);
    const scope = scopeOf(kind, options, this.release);
    const after =
      options.resourceVersion && options.resourceVersion !== '0' ? Number(options.resourceVersion) : undefined;
    const initial = after === undefined && options.sendInitialEvents !== false ? objects.list(scope) : undefined;
    const start = { after, initial, bookmarks: options.bookmarks, link: options.link, delay: options.delay };
    return watchers.add(scope, start, options.name, listener as (event: WatchEvent) => void);
  }

  /** How the API server reaches a kubelet. */
  registerNodeProxy(nodeName: string, proxy: NodeProxy): void {
    this.proxies.set(nodeName, proxy);
  }

  nodeProxy(nodeName: string): NodeProxy | undefined {
    return this.proxies.get(nodeName);
  }
}

const EVERYTHING: Scope = Object.freeze({ namespace: undefined, labels: undefined, fields: undefined });

function scopeOf(kind: string, { namespace, labelSelector, fieldSelector }: ListOptions, release: Release): Scope {
  if (!namespace && !labelSelector && !fieldSelector) return EVERYTHING;
  const namespaced = resourceOf(kind).namespaced;
  return {
    namespace: namespaced && namespace !== '' ? namespace : undefined,
    labels: labelSelector ? parseLabelSelector(labelSelector, release) : undefined,
    fields: fieldSelector ? parseFieldSelector(kind, fieldSelector, release) : undefined,
  };
}
