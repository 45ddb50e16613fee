import { ApiClient, type ApiServer, EventRecorder, isStatus, StatusError } from '../../api';
import type { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet } from '../../api/types';
import type { Kernel, Task } from '../../kernel';
import { claim } from '../common/claim';
import type { Informers } from '../common/informers';
import { byAge, controllerOf, keyOf, splitKey } from '../common/objects';
import { isNamespaceEnding, ownerKey } from '../common/pod-control';
import { readySinceMs } from '../common/pods';
import { ensureRevision, pruneRevisions, REVISION_LABEL, revisionsOf } from '../common/revisions';
import { matches } from '../common/selectors';
import { writeStatus } from '../common/status';
import { Controller } from '../controller';
import { claimsOf, ordinalOf, podOf } from './identity';
import { plan, type Situation, type Step } from './plan';
import { statusOf } from './status';

const NAME = 'statefulset-controller';

interface Revisions {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
}

/** Pods with names of their own, made and removed in order. A pod is replaced only when its object is gone. */
export class StatefulSetController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.recorder = new EventRecorder(api, { component: NAME });
    this.controller = new Controller({ kernel, name: NAME, kind: 'StatefulSet', sync: (key) => this.sync(key) });
  }

  start(): void {
    for (const kind of ['PersistentVolumeClaim', 'ControllerRevision'] as const) this.informers.of(kind);
    this.informers.of<StatefulSet>('StatefulSet').onChange(({ object }) => this.controller.enqueue(keyOf(object)));
    this.informers.of<Pod>('Pod').onChange(({ type, object: pod, old }) => {
      for (const each of old ? [pod, old] : [pod]) {
        const key = ownerKey(each, 'StatefulSet');
        if (key) this.controller.enqueue(key);
      }
      if (type !== 'DELETED' && !controllerOf(pod)) this.enqueueSelecting(pod);
    });
  }

  private enqueueSelecting(pod: Pod): void {
    for (const set of this.informers.of<StatefulSet>('StatefulSet').list(pod.metadata.namespace)) {
      if (matches(set.spec.selector, pod.metadata.labels) && ordinalOf(pod, set) >= 0)
        this.controller.enqueue(keyOf(set));
    }
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const set = this.informers.of<StatefulSet>('StatefulSet').get(namespace, name);
    if (!set) return;
    const candidates = this.informers
      .of<Pod>('Pod')
      .list(namespace)
      .filter((pod) => ordinalOf(pod, set) >= 0);
    const pods = yield* claim(this.client, set, set.spec.selector, candidates.sort(byAge));
    const revisions = yield* this.revisionsFor(set);
    const situation: Situation = {
      kernel: this.api.kernel,
      set,
      pods: new Map(pods.map((pod) => [ordinalOf(pod, set), pod])),
      currentRevision: revisions.current.metadata.name,
      updateRevision: revisions.update.metadata.name,
      nowMs: this.api.wallMs(),
      release: this.api.release,
    };
    if (!set.metadata.deletionTimestamp) {
      for (const step of plan(situation)) yield* this.take(step, situation, revisions);
    }
    yield* writeStatus(this.client, set, statusOf(situation));
    yield* this.prune(situation, pods);
    this.wakeWhenAvailable(key, set, pods);
  }

  private *revisionsFor(set: StatefulSet): Task<Revisions> {
    const existing = revisionsOf(
      set,
      this.informers.of<ControllerRevision>('ControllerRevision').list(set.metadata.namespace),
    );
    const update = yield* ensureRevision(this.client, set, set.spec.template, existing);
    const current = existing.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
    return { current, update };
  }

  private *take(step: Step, { set, release }: Situation, revisions: Revisions): Task {
    switch (step.do) {
      case 'create':
        yield* this.create(set, step.ordinal, revisions[step.revision]);
        return;
      case 'replace':
        if (release.has('statefulSetRecreateEvents')) {
          const message = `StatefulSet ${keyOf(set)} is recreating failed Pod ${step.pod.metadata.name}`;
          this.recorder.event(set, 'Warning', 'RecreatingFailedPod', message);
        }
        yield* this.delete(set, step.pod);
        return;
      case 'claims':
        yield* this.createClaims(set, step.ordinal);
        return;
      case 'delete':
        yield* this.delete(set, step.pod);
        return;
    }
  }

  private *create(set: StatefulSet, ordinal: number, revision: ControllerRevision): Task {
    const pod = podOf(set, ordinal, revision, this.api.release);
    try {
      yield* this.createClaims(set, ordinal);
      yield* this.client.create<Pod>(pod);
    } catch (error) {
      // The cache has not shown the pod yet.
      if (isStatus(error, 'AlreadyExists') || isNamespaceEnding(error)) return;
      this.tell(set, pod, 'create', error);
      throw error;
    }
    this.tell(set, pod, 'create');
  }

  private *createClaims(set: StatefulSet, ordinal: number): Task {
    for (const { claim } of claimsOf(set, ordinal)) {
      const { name, namespace } = claim.metadata;
      if (this.informers.of<PersistentVolumeClaim>('PersistentVolumeClaim').get(namespace, name)) continue;
      try {
        yield* this.client.create<PersistentVolumeClaim>(claim);
      } catch (error) {
        if (isStatus(error, 'AlreadyExists')) continue;
        throw error;
      }
      const pod = `${set.metadata.name}-${ordinal}`;
      const message = `create Claim ${name} Pod ${pod} in StatefulSet ${set.metadata.name} success`;
      this.recorder.event(set, 'Normal', 'SuccessfulCreate', message);
    }
  }

  private *delete(set: StatefulSet, pod: Pod): Task {
    const { namespace, name, uid = '' } = pod.metadata;
    try {
      yield* this.client.delete('Pod', namespace, name, { preconditions: { uid } });
    } catch (error) {
      if (isStatus(error, 'NotFound') || isStatus(error, 'Conflict')) return;
      this.tell(set, pod, 'delete', error);
      throw error;
    }
    this.tell(set, pod, 'delete');
  }

  private tell(set: StatefulSet, pod: Pod, verb: 'create' | 'delete', error?: unknown): void {
    const word = verb === 'create' ? 'Create' : 'Delete';
    const values = { verb, Verb: word, pod: pod.metadata.name, set: set.metadata.name };
    if (error === undefined) {
      this.recorder.event(set, 'Normal', `Successful${word}`, this.api.release.text('statefulSetDone', values));
    } else if (error instanceof StatusError) {
      const text = this.api.release.text('statefulSetFailed', { ...values, error: error.message });
      this.recorder.event(set, 'Warning', `Failed${word}`, text);
    }
  }

  private *prune({ set, currentRevision, updateRevision }: Situation, pods: readonly Pod[]): Task {
    const existing = revisionsOf(
      set,
      this.informers.of<ControllerRevision>('ControllerRevision').list(set.metadata.namespace),
    );
    const used = new Set([
      currentRevision,
      updateRevision,
      ...pods.map(({ metadata }) => metadata.labels?.[REVISION_LABEL]),
    ]);
    const limit = set.spec.revisionHistoryLimit ?? 10;
    yield* pruneRevisions(this.client, existing, ({ metadata }) => used.has(metadata.name), limit);
  }

  private wakeWhenAvailable(key: string, set: StatefulSet, pods: readonly Pod[]): void {
    const seconds = set.spec.minReadySeconds ?? 0;
    if (seconds === 0) return;
    const now = this.api.wallMs();
    const waits = pods
      .map((pod) => (readySinceMs(pod) ?? Number.NEGATIVE_INFINITY) + seconds * 1000 - now + 1)
      .filter((waitMs) => waitMs > 0);
    if (waits.length > 0) this.controller.enqueueAfter(key, Math.min(...waits));
  }
}
