import type { KubeEvent, PersistentVolumeClaim, Pod, PodDisruptionBudget, ResourceQuota } from '../../api';
import { selectorText } from '../selector';
import { type DescribeContext, NONE, writeAnnotations, writeMap } from './common';
import { writeEvents } from './events';
import { DescribeWriter } from './writer';

/** Kinds that limit others: budgets, quotas; and claims. */
export function describeBudget(
  { metadata, spec, status }: PodDisruptionBudget,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  if (spec.minAvailable !== undefined) out.line(0, `Min available:\t${spec.minAvailable}`);
  else if (spec.maxUnavailable !== undefined) out.line(0, `Max unavailable:\t${spec.maxUnavailable}`);
  out.line(0, `Selector:\t${spec.selector ? selectorText(spec.selector) : '<unset>'}`);
  out.line(0, 'Status:');
  out.line(2, `Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}`);
  out.line(2, `Current:\t${status?.currentHealthy ?? 0}`);
  out.line(2, `Desired:\t${status?.desiredHealthy ?? 0}`);
  out.line(2, `Total:\t${status?.expectedPods ?? 0}`);
  if (events) writeEvents(out, events, context);
  return out.toString();
}

const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

export function describeQuota({ metadata, spec, status }: ResourceQuota): string {
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  for (const line of scopesOf(spec, ' * ')) out.line(0, line);
  for (const line of ['Resource\tUsed\tHard', '--------\t----\t----', ...amountsOf(status)]) out.line(0, line);
  return out.toString();
}

/** What a quota with scopes is about, and what they mean. */
export function scopesOf({ scopes = [] }: ResourceQuota['spec'], bullet: string): string[] {
  if (scopes.length === 0) return [];
  const sorted = [...scopes].sort();
  const meanings = sorted.filter((scope) => SCOPES[scope]).map((scope) => `${bullet}${SCOPES[scope]}`);
  return [`Scopes:\t${sorted.join(', ')}`, ...meanings];
}

/** Resource, Used and Hard of a quota, line by line. */
export function amountsOf(status: ResourceQuota['status']): string[] {
  const byName = Object.entries(status?.hard ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return byName.map(([name, hard]) => `${name}\t${status?.used?.[name] ?? '0'}\t${hard}`);
}

export function describeClaim(
  claim: PersistentVolumeClaim,
  usedBy: readonly Pod[],
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const { metadata, spec, status } = claim;
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  out.line(0, `StorageClass:\t${spec.storageClassName ?? ''}`);
  out.line(0, `Status:\t${status?.phase ?? ''}`);
  out.line(0, `Volume:\t${spec.volumeName ?? ''}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  out.line(0, `Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]`);
  const capacity = (status?.['capacity'] as Record<string, string> | undefined)?.['storage'];
  out.line(0, `Capacity:\t${capacity ?? ''}`);
  out.line(0, `Access Modes:\t${capacity ? accessModesText(spec.accessModes) : ''}`);
  out.line(0, `VolumeMode:\t${spec.volumeMode ?? 'Filesystem'}`);
  const names = usedBy.map((pod) => pod.metadata.name);
  out.line(0, `Used By:\t${names[0] ?? NONE}`);
  for (const name of names.slice(1)) out.line(0, `\t${name}`);
  if (events) writeEvents(out, events, context);
  return out.toString();
}

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** `RWO,ROX`. */
export function accessModesText(modes: readonly string[] | undefined): string {
  return (modes ?? []).map((mode) => MODES[mode] ?? mode).join(',');
}
