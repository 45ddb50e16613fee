import { type ApiServer, type ContainerMetrics, formatQuantity, type MetricsApi, parseQuantity } from '../../api';
import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus, Pod } from '../../api/types';
import { failureOf, type MetricFailure, noMetrics } from './metricFailure';
import { type NoCount, type PodMetric, replicasFor, type Target, type Tolerances } from './replicaCalculator';

/** --horizontal-pod-autoscaler-tolerance. */
const TOLERANCE = 0.1;

/** How many replicas one metric asks for, and what its status shows. */
export interface Proposal {
  readonly replicas: number;
  /** As events call it. */
  readonly name: string;
  readonly status: MetricStatus;
}

/** What the pods of an autoscaler's target are measured by. */
export interface Scaled {
  readonly api: ApiServer;
  readonly autoscaler: HorizontalPodAutoscaler;
  /** Those that the target's selector selects. */
  readonly pods: readonly Pod[];
  readonly currentReplicas: number;
}

/** horizontal.go, computeReplicasForMetric. Only metrics of resources can be had, and only from a metrics server. */
export function proposalOf(metric: MetricSpec, scaled: Scaled): Proposal | MetricFailure {
  const { api, autoscaler, pods, currentReplicas } = scaled;
  const amount = metric.resource ?? metric.containerResource;
  const failure = (why?: string) => failureOf(metric, autoscaler.metadata.namespace ?? '', api.release, why);
  if (!amount || !api.metricsApi) return failure();
  const { name: resource } = amount;
  const container = metric.containerResource?.container;
  const metrics = metricsOf(api.metricsApi, scaled, resource, container);
  if ('why' in metrics) return failure(noMetrics(resource, metrics.why));
  const { averageUtilization, averageValue } = amount.target;
  const target: Target =
    averageValue === undefined
      ? { utilization: averageUtilization ?? 0 }
      : { averageMillis: Number(parseQuantity(averageValue)) };
  const count = replicasFor({
    pods,
    metrics,
    resource,
    container,
    target,
    currentReplicas,
    tolerances: tolerancesOf(autoscaler),
    nowMs: api.wallMs(),
    acts: (rule) => api.kernel.acts(rule),
  });
  if ('why' in count) return failure(count.why);
  const current = {
    ...(count.utilization !== undefined && { averageUtilization: count.utilization }),
    averageValue: formatQuantity(BigInt(count.averageMillis)),
  };
  const of = container === undefined ? '' : 'container ';
  const name =
    averageValue === undefined
      ? `${resource} ${of}resource utilization (percentage of request)`
      : `${resource} resource`;
  const status: MetricStatus =
    container === undefined
      ? { type: 'Resource', resource: { name: resource, current } }
      : { type: 'ContainerResource', containerResource: { name: resource, container, current } };
  return { replicas: count.replicas, name, status };
}

/** The times of metrics.k8s.io are in whole seconds. */
function metricsOf(
  server: MetricsApi,
  { api, pods }: Scaled,
  resource: string,
  container: string | undefined,
): Map<string, PodMetric> | NoCount {
  if (resource !== 'cpu' && resource !== 'memory') return new Map();
  const epochMs = api.wallMs() - api.kernel.now;
  const known = server.podMetrics();
  const metrics = new Map<string, PodMetric>();
  for (const { metadata } of pods) {
    const measured = known.get(metadata.uid ?? '');
    if (!measured) continue;
    const containers = measured.containers.filter((each) => container === undefined || each.container === container);
    if (containers.length === 0)
      return { why: `container ${container} not present in metrics for pod ${metadata.namespace}/${metadata.name}` };
    const millis = containers.reduce((sum, each) => sum + millisOf(each, resource), 0);
    const timestampMs = Math.floor((epochMs + measured.timestampMs) / 1000) * 1000;
    metrics.set(metadata.name, { millis, timestampMs, windowMs: measured.windowMs });
  }
  return metrics.size > 0 ? metrics : { why: 'no metrics returned from resource metrics API' };
}

function millisOf({ cpuMillis, memoryBytes }: ContainerMetrics, resource: string): number {
  return resource === 'cpu' ? cpuMillis : memoryBytes * 1000;
}

function tolerancesOf({ spec: { behavior } }: HorizontalPodAutoscaler): Tolerances {
  const share = (tolerance: string | number | undefined) =>
    tolerance === undefined ? TOLERANCE : Number(parseQuantity(tolerance)) / 1000;
  return { scaleDown: share(behavior?.scaleDown?.tolerance), scaleUp: share(behavior?.scaleUp?.tolerance) };
}
