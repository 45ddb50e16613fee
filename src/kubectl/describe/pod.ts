import { humanDuration, isTerminalPhase, type KubeEvent, type Pod, parseTime } from '../../api';
import { selectorText } from '../selector';
import { describeTime } from '../time';
import { type DescribeContext, NONE, writeAnnotations, writeController, writeMap, writeTolerations } from './common';
import { writeContainers } from './container';
import { writeEvents } from './events';
import { writeVolumes } from './volumes';
import { DescribeWriter } from './writer';

/**
 * `kubectl describe pod`.
 * @param events undefined with `--show-events=false`
 */
export function describePod(pod: Pod, events: readonly KubeEvent[] | undefined, context: DescribeContext): string {
  const out = new DescribeWriter();
  writeHead(out, pod, context);
  writeStatusLines(out, pod, context);
  const { spec, status } = pod;
  const more = { ...context, pod };
  if (spec.resources && context.release.has('describePodResources')) writePodResources(out, spec.resources);
  if (spec.initContainers?.length) {
    writeContainers(out, 'Init Containers', spec.initContainers, status?.initContainerStatuses ?? [], more);
  }
  writeContainers(out, 'Containers', spec.containers, status?.containerStatuses ?? [], more);
  if (spec.ephemeralContainers?.length) {
    writeContainers(
      out,
      'Ephemeral Containers',
      spec.ephemeralContainers,
      status?.ephemeralContainerStatuses ?? [],
      more,
    );
  }
  writeConditions(out, pod);
  writeVolumes(out, 0, spec.volumes, context);
  out.line(0, `QoS Class:\t${status?.qosClass ?? ''}`);
  writeMap(out, 0, 'Node-Selectors', spec.nodeSelector);
  writeTolerations(out, 0, spec.tolerations);
  if (context.release.has('describePodPlace')) writeSpread(out, pod);
  if (events) writeEvents(out, events, context);
  return out.toString();
}

function writeHead(out: DescribeWriter, pod: Pod, { release }: DescribeContext): void {
  const { metadata, spec, status } = pod;
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  if (spec.priority !== undefined) out.line(0, `Priority:\t${spec.priority}`);
  if (spec.priorityClassName) out.line(0, `Priority Class Name:\t${spec.priorityClassName}`);
  if (release.has('describePodPlace')) {
    if (spec.runtimeClassName) out.line(0, `Runtime Class Name:\t${spec.runtimeClassName}`);
    if (spec.serviceAccountName) out.line(0, `Service Account:\t${spec.serviceAccountName}`);
  }
  out.line(0, `Node:\t${spec.nodeName ? `${spec.nodeName}/${status?.hostIP ?? ''}` : NONE}`);
  if (status?.startTime) out.line(0, `Start Time:\t${describeTime(status.startTime)}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
}

function writeStatusLines(out: DescribeWriter, pod: Pod, { nowMs, release }: DescribeContext): void {
  const { metadata, spec, status } = pod;
  const ended = isTerminalPhase(status?.phase);
  if (metadata.deletionTimestamp && !(ended && release.has('terminalPhaseShownWhileDeleting'))) {
    // During the grace period the deletion lies in the future, which makes the duration invalid.
    const lasts = humanDuration(nowMs - parseTime(metadata.deletionTimestamp));
    out.line(0, `Status:\tTerminating (lasts ${lasts})`);
    out.line(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else out.line(0, `Status:\t${status?.phase ?? ''}`);
  if (status?.reason) out.line(0, `Reason:\t${status.reason}`);
  if (status?.message) out.line(0, `Message:\t${status.message}`);
  const profile = spec.securityContext?.['seccompProfile'] as { type?: string; localhostProfile?: string } | undefined;
  if (profile && release.has('describeSeccompProfile')) {
    out.line(0, `SeccompProfile:\t${profile.type ?? ''}`);
    if (profile.localhostProfile) out.line(0, `LocalhostProfile:\t${profile.localhostProfile}`);
  }
  out.line(0, `IP:\t${status?.podIP ?? ''}`);
  const ips = status?.podIPs ?? [];
  out.line(0, ips.length > 0 ? 'IPs:' : `IPs:\t${NONE}`);
  for (const { ip } of ips) out.line(1, `IP:\t${ip}`);
  writeController(out, pod);
  if (status?.nominatedNodeName) out.line(0, `NominatedNodeName:\t${status.nominatedNodeName}`);
}

function writePodResources(out: DescribeWriter, resources: NonNullable<Pod['spec']['resources']>): void {
  out.line(0, 'Resources:');
  for (const [title, map] of [
    ['Limits', resources.limits],
    ['Requests', resources.requests],
  ] as const) {
    const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length > 0) out.line(1, `${title}:`);
    for (const [name, quantity] of entries) out.line(2, `${name}:\t${quantity}`);
  }
}

/** Both cells of a condition are followed by a space. */
function writeConditions(out: DescribeWriter, { spec, status }: Pod): void {
  const conditions = status?.conditions ?? [];
  const gates = spec.readinessGates ?? [];
  if (gates.length > 0) {
    out.line(0, 'Readiness Gates:');
    out.line(1, 'Type\tStatus');
    for (const { conditionType } of gates) {
      const found = conditions.find((condition) => condition.type === conditionType);
      out.line(1, `${conditionType} \t${found?.status ?? NONE} `);
    }
  }
  if (conditions.length === 0) return;
  out.line(0, 'Conditions:');
  out.line(1, 'Type\tStatus');
  for (const condition of conditions) out.line(1, `${condition.type} \t${condition.status} `);
}

function writeSpread(out: DescribeWriter, { spec }: Pod): void {
  const constraints = [...(spec.topologySpreadConstraints ?? [])].sort((a, b) =>
    a.topologyKey < b.topologyKey ? -1 : 1,
  );
  constraints.forEach((constraint, i) => {
    const selector = constraint.labelSelector ? ` for selector ${selectorText(constraint.labelSelector)}` : '';
    const text = `${constraint.topologyKey}:${constraint.whenUnsatisfiable} when max skew ${constraint.maxSkew} is exceeded${selector}`;
    out.line(0, `${i === 0 ? 'Topology Spread Constraints:' : ''}\t${text}`);
  });
}
