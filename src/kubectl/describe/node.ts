import {
  type Amounts,
  addAmounts,
  amountsOf,
  humanDuration,
  type KubeEvent,
  type KubeNode,
  type Lease,
  type Pod,
  parseTime,
  podLimits,
  podRequests,
} from '../../api';
import { nodeRoles } from '../table/cluster';
import { describeTime } from '../time';
import { type DescribeContext, NONE, writeAnnotations, writeMap } from './common';
import { writeEvents } from './events';
import { DescribeWriter } from './writer';

/** What `describe node` reads besides the node. */
export interface NodeFacts {
  /** Pods on the node that have not ended. */
  readonly pods: readonly Pod[];
  readonly lease: Lease | undefined;
  readonly events: readonly KubeEvent[] | undefined;
}

export function describeNode(node: KubeNode, facts: NodeFacts, context: DescribeContext): string {
  const { metadata, spec, status } = node;
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Roles:\t${nodeRoles(node).join(',') || NONE}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  out.line(0, `CreationTimestamp:\t${describeTime(metadata.creationTimestamp)}`);
  const taints = (spec?.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`);
  out.line(0, `Taints:\t${taints[0] ?? NONE}`);
  for (const taint of taints.slice(1)) out.line(0, `\t${taint}`);
  out.line(0, `Unschedulable:\t${spec?.unschedulable ?? false}`);
  writeLease(out, metadata.name, facts.lease);
  writeConditions(out, node);
  writeSystem(out, status);
  if (spec?.podCIDR) out.line(0, `PodCIDR:\t${spec.podCIDR}`);
  if (spec?.podCIDRs?.length) out.line(0, `PodCIDRs:\t${spec.podCIDRs.join(',')}`);
  writePods(out, node, facts.pods, context);
  if (facts.events) writeEvents(out, facts.events, context);
  return out.toString();
}

function writeLease(out: DescribeWriter, node: string, lease: Lease | undefined): void {
  if (!lease) {
    out.line(0, `Lease:\tFailed to get lease: leases.coordination.k8s.io "${node}" not found`);
    return;
  }
  out.line(0, 'Lease:');
  out.line(1, `HolderIdentity:\t${lease.spec?.holderIdentity ?? '<unset>'}`);
  out.line(1, `AcquireTime:\t${lease.spec?.acquireTime ? describeTime(lease.spec.acquireTime) : '<unset>'}`);
  out.line(1, `RenewTime:\t${lease.spec?.renewTime ? describeTime(lease.spec.renewTime) : '<unset>'}`);
}

function writeConditions(out: DescribeWriter, { status }: KubeNode): void {
  if (!status?.conditions?.length) return;
  out.line(0, 'Conditions:');
  out.line(1, 'Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
  out.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const { type, status: value, lastHeartbeatTime, lastTransitionTime, reason, message } of status.conditions) {
    const times = `${describeTime(lastHeartbeatTime)} \t${describeTime(lastTransitionTime)}`;
    out.line(1, `${type} \t${value} \t${times} \t${reason ?? ''} \t${message ?? ''}`);
  }
}

const SYSTEM: readonly [title: string, field: string][] = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
  ['Kube-Proxy Version', 'kubeProxyVersion'],
];

function writeSystem(out: DescribeWriter, status: KubeNode['status']): void {
  out.line(0, 'Addresses:');
  for (const { type, address } of status?.addresses ?? []) out.line(1, `${type}:\t${address}`);
  for (const [title, map] of [
    ['Capacity', status?.capacity],
    ['Allocatable', status?.allocatable],
  ] as const) {
    const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length > 0) out.line(0, `${title}:`);
    for (const [name, quantity] of entries) out.line(1, `${name}:\t${quantity}`);
  }
  out.line(0, 'System Info:');
  for (const [title, field] of SYSTEM) out.line(1, `${title}:\t${status?.nodeInfo?.[field] ?? ''}`);
}

function writePods(
  out: DescribeWriter,
  node: KubeNode,
  pods: readonly Pod[],
  { nowMs, release }: DescribeContext,
): void {
  const whole = amountsOf(node.status?.allocatable ?? node.status?.capacity);
  const cell = (sum: ReadonlyMap<string, number>, name: string): string => {
    const value = sum.get(name) ?? 0;
    return `${name === 'cpu' ? cpuText(value) : memoryText(value)} (${percent(value, whole.get(name) ?? 0)}%)`;
  };
  const bySpec = release.has('describeNodeTotalsBySpec');
  const total = { requests: noAmounts(), limits: noAmounts() };
  out.line(0, `Non-terminated Pods:\t(${pods.length} in total)`);
  const age = release.has('describeNodeAge') ? 'Age' : 'AGE';
  out.line(1, `Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\t${age}`);
  out.line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
  for (const pod of pods) {
    const requests = podRequests.counted(pod);
    const limits = bySpec ? podLimits.counted(pod) : podLimits.ofSpec(pod);
    addAmounts(total.requests, bySpec ? podRequests.ofSpec(pod) : requests);
    addAmounts(total.limits, podLimits.ofSpec(pod));
    const age = humanDuration(nowMs - parseTime(pod.metadata.creationTimestamp));
    const cells = [cell(requests, 'cpu'), cell(limits, 'cpu'), cell(requests, 'memory'), cell(limits, 'memory'), age];
    out.line(1, `${pod.metadata.namespace}\t${pod.metadata.name}\t\t${cells.join('\t')}`);
  }
  out.line(0, 'Allocated resources:');
  out.line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)');
  out.line(1, 'Resource\tRequests\tLimits');
  out.line(1, '--------\t--------\t------');
  for (const name of SHARED) out.line(1, `${name}\t${cell(total.requests, name)}\t${cell(total.limits, name)}`);
  for (const name of [...whole.keys()].sort()) {
    if (SHARED.includes(name) || name === 'pods') continue;
    out.line(1, `${name}\t${total.requests.get(name) ?? 0}\t${total.limits.get(name) ?? 0}`);
  }
}

/** Resources of which a share is told; of devices it is their number. */
const SHARED: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'];

const noAmounts = (): Amounts => new Map();
const percent = (value: number, whole: number): number => (whole > 0 ? Math.floor((value / whole) * 100) : 0);
const cpuText = (millis: number): string => (millis % 1000 === 0 ? String(millis / 1000) : `${millis}m`);

/** Bytes in the largest binary unit that divides them. */
function memoryText(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let unit = 0;
  while (bytes > 0 && bytes % 1024 === 0 && unit < units.length - 1) {
    bytes /= 1024;
    unit++;
  }
  return `${bytes}${units[unit]}`;
}
