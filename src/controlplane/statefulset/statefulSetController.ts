import { ApiClient, type ApiServer, EventRecorder, isReady, isStatus, StatusError } from '../../api';
import type { ControllerRevision, Pod, StatefulSet } from '../../api/types';
import type { Kernel, Task } from '../../kernel';
import { claim } from '../common/claim';
import type { Informers } from '../common/informers';
import { byAge, controllerOf, keyOf, splitKey } from '../common/objects';
import { isNamespaceEnding, ownerKey, PodControl } from '../common/podControl';
import { untilAvailableMs } from '../common/pods';
import { ensureRevision, pruneRevisions, REVISION_LABEL, revisionsOf } from '../common/revisions';
import { matches } from '../common/selectors';
import { writeStatus } from '../common/status';
import { Controller } from '../controller';
import { Claims } from './claims';
import { ordinalOf, podOf, withIdentity } from './identity';
import { plan, type Stage, type Step, type Steps } from './plan';
import { isOrdered, type Situation } from './situation';
import { statusOf } from './status';

const NAME = 'statefulset-controller';

interface Revisions {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
}

interface Outcome {
  readonly goesOn: boolean;
  readonly error?: StatusError;
}

/** Pods with names of their own, made and removed in order. A pod is replaced only when its object is gone. */
export class StatefulSetController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  private readonly pods: PodControl;
  private readonly claims: Claims;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.recorder = new EventRecorder(api, { component: NAME });
    this.pods = new PodControl(kernel, this.client, this.recorder);
    this.claims = new Claims(api, this.client, informers, this.recorder);
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
      if (old && !isReady(old) && isReady(pod)) this.lookAgain(pod);
      if (type !== 'DELETED' && !controllerOf(pod)) this.enqueueSelecting(pod);
    });
  }

  /** Availability comes with time alone: nothing else would wake the controller. */
  private lookAgain(pod: Pod): void {
    const { release } = this.api;
    const key = ownerKey(pod, 'StatefulSet');
    if (!key || !release.has('statefulSetMinReadySeconds')) return;
    const [namespace, name] = splitKey(key);
    const seconds = this.informers.of<StatefulSet>('StatefulSet').get(namespace, name)?.spec.minReadySeconds ?? 0;
    const more = release.has('statefulSetTimesAvailability') ? 0 : 1;
    if (seconds > 0) this.controller.enqueueAfter(key, (seconds + more) * 1000);
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
    const error = set.metadata.deletionTimestamp ? undefined : yield* this.perform(situation, revisions);
    if (error && !this.api.release.has('statusDespiteErrors')) throw error;
    const status = statusOf(situation);
    yield* writeStatus(this.client, set, status);
    yield* this.prune(situation, pods);
    if (error) throw error;
    this.wakeWhenAvailable(key, set, pods, status?.availableReplicas ?? 0);
  }

  /** @returns what the API refused; nothing is done after that */
  private *perform(situation: Situation, revisions: Revisions): Task<StatusError | undefined> {
    const sideBySide = !isOrdered(situation.set) && this.api.release.has('statefulSetsWorkInBatches');
    for (const stage of plan(situation)) {
      const { goesOn, error } = sideBySide
        ? yield* this.inBatches(stage, situation, revisions)
        : yield* this.inTurn(stage, situation, revisions);
      if (error || !goesOn) return error;
    }
    return undefined;
  }

  private *inTurn(stage: Stage, situation: Situation, revisions: Revisions): Task<Outcome> {
    try {
      for (const steps of stage) if (!(yield* this.work(steps, situation, revisions))) return { goesOn: false };
      return { goesOn: true };
    } catch (error) {
      if (error instanceof StatusError) return { goesOn: false, error };
      throw error;
    }
  }

  /** Nothing that one pod waits for keeps the others from going on. */
  private *inBatches(stage: Stage, situation: Situation, revisions: Revisions): Task<Outcome> {
    const { error } = yield* this.pods.slowStart(stage.length, (index) =>
      this.work(stage[index] ?? [], situation, revisions),
    );
    return error ? { goesOn: false, error } : { goesOn: true };
  }

  /** @returns whether the set has more to do in this round */
  private *work(steps: Steps, situation: Situation, revisions: Revisions): Task<boolean> {
    for (const step of steps) if (!(yield* this.take(step, situation, revisions))) return false;
    return true;
  }

  private *revisionsFor(set: StatefulSet): Task<Revisions> {
    const existing = revisionsOf(
      set,
      this.informers.of<ControllerRevision>('ControllerRevision').list(set.metadata.namespace),
    );
    const update = yield* ensureRevision(
      this.client,
      set,
      set.spec.template,
      existing,
      'controller.kubernetes.io/hash',
    );
    const current = existing.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
    return { current, update };
  }

  /** @returns whether the set has more to do in this round */
  private *take(step: Step, { set }: Situation, revisions: Revisions): Task<boolean> {
    switch (step.do) {
      case 'create':
        return yield* this.create(set, step.ordinal, revisions[step.revision]);
      case 'replace':
        return yield* this.replace(step, set, revisions);
      case 'own':
        yield* this.claims.own(set, step.pod);
        return true;
      case 'mend':
        yield* this.mend(set, step.pod);
        return true;
      case 'claims':
        yield* this.claims.make(set, step.pod);
        yield* this.claims.own(set, step.pod);
        return true;
      case 'delete':
        yield* this.delete(set, step.pod);
        return true;
    }
  }

  private *replace(step: Extract<Step, { do: 'replace' }>, set: StatefulSet, revisions: Revisions): Task<boolean> {
    const { pod, ordinal, revision } = step;
    if (revision) {
      const [type, reason, word] =
        pod.status?.phase === 'Failed'
          ? (['Warning', 'RecreatingFailedPod', 'failed'] as const)
          : (['Normal', 'RecreatingTerminatedPod', 'terminated'] as const);
      this.recorder.event(
        set,
        type,
        reason,
        `StatefulSet ${keyOf(set)} is recreating ${word} Pod ${pod.metadata.name}`,
      );
    }
    yield* this.delete(set, pod);
    if (!revision) return true;
    return yield* this.create(set, ordinal, revisions[revision]);
  }

  /** @throws StatusError AlreadyExists while a pod of this name is there still, whoever's it was */
  private *create(set: StatefulSet, ordinal: number, revision: ControllerRevision): Task<boolean> {
    const pod = podOf(set, ordinal, revision, this.api.release);
    if (this.claims.isStale(set, pod)) return false;
    try {
      yield* this.claims.make(set, pod);
      yield* this.client.create<Pod>(pod);
    } catch (error) {
      if (isNamespaceEnding(error)) return true;
      if (!isStatus(error, 'AlreadyExists')) this.tell(set, pod, 'create', error);
      throw error;
    }
    yield* this.claims.own(set, pod);
    this.tell(set, pod, 'create');
    return true;
  }

  /** The pod is written too when only its claims have changed hands (stateful_pod_control.go UpdateStatefulPod). */
  private *mend(set: StatefulSet, pod: Pod): Task {
    const mended = withIdentity(pod, ordinalOf(pod, set), this.api.release);
    if (mended === pod && this.claims.areRight(set, pod)) return;
    try {
      yield* this.claims.own(set, pod);
      yield* this.client.update<Pod>(mended);
    } catch (error) {
      this.tell(set, pod, 'update', error);
      throw error;
    }
    this.tell(set, pod, 'update');
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

  private tell(set: StatefulSet, pod: Pod, verb: 'create' | 'update' | 'delete', error?: unknown): void {
    const word = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;
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

  /** Old releases look again after the whole time, whatever is left of it. */
  private wakeWhenAvailable(key: string, set: StatefulSet, pods: readonly Pod[], available: number): void {
    const { release } = this.api;
    const seconds = release.has('statefulSetMinReadySeconds') ? (set.spec.minReadySeconds ?? 0) : 0;
    if (seconds === 0) return;
    if (release.has('statefulSetTimesAvailability')) {
      const waitMs = untilAvailableMs(pods, seconds, this.api.wallMs());
      if (waitMs !== undefined) this.controller.enqueueAfter(key, waitMs);
    } else if (available !== (set.spec.replicas ?? 1)) this.controller.enqueueAfter(key, seconds * 1000);
  }
}
