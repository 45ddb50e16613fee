import {
  ApiClient,
  type ApiServer,
  EventRecorder,
  findResource,
  isStatus,
  type LabelMatcher,
  parseLabelSelector,
  type Scale,
  withCondition,
} from '../../api';
import type { HorizontalPodAutoscaler, MetricStatus, Pod } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { keyOf, splitKey } from '../common/objects';
import { writeStatus } from '../common/status';
import { Controller } from '../controller';
import type { MetricFailure } from './metricFailure';
import { proposalOf } from './resourceProposal';
import { ScalingHistory } from './scalingHistory';

const BOUNDS = rule(
  'autoscaler/bounds',
  'An autoscaler brings a workload that has fewer replicas than minReplicas or more than maxReplicas to that bound, metrics or not.',
  'pkg/controller/podautoscaler/horizontal.go, reconcileAutoscaler',
);
const METRICS = rule(
  'autoscaler/metrics',
  'An autoscaler makes the replicas as many as bring its metrics to their targets, as far as its limits let it; the metric that asks for most decides.',
  'kubernetes.io, Horizontal Pod Autoscaling, Algorithm details',
);
const AMBIGUOUS = rule(
  'autoscaler/ambiguous-selector',
  'Autoscalers whose targets select the same pods scale nothing.',
  'kubernetes PR 112011; podautoscaler/horizontal.go, validateAndParseSelector',
);
const NO_METRICS = rule(
  'autoscaler/no-metrics',
  'Without metrics an autoscaler leaves the replicas as they are and says so every 15 s.',
  'pkg/controller/podautoscaler/horizontal.go, computeReplicasForMetrics; recording of 1.36.2',
);

const NAME = 'horizontal-pod-autoscaler';

/** --horizontal-pod-autoscaler-sync-period: an autoscaler is looked at that often, and first after that long. */
const SYNC_PERIOD_MS = 15_000;

type Status = NonNullable<HorizontalPodAutoscaler['status']>;

/** An autoscaler and what it is to scale; the conditions as they are to be written. */
interface Found {
  readonly autoscaler: HorizontalPodAutoscaler;
  readonly scale: Scale;
  readonly history: ScalingHistory;
  readonly conditions: Status['conditions'];
}

interface Rescale extends Found {
  readonly wanted: number;
  readonly reason: string;
  readonly metrics: MetricStatus[] | null;
}

/** Brings the replicas of workloads to what the metrics of their autoscalers ask for, between their bounds. */
export class HorizontalController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  /** Autoscalers that wait for their next turn. */
  private readonly waiting = new Set<string>();
  private readonly histories = new Map<string, ScalingHistory>();
  /** What the targets of all autoscalers select, as far as these have been looked at. */
  private readonly selectors = new Map<string, LabelMatcher>();

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, 'horizontal-pod-autoscaler');
    this.recorder = new EventRecorder(api, { component: NAME });
    const sync = (key: string): Task => this.sync(key);
    this.controller = new Controller({ kernel, name: NAME, kind: 'HorizontalPodAutoscaler', sync });
  }

  start(): void {
    this.informers.of<HorizontalPodAutoscaler>('HorizontalPodAutoscaler').onChange(({ type, object }) => {
      if (type !== 'DELETED') this.enqueue(keyOf(object));
    });
  }

  /** Every request spends the period in the queue; one that is there already is enough (rate_limiters.go). */
  private enqueue(key: string): void {
    if (this.waiting.has(key)) return;
    this.waiting.add(key);
    this.controller.enqueueAfter(key, SYNC_PERIOD_MS);
  }

  private *sync(key: string): Task {
    this.waiting.delete(key);
    const [namespace, name] = splitKey(key);
    const autoscaler = this.informers.of<HorizontalPodAutoscaler>('HorizontalPodAutoscaler').get(namespace, name);
    if (!autoscaler) {
      this.histories.delete(key);
      this.selectors.delete(key);
      return;
    }
    try {
      yield* this.reconcile(key, autoscaler);
    } finally {
      this.enqueue(key);
    }
  }

  private *reconcile(key: string, autoscaler: HorizontalPodAutoscaler): Task {
    const { kind, name } = autoscaler.spec.scaleTargetRef;
    const why = this.whyNoKind(autoscaler);
    if (why) return yield* this.cannotScale(autoscaler, why);
    let scale: Scale;
    try {
      scale = yield* this.client.getScale(kind, autoscaler.metadata.namespace ?? '', name);
    } catch (error) {
      if (!isStatus(error)) throw error;
      return yield* this.cannotScale(autoscaler, error.message);
    }
    const current = scale.spec.replicas ?? 0;
    const conditions = this.withCondition(autoscaler.status?.conditions, 'AbleToScale', 'True', ...GOT_SCALE);
    const history = this.historyOf(key, current);
    const { minReplicas = 1, maxReplicas } = autoscaler.spec;
    const [bound, reason] = bounded(current, minReplicas, maxReplicas);
    if (current === 0) return yield* this.writeDisabled(autoscaler, conditions);
    if (bound !== current) {
      this.api.kernel.acts(BOUNDS);
      return yield* this.rescale({ autoscaler, scale, history, wanted: bound, reason, conditions, metrics: null });
    }
    yield* this.goByMetrics(key, { autoscaler, scale, history, conditions });
  }

  /** horizontal.go, computeReplicasForMetrics: the metric that asks for most decides; while one is missing nothing is taken away. */
  private *goByMetrics(key: string, found: Found): Task {
    const { autoscaler, scale, history } = found;
    const { namespace = '' } = autoscaler.metadata;
    const currentReplicas = scale.spec.replicas ?? 0;
    const selects = parseLabelSelector(scale.status.selector ?? '');
    const pods = this.informers
      .of<Pod>('Pod')
      .list(namespace)
      .filter(({ metadata }) => selects.matches(metadata.labels));
    this.selectors.set(key, selects);
    const others = this.selecting(namespace, pods);
    if (others.length > 1 && this.api.release.has('ambiguousSelectors'))
      return yield* this.writeAmbiguous(found, selects, others);
    const scaled = { api: this.api, autoscaler, pods, currentReplicas };
    const answers = (autoscaler.spec.metrics ?? []).map((metric) => proposalOf(metric, scaled));
    const failures = answers.filter((answer) => 'whole' in answer);
    for (const { reason, message } of failures) this.recorder.event(autoscaler, 'Warning', reason, message);
    const metrics = answers.map((answer) => ('status' in answer ? answer.status : { type: '' }));
    const [most, ...rest] = answers.filter((answer) => 'replicas' in answer);
    const best = rest.reduce((a, b) => (a && b.replicas > a.replicas ? b : a), most);
    if (!best || (failures.length > 0 && best.replicas < currentReplicas))
      return yield* this.writeNoMetrics(found, failures, metrics);
    const from = `the HPA was able to successfully calculate a replica count from ${best.name}`;
    const active = this.withCondition(found.conditions, 'ScalingActive', 'True', 'ValidMetricFound', from);
    const next = history.normalize(autoscaler.spec, currentReplicas, best.replicas);
    const able = this.withCondition(active, 'AbleToScale', 'True', ...next.able);
    const limited = next.isLimited ? 'True' : 'False';
    const conditions = this.withCondition(able, 'ScalingLimited', limited, ...next.limited);
    if (next.replicas === currentReplicas)
      return yield* this.write(autoscaler, {
        currentReplicas,
        desiredReplicas: currentReplicas,
        currentMetrics: metrics,
        conditions,
      });
    this.api.kernel.acts(METRICS);
    const reason = best.replicas > currentReplicas ? `${best.name} above target` : BELOW;
    yield* this.rescale({
      ...found,
      wanted: next.replicas,
      reason: best.replicas === currentReplicas ? '' : reason,
      conditions,
      metrics,
    });
  }

  /** The keys of the autoscalers that some of these pods belong to. */
  private selecting(namespace: string, pods: readonly Pod[]): string[] {
    return [...this.selectors].flatMap(([key, selector]) =>
      splitKey(key)[0] === namespace && pods.some(({ metadata }) => selector.matches(metadata.labels)) ? [key] : [],
    );
  }

  private *writeAmbiguous(found: Found, selector: LabelMatcher, keys: readonly string[]): Task {
    this.api.kernel.acts(AMBIGUOUS);
    const message = `pods by selector ${selector} are controlled by multiple HPAs: [${keys.join(' ')}]`;
    this.recorder.event(found.autoscaler, 'Warning', 'AmbiguousSelector', message);
    yield* this.writeInactive(found, ['AmbiguousSelector', message], null, message);
  }

  private *rescale({ autoscaler, scale, history, wanted, reason, conditions, metrics }: Rescale): Task {
    const current = scale.spec.replicas ?? 0;
    const { kind } = autoscaler.spec.scaleTargetRef;
    const size = `New size: ${wanted}; reason: ${reason}`;
    const status = { currentReplicas: current, currentMetrics: metrics };
    try {
      yield* this.client.updateScale(kind, { ...scale, spec: { replicas: wanted } });
    } catch (error) {
      if (!isStatus(error)) throw error;
      this.recorder.event(autoscaler, 'Warning', 'FailedRescale', `${size}; error: ${error.message}`);
      const why = `the HPA controller was unable to update the target scale: ${error.message}`;
      const unable = this.withCondition(conditions, 'AbleToScale', 'False', 'FailedUpdateScale', why);
      const desiredReplicas = autoscaler.status?.desiredReplicas ?? 0;
      return yield* this.write(autoscaler, { ...status, desiredReplicas, conditions: unable });
    }
    this.recorder.event(autoscaler, 'Normal', 'SuccessfulRescale', size);
    if (autoscaler.spec.behavior) history.scaled(current, wanted);
    const done = `the HPA controller was able to update the target scale to ${wanted}`;
    yield* this.write(autoscaler, {
      ...status,
      desiredReplicas: wanted,
      conditions: this.withCondition(conditions, 'AbleToScale', 'True', 'SucceededRescale', done),
      lastScaleTime: this.api.now(),
    });
  }

  /** An autoscaler that is new, or that was made anew, has wanted nothing yet. */
  private historyOf(key: string, current: number): ScalingHistory {
    const known = this.histories.get(key);
    if (known) return known;
    const history = new ScalingHistory(this.api.kernel, current);
    this.histories.set(key, history);
    return history;
  }

  private whyNoKind({ spec: { scaleTargetRef: of } }: HorizontalPodAutoscaler): string | undefined {
    const group = (of.apiVersion ?? '').includes('/') ? (of.apiVersion ?? '').split('/')[0] : '';
    const known = findResource(of.kind);
    return known?.kind === of.kind ? undefined : `no matches for kind "${of.kind}" in group "${group}"`;
  }

  private *cannotScale(autoscaler: HorizontalPodAutoscaler, why: string): Task {
    this.recorder.event(autoscaler, 'Warning', 'FailedGetScale', why);
    const message = `the HPA controller was unable to get the target's current scale: ${why}`;
    const { status } = autoscaler;
    const conditions = this.withCondition(status?.conditions, 'AbleToScale', 'False', 'FailedGetScale', message);
    const desiredReplicas = status?.desiredReplicas ?? 0;
    yield* writeStatus(this.client, autoscaler, { currentMetrics: null, ...status, desiredReplicas, conditions });
  }

  private *writeDisabled(autoscaler: HorizontalPodAutoscaler, able: Status['conditions']): Task {
    const message = 'scaling is disabled since the replica count of the target is zero';
    const conditions = this.withCondition(able, 'ScalingActive', 'False', 'ScalingDisabled', message);
    yield* this.write(autoscaler, { currentReplicas: 0, desiredReplicas: 0, conditions });
  }

  /** What counts as a whole is the first metric that is missing. */
  private *writeNoMetrics(found: Found, failures: readonly MetricFailure[], metrics: MetricStatus[]): Task {
    const [first] = failures;
    if (!first) return;
    this.api.kernel.acts(NO_METRICS);
    const message = `the HPA was unable to compute the replica count: ${first.message}`;
    const all = `invalid metrics (${failures.length} invalid out of ${metrics.length}), first error is: ${first.whole}`;
    yield* this.writeInactive(found, [first.reason, message], metrics, all);
  }

  /** An event comes before the status is written, another one after that. */
  private *writeInactive(
    { autoscaler, scale, conditions }: Found,
    why: readonly [reason: string, message: string],
    currentMetrics: MetricStatus[] | null,
    whole: string,
  ): Task {
    yield* this.write(autoscaler, {
      currentReplicas: scale.spec.replicas ?? 0,
      desiredReplicas: autoscaler.status?.desiredReplicas ?? 0,
      currentMetrics,
      conditions: this.withCondition(conditions, 'ScalingActive', 'False', ...why),
    });
    this.recorder.event(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', whole);
  }

  private *write(autoscaler: HorizontalPodAutoscaler, next: Status): Task {
    const { lastScaleTime } = autoscaler.status ?? {};
    yield* writeStatus(this.client, autoscaler, {
      currentMetrics: null,
      ...(lastScaleTime ? { lastScaleTime } : {}),
      ...next,
    });
  }

  private withCondition(
    conditions: Status['conditions'],
    type: string,
    status: 'True' | 'False',
    reason: string,
    message: string,
  ): NonNullable<Status['conditions']> {
    return withCondition(conditions, { type, status, reason, message, lastTransitionTime: this.api.now() });
  }
}

const GOT_SCALE = ['SucceededGetScale', "the HPA controller was able to get the target's current scale"] as const;
const BELOW = 'All metrics below target';

/** How many replicas there are to be, and why. */
function bounded(current: number, least: number, most: number): readonly [number, string] {
  if (current > most) return [most, 'Current number of replicas above Spec.MaxReplicas'];
  if (current < least) return [least, 'Current number of replicas below Spec.MinReplicas'];
  return [current, ''];
}
