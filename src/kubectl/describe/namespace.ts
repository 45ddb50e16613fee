import type { LimitRange, Namespace, ResourceQuota } from '../../api';
import { describeTime } from '../time';
import type { DescribeContext } from './common';
import { begin } from './others';
import { amountsOf, scopesOf } from './policies';
import { DescribeWriter } from './writer';

export function describeNamespace(
  namespace: Namespace,
  quotas: readonly ResourceQuota[],
  limits: readonly LimitRange[],
  { release }: DescribeContext,
): string {
  const out = begin(namespace);
  const [level, indent] = release.has('describeQuotasIndented') ? [1, ''] : [0, ' '];
  out.line(0, `Status:\t${namespace.status?.phase ?? ''}`);
  writeConditions(out, namespace);
  out.line(0, '');
  if (quotas.length === 0) out.line(0, 'No resource quota.');
  else out.line(0, 'Resource Quotas');
  for (const { metadata, spec, status } of quotas) {
    out.line(level, `${indent}Name:\t${metadata.name}`);
    for (const line of scopesOf(spec, '* ')) out.line(level, indent + line);
    const amounts = ['Resource\tUsed\tHard', '--------\t---\t---', ...amountsOf(status)];
    for (const line of amounts) out.line(level, indent + line);
  }
  out.line(0, '');
  writeLimits(out, limits);
  return out.toString();
}

function writeConditions(out: DescribeWriter, { status }: Namespace): void {
  if (!status?.conditions?.length) return;
  out.line(0, 'Conditions:');
  out.line(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage');
  out.line(1, '----\t------\t------------------\t------\t-------');
  for (const { type, status: value, lastTransitionTime, reason, message } of status.conditions) {
    out.line(1, `${type}\t${value}\t${describeTime(lastTransitionTime ?? '')}\t${reason ?? ''}\t${message ?? ''}`);
  }
}

function writeLimits(out: DescribeWriter, limits: readonly LimitRange[]): void {
  if (limits.length === 0) {
    out.line(0, 'No LimitRange resource.');
    return;
  }
  out.line(0, 'Resource Limits');
  out.line(0, ` ${LIMITS_TITLE}`);
  out.line(0, ` ${LIMITS_RULE}`);
  for (const range of limits) for (const line of limitsOf(range)) out.line(0, ` ${line}`);
}

const LIMITS_TITLE = 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio';
const LIMITS_RULE = '----\t--------\t---\t---\t---------------\t-------------\t-----------------------';

export function describeLimits(range: LimitRange): string {
  const out = new DescribeWriter();
  out.line(0, `Name:\t${range.metadata.name}`);
  out.line(0, `Namespace:\t${range.metadata.namespace ?? ''}`);
  for (const line of [LIMITS_TITLE, LIMITS_RULE, ...limitsOf(range)]) out.line(0, line);
  return out.toString();
}

/** A line for each resource that an item speaks of. */
function limitsOf({ spec }: LimitRange): string[] {
  return (spec?.limits ?? []).flatMap((item) => {
    const columns = [item.min, item.max, item.defaultRequest, item.default, item.maxLimitRequestRatio];
    const names = [...new Set(columns.flatMap((column) => Object.keys(column ?? {})))].sort();
    return names.map((name) => [item.type, name, ...columns.map((column) => column?.[name] ?? '-')].join('\t'));
  });
}
