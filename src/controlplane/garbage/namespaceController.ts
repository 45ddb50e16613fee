import { ApiClient, type ApiServer, isStatus, isTerminal, RESOURCES, resourceOf } from '../../api';
import type { KubeObject, Namespace, Pod } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { byName, keyOf, wallMsOf } from '../common/objects';
import { Controller, type SyncResult } from '../controller';
import { conditionsOf, type Leftovers } from './namespaceConditions';

const EMPTIED = rule(
  'namespace/emptied-first',
  'A namespace that is deleted goes when everything in it is gone.',
  'kubernetes.io, Namespaces',
);
const PODS_FIRST = rule(
  'namespace/pods-before-the-rest',
  'Of a namespace that is deleted the pods go before the rest.',
  'KEP-5080',
);

const NAME = 'namespace-controller';

/** So that all API servers of a cluster have seen the deletion and let nothing new in (namespaceDeletionGracePeriod). */
const GRACE_MS = 5000;

/** How long finalizers are given before the namespace is looked at again. */
const FINALIZER_SECONDS = 15;

/** At least once a minute. */
const RETRY = { baseMs: 5, maxMs: 60_000 };

/**
 * Empties a namespace that is being deleted, then lets it go: after 5 s everything in it is deleted, since KEP-5080 pods
 * first and the rest when they are gone. Each word about it in its conditions is a change that makes the controller look
 * again 5 s later. Source: controller/namespace/deletion/namespaced_resources_deleter.go; recording of g32.
 */
export class NamespaceController {
  private readonly controller: Controller;
  private readonly client: ApiClient;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    const sync = (key: string): Task<SyncResult> => this.sync(key);
    this.controller = new Controller({ kernel, name: NAME, kind: 'Namespace', workers: 10, retry: RETRY, sync });
  }

  start(): void {
    this.informers.of<Namespace>('Namespace').onChange(({ type, object }) => {
      if (type !== 'DELETED' && object.metadata.deletionTimestamp)
        this.controller.enqueueAfter(keyOf(object), GRACE_MS);
    });
  }

  private *sync(name: string): Task<SyncResult> {
    const namespace = yield* this.client.find<Namespace>('Namespace', '', name);
    if (!namespace?.metadata.deletionTimestamp) return undefined;
    const left = yield* this.emptyAll(namespace);
    if (left.errors.length > 0) return 'retry';
    if (left.seconds > 0) {
      this.api.kernel.acts(EMPTIED);
      this.controller.enqueueAfter(name, (Math.trunc(left.seconds / 2) + 1) * 1000);
      return 'keep';
    }
    yield* this.finalize(name);
    return undefined;
  }

  /** Deletes what there is and says in the conditions what is left. */
  private *emptyAll(namespace: Namespace): Task<Left> {
    const isOrdered = this.api.release.has('orderedNamespaceDeletion');
    if (isOrdered) {
      const pods = new Left();
      yield* this.empty('Pod', namespace, pods);
      if (pods.byResource.size > 0) {
        this.api.kernel.acts(PODS_FIRST);
        // Of pods that come first, nothing is counted in public.
        yield* this.tell(namespace, { byResource: new Map(), byFinalizer: new Map(), errors: pods.errors });
        return pods;
      }
    }
    const left = new Left();
    for (const { kind, namespaced } of RESOURCES) {
      if (namespaced && !(isOrdered && kind === 'Pod')) yield* this.empty(kind, namespace, left);
    }
    yield* this.tell(namespace, left);
    return left;
  }

  /** Deletes all objects of a kind and adds to `left` which of them take longer. */
  private *empty(kind: string, { metadata }: Namespace, left: Left): Task {
    const namespace = metadata.name;
    const objects = this.api.list<KubeObject>(kind, { namespace });
    if (objects.length === 0) return;
    // What should be over by now is no reason to wait any longer.
    const graceSeconds = Math.max(0, ...objects.map(graceOf));
    const passedMs = this.api.wallMs() - (wallMsOf(metadata.deletionTimestamp) ?? 0);
    const seconds = passedMs >= graceSeconds * 1000 ? 0 : graceSeconds;
    for (const object of objects.sort(byName)) yield* this.remove(kind, object);
    left.add(kind, this.api.list<KubeObject>(kind, { namespace }), seconds, namespace);
  }

  private *tell(namespace: Namespace, leftovers: Leftovers): Task {
    const conditions = conditionsOf(namespace, leftovers, this.api.wallMs());
    if (!conditions) return;
    const status = { ...namespace.status, conditions };
    try {
      yield* this.client.updateStatus<Namespace>({ ...namespace, status });
    } catch (error) {
      if (!isStatus(error, 'NotFound') && !isStatus(error, 'Conflict')) throw error;
    }
  }

  private *remove(kind: string, { metadata: { namespace = '', name } }: KubeObject): Task {
    try {
      yield* this.client.delete(kind, namespace, name, { propagationPolicy: 'Background' });
    } catch (error) {
      if (!isStatus(error, 'NotFound') && !isStatus(error, 'Conflict')) throw error;
    }
  }

  private *finalize(name: string): Task {
    try {
      const namespace = yield* this.client.get<Namespace>('Namespace', '', name);
      const finalizers = (namespace.spec?.finalizers ?? []).filter((each) => each !== 'kubernetes');
      yield* this.client.update<Namespace>({ ...namespace, spec: { ...namespace.spec, finalizers } });
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }
}

/** What could not be deleted at once, and how long that may take. */
class Left implements Leftovers {
  readonly byResource = new Map<string, number>();
  readonly byFinalizer = new Map<string, number>();
  readonly errors: string[] = [];
  seconds = 0;

  /** @param seconds that pods of this kind may take to stop */
  add(kind: string, objects: readonly KubeObject[], seconds: number, namespace: string): void {
    if (objects.length === 0) return;
    const { plural, group, apiVersion } = resourceOf(kind);
    this.byResource.set(`${plural}.${group}`, objects.length);
    const finalizers = objects.flatMap(({ metadata }) => metadata.finalizers ?? []);
    for (const each of finalizers) this.byFinalizer.set(each, (this.byFinalizer.get(each) ?? 0) + 1);
    const wait = seconds || (finalizers.length > 0 ? FINALIZER_SECONDS : 0);
    this.seconds = Math.max(this.seconds, wait);
    if (wait > 0) return;
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    this.errors.push(
      `unexpected items still remain in namespace: ${namespace} for gvr: ${group}/${version}, Resource=${plural}`,
    );
  }
}

function graceOf(object: KubeObject): number {
  if (object.kind !== 'Pod') return 0;
  const pod = object as Pod;
  return isTerminal(pod) ? 0 : (pod.spec.terminationGracePeriodSeconds ?? 0);
}
