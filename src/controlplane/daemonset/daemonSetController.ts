import { ApiClient, type ApiServer, EventRecorder, isReady, isTerminal, type StatusError, sameJson } from '../../api';
import type { ControllerRevision, DaemonSet, KubeNode, Pod } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import { claim } from '../common/claim';
import { Expectations } from '../common/expectations';
import type { Informers } from '../common/informers';
import { byAge, byName, keyOf, splitKey } from '../common/objects';
import { isNamespaceEnding, ownerKey, PodControl } from '../common/podControl';
import { ensureRevision, pruneRevisions, REVISION_LABEL, revisionsOf } from '../common/revisions';
import { writeStatus } from '../common/status';
import { Controller } from '../controller';
import { eligibilityOf, targetOf } from './eligibility';
import { FailedPods } from './failures';
import { allowsSurge, excessOf, nextUpdate, type Place } from './rollout';
import { statusOf } from './status';
import { hashOf, podOf } from './template';

const EACH_NODE = rule(
  'daemonset/one-on-each-node',
  'Each node that is eligible gets one pod.',
  'kubernetes.io, DaemonSet',
);
const DRIVEN_AWAY = rule(
  'daemonset/no-execute-drives-away',
  'A NoExecute taint that a DaemonSet does not tolerate takes its pod from that node.',
  'kubernetes.io, DaemonSet, Taints and tolerations',
);
const WAITS = rule(
  'daemonset/failed-pod-waits',
  'A pod that has failed is replaced at once, then after 1 s, then after twice as long each time.',
  'pkg/controller/daemon/daemon_controller.go failedPodsBackoff',
);
const UPDATES = rule(
  'daemonset/max-unavailable',
  'A rolling update takes away as many old pods as may be missing, those that do not work first.',
  'kubernetes.io, Perform a Rolling Update on a DaemonSet',
);
const SURGES = rule(
  'daemonset/max-surge',
  'With maxSurge the new pod comes first and the old one goes when the new one works.',
  'KEP-1591',
);

const NAME = 'daemonset-controller';
const BURST = 250;

/** What one sync has to do. */
interface Work {
  readonly create: string[];
  readonly remove: Pod[];
}

/** One pod on each node that fits. Source: kubernetes.io, "DaemonSet"; recording of f20. */
export class DaemonSetController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  private readonly pods: PodControl;
  private readonly expectations: Expectations;
  private readonly failures = new FailedPods();

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.recorder = new EventRecorder(api, { component: NAME });
    this.pods = new PodControl(kernel, this.client, this.recorder);
    this.expectations = new Expectations(kernel);
    this.controller = new Controller({
      kernel,
      name: NAME,
      kind: 'DaemonSet',
      workers: 2,
      sync: (key) => this.sync(key),
    });
  }

  start(): void {
    this.informers.of<ControllerRevision>('ControllerRevision');
    this.informers.of<DaemonSet>('DaemonSet').onChange(({ type, object }) => {
      if (type === 'DELETED') this.expectations.forget(keyOf(object));
      this.controller.enqueue(keyOf(object));
    });
    this.informers.of<Pod>('Pod').onChange(({ type, object: pod, old }) => {
      const key = ownerKey(pod, 'DaemonSet');
      if (!key) return;
      if (type === 'ADDED' && !pod.metadata.deletionTimestamp) this.expectations.created(key);
      if (type === 'DELETED' || pod.metadata.deletionTimestamp) this.expectations.deleted(key, pod.metadata.uid);
      this.controller.enqueue(key);
      if (!old || isReady(old) || !isReady(pod)) return;
      const [namespace, name] = splitKey(key);
      const seconds = this.informers.of<DaemonSet>('DaemonSet').get(namespace, name)?.spec.minReadySeconds ?? 0;
      if (seconds > 0) this.controller.enqueueAfter(key, (seconds + 1) * 1000);
    });
    this.informers.of<KubeNode>('Node').onChange(({ object: node, old, type }) => {
      if (type === 'MODIFIED' && old && sameJson(whatCounts(old), whatCounts(node))) return;
      for (const set of this.informers.of<DaemonSet>('DaemonSet').list()) this.controller.enqueue(keyOf(set));
    });
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const set = this.informers.of<DaemonSet>('DaemonSet').get(namespace, name);
    if (!set || set.metadata.deletionTimestamp) return;
    const existing = revisionsOf(set, this.informers.of<ControllerRevision>('ControllerRevision').list(namespace));
    const revision = yield* ensureRevision(this.client, set, set.spec.template, existing);
    const hash = hashOf(revision);
    const nodes = this.informers.of<KubeNode>('Node').list().sort(byName);
    const all = this.informers.of<Pod>('Pod').list(namespace).sort(byAge);
    const pods = yield* claim(this.client, set, set.spec.selector, all);
    const byNode = groupByNode(pods.filter((pod) => this.holdsItsNode(pod)));
    const isReadyToAct = this.expectations.satisfied(key);
    const error = isReadyToAct ? yield* this.act(key, set, revision, byNode) : undefined;
    if (error && !this.api.release.has('statusDespiteErrors')) throw error;
    const observed = isReadyToAct ? set.metadata.generation : set.status?.observedGeneration;
    const status = statusOf(set, nodes, byNode, hash, this.api.wallMs(), observed);
    yield* writeStatus(this.client, set, status);
    if (error) throw error;
    const used = new Set([hash, ...all.map(({ metadata }) => metadata.labels?.[REVISION_LABEL])]);
    yield* pruneRevisions(this.client, existing, (each) => used.has(hashOf(each)), set.spec.revisionHistoryLimit ?? 10);
    // Pods become available with time alone; their own times are not asked for (updateDaemonSetStatus).
    const seconds = set.spec.minReadySeconds ?? 0;
    if (seconds > 0 && status.numberReady !== (status.numberAvailable ?? 0)) {
      this.controller.enqueueAfter(key, seconds * 1000);
    }
  }

  private holdsItsNode(pod: Pod): boolean {
    const isEnding = pod.metadata.deletionTimestamp !== undefined && isTerminal(pod);
    return !isEnding || !this.api.release.has('daemonSetReplacesEnding');
  }

  /** First what each node needs; the rolling update goes on when nothing of that is left to do. @returns what the API refused */
  private *act(
    key: string,
    set: DaemonSet,
    revision: ControllerRevision,
    byNode: ReadonlyMap<string, readonly Pod[]>,
  ): Task<StatusError | undefined> {
    const nodes = this.informers.of<KubeNode>('Node').list().sort(byName);
    const places = placesOf(set, nodes, byNode);
    const work = this.upkeep(key, set, places, hashOf(revision));
    work.remove.push(...astray(nodes, byNode));
    const error = yield* this.perform(key, set, revision, work);
    if (error || set.spec.updateStrategy?.type === 'OnDelete' || !this.expectations.satisfied(key)) return error;
    const { remove, surge } = nextUpdate(set, places, hashOf(revision), this.api);
    if (surge.length > 0) this.kernel.acts(SURGES);
    else if (remove.length > 0) this.kernel.acts(UPDATES);
    return yield* this.perform(key, set, revision, { create: [...surge], remove: [...remove] });
  }

  private upkeep(key: string, set: DaemonSet, places: readonly Place[], hash: string): Work {
    const work: Work = { create: [], remove: [] };
    for (const place of places) {
      const node = this.informers.of<KubeNode>('Node').get('', place.node);
      const mayStay = node !== undefined && eligibilityOf(set, node).mayStay;
      if (mayStay) this.tend(key, set, place, hash, work);
      else if (node) {
        this.kernel.acts(DRIVEN_AWAY);
        work.remove.push(...place.pods.filter((pod) => !pod.metadata.deletionTimestamp));
      }
    }
    return work;
  }

  /** One node: ended pods are replaced, a missing one is made, the youngest of too many goes. */
  private tend(key: string, set: DaemonSet, { node, pods, shouldRun }: Place, hash: string, work: Work): void {
    const surges = allowsSurge(set);
    const lasting = pods.filter((pod) => !pod.metadata.deletionTimestamp);
    const ended = this.api.release.has('daemonSetReplacesSucceeded')
      ? isTerminal
      : (pod: Pod): boolean => pod.status?.phase === 'Failed';
    for (const pod of lasting.filter(ended)) if (this.mayReplace(key, set, node, pod)) work.remove.push(pod);
    const running = lasting.filter((pod) => !ended(pod));
    // With surge the next pod does not wait for the end of the last one.
    if (shouldRun && (pods.length === 0 || (surges && running.length === 0))) {
      this.kernel.acts(EACH_NODE);
      work.create.push(node);
    }
    work.remove.push(...excessOf(running, set, hash, this.api.wallMs()));
  }

  private mayReplace(key: string, set: DaemonSet, node: string, pod: Pod): boolean {
    if (pod.status?.phase === 'Succeeded') {
      const message = `Found succeeded daemon pod ${keyOf(pod)} on node ${node}, will try to delete it`;
      this.recorder.event(set, 'Normal', 'SucceededDaemonPod', message);
      return true;
    }
    // A new generation of the DaemonSet begins anew.
    const id = `${set.metadata.uid}/${set.status?.observedGeneration ?? 0}/${node}`;
    const waitMs = this.failures.waitMs(id, this.kernel.now);
    if (waitMs > 0) {
      this.kernel.acts(WAITS);
      this.controller.enqueueAfter(key, waitMs);
      return false;
    }
    const message = `Found failed daemon pod ${keyOf(pod)} on node ${node}, will try to kill it`;
    this.recorder.event(set, 'Warning', 'FailedDaemonPod', message);
    return true;
  }

  /** @returns what the API refused */
  private *perform(
    key: string,
    set: DaemonSet,
    revision: ControllerRevision,
    work: Work,
  ): Task<StatusError | undefined> {
    const create = work.create.slice(0, BURST);
    const remove = work.remove.slice(0, BURST);
    if (create.length + remove.length === 0) return undefined;
    this.expectations.expect(
      key,
      create.length,
      remove.map(({ metadata }) => metadata.uid ?? ''),
    );
    const { done, error } = yield* this.pods.slowStart(create.length, (index) =>
      this.pods.create(set, podOf(set, create[index]!, revision)),
    );
    for (let i = done; i < create.length; i++) this.expectations.created(key);
    const errors = yield* this.pods.together(remove.length, (index) => this.pods.delete(set, remove[index]!));
    for (const [index, each] of errors.entries()) if (each) this.expectations.deleted(key, remove[index]?.metadata.uid);
    const failure = error ?? errors.find((each) => each !== undefined);
    return failure && !isNamespaceEnding(failure) ? failure : undefined;
  }
}

/** Nodes that should have a pod, and those that have one. */
function placesOf(set: DaemonSet, nodes: readonly KubeNode[], byNode: ReadonlyMap<string, readonly Pod[]>): Place[] {
  return nodes.flatMap((node) => {
    const pods = byNode.get(node.metadata.name) ?? [];
    const { shouldRun } = eligibilityOf(set, node);
    return shouldRun || pods.length > 0 ? [{ node: node.metadata.name, shouldRun, pods }] : [];
  });
}

/** Pods for nodes that are gone: no scheduler will ever bind them, and nobody else takes them away. */
function astray(nodes: readonly KubeNode[], byNode: ReadonlyMap<string, readonly Pod[]>): Pod[] {
  const there = new Set(nodes.map(({ metadata }) => metadata.name));
  const lost = [...byNode].filter(([node]) => !there.has(node)).flatMap(([, pods]) => pods);
  return lost.filter(({ spec }) => spec.nodeName === undefined);
}

function groupByNode(pods: readonly Pod[]): Map<string, Pod[]> {
  const out = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = targetOf(pod);
    if (node !== undefined) out.set(node, [...(out.get(node) ?? []), pod]);
  }
  return out;
}

function whatCounts({ metadata, spec }: KubeNode): unknown {
  return [metadata.labels ?? {}, spec?.taints ?? [], spec?.unschedulable ?? false];
}
