import { ApiClient, type ApiServer, EventRecorder, isReady, isTerminal, type StatusError } from '../../api';
import type { LabelSelector, Pod, ReplicaSet, ReplicationController } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import { candidatesOf, claim } from '../common/claim';
import { Expectations } from '../common/expectations';
import type { Informers } from '../common/informers';
import { controllerOf, keyOf, splitKey } from '../common/objects';
import { isNamespaceEnding, ownerKey, PodControl, podFrom } from '../common/podControl';
import { isActive, isAvailable, untilAvailableMs } from '../common/pods';
import { matches } from '../common/selectors';
import { writeStatus } from '../common/status';
import { byRank } from '../common/victims';
import { Controller } from '../controller';
import { statusOf } from './status';

const REPLACED = rule(
  'replicaset/replaces-at-once',
  'A pod that is being deleted counts no more: its replacement starts while it still ends.',
  'kubernetes.io, ReplicaSet',
);
const VICTIMS = rule(
  'replicaset/least-useful-first',
  'Of too many pods those go first that do least good: not scheduled, not ready, younger.',
  'kubernetes.io, ReplicaSet, Scaling a ReplicaSet',
);

/** Either kind; kube-controller-manager, too, runs one controller for both. */
export type Replicated = ReplicaSet | ReplicationController;

const NAMES = { ReplicaSet: 'replicaset-controller', ReplicationController: 'replication-controller' } as const;

/** Pods created or deleted in one sync. */
const BURST = 500;

/**
 * Keeps as many active pods as a ReplicaSet or a ReplicationController wants. A pod that is being deleted counts no more, so its replacement starts
 * while it still ends. Source: kubernetes.io, "ReplicaSet"; recording of f17.
 */
export class ReplicaSetController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly pods: PodControl;
  private readonly expectations: Expectations;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
    private readonly kind: Replicated['kind'] = 'ReplicaSet',
  ) {
    const name = NAMES[kind];
    this.client = new ApiClient(api, name);
    this.pods = new PodControl(kernel, this.client, new EventRecorder(api, { component: name }));
    this.expectations = new Expectations(kernel);
    this.controller = new Controller({ kernel, name, kind, sync: (key) => this.sync(key) });
  }

  start(): void {
    this.informers.of<Replicated>(this.kind).onChange(({ type, object }) => {
      if (type === 'DELETED') this.expectations.forget(keyOf(object));
      this.controller.enqueue(keyOf(object));
    });
    this.informers.of<Pod>('Pod').onChange(({ type, object: pod, old }) => {
      const key = ownerKey(pod, this.kind);
      if (key) this.owned(key, type, pod, old);
      else if (type !== 'DELETED' && !controllerOf(pod)) this.orphan(pod);
      const before = old && ownerKey(old, this.kind);
      if (before && before !== key) this.controller.enqueue(before);
    });
  }

  private owned(key: string, type: string, pod: Pod, old: Pod | undefined): void {
    if (type === 'ADDED' && !pod.metadata.deletionTimestamp) this.expectations.created(key);
    if (type === 'DELETED' || pod.metadata.deletionTimestamp) this.expectations.deleted(key, pod.metadata.uid);
    this.controller.enqueue(key);
    // Availability comes with time alone: nothing else would wake the controller.
    if (!old || isReady(old) || !isReady(pod)) return;
    const seconds = this.get(key)?.spec.minReadySeconds ?? 0;
    const more = this.api.release.has('replicaSetTimesAvailability') ? 0 : 1;
    if (seconds > 0) this.controller.enqueueAfter(key, (seconds + more) * 1000);
  }

  private orphan(pod: Pod): void {
    for (const set of this.informers.of<Replicated>(this.kind).list(pod.metadata.namespace)) {
      if (matches(selectorOf(set), pod.metadata.labels)) this.controller.enqueue(keyOf(set));
    }
  }

  private get(key: string): Replicated | undefined {
    const [namespace, name] = splitKey(key);
    return this.informers.of<Replicated>(this.kind).get(namespace, name);
  }

  private *sync(key: string): Task {
    const set = this.get(key);
    if (!set) return;
    const ready = this.expectations.satisfied(key);
    const all = candidatesOf(this.informers.of<Pod>('Pod'), set, selectorOf(set));
    const claimed = yield* claim(
      this.client,
      set,
      selectorOf(set),
      all.filter((pod) => !isTerminal(pod)),
    );
    const active = claimed.filter(isActive);
    let failure: { reason: 'FailedCreate' | 'FailedDelete'; error: StatusError } | undefined;
    if (ready && !set.metadata.deletionTimestamp) failure = yield* this.manage(key, set, active);
    yield* this.report(set, claimed, failure);
    this.wakeWhenAvailable(key, set, active);
    if (failure && !isNamespaceEnding(failure.error)) throw failure.error;
  }

  private *manage(key: string, set: Replicated, active: readonly Pod[]) {
    const difference = active.length - (set.spec.replicas ?? 1);
    if (difference < 0 && this.endingOf(set)) this.api.kernel.acts(REPLACED);
    if (difference < 0) return yield* this.createPods(key, set, Math.min(-difference, BURST));
    if (difference > 0) return yield* this.deletePods(key, set, active, Math.min(difference, BURST));
    return undefined;
  }

  private endingOf(set: Replicated): boolean {
    const pods = this.informers.of<Pod>('Pod').ownedBy(set.metadata.uid ?? '');
    return pods.some((pod) => pod.metadata.deletionTimestamp && controllerOf(pod)?.uid === set.metadata.uid);
  }

  private *createPods(key: string, set: Replicated, count: number) {
    this.expectations.expect(key, count);
    const template = set.spec.template ?? { spec: { containers: [] } };
    const { done, error } = yield* this.pods.slowStart(count, () => this.pods.create(set, podFrom(template, set)));
    for (let i = done; i < count; i++) this.expectations.created(key);
    return error && { reason: 'FailedCreate' as const, error };
  }

  private *deletePods(key: string, set: Replicated, active: readonly Pod[], count: number) {
    this.api.kernel.acts(VICTIMS);
    const { release } = this.api;
    const victims = byRank(active, { nowMs: this.api.wallMs(), release, crowd: this.crowdOf(set) }).slice(0, count);
    this.expectations.expect(
      key,
      0,
      victims.map(({ metadata }) => metadata.uid ?? ''),
    );
    const errors = yield* this.pods.together(victims.length, (index) => this.pods.delete(set, victims[index]!));
    for (const [index, error] of errors.entries()) {
      if (error) this.expectations.deleted(key, victims[index]?.metadata.uid);
    }
    const error = errors.find((each) => each !== undefined);
    return error && { reason: 'FailedDelete' as const, error };
  }

  /** Active pods of all ReplicaSets with the same owner, by node: spreading survives a scale-down. */
  private crowdOf(set: Replicated): (pod: Pod) => number {
    const family = controllerOf(set)?.uid;
    const sets = this.informers.of<Replicated>(this.kind).list(set.metadata.namespace);
    const uids = new Set(
      sets
        .filter((each) => family !== undefined && controllerOf(each)?.uid === family)
        .map(({ metadata }) => metadata.uid),
    );
    uids.add(set.metadata.uid);
    const onNode = new Map<string, number>();
    for (const uid of uids) {
      for (const pod of this.informers.of<Pod>('Pod').ownedBy(uid ?? '')) {
        if (!isActive(pod) || controllerOf(pod)?.uid !== uid) continue;
        const node = pod.spec.nodeName ?? '';
        onNode.set(node, (onNode.get(node) ?? 0) + 1);
      }
    }
    return (pod) => onNode.get(pod.spec.nodeName ?? '') ?? 0;
  }

  private *report(
    set: Replicated,
    claimed: readonly Pod[],
    failure: { reason: string; error: StatusError } | undefined,
  ): Task {
    const status = statusOf(
      set,
      claimed,
      this.api,
      failure && { reason: failure.reason, message: failure.error.message },
    );
    yield* writeStatus(this.client, set, status);
  }

  /** A pod is ready but not yet for long enough. Old releases look after the whole time, once all replicas are ready. */
  private wakeWhenAvailable(key: string, set: Replicated, active: readonly Pod[]): void {
    const { minReadySeconds: seconds = 0, replicas = 1 } = set.spec;
    if (seconds === 0) return;
    const nowMs = this.api.wallMs();
    if (this.api.release.has('replicaSetTimesAvailability')) {
      const waitMs = untilAvailableMs(active, seconds, nowMs);
      if (waitMs !== undefined) this.controller.enqueueAfter(key, waitMs);
      return;
    }
    const ready = active.filter(isReady).length;
    const available = active.filter((pod) => isAvailable(pod, seconds, nowMs)).length;
    if (ready === replicas && available !== replicas) this.controller.enqueueAfter(key, seconds * 1000);
  }
}

function selectorOf(set: Replicated): LabelSelector | undefined {
  return set.kind === 'ReplicaSet' ? set.spec.selector : { matchLabels: set.spec.selector };
}
