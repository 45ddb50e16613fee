import { matchesNode, namedNodes, tolerated } from '../../api';
import type { DaemonSet, KubeNode, Pod, Toleration } from '../../api/types';

const always = (key: string, effect: Toleration['effect']): Toleration => ({ key, operator: 'Exists', effect });

/** What pods of a DaemonSet tolerate besides what their template says (kubernetes.io, "DaemonSet"). */
export function injectedTolerations(hostNetwork: boolean): Toleration[] {
  return [
    always('node.kubernetes.io/not-ready', 'NoExecute'),
    always('node.kubernetes.io/unreachable', 'NoExecute'),
    always('node.kubernetes.io/disk-pressure', 'NoSchedule'),
    always('node.kubernetes.io/memory-pressure', 'NoSchedule'),
    always('node.kubernetes.io/pid-pressure', 'NoSchedule'),
    always('node.kubernetes.io/unschedulable', 'NoSchedule'),
    ...(hostNetwork ? [always('node.kubernetes.io/network-unavailable', 'NoSchedule')] : []),
  ];
}

export interface Eligibility {
  /** A pod may be made here. */
  readonly shouldRun: boolean;
  /** A pod that is here may stay: NoSchedule taints do not drive it away. */
  readonly mayStay: boolean;
}

export function eligibilityOf({ spec: { template } }: DaemonSet, node: KubeNode): Eligibility {
  const { name, labels = {} } = node.metadata;
  const { nodeName, hostNetwork, tolerations: own = [] } = template.spec;
  const fits =
    (nodeName === undefined || nodeName === name) && matchesNode({ spec: template.spec } as Pod, { name, labels });
  if (!fits) return { shouldRun: false, mayStay: false };
  const tolerations = [...own, ...injectedTolerations(hostNetwork ?? false)];
  const untolerated = (node.spec?.taints ?? []).filter((taint) => !tolerated(taint, tolerations));
  return {
    shouldRun: untolerated.every(({ effect }) => effect === 'PreferNoSchedule'),
    mayStay: untolerated.every(({ effect }) => effect !== 'NoExecute'),
  };
}

/** The node a pod is on, or is meant for while it has none. */
export function targetOf(pod: Pod): string | undefined {
  return pod.spec.nodeName ?? [...(namedNodes(pod) ?? [])][0];
}
