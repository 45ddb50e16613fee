import { amountsOf, podRequests, type Release } from '../../api/index';
import type { KubeNode, Pod, Taint, Toleration } from '../../api/types/index';
import { isCritical, isStaticPod } from './podConfig';
import { sidecarsOf } from './podSpec';
import { refusedSysctl } from './sysctls';

/** Why a pod that was bound to this node is not run. */
export interface Rejection {
  readonly reason: string;
  readonly message: string;
}

/** What the node can give. */
export interface NodeResources {
  readonly allocatable: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly isUnderMemoryPressure: boolean;
  readonly release: Release;
}

/**
 * The last check before a pod is run: the scheduler may not have been asked, or did not know everything
 * (pkg/kubelet/lifecycle/predicate.go).
 */
export function rejectPod(pod: Pod, others: readonly Pod[], node: NodeResources): Rejection | undefined {
  if (node.isUnderMemoryPressure && !isAdmittedUnderPressure(pod)) {
    return { reason: 'Evicted', message: 'The node had condition: [MemoryPressure]. ' };
  }
  const sysctl = refusedSysctl(pod, node.release);
  if (sysctl) return sysctl;
  if (!matchesNodeSelector(pod, node.labels)) {
    return {
      reason: 'NodeAffinity',
      message: node.release.text('nodeSelectorRefused'),
    };
  }
  // KEP-2802; the machines here run Linux.
  if (node.release.has('podOs') && pod.spec.os && pod.spec.os.name !== 'linux') {
    return { reason: 'PodOSNotSupported', message: "Failed to admit pod as the OS field doesn't match node OS" };
  }
  const maxPods = Number(node.allocatable['pods'] ?? 110);
  if (others.length + 1 > maxPods) {
    return {
      reason: 'OutOfpods',
      message: `Node didn't have enough resource: pods, requested: 1, used: ${others.length}, capacity: ${maxPods}`,
    };
  }
  const capacities = amountsOf(node.allocatable);
  for (const resource of ['cpu', 'memory'] as const) {
    const requested = podRequests.ofSpec(pod).get(resource) ?? 0;
    const capacity = capacities.get(resource) ?? 0;
    const used = others.reduce((sum, other) => sum + (podRequests.counted(other).get(resource) ?? 0), 0);
    if (requested > 0 && used + requested > capacity) {
      return {
        reason: `OutOf${resource}`,
        message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
      };
    }
  }
  if (hostPortsOf(pod).some((port) => others.flatMap(hostPortsOf).some((taken) => clash(port, taken)))) {
    return {
      reason: 'NodePorts',
      message: node.release.text('nodePortsTaken'),
    };
  }
  const taints = node.taints.filter(({ effect }) => effect === 'NoExecute');
  const bears = (taint: Taint) => (pod.spec.tolerations ?? []).some((toleration) => tolerates(toleration, taint));
  if (node.release.has('taintsRefusePods') && !isStaticPod(pod) && !taints.every(bears)) {
    return { reason: 'TaintToleration', message: node.release.text('taintRefused') };
  }
  return undefined;
}

const MEMORY_PRESSURE: Taint = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' };

/** Who asks for nothing would go first anyway. Source: pkg/kubelet/eviction/eviction_manager.go Admit. */
function isAdmittedUnderPressure(pod: Pod): boolean {
  if (isCritical(pod) || pod.status?.qosClass !== 'BestEffort') return true;
  return (pod.spec.tolerations ?? []).some((toleration) => tolerates(toleration, MEMORY_PRESSURE));
}

/** core/v1 Toleration.ToleratesTaint */
function tolerates({ key, operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  return operator === 'Exists' || (key !== undefined && value === (taint.value ?? ''));
}

interface HostPort {
  readonly ip: string;
  readonly port: number;
  readonly protocol: string;
}

/** The ports of the machine that a pod holds. */
function hostPortsOf(pod: Pod): HostPort[] {
  return [...sidecarsOf(pod), ...pod.spec.containers]
    .flatMap((container) => container.ports ?? [])
    .filter(({ hostPort }) => hostPort !== undefined && hostPort > 0)
    .map(({ hostPort = 0, hostIP, protocol }) => ({
      ip: hostIP || '0.0.0.0',
      port: hostPort,
      protocol: protocol ?? 'TCP',
    }));
}

function clash(a: HostPort, b: HostPort): boolean {
  if (a.port !== b.port || a.protocol !== b.protocol) return false;
  return a.ip === b.ip || a.ip === '0.0.0.0' || b.ip === '0.0.0.0';
}

function matchesNodeSelector(pod: Pod, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(pod.spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
}

/** The labels of a node, as the admission check needs them. */
export function labelsOf(node: KubeNode | undefined): Readonly<Record<string, string>> {
  return node?.metadata.labels ?? {};
}
