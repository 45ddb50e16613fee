import {
  ApiClient,
  type ApiServer,
  conditionOf,
  isStatus,
  listPatch,
  SchedulerEventRecorder,
  StatusError,
} from '../../api';
import type {
  Namespace,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  ReplicaSet,
  Service,
  StorageClass,
} from '../../api/types';
import { type Kernel, type RandomStream, rule, sleep, type Task } from '../../kernel';
import { Informers } from '../common/informers';
import { compareText, keyOf } from '../common/objects';
import { bestVolume, isReachableFrom, NO_PROVISIONER } from '../volume/matching';
import { ClusterCache } from './cache';
import { bindClaims, claimsToBind } from './claims';
import type { ClusterEvent } from './clusterEvent';
import { podCondition } from './conditions';
import { FILTERS } from './filters';
import { findNode, type Verdict } from './findNode';
import { asNote, nodesPart, rejectedMessage, unschedulableMessage } from './message';
import { NodeInfo } from './nodeInfo';
import { Nominations } from './nominations';
import type { CycleState } from './plugin';
import { preempt } from './preemption';
import { Preemptor, type Taking } from './preemptor';
import { SchedulingQueue, type Waiting } from './queue';
import { afterOwnUpdate, queueRules } from './requeue';
import { watchCluster } from './watching';

const GATES = rule('scheduler/gates-hold', 'A pod with scheduling gates is not looked at.', 'KEP-3521');
const NOMINATED = rule(
  'scheduler/room-is-kept',
  'Room that preemption has made is kept for its pod, but for pods of higher priority.',
  'pkg/scheduler, nominated pods',
);
const BEST = rule(
  'scheduler/best-node-wins',
  'Of the nodes that pass all filters the one with the highest score is taken, of equals any.',
  'kubernetes.io, Scheduling Framework',
);

/** What an attempt ended with that gave the pod no node. */
interface Refusal {
  /** Default `Unschedulable`. */
  readonly reason?: 'Unschedulable' | 'SchedulerError';
  readonly message: string;
  /** Filters that said no; none after an error. */
  readonly plugins: readonly string[];
  /** Where preemption makes room for it, or that it can do nothing. */
  readonly node?: string | undefined;
  readonly inVain?: boolean | undefined;
}

/** The default scheduler's name, in pods and in events. */
const NAME = 'default-scheduler';

/**
 * kube-scheduler: one pod at a time is given a node (filter, score, assume); the binding itself goes on beside the next
 * cycle, as in the real one. Source: kubernetes.io, "Scheduling Framework".
 */
export class Scheduler {
  private readonly informers: Informers;
  private readonly client: ApiClient;
  private readonly recorder: SchedulerEventRecorder;
  private readonly cache = new ClusterCache();
  private readonly queue: SchedulingQueue;
  private readonly ties: RandomStream;
  private readonly nominations = new Nominations();
  private readonly preemptor: Preemptor;

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
  ) {
    this.informers = new Informers(api, 'kube-scheduler');
    this.client = new ApiClient(api, 'kube-scheduler');
    this.recorder = new SchedulerEventRecorder(api);
    this.queue = new SchedulingQueue(kernel, queueRules(api.release));
    this.ties = kernel.random.stream('scheduler/tie');
    const { client, recorder, nominations } = this;
    this.preemptor = new Preemptor({ api, client, recorder, nominations, name: NAME });
  }

  start(): void {
    watchCluster(this.informers, {
      cache: this.cache,
      onUnbound: (pod, old) => this.waits(pod, old),
      onSettled: (pod, gone) => this.settled(pod, gone),
      onEvent: (event) => this.wake(event),
    });
    this.kernel.spawn('kube-scheduler', this.run());
  }

  private waits(pod: Pod, old: Pod | undefined): void {
    if ((pod.spec.schedulerName ?? NAME) !== NAME) return;
    if (pod.spec.schedulingGates?.length) {
      this.kernel.acts(GATES);
      return;
    }
    if (this.cache.isAssumed(pod.metadata.uid ?? '')) return;
    const waiting = this.queue.get(pod.metadata.uid ?? '');
    if (!waiting) {
      if (!pod.metadata.deletionTimestamp) this.queue.add(pod);
      return;
    }
    this.queue.update(pod, old ? afterOwnUpdate(this.api.release, old, pod, waiting) : 'no');
  }

  private settled(pod: Pod, gone: boolean): void {
    const uid = pod.metadata.uid ?? '';
    // The mark of its deletion, an update that comes just before, made schedulers without queueing hints pop the pod.
    if (gone && this.queue.get(uid) && !this.api.release.has('queueingHints')) this.skip(pod);
    this.queue.remove(uid);
    if (!this.nominations.delete(pod)) return;
    // The room that was kept for it is free again.
    this.wake({ type: 'pod-deleted', pod });
  }

  private wake(event: ClusterEvent): void {
    this.queue.wake(event);
  }

  private *run(): Task {
    for (;;) {
      const waiting = yield* this.queue.pop();
      yield* sleep(this.kernel.latency('schedAlgorithm'));
      yield* this.attempt(waiting);
    }
  }

  private *attempt(waiting: Waiting): Task {
    const [namespace, name] = [waiting.pod.metadata.namespace ?? '', waiting.pod.metadata.name];
    const pod = this.informers.of<Pod>('Pod').get(namespace, name);
    if (!pod || pod.metadata.uid !== waiting.pod.metadata.uid || pod.spec.nodeName) {
      this.queue.done(waiting);
      return;
    }
    waiting.pod = pod;
    if (pod.metadata.deletionTimestamp) {
      this.skip(pod);
      this.queue.done(waiting);
      return;
    }
    const state = this.state(pod);
    if (state.nodes.length === 0) {
      this.refuse(waiting, { message: 'no nodes available to schedule pods', plugins: [], inVain: true });
      return;
    }
    const verdict = findNode(pod, state, this.ties);
    if (verdict.node === undefined) yield* this.rejected(waiting, verdict, state);
    else {
      if (state.nodes.length > 1) this.kernel.acts(BEST);
      this.place(waiting, verdict.node);
    }
  }

  private skip(pod: Pod): void {
    this.record(pod, 'Warning', 'FailedScheduling', `skip schedule deleting pod: ${keyOf(pod)}`, 'Scheduling');
  }

  private place(waiting: Waiting, node: string): void {
    const { pod } = waiting;
    this.cache.assume(pod, node);
    // Its room is taken from here on, not kept besides (schedule_one.go, assume)
    this.nominations.delete(pod);
    this.kernel.journal.record({
      component: 'kube-scheduler',
      type: 'pod-scheduled',
      object: `Pod/${keyOf(pod)}`,
      detail: { node, attempts: waiting.attempts },
    });
    this.kernel.spawn(`kube-scheduler binds ${keyOf(pod)}`, this.bind(waiting, node));
  }

  private *bind(waiting: Waiting, node: string): Task {
    const { pod } = waiting;
    const { namespace = '', name } = pod.metadata;
    try {
      if (this.api.release.has('nominationForClaims') && claimsToBind(this.informers, pod).length > 0) {
        yield* this.patchStatus(pod, { nominatedNodeName: node });
      }
      yield* bindClaims(this.client, this.informers, pod, node);
      yield* this.client.bind(namespace, name, node);
      this.queue.done(waiting);
      this.record(pod, 'Normal', 'Scheduled', `Successfully assigned ${keyOf(pod)} to ${node}`, 'Binding');
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.cache.forget(pod);
      if (error.reason === 'NotFound') {
        this.queue.done(waiting);
        return;
      }
      this.refuse(waiting, {
        reason: 'SchedulerError',
        message: `binding rejected: ${error.message}`,
        plugins: [],
        inVain: true,
      });
      this.queue.wake({ type: 'pod-deleted', pod }, waiting);
    }
  }

  private *rejected(waiting: Waiting, verdict: Exclude<Verdict, { node: string }>, state: CycleState): Task {
    const { release } = this.api;
    if (verdict.anywhere) {
      this.tellFilter(verdict.anywhere.plugin);
      const message = rejectedMessage(release, state.nodes.length, verdict.anywhere.reasons[0] ?? '');
      this.refuse(waiting, { message, plugins: [verdict.anywhere.plugin] });
      return;
    }
    const { rejections } = verdict;
    for (const { plugin } of rejections.values()) this.tellFilter(plugin);
    const budgets = this.informers.of<PodDisruptionBudget>('PodDisruptionBudget').list();
    const preemption = preempt(waiting.pod, state, rejections, budgets);
    for (const decisive of preemption.rules) this.kernel.acts(decisive);
    if (preemption.node !== undefined) yield* this.takeAway(waiting.pod, preemption);
    const nodes = nodesPart(state.nodes.length, rejections);
    const message = unschedulableMessage(
      release,
      nodes,
      preemption.node === undefined ? preemption.message : undefined,
    );
    const plugins = [...new Set([...rejections.values()].map(({ plugin }) => plugin))];
    this.refuse(waiting, { message, plugins, node: preemption.node, inVain: preemption.inVain });
  }

  /** Up to 1.32 the scheduler does nothing else meanwhile. */
  private *takeAway(pod: Pod, taking: Taking): Task {
    const work = this.preemptor.carryOut(pod, taking);
    if (this.api.release.has('preemptionIsAsynchronous')) {
      this.kernel.spawn(`kube-scheduler preempts for ${keyOf(pod)}`, work);
    } else yield* work;
  }

  private tellFilter(plugin: string): void {
    const asked = FILTERS.find(({ name }) => name === plugin)?.rule;
    if (asked) this.kernel.acts(asked);
  }

  /** Says why there is no node: in the queue, an event and the condition PodScheduled. */
  private refuse(waiting: Waiting, refusal: Refusal): void {
    const { pod } = waiting;
    if (refusal.node !== undefined) this.nominations.add(pod, refusal.node);
    else if (refusal.inVain) this.nominations.delete(pod);
    this.queue.reject(waiting, refusal.plugins);
    this.record(pod, 'Warning', 'FailedScheduling', refusal.message, 'Scheduling');
    this.kernel.spawn(`kube-scheduler reports ${keyOf(pod)}`, this.report(pod, refusal));
  }

  private *report(pod: Pod, { reason = 'Unschedulable', message, node, inVain }: Refusal): Task {
    const before = pod.status?.nominatedNodeName;
    const nominated = inVain ? undefined : (node ?? before);
    const old = conditionOf(pod.status?.conditions, 'PodScheduled');
    const unchanged = old?.status === 'False' && old.reason === reason && old.message === message;
    if (unchanged && nominated === before) return;
    const condition = { type: 'PodScheduled', status: 'False', reason, message } as const;
    const changed = listPatch('conditions', 'type', pod.status?.conditions, [podCondition(this.api, pod, condition)]);
    yield* this.patchStatus(pod, nominated === before ? changed : { ...changed, nominatedNodeName: nominated ?? null });
  }

  private *patchStatus({ metadata: { namespace = '', name } }: Pod, status: object): Task {
    try {
      yield* this.client.patch('Pod', namespace, name, { status }, { type: 'strategic', subresource: 'status' });
    } catch (error) {
      if (!isStatus(error)) throw error;
    }
  }

  private record(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string, action: string): void {
    this.recorder.event(pod, { type, reason, action, note: asNote(message) });
  }

  private canBind(claim: PersistentVolumeClaim, { node }: NodeInfo): boolean {
    const found = this.informers.of<StorageClass>('StorageClass').get('', claim.spec.storageClassName ?? '');
    if (found && found.provisioner !== NO_PROVISIONER) return true;
    const volumes = this.informers.of<PersistentVolume>('PersistentVolume').list();
    const reachable = volumes.filter((volume) => isReachableFrom(volume, node));
    return bestVolume(reachable, claim) !== undefined;
  }

  /** The cluster as this cycle sees it; room kept for nominated pods of at least this priority counts as taken. */
  private state(pod: Pod): CycleState {
    const { informers } = this;
    const nodes = this.cache.snapshot();
    for (const { pod: other, node } of this.nominations.before(pod)) {
      this.kernel.acts(NOMINATED);
      const index = nodes.findIndex(({ name }) => name === node);
      const there = nodes[index];
      if (there) nodes[index] = NodeInfo.of(there.node, [...there.pods, other]);
    }
    return {
      release: this.api.release,
      nodes,
      sociable: nodes.filter(({ withAffinity }) => withAffinity.length > 0),
      claim: (namespace, name) => informers.of<PersistentVolumeClaim>('PersistentVolumeClaim').get(namespace, name),
      bindingMode: (name) => {
        const found = informers.of<StorageClass>('StorageClass').get('', name);
        return found && (found.volumeBindingMode ?? 'Immediate');
      },
      volume: (name) => informers.of<PersistentVolume>('PersistentVolume').get('', name),
      canBind: (claim, node) => this.canBind(claim, node),
      services: (namespace) =>
        informers
          .of<Service>('Service')
          .list(namespace)
          .sort((a, b) => compareText(keyOf(a), keyOf(b))),
      namespace: (name) => informers.of<Namespace>('Namespace').get('', name),
      ownerSelector: (namespace, owner) =>
        owner?.kind === 'ReplicaSet' || owner?.kind === 'StatefulSet'
          ? informers.of<ReplicaSet>(owner.kind as 'ReplicaSet').get(namespace, owner.name)?.spec.selector
          : undefined,
    };
  }
}
