import { allContainers, conditionOf, isSidecar, parseQuantity, parseTime } from '../../api';
import type { Pod } from '../../api/types';
import { type Rule, rule } from '../../kernel';

/** --horizontal-pod-autoscaler-cpu-initialization-period. */
const CPU_INITIALIZATION_MS = 300_000;
/** --horizontal-pod-autoscaler-initial-readiness-delay. */
const INITIAL_READINESS_MS = 30_000;

const YOUNG_PODS = rule(
  'autoscaler/young-pods-do-not-count',
  'In the first 5 minutes of a pod its CPU counts only when it is ready and a whole window has been measured since it became so; then a scale-up takes it as idle.',
  'kubernetes.io, Horizontal Pod Autoscaling, Algorithm details; podautoscaler/replica_calculator.go, groupPods',
);
const TOLERANCE = rule(
  'autoscaler/tolerance',
  'An autoscaler leaves the replicas as they are while the metric is within 10 % of its target, or within the tolerance that is said.',
  'kubernetes.io, Horizontal Pod Autoscaling, Algorithm details; KEP-4951',
);

/** What was measured of a pod: thousandths of the resource's unit. Times are calendar milliseconds. */
export interface PodMetric {
  readonly millis: number;
  readonly timestampMs: number;
  readonly windowMs: number;
}

/** How far from its target a metric may be, as shares. */
export interface Tolerances {
  readonly scaleDown: number;
  readonly scaleUp: number;
}

/** What is aimed at: a share of the requests in percent, or an amount for each pod in thousandths. */
export type Target = { readonly utilization: number } | { readonly averageMillis: number };

export interface Measured {
  readonly pods: readonly Pod[];
  /** By the pods' names. */
  readonly metrics: ReadonlyMap<string, PodMetric>;
  readonly resource: string;
  /** Of this container alone. Default all. */
  readonly container: string | undefined;
  readonly target: Target;
  readonly currentReplicas: number;
  readonly tolerances: Tolerances;
  /** Calendar milliseconds. */
  readonly nowMs: number;
  /** Told of rules that act. */
  acts(rule: Rule): void;
}

export interface ReplicaCount {
  readonly replicas: number;
  /** In percent of the requests, where those are aimed at. */
  readonly utilization?: number;
  readonly averageMillis: number;
}

/** Why there is no count. */
export interface NoCount {
  readonly why: string;
}

/** replica_calculator.go, GetResourceReplicas and GetRawResourceReplicas. */
export function replicasFor(measured: Measured): ReplicaCount | NoCount {
  const { pods, currentReplicas, target, acts } = measured;
  if (pods.length === 0) return { why: 'no pods returned by selector while calculating replica count' };
  const groups = groupPods(measured);
  if (groups.counted.size === 0) return { why: 'did not receive metrics for targeted pods (pods might be unready)' };
  const requests = 'utilization' in target ? podRequests(measured) : new Map<string, number>();
  if ('why' in requests) return requests;
  const first = usageOf(groups.counted, requests, target);
  if ('why' in first) return first;
  const { ratio, ...seen } = first;
  const stay = { replicas: currentReplicas, ...seen };
  const isUpWithUnready = groups.unready.length > 0 && ratio > 1;
  if (!isUpWithUnready && groups.missing.length === 0) {
    if (!isWithin(ratio, measured)) return { replicas: Math.ceil(ratio * groups.counted.size), ...seen };
    acts(TOLERANCE);
    return stay;
  }
  const assumed = withAssumptions(groups, requests, target, ratio);
  const again = usageOf(assumed, requests, target);
  if ('why' in again) return again;
  if (isWithin(again.ratio, measured) || ratio < 1 !== again.ratio < 1) return stay;
  const replicas = Math.ceil(again.ratio * assumed.size);
  const turnsRound = again.ratio < 1 ? replicas > currentReplicas : replicas < currentReplicas;
  return turnsRound ? stay : { replicas, ...seen };
}

function isWithin(ratio: number, { tolerances }: Measured): boolean {
  return ratio >= 1 - tolerances.scaleDown && ratio <= 1 + tolerances.scaleUp;
}

interface Groups {
  readonly counted: Map<string, number>;
  readonly unready: string[];
  readonly missing: string[];
}

function groupPods(measured: Measured): Groups {
  const groups: Groups = { counted: new Map(), unready: [], missing: [] };
  for (const pod of measured.pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const metric = measured.metrics.get(name);
    if (deletionTimestamp !== undefined || pod.status?.phase === 'Failed') continue;
    if (pod.status?.phase === 'Pending') groups.unready.push(name);
    else if (!metric) groups.missing.push(name);
    else if (measured.resource === 'cpu' && isUnready(pod, metric, measured.nowMs)) {
      measured.acts(YOUNG_PODS);
      groups.unready.push(name);
    } else groups.counted.set(name, metric.millis);
  }
  return groups;
}

/** A pod that was ready once counts later on, even if it is not ready now. */
function isUnready({ status }: Pod, { timestampMs, windowMs }: PodMetric, nowMs: number): boolean {
  const ready = conditionOf(status?.conditions, 'Ready');
  if (!ready || status?.startTime === undefined) return true;
  const startMs = parseTime(status.startTime);
  const readyMs = parseTime(ready.lastTransitionTime);
  if (startMs + CPU_INITIALIZATION_MS > nowMs) return ready.status === 'False' || timestampMs < readyMs + windowMs;
  return ready.status === 'False' && startMs + INITIAL_READINESS_MS > readyMs;
}

/** A container that requests nothing has no share of it. */
function podRequests({ pods, container, resource }: Measured): Map<string, number> | NoCount {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    const inits = new Set(spec.initContainers?.filter((init) => !isSidecar(init)));
    let sum = 0;
    for (const { name, resources } of allContainers(spec).filter((each) => !inits.has(each))) {
      if (container !== undefined && container !== name) continue;
      const request = resources?.requests?.[resource];
      if (request === undefined)
        return { why: `missing request for ${resource} in container ${name} of Pod ${metadata.name}` };
      sum += Number(parseQuantity(request));
    }
    requests.set(metadata.name, sum);
  }
  return requests;
}

type Usage = { readonly ratio: number } & Omit<ReplicaCount, 'replicas'>;

/** metrics/utilization.go: how the mean use relates to the target. */
function usageOf(
  metrics: ReadonlyMap<string, number>,
  requests: ReadonlyMap<string, number>,
  target: Target,
): Usage | NoCount {
  const total = [...metrics.values()].reduce((sum, millis) => sum + millis, 0);
  const averageMillis = Math.floor(total / metrics.size);
  if ('averageMillis' in target) return { ratio: averageMillis / target.averageMillis, averageMillis };
  const requested = [...metrics.keys()].reduce((sum, name) => sum + (requests.get(name) ?? 0), 0);
  if (requested === 0) return { why: 'no metrics returned matched known pods' };
  const utilization = Math.floor((total * 100) / requested);
  return { ratio: utilization / target.utilization, utilization, averageMillis };
}

/** What would hinder the change most: idle pods when it goes up, busy ones when it goes down. */
function withAssumptions(
  { counted, unready, missing }: Groups,
  requests: ReadonlyMap<string, number>,
  target: Target,
  ratio: number,
): Map<string, number> {
  const assumed = new Map(counted);
  const busy = (name: string) =>
    'utilization' in target
      ? Math.floor(((requests.get(name) ?? 0) * Math.max(100, target.utilization)) / 100)
      : target.averageMillis;
  for (const name of missing) {
    if (ratio < 1) assumed.set(name, busy(name));
    else if (ratio > 1) assumed.set(name, 0);
  }
  if (ratio > 1) for (const name of unready) assumed.set(name, 0);
  return assumed;
}
