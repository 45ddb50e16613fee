import { ApiClient, type ApiServer, EventRecorder, isStatus, RESOURCES, sameJson } from '../../api';
import type { KubeObject, OwnerReference } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { keyOf } from '../common/objects';
import { Controller } from '../controller';
import { OwnerGraph } from './graph';

const BACKGROUND = rule(
  'gc/background',
  'What has lost all its owners is deleted.',
  'kubernetes.io, Garbage Collection',
);
const FOREGROUND_LAST = rule(
  'gc/foreground',
  'With Foreground an owner goes when the dependents that block it are gone.',
  'kubernetes.io, Garbage Collection, Foreground cascading deletion',
);
const ORPHANED = rule(
  'gc/orphan',
  'With Orphan the dependents lose their owner and stay.',
  'kubernetes.io, Garbage Collection, Orphaned dependents',
);
const ONE_OWNER_LEFT = rule(
  'gc/one-owner-is-enough',
  'What still has an owner loses only the references to those that are gone.',
  'pkg/controller/garbagecollector attemptToDeleteItem',
);

const OTHER_NAMESPACE = rule(
  'gc/owners-of-other-namespaces',
  'An owner in another namespace is none: what names no other is deleted.',
  'kubernetes.io, Owners and Dependents, Cross-namespace owner references',
);

const NAME = 'garbage-collector';
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** Kinds that own nothing and are owned by nothing, and change often. */
const LEFT_OUT = new Set(['Event', 'Lease']);

type Found = 'alive' | 'gone' | 'waits-for-dependents';

/**
 * Deletes what has lost all its owners (background), deletes dependents before their owner (foreground), or cuts the tie
 * (orphan). Source: kubernetes.io, "Garbage Collection"; the order of `attemptToDeleteItem`.
 */
export class GarbageCollector {
  private readonly graph = new OwnerGraph();
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;

  constructor(
    private readonly kernel: Kernel,
    api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.recorder = new EventRecorder(api, { component: 'garbage-collector-controller' });
    this.controller = new Controller({
      kernel,
      name: NAME,
      kind: 'Object',
      workers: 20,
      latency: 'gcDelay',
      sync: (uid) => this.process(uid),
    });
  }

  start(): void {
    for (const { kind, apiVersion } of this.kinds()) {
      this.informers.of(kind).onChange(({ type, object }) => {
        if (type === 'DELETED') this.removed(object);
        else this.seen(object.apiVersion ? object : { ...object, apiVersion, kind });
      });
    }
  }

  private kinds(): { kind: string; apiVersion: string }[] {
    return RESOURCES.filter(({ kind, simulated }) => !LEFT_OUT.has(kind) && simulated);
  }

  private seen(object: KubeObject): void {
    const { uid = '', ownerReferences = [], deletionTimestamp, finalizers = [] } = object.metadata;
    const isNews = !sameJson(this.graph.get(uid)?.metadata.ownerReferences ?? [], ownerReferences);
    this.graph.set(object);
    // An owner that nobody has seen may be gone already, and one that is something else than it is called is none.
    if (ownerReferences.some((owner) => !this.isOwner(owner, object, isNews))) this.controller.enqueue(uid);
    if (!deletionTimestamp) return;
    if (finalizers.includes(ORPHAN) || finalizers.includes(FOREGROUND)) this.controller.enqueue(uid);
    if (finalizers.includes(FOREGROUND))
      for (const dependent of this.graph.dependentsOf(uid)) this.controller.enqueue(uidOf(dependent));
  }

  /** True when the owner was seen where the reference says. */
  private isOwner(owner: OwnerReference, dependent: KubeObject, isNews: boolean): boolean {
    const known = this.graph.get(owner.uid);
    if (!known) return false;
    const { namespace } = known.metadata;
    const { namespace: own = '' } = dependent.metadata;
    if (namespace && namespace !== own) {
      this.kernel.acts(OTHER_NAMESPACE);
      const { apiVersion, kind, name, uid } = owner;
      const what = `[${apiVersion}/${kind}, namespace: ${own}, name: ${name}, uid: ${uid}]`;
      const message = `ownerRef ${what} does not exist in namespace ${JSON.stringify(own)}`;
      if (isNews) this.recorder.event(dependent, 'Warning', 'OwnerRefInvalidNamespace', message);
      return false;
    }
    return known.kind === owner.kind && known.metadata.name === owner.name;
  }

  private removed(object: KubeObject): void {
    const uid = uidOf(object);
    const owners = object.metadata.ownerReferences ?? [];
    this.graph.delete(uid);
    for (const dependent of this.graph.dependentsOf(uid)) this.controller.enqueue(uidOf(dependent));
    for (const owner of owners) if (isForeground(this.graph.get(owner.uid))) this.controller.enqueue(owner.uid);
  }

  private *process(uid: string): Task {
    const object = this.graph.get(uid);
    if (!object) return;
    const live = yield* this.read(object);
    if (!live || live.metadata.uid !== uid) return;
    const { deletionTimestamp, finalizers = [] } = live.metadata;
    if (deletionTimestamp && finalizers.includes(ORPHAN)) yield* this.orphan(live);
    else if (isForeground(live)) yield* this.finishForeground(live);
    else if (!deletionTimestamp) yield* this.checkOwners(live);
  }

  private *checkOwners(object: KubeObject): Task {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.length === 0) return;
    const found: { owner: OwnerReference; state: Found }[] = [];
    for (const owner of owners) found.push({ owner, state: yield* this.stateOf(owner, object) });
    const alive = found.filter(({ state }) => state === 'alive').map(({ owner }) => owner);
    if (alive.length === owners.length) return;
    if (alive.length > 0) {
      this.kernel.acts(ONE_OWNER_LEFT);
      yield* this.patchOwners(object, alive);
      return;
    }
    this.kernel.acts(BACKGROUND);
    const waiting = found.some(({ state }) => state === 'waits-for-dependents');
    const dependents = this.graph.dependentsOf(uidOf(object));
    // A dependent that waits for its own dependents may wait for this very object: a circle, in which nobody may block.
    if (waiting && dependents.some(isForeground)) yield* this.blockNobody(object, owners);
    const policy = waiting && dependents.length > 0 ? 'Foreground' : policyOf(object);
    yield* this.remove(object, policy);
  }

  private *stateOf(owner: OwnerReference, dependent: KubeObject): Task<Found> {
    const known = this.graph.get(owner.uid);
    const { namespace } = known?.metadata ?? {};
    const isThere = known?.metadata.name === owner.name && (!namespace || namespace === dependent.metadata.namespace);
    const live = isThere ? known : yield* this.readOwner(owner, dependent.metadata.namespace ?? '');
    if (!live || live.metadata.uid !== owner.uid) return 'gone';
    return isForeground(live) ? 'waits-for-dependents' : 'alive';
  }

  /** The owner goes when nothing that blocks it is left. */
  private *finishForeground(owner: KubeObject): Task {
    const uid = uidOf(owner);
    const dependents = this.graph.dependentsOf(uid);
    const blocks = (dependent: KubeObject): boolean =>
      dependent.metadata.ownerReferences?.some((each) => each.uid === uid && each.blockOwnerDeletion) ?? false;
    if (!dependents.some(blocks)) {
      this.kernel.acts(FOREGROUND_LAST);
      yield* this.dropFinalizer(owner, FOREGROUND);
      return;
    }
    for (const dependent of dependents)
      if (!dependent.metadata.deletionTimestamp) this.controller.enqueue(uidOf(dependent));
  }

  private *orphan(owner: KubeObject): Task {
    const uid = uidOf(owner);
    for (const dependent of this.graph.dependentsOf(uid)) {
      yield* this.patchOwners(
        dependent,
        (dependent.metadata.ownerReferences ?? []).filter((each) => each.uid !== uid),
      );
    }
    this.kernel.acts(ORPHANED);
    yield* this.dropFinalizer(owner, ORPHAN);
  }

  private *dropFinalizer(object: KubeObject, finalizer: string): Task {
    const finalizers = (object.metadata.finalizers ?? []).filter((each) => each !== finalizer);
    yield* this.patch(object, { finalizers });
  }

  /** Source: garbagecollector.go attemptToDeleteItem, `unblockOwnerReferencesStrategicMergePatch`. */
  private *blockNobody(object: KubeObject, owners: readonly OwnerReference[]): Task {
    yield* this.patchOwners(
      object,
      owners.map((owner) => ({ ...owner, blockOwnerDeletion: false })),
    );
  }

  private *patchOwners(object: KubeObject, ownerReferences: OwnerReference[]): Task {
    yield* this.patch(object, { ownerReferences });
  }

  private *patch(object: KubeObject, metadata: Record<string, unknown>): Task {
    const { namespace = '', name } = object.metadata;
    try {
      yield* this.client.patch(object.kind, namespace, name, { metadata }, { type: 'merge' });
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }

  private *remove(object: KubeObject, propagationPolicy: 'Background' | 'Foreground' | 'Orphan'): Task {
    const { namespace = '', name, uid = '' } = object.metadata;
    try {
      yield* this.client.delete(object.kind, namespace, name, { propagationPolicy, preconditions: { uid } });
    } catch (error) {
      if (!isStatus(error, 'NotFound') && !isStatus(error, 'Conflict')) throw error;
    }
  }

  private *readOwner(owner: OwnerReference, namespace: string): Task<KubeObject | undefined> {
    const resource = RESOURCES.find(({ kind }) => kind === owner.kind);
    if (!resource) return undefined;
    const metadata = { name: owner.name, namespace: resource.namespaced ? namespace : '' };
    return yield* this.read({ apiVersion: owner.apiVersion, kind: owner.kind, metadata });
  }

  private *read({ kind, metadata }: KubeObject): Task<KubeObject | undefined> {
    try {
      return yield* this.client.get<KubeObject>(kind, metadata.namespace ?? '', metadata.name);
    } catch (error) {
      if (isStatus(error, 'NotFound')) return undefined;
      throw error;
    }
  }
}

function uidOf(object: KubeObject): string {
  return object.metadata.uid ?? keyOf(object);
}

function isForeground(object: KubeObject | undefined): boolean {
  return !!object?.metadata.deletionTimestamp && (object.metadata.finalizers ?? []).includes(FOREGROUND);
}

/** A policy that the object was told before counts; else its own dependents go after it. */
function policyOf({ metadata: { finalizers = [] } }: KubeObject): 'Background' | 'Foreground' | 'Orphan' {
  if (finalizers.includes(ORPHAN)) return 'Orphan';
  return finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background';
}
