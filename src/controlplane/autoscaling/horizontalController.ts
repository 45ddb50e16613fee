import { ApiClient, type ApiServer, EventRecorder, findResource, isStatus, withCondition } from '../../api';
import type { HorizontalPodAutoscaler } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { keyOf, splitKey } from '../common/objects';
import { writeStatus } from '../common/status';
import { Controller } from '../controller';
import { failureOf } from './metrics';

const BOUNDS = rule(
  'autoscaler/bounds',
  'An autoscaler brings a workload that has fewer replicas than minReplicas or more than maxReplicas to that bound, metrics or not.',
  'pkg/controller/podautoscaler/horizontal.go, reconcileAutoscaler',
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

/** Keeps the replicas of workloads between the bounds of their autoscalers; nobody measures the simulated pods. */
export class HorizontalController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  /** Autoscalers that wait for their next turn. */
  private readonly waiting = new Set<string>();

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
    if (!autoscaler) return;
    try {
      yield* this.reconcile(autoscaler);
    } finally {
      this.enqueue(key);
    }
  }

  private *reconcile(autoscaler: HorizontalPodAutoscaler): Task {
    const { metadata, spec } = autoscaler;
    const { namespace = '' } = metadata;
    const { kind, name } = spec.scaleTargetRef;
    const why = this.whyNoKind(autoscaler);
    if (why) return yield* this.cannotScale(autoscaler, why);
    try {
      const scale = yield* this.client.getScale(kind, namespace, name);
      const able = this.withAble(autoscaler, 'SucceededGetScale', GOT_SCALE);
      const current = scale.spec.replicas ?? 0;
      const [wanted, reason] = bounded(current, spec.minReplicas ?? 1, spec.maxReplicas);
      if (current === 0) yield* this.writeDisabled(autoscaler, able);
      else if (wanted === current) yield* this.writeNoMetrics(autoscaler, able, current);
      else {
        this.api.kernel.acts(BOUNDS);
        yield* this.client.updateScale(kind, { ...scale, spec: { replicas: wanted } });
        this.recorder.event(autoscaler, 'Normal', 'SuccessfulRescale', `New size: ${wanted}; reason: ${reason}`);
        const done = `the HPA controller was able to update the target scale to ${wanted}`;
        const conditions = this.withAble(autoscaler, 'SucceededRescale', done);
        const replicas = { currentReplicas: current, desiredReplicas: wanted };
        yield* this.write(autoscaler, { ...replicas, conditions, lastScaleTime: this.api.now() });
      }
    } catch (error) {
      if (!isStatus(error) || error.reason === 'Conflict') throw error;
      yield* this.cannotScale(autoscaler, error.message);
    }
  }

  private whyNoKind({ spec: { scaleTargetRef: of } }: HorizontalPodAutoscaler): string | undefined {
    const group = (of.apiVersion ?? '').includes('/') ? (of.apiVersion ?? '').split('/')[0] : '';
    const known = findResource(of.kind);
    return known?.kind === of.kind ? undefined : `no matches for kind "${of.kind}" in group "${group}"`;
  }

  private *cannotScale(autoscaler: HorizontalPodAutoscaler, why: string): Task {
    this.recorder.event(autoscaler, 'Warning', 'FailedGetScale', why);
    const message = `the HPA controller was unable to get the target's current scale: ${why}`;
    const conditions = this.withAble(autoscaler, 'FailedGetScale', message, 'False');
    const { status } = autoscaler;
    const desiredReplicas = status?.desiredReplicas ?? 0;
    yield* writeStatus(this.client, autoscaler, { currentMetrics: null, ...status, desiredReplicas, conditions });
  }

  private *writeDisabled(autoscaler: HorizontalPodAutoscaler, able: Status['conditions']): Task {
    const message = 'scaling is disabled since the replica count of the target is zero';
    const conditions = withCondition(able, this.condition('ScalingActive', 'False', 'ScalingDisabled', message));
    yield* this.write(autoscaler, { currentReplicas: 0, desiredReplicas: 0, conditions });
  }

  /** The events come before and after the status is written; what counts as a whole is the first metric. */
  private *writeNoMetrics(
    autoscaler: HorizontalPodAutoscaler,
    able: Status['conditions'],
    currentReplicas: number,
  ): Task {
    this.api.kernel.acts(NO_METRICS);
    const { metadata, spec, status } = autoscaler;
    const metrics = spec.metrics ?? [];
    const failures = metrics.map((metric) => failureOf(metric, metadata.namespace ?? '', this.api.release));
    for (const { reason, message } of failures) this.recorder.event(autoscaler, 'Warning', reason, message);
    const [first] = failures;
    if (!first) return;
    const message = `the HPA was unable to compute the replica count: ${first.message}`;
    const conditions = withCondition(able, this.condition('ScalingActive', 'False', first.reason, message));
    const desiredReplicas = status?.desiredReplicas ?? 0;
    const currentMetrics = metrics.map(() => ({ type: '' }));
    yield* this.write(autoscaler, { currentReplicas, desiredReplicas, currentMetrics, conditions });
    const all = `invalid metrics (${failures.length} invalid out of ${failures.length}), first error is: ${first.whole}`;
    this.recorder.event(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', all);
  }

  private *write(autoscaler: HorizontalPodAutoscaler, next: Status): Task {
    const { lastScaleTime } = autoscaler.status ?? {};
    yield* writeStatus(this.client, autoscaler, {
      currentMetrics: null,
      ...(lastScaleTime ? { lastScaleTime } : {}),
      ...next,
    });
  }

  private withAble(
    { status }: HorizontalPodAutoscaler,
    reason: string,
    message: string,
    able: 'True' | 'False' = 'True',
  ): NonNullable<Status['conditions']> {
    return withCondition(status?.conditions, this.condition('AbleToScale', able, reason, message));
  }

  private condition(type: string, status: 'True' | 'False', reason: string, message: string) {
    return { type, status, reason, message, lastTransitionTime: this.api.now() };
  }
}

const GOT_SCALE = "the HPA controller was able to get the target's current scale";

/** How many replicas there are to be, and why. */
function bounded(current: number, least: number, most: number): readonly [number, string] {
  if (current > most) return [most, 'Current number of replicas above Spec.MaxReplicas'];
  if (current < least) return [least, 'Current number of replicas below Spec.MinReplicas'];
  return [current, ''];
}
