import {
  ApiClient,
  type ApiServer,
  EventRecorder,
  isEmptySelector,
  isReady,
  isTerminal,
  withCondition,
  withDisruptionAllowed,
} from '../../api';
import type { Condition, KubeObject, Pod, PodDisruptionBudget } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { byName, controllerOf, keyOf, splitKey, wallMsOf } from '../common/objects';
import { scaled } from '../common/percent';
import { matches } from '../common/selectors';
import { writeStatus } from '../common/status';
import { Controller } from '../controller';

const MAX_UNAVAILABLE = rule(
  'budget/max-unavailable',
  'With maxUnavailable a budget allows as many evictions as pods may be missing of what their owners want.',
  'kubernetes.io, Specifying a Disruption Budget',
);
const MIN_AVAILABLE = rule(
  'budget/min-available',
  'With minAvailable a budget allows as many evictions as leave that many healthy pods.',
  'kubernetes.io, Specifying a Disruption Budget',
);

/** Under this name it reports events, for historical reasons. */
const NAME = 'controllermanager';

/** An evicted pod that is still there after this time is counted again. */
const EVICTION_TIMEOUT_MS = 2 * 60_000;

type Status = NonNullable<PodDisruptionBudget['status']>;

interface Expectation {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
  /** Some of the pods have no owner, and do not count. */
  readonly unmanaged: boolean;
}

/** Resources of owners that have no subresource `scale`. */
const WITHOUT_SCALE: Readonly<Record<string, string>> = {
  DaemonSet: 'daemonsets.apps',
  Job: 'jobs.batch',
  Node: 'nodes',
};

/** Works out how many pods of each PodDisruptionBudget may be evicted now (kubernetes.io, "Disruptions"; g14). */
export class DisruptionController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, 'disruption-controller');
    this.recorder = new EventRecorder(api, { component: NAME });
    const sync = (key: string): Task => this.sync(key);
    this.controller = new Controller({
      kernel,
      name: 'disruption-controller',
      kind: 'PodDisruptionBudget',
      workers: 1,
      sync,
    });
  }

  start(): void {
    for (const kind of ['ReplicaSet', 'Deployment', 'StatefulSet', 'ReplicationController'] as const)
      this.informers.of(kind);
    const budgets = this.informers.of<PodDisruptionBudget>('PodDisruptionBudget');
    budgets.onChange(({ type, object }) => type !== 'DELETED' && this.controller.enqueue(keyOf(object)));
    this.informers.of<Pod>('Pod').onChange(({ object: pod, old }) => {
      const all = budgets.list(pod.metadata.namespace).sort(byName);
      const selects = (budget: PodDisruptionBudget, each: Pod | undefined): boolean =>
        !!each && matches(budget.spec.selector, each.metadata.labels);
      this.tellOfSeveral(
        pod,
        all.filter((budget) => selects(budget, pod)),
      );
      for (const budget of all)
        if (selects(budget, pod) || selects(budget, old)) this.controller.enqueue(keyOf(budget));
    });
  }

  /** Which one it chooses is chance; the others are looked at with one of the next changes (getPdbForPod). */
  private tellOfSeveral(pod: Pod, budgets: readonly PodDisruptionBudget[]): void {
    const [first, second] = budgets.filter(({ spec }) => !isEmptySelector(spec.selector));
    if (!first || !second) return;
    const { namespace, name } = pod.metadata;
    const message = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${first.metadata.name}" arbitrarily.`;
    this.recorder.event(pod, 'Warning', 'MultiplePodDisruptionBudgets', message);
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const budget = this.informers.of<PodDisruptionBudget>('PodDisruptionBudget').get(namespace, name);
    if (!budget) return;
    const pods = this.informers
      .of<Pod>('Pod')
      .list(namespace)
      .filter((pod) => matches(budget.spec.selector, pod.metadata.labels));
    if (pods.length === 0) this.recorder.event(budget, 'Normal', 'NoPods', 'No matching pods found');
    const expectation = this.expectation(budget, pods);
    if ('failure' in expectation) {
      yield* this.failSafe(budget, expectation.failure);
      return;
    }
    const { expectedPods, desiredHealthy } = expectation;
    if (expectation.unmanaged && this.api.release.has('budgetsTellUnmanaged')) {
      this.recorder.event(budget, 'Warning', 'UnmanagedPods', unmanaged(budget));
    }
    const disruptedPods = this.stillDisrupted(budget, pods);
    const healthy = pods.filter(
      (pod) => !pod.metadata.deletionTimestamp && !disruptedPods[pod.metadata.name] && isReady(pod) && !isTerminal(pod),
    );
    const disruptionsAllowed = expectedPods === 0 ? 0 : Math.max(0, healthy.length - desiredHealthy);
    const conditions = this.conditions(budget, disruptionsAllowed);
    const status: Status = {
      ...(Object.keys(disruptedPods).length > 0 ? { disruptedPods } : {}),
      disruptionsAllowed,
      currentHealthy: healthy.length,
      desiredHealthy,
      expectedPods,
      observedGeneration: budget.metadata.generation ?? 0,
      ...(conditions ? { conditions } : {}),
    };
    yield* writeStatus(this.client, budget, status);
    this.recheck(key, disruptedPods);
  }

  private expectation({ spec }: PodDisruptionBudget, pods: readonly Pod[]): Expectation | { failure: string } {
    const { maxUnavailable, minAvailable } = spec;
    this.api.kernel.acts(maxUnavailable !== undefined ? MAX_UNAVAILABLE : MIN_AVAILABLE);
    if (maxUnavailable === undefined && typeof minAvailable !== 'string') {
      return { expectedPods: pods.length, desiredHealthy: minAvailable ?? 0, unmanaged: false };
    }
    const failure = this.whyNoScale(pods);
    if (failure) return { failure };
    const expectedPods = this.scaleOf(pods);
    const desiredHealthy =
      maxUnavailable === undefined
        ? scaled(minAvailable, expectedPods, 'up')
        : Math.max(0, expectedPods - scaled(maxUnavailable, expectedPods, 'up'));
    return { expectedPods, desiredHealthy, unmanaged: pods.some((pod) => !controllerOf(pod)) };
  }

  /** Some owners have no size that could be asked for, others are gone before their pods. */
  private whyNoScale(pods: readonly Pod[]): string | undefined {
    for (const pod of pods) {
      const owner = controllerOf(pod);
      const resource = owner && WITHOUT_SCALE[owner.kind];
      if (resource) return `${resource} does not implement the scale subresource`;
      if (owner && !this.ownerOf(pod)) return `found no controllers for pod "${pod.metadata.name}"`;
      if (!owner && this.api.release.has('budgetsNeedOwners')) {
        return `found no controller ref for pod "${pod.metadata.name}"`;
      }
    }
    return undefined;
  }

  /** Nothing may be evicted while it is not known how many pods there should be. */
  private *failSafe(budget: PodDisruptionBudget, message: string): Task {
    const told = `Failed to calculate the number of expected pods: ${message}`;
    this.recorder.event(budget, 'Warning', 'CalculateExpectedPodCountFailed', told);
    const conditions = this.api.release.has('budgetConditions') ? failed(budget, message, this.api.now()) : undefined;
    const none = { currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };
    yield* writeStatus(this.client, budget, {
      ...none,
      ...budget.status,
      disruptionsAllowed: 0,
      ...(conditions ? { conditions } : {}),
    });
  }

  /** Sum of what the pods' controllers want: pods that are missing just now count too. */
  private scaleOf(pods: readonly Pod[]): number {
    const sizes = new Map<string, number>();
    for (const pod of pods) {
      const owner = this.ownerOf(pod);
      if (!owner) continue;
      const top = this.ownerOf(owner) ?? owner;
      sizes.set(top.metadata.uid ?? '', (top as KubeObject & { spec?: { replicas?: number } }).spec?.replicas ?? 1);
    }
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
  }

  private ownerOf(object: KubeObject): KubeObject | undefined {
    const owner = controllerOf(object);
    const known = ['ReplicaSet', 'Deployment', 'StatefulSet', 'ReplicationController'];
    if (!owner || !known.includes(owner.kind)) return undefined;
    const found = this.informers.of<KubeObject>(owner.kind).get(object.metadata.namespace, owner.name);
    return found?.metadata.uid === owner.uid ? found : undefined;
  }

  /** Pods that an eviction has been granted for and that are not gone yet. */
  private stillDisrupted({ status }: PodDisruptionBudget, pods: readonly Pod[]): Record<string, string> {
    const now = this.api.wallMs();
    return Object.fromEntries(
      Object.entries(status?.disruptedPods ?? {}).filter(([name, time]) => {
        const pod = pods.find(({ metadata }) => metadata.name === name);
        return pod && !pod.metadata.deletionTimestamp && (wallMsOf(time) ?? 0) + EVICTION_TIMEOUT_MS > now;
      }),
    );
  }

  private conditions({ status, metadata }: PodDisruptionBudget, allowed: number): Condition[] | undefined {
    if (!this.api.release.has('budgetConditions')) return undefined;
    const observedGeneration = metadata.generation ?? 0;
    return withDisruptionAllowed(status?.conditions, { allowed, observedGeneration, now: this.api.now() });
  }

  private recheck(key: string, disrupted: Readonly<Record<string, string>>): void {
    const ends = Object.values(disrupted).map(
      (time) => (wallMsOf(time) ?? 0) + EVICTION_TIMEOUT_MS - this.api.wallMs(),
    );
    if (ends.length > 0) this.controller.enqueueAfter(key, Math.max(1, Math.min(...ends)));
  }
}

function failed({ status }: PodDisruptionBudget, message: string, now: string): Condition[] {
  const observedGeneration = status?.observedGeneration;
  return withCondition(status?.conditions, {
    type: 'DisruptionAllowed',
    status: 'False',
    reason: 'SyncFailed',
    message,
    ...(observedGeneration ? { observedGeneration } : {}),
    lastTransitionTime: now,
  });
}

/** The selector stands there as Go prints a pointer to it. */
function unmanaged({ spec: { selector } }: PodDisruptionBudget): string {
  const labels = Object.entries(selector?.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const shown = `&LabelSelector{MatchLabels:map[string]string{${labels.map(([key, value]) => `${key}: ${value},`).join('')}},MatchExpressions:[]LabelSelectorRequirement{},}`;
  return (
    `Pods selected by this PodDisruptionBudget (selector: ${shown}) were found to be unmanaged. As a result, the status of the PDB ` +
    'cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ' +
    '".spec.minAvailable" field of the PDB to an integer value.'
  );
}
