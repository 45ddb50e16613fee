import type { Condition, HorizontalPodAutoscaler, KubeObject, MetricStatus } from '../../api';
import { toJsonLine } from './json';

type Json = Record<string, unknown>;
type Metrics = NonNullable<HorizontalPodAutoscaler['spec']['metrics']>;

const ANNOTATION = 'autoscaling.alpha.kubernetes.io/';

/**
 * An autoscaler in the words of autoscaling/v1: a share of the CPU is a field, all the rest are annotations.
 * Source: pkg/apis/autoscaling/v1/conversion.go.
 */
export function firstVersionOf({ spec, status, metadata, ...rest }: HorizontalPodAutoscaler): KubeObject {
  const { metrics = [], behavior, ...plain } = spec;
  const share = metrics.find(isShareOfCpu);
  const others = metrics.filter((metric) => metric !== share);
  const annotations: Record<string, string> = { ...metadata.annotations };
  if (others.length > 0) annotations[`${ANNOTATION}metrics`] = toJsonLine(others);
  if (behavior) annotations[`${ANNOTATION}behavior`] = toJsonLine(behavior);
  if (status?.conditions?.length) annotations[`${ANNOTATION}conditions`] = toJsonLine(status.conditions.map(inOrder));
  if (status?.currentMetrics?.length)
    annotations[`${ANNOTATION}current-metrics`] = toJsonLine(status.currentMetrics.map(firstStatusOf));
  const { conditions, currentMetrics, ...counts } = status ?? {};
  void conditions;
  const used = currentMetrics?.find(({ resource }) => resource?.name === 'cpu')?.resource?.current.averageUtilization;
  const percentage = share?.resource?.target.averageUtilization;
  return {
    ...rest,
    apiVersion: 'autoscaling/v1',
    metadata: { ...metadata, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
    spec: { ...plain, ...(percentage === undefined ? {} : { targetCPUUtilizationPercentage: percentage }) },
    status: {
      currentReplicas: 0,
      desiredReplicas: 0,
      ...counts,
      ...(used === undefined ? {} : { currentCPUUtilizationPercentage: used }),
    },
  } as unknown as KubeObject;
}

/** v1.MetricStatus has no `current` within. */
function firstStatusOf({ type, resource, containerResource }: MetricStatus): Json {
  const inFirst = ({ name, current }: NonNullable<MetricStatus['resource']>): Json => ({
    name,
    ...(current.averageUtilization !== undefined && { currentAverageUtilization: current.averageUtilization }),
    currentAverageValue: current.averageValue,
  });
  return {
    type,
    ...(resource && { resource: inFirst(resource) }),
    ...(containerResource && {
      containerResource: { ...inFirst(containerResource), container: containerResource.container },
    }),
  };
}

function isShareOfCpu({ type, resource }: Metrics[number]): boolean {
  return type === 'Resource' && resource?.name === 'cpu' && resource.target.averageUtilization !== undefined;
}

/** The members of a condition in the order of its Go struct. */
function inOrder({ type, status, lastTransitionTime, reason, message }: Condition): Json {
  return { type, status, lastTransitionTime, reason, message };
}
