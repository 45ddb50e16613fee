import type {
  HorizontalPodAutoscaler,
  KubeEvent,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  ScalingRules,
} from '../../api';
import { shareText } from '../table/autoscalers';
import { describeTime } from '../time';
import { type DescribeContext, writeAnnotations, writeMap } from './common';
import { writeEvents } from './events';
import { DescribeWriter } from './writer';

/** describe.go, describeHorizontalPodAutoscalerV2. */
export function describeAutoscaler(
  { metadata, spec, status }: HorizontalPodAutoscaler,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const out = new DescribeWriter();
  const { kind, name } = spec.scaleTargetRef;
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  out.line(0, `CreationTimestamp:\t${describeTime(metadata.creationTimestamp ?? '')}`);
  out.line(0, `Reference:\t${kind}/${name}`);
  out.line(0, 'Metrics:\t( current / target )');
  spec.metrics?.forEach((metric, i) => {
    out.line(1, metricLine(metric, status?.currentMetrics?.[i]));
  });
  out.line(0, `Min replicas:\t${spec.minReplicas ?? '<unset>'}`);
  out.line(0, `Max replicas:\t${spec.maxReplicas}`);
  if (spec.behavior) {
    out.line(0, 'Behavior:');
    writeRules(out, 'Scale Up', spec.behavior.scaleUp);
    writeRules(out, 'Scale Down', spec.behavior.scaleDown);
  }
  out.line(0, `${kind} pods:\t${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired`);
  if (status?.conditions?.length) {
    out.line(0, 'Conditions:');
    out.line(1, 'Type\tStatus\tReason\tMessage');
    out.line(1, '----\t------\t------\t-------');
    for (const each of status.conditions)
      out.line(1, `${each.type}\t${each.status}\t${each.reason ?? ''}\t${each.message ?? ''}`);
  }
  if (events) writeEvents(out, events, context);
  return out.toString();
}

function metricLine(metric: MetricSpec, status: MetricStatus | undefined): string {
  const { resource, containerResource, pods, object, external } = metric;
  const amount = resource ?? containerResource;
  if (amount) {
    const what = containerResource
      ? `resource ${containerResource.name} of container "${containerResource.container}" on pods`
      : `resource ${amount.name} on pods`;
    const title = amount.target.averageValue === undefined ? `${what}  (as a percentage of request)` : what;
    return `${title}:\t${currentText(status, amount.target)} / ${shareText(amount.target)}`;
  }
  if (pods) return `"${pods.metric.name}" on pods:\t<unknown> / ${pods.target.averageValue}`;
  if (object) {
    const { kind, name } = object.describedObject;
    return `"${object.metric.name}" on ${kind}/${name} ${wholeTarget(object.target)}`;
  }
  if (external) return `"${external.metric.name}" ${wholeTarget(external.target)}`;
  return `<unknown metric type "${metric.type}">`;
}

/** A share with what it is of, or an amount. */
function currentText(status: MetricStatus | undefined, target: MetricTarget): string {
  const { averageUtilization, averageValue } = (status?.resource ?? status?.containerResource)?.current ?? {};
  if (target.averageValue !== undefined) return averageValue ?? '<unknown>';
  return averageUtilization === undefined ? '<unknown>' : `${averageUtilization}% (${averageValue})`;
}

function wholeTarget({ averageValue, value }: { averageValue?: string | number; value?: string | number }): string {
  const isAverage = averageValue !== undefined;
  return `(target ${isAverage ? 'average ' : ''}value):\t<unknown> / ${isAverage ? averageValue : value}`;
}

function writeRules(out: DescribeWriter, direction: string, rules: ScalingRules | undefined): void {
  if (!rules) return;
  out.line(1, `${direction}:`);
  if (rules.stabilizationWindowSeconds !== undefined)
    out.line(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds`);
  if (!rules.policies?.length) return;
  out.line(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}`);
  out.line(2, 'Policies:');
  for (const { type, value, periodSeconds } of rules.policies)
    out.line(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`);
}
