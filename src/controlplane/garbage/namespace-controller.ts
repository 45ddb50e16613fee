import { ApiClient, type ApiServer, isStatus, RESOURCES } from '../../api';
import type { KubeObject, Namespace, Pod } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { byName, keyOf } from '../common/objects';
import { isTerminal } from '../common/pods';
import { Controller } from '../controller';

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

/**
 * Empties a namespace that is being deleted, then lets it go: after 5 s everything in it is deleted, since KEP-5080 pods
 * first and the rest when they are gone. Source: recording of g32.
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
    const sync = (key: string): Task => this.sync(key);
    this.controller = new Controller({ kernel, name: NAME, kind: 'Namespace', workers: 10, sync });
  }

  start(): void {
    this.informers.of<Namespace>('Namespace').onChange(({ type, object }) => {
      if (type !== 'DELETED' && object.metadata.deletionTimestamp)
        this.controller.enqueueAfter(keyOf(object), GRACE_MS);
    });
  }

  private *sync(name: string): Task {
    const namespace = this.informers.of<Namespace>('Namespace').get('', name);
    if (!namespace?.metadata.deletionTimestamp) return;
    const kinds = RESOURCES.filter(({ namespaced }) => namespaced).map(({ kind }) => kind);
    const ordered = this.api.release.has('orderedNamespaceDeletion');
    const left = yield* this.empty(name, ordered ? ['Pod'] : kinds);
    const remaining = left.length > 0 || !ordered ? left : yield* this.empty(name, kinds);
    if (left.length > 0 && ordered) this.api.kernel.acts(PODS_FIRST);
    if (remaining.length > 0) {
      this.api.kernel.acts(EMPTIED);
      const graceSeconds = Math.max(0, ...remaining.map(graceOf));
      this.controller.enqueueAfter(name, (Math.trunc(graceSeconds / 2) + 1) * 1000);
      return;
    }
    yield* this.finalize(namespace);
  }

  /** Deletes all objects of these kinds and says which of them take longer. */
  private *empty(namespace: string, kinds: readonly string[]): Task<KubeObject[]> {
    const left: KubeObject[] = [];
    for (const kind of kinds) {
      const objects = this.api.list<KubeObject>(kind, { namespace });
      if (objects.length === 0) continue;
      for (const object of objects.sort(byName)) yield* this.remove(kind, object);
      left.push(...this.api.list<KubeObject>(kind, { namespace }));
    }
    return left;
  }

  private *remove(kind: string, { metadata: { namespace = '', name } }: KubeObject): Task {
    try {
      yield* this.client.delete(kind, namespace, name, { propagationPolicy: 'Background' });
    } catch (error) {
      if (!isStatus(error, 'NotFound') && !isStatus(error, 'Conflict')) throw error;
    }
  }

  private *finalize(namespace: Namespace): Task {
    try {
      const finalizers = (namespace.spec?.finalizers ?? []).filter((each) => each !== 'kubernetes');
      yield* this.client.update<Namespace>({ ...namespace, spec: { ...namespace.spec, finalizers } });
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }
}

function graceOf(object: KubeObject): number {
  if (object.kind !== 'Pod') return 0;
  const pod = object as Pod;
  return isTerminal(pod) ? 0 : (pod.spec.terminationGracePeriodSeconds ?? 0);
}
