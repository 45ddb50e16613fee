import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus, MetricTarget, Release } from '../../api';
import { type Column, NONE, nameColumn } from './column';
import { ageColumn } from './workloads';

/** A metric that could not be had. */
const UNKNOWN = '<unknown>';

/** After this many metrics the table says how many more there are. */
const SHOWN = 2;

export const autoscalerColumns: Column<HorizontalPodAutoscaler>[] = [
  nameColumn,
  { name: 'Reference', cell: ({ spec: { scaleTargetRef: of } }) => `${of.kind}/${of.name}` },
  {
    name: 'Targets',
    cell: ({ spec, status }, { release }) => metricsText(spec.metrics ?? [], status?.currentMetrics ?? [], release),
  },
  { name: 'MinPods', cell: ({ spec }) => String(spec.minReplicas ?? '<unset>') },
  { name: 'MaxPods', cell: ({ spec }) => String(spec.maxReplicas) },
  { name: 'Replicas', cell: ({ status }) => String(status?.currentReplicas ?? 0) },
  ageColumn,
];

/** printers.go, formatHPAMetrics. */
function metricsText(metrics: readonly MetricSpec[], statuses: readonly MetricStatus[], release: Release): string {
  const texts = metrics.flatMap((metric, i) => metricText(metric, statuses[i], release) ?? []);
  if (texts.length === 0) return NONE;
  const more = texts.length - SHOWN;
  return texts.slice(0, SHOWN).join(', ') + (more > 0 ? ` + ${more} more...` : '');
}

function metricText(metric: MetricSpec, status: MetricStatus | undefined, release: Release): string | undefined {
  const amount = metric.resource ?? metric.containerResource;
  if (amount) {
    const named = release.has('autoscalerNamesResource') ? `${amount.name}: ` : '';
    return `${named}${currentText(metric, status)}/${shareText(amount.target)}`;
  }
  if (metric.pods) return `${UNKNOWN}/${metric.pods.target.averageValue}`;
  const target = (metric.object ?? metric.external)?.target;
  if (!target) return undefined;
  return target.averageValue === undefined ? `${UNKNOWN}/${target.value}` : `${UNKNOWN}/${target.averageValue} (avg)`;
}

/** What a resource metric is now, in the terms of its target. */
function currentText({ resource, containerResource }: MetricSpec, status: MetricStatus | undefined): string {
  const { averageUtilization, averageValue } = (status?.resource ?? status?.containerResource)?.current ?? {};
  if ((resource ?? containerResource)?.target.averageValue !== undefined) return averageValue ?? UNKNOWN;
  return averageUtilization === undefined ? UNKNOWN : `${averageUtilization}%`;
}

/** What of a resource is aimed at: a share of the requests, or an amount. */
export function shareText({ averageValue, averageUtilization }: MetricTarget): string {
  if (averageValue !== undefined) return String(averageValue);
  return averageUtilization === undefined ? '<auto>' : `${averageUtilization}%`;
}
