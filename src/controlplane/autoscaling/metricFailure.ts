import type { Release } from '../../api';
import type { MetricSpec } from '../../api/types';

/** Why a metric could not be had: the event and condition about it, and what the autoscaler as a whole says. */
export interface MetricFailure {
  readonly reason: string;
  readonly message: string;
  readonly whole: string;
}

const NO_RESOURCE_API =
  'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';
const CUSTOM_API =
  'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';
const EXTERNAL_API =
  'unable to fetch metrics from external metrics API: the server could not find the requested resource (get {metric}.external.metrics.k8s.io)';

/** @param why what metrics.k8s.io said */
export function noMetrics(resource: string, why: string): string {
  return `unable to get metrics for resource ${resource}: ${why}`;
}

/**
 * Why there is no count of replicas by a metric (pkg/controller/podautoscaler/horizontal.go, computeStatusFor…). Nobody offers custom
 * or external metrics.
 * @param why of a resource metric: what went wrong. Default: there is no metrics server
 */
export function failureOf(metric: MetricSpec, namespace: string, release: Release, why?: string): MetricFailure {
  const { resource, containerResource, pods, object, external } = metric;
  const amount = resource ?? containerResource;
  if (amount) {
    const isAmount = amount.target.averageValue !== undefined && release.has('autoscalerTellsUsage');
    const message = `failed to get ${amount.name} ${isAmount ? 'usage' : 'utilization'}: ${why ?? noMetrics(amount.name, NO_RESOURCE_API)}`;
    const of = containerResource
      ? `failed to get ${containerResource.container} container metric value: `
      : `failed to get ${amount.name} resource metric value: `;
    const reason = containerResource ? 'FailedGetContainerResourceMetric' : 'FailedGetResourceMetric';
    return { reason, message, whole: (release.has('autoscalerNamesMetric') ? of : '') + message };
  }
  if (pods) {
    const message = `unable to get metric ${pods.metric.name}: ${CUSTOM_API}`;
    return { reason: 'FailedGetPodsMetric', message, whole: `failed to get pods metric value: ${message}` };
  }
  if (object) {
    const { kind, name } = object.describedObject;
    const isAverage = object.target.averageValue !== undefined;
    const what = isAverage ? `failed to get ${object.metric.name} object metric: ` : '';
    const message = `${what}unable to get metric ${object.metric.name}: ${kind} on ${namespace} ${name}/${CUSTOM_API}`;
    return { reason: 'FailedGetObjectMetric', message, whole: `failed to get object metric value: ${message}` };
  }
  const name = external?.metric.name ?? '';
  const detail = `unable to get external metric ${namespace}/${name}/nil: ${EXTERNAL_API.replace('{metric}', name)}`;
  const message =
    external?.target.averageValue === undefined ? detail : `failed to get ${name} external metric: ${detail}`;
  const of = release.has('autoscalerNamesMetric') ? `failed to get ${name} external metric value: ` : '';
  return { reason: 'FailedGetExternalMetric', message, whole: of + message };
}
