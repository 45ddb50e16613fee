import {
  amountsOf,
  conflicts,
  hostPortsOf,
  matchesNode,
  podRequests,
  type Release,
  type Selectable,
  tolerated,
} from '../../api/index';
import type { KubeNode, Pod, Taint } from '../../api/types/index';
import { isCritical, isStaticPod } from './podConfig';
import { refusedSysctl } from './sysctls';

/** Why a pod that was bound to this node is not run. */
export interface Rejection {
  readonly reason: string;
  readonly message: string;
}

/** What the node can give. */
export interface NodeResources extends Selectable {
  readonly allocatable: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly isUnderMemoryPressure: boolean;
  readonly release: Release;
}

/** One reason to refuse a pod beside these others. */
type Check = (pod: Pod, node: NodeResources, others: readonly Pod[]) => Rejection | undefined;

/**
 * In this order, and only the first refusal is told: the handlers of pkg/kubelet/kubelet.go, the last of which asks what
 * the scheduler asks (pkg/scheduler/eventhandlers.go AdmissionCheck).
 */
const CHECKS: readonly Check[] = [memoryPressure, sysctls, operatingSystem, room, affinity, ports, taints];

/**
 * The last check before a pod is run: the scheduler may not have been asked, or did not know everything
 * (pkg/kubelet/lifecycle/predicate.go).
 */
export function rejectPod(pod: Pod, others: readonly Pod[], node: NodeResources): Rejection | undefined {
  for (const check of CHECKS) {
    const rejection = check(pod, node, others);
    if (rejection) return rejection;
  }
  return undefined;
}

const MEMORY_PRESSURE: Taint = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' };

/** Who asks for nothing would go first anyway. Source: pkg/kubelet/eviction/eviction_manager.go Admit. */
function memoryPressure(pod: Pod, { isUnderMemoryPressure }: NodeResources): Rejection | undefined {
  if (!isUnderMemoryPressure || isCritical(pod) || pod.status?.qosClass !== 'BestEffort') return undefined;
  if (tolerated(MEMORY_PRESSURE, pod.spec.tolerations)) return undefined;
  return { reason: 'Evicted', message: 'The node had condition: [MemoryPressure]. ' };
}

function sysctls(pod: Pod, { release }: NodeResources): Rejection | undefined {
  return refusedSysctl(pod, release);
}

/** KEP-2802; the machines here run Linux. */
function operatingSystem({ spec }: Pod, { release }: NodeResources): Rejection | undefined {
  if (!release.has('podOs') || !spec.os || spec.os.name === 'linux') return undefined;
  return { reason: 'PodOSNotSupported', message: "Failed to admit pod as the OS field doesn't match node OS" };
}

function room(pod: Pod, { allocatable }: NodeResources, others: readonly Pod[]): Rejection | undefined {
  const capacities = amountsOf(allocatable);
  const maxPods = Number(allocatable['pods'] ?? 110);
  if (others.length + 1 > maxPods) return outOf('pods', 1, others.length, maxPods);
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
    const requested = podRequests.ofSpec(pod).get(resource) ?? 0;
    const capacity = capacities.get(resource) ?? 0;
    const used = others.reduce((sum, other) => sum + (podRequests.counted(other).get(resource) ?? 0), 0);
    if (requested > 0 && used + requested > capacity) return outOf(resource, requested, used, capacity);
  }
  return undefined;
}

function outOf(resource: string, requested: number, used: number, capacity: number): Rejection {
  const amounts = `requested: ${requested}, used: ${used}, capacity: ${capacity}`;
  return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, ${amounts}` };
}

function affinity(pod: Pod, node: NodeResources): Rejection | undefined {
  if (matchesNode(pod, node)) return undefined;
  return { reason: 'NodeAffinity', message: node.release.text('nodeSelectorRefused') };
}

function ports(pod: Pod, { release }: NodeResources, others: readonly Pod[]): Rejection | undefined {
  const taken = others.flatMap(hostPortsOf);
  if (!hostPortsOf(pod).some((port) => taken.some((other) => conflicts(port, other)))) return undefined;
  return { reason: 'NodePorts', message: release.text('nodePortsTaken') };
}

function taints(pod: Pod, node: NodeResources): Rejection | undefined {
  if (!node.release.has('taintsRefusePods') || isStaticPod(pod)) return undefined;
  const driving = node.taints.filter(({ effect }) => effect === 'NoExecute');
  if (driving.every((taint) => tolerated(taint, pod.spec.tolerations))) return undefined;
  return { reason: 'TaintToleration', message: node.release.text('taintRefused') };
}

/** The labels of a node, as the admission check needs them. */
export function labelsOf(node: KubeNode | undefined): Readonly<Record<string, string>> {
  return node?.metadata.labels ?? {};
}
