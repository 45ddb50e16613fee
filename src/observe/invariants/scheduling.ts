import {
  type Container,
  cpuMillis,
  type KubeNode,
  type Pod,
  sidecarsOf,
  type Taint,
  type Toleration,
  wholeUnits,
} from '../../api/index';
import type { Fact } from '../../kernel/index';
import { atWrites, type Change, type Invariant } from './invariant';
import type { Past } from './past';

/** The scheduler knows nodes and pods as it last saw them. */
const NEWS_MS = 2_000;

const SCHEDULER = 'kube-scheduler';

function atBindings(
  judge: (change: Change<Pod>, node: KubeNode, past: Past) => string | undefined,
): Invariant['observe'] {
  return atWrites<Pod>(['Pod'], (change, past) => {
    if (change.verb !== 'bind' || change.by !== SCHEDULER) return undefined;
    const node = past.find<KubeNode>('Node', undefined, change.object.spec.nodeName ?? '');
    return node && judge(change, node, past);
  });
}

export const boundOnce: Invariant = {
  name: 'pod/bound-once',
  says: 'A pod that has a node keeps it.',
  source: 'kubernetes.io, Pod Lifecycle: pods are only scheduled once in their lifetime',
  observe: atWrites<Pod>(['Pod'], ({ object, before }) => {
    const was = before?.spec.nodeName;
    return was && object.spec.nodeName !== was
      ? `moved from ${was} to ${object.spec.nodeName ?? 'nowhere'}`
      : undefined;
  }),
};

export const noBindingAfterDeletion: Invariant = {
  name: 'scheduler/binds-no-deleted-pod',
  says: 'A pod that is marked for deletion gets no node.',
  source: 'pkg/registry/core/pod/storage/storage.go assignPod',
  observe: atWrites<Pod>(['Pod'], ({ verb, object }) =>
    verb === 'bind' && object.metadata.deletionTimestamp
      ? `bound to ${object.spec.nodeName} although it was deleted`
      : undefined,
  ),
};

export const fits: Invariant = {
  name: 'scheduler/pods-fit-their-node',
  says: 'The scheduler never binds a pod to a node whose cpu, memory or number of pods it would exceed.',
  source: 'kubernetes.io, Resource Management for Pods and Containers, How Pods with resource requests are scheduled',
  observe: atBindings(({ object }, node, past) => {
    const name = node.metadata.name;
    const there = [...past.pods.values()].filter(
      ({ pod, hasEnded, isRemoved }) => pod.spec.nodeName === name && !hasEnded && !isRemoved,
    );
    const { allocatable = {} } = node.status ?? {};
    if (there.length > Number(allocatable['pods'] ?? Number.POSITIVE_INFINITY))
      return `${there.length} pods on ${name}`;
    for (const [resource, amount] of [['cpu', cpuMillis] as const, ['memory', wholeUnits] as const]) {
      const wanted = requested(object, resource, amount);
      const all = there.reduce((sum, { pod }) => sum + requested(pod, resource, amount), 0);
      if (wanted > 0 && all > amount(allocatable[resource]))
        return `${resource} of ${name}: ${all} asked for of ${allocatable[resource]}`;
    }
    return undefined;
  }),
};

/**
 * At least this much: containers and sidecars run together, init containers one after the other. A resize counts when it is
 * granted at the latest.
 */
function requested({ spec, status }: Pod, resource: string, amount: (quantity: string | undefined) => number): number {
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  const of = ({ name, resources }: Container) => {
    const granted = statuses.find((each) => each.name === name)?.allocatedResources?.[resource];
    return amount(granted ?? resources?.requests?.[resource] ?? '0');
  };
  const whole = spec.resources?.requests?.[resource];
  if (whole !== undefined) return amount(whole);
  const inits = spec.initContainers ?? [];
  const together = [...spec.containers, ...sidecarsOf(spec)];
  const sum = together.reduce((total, container) => total + of(container), 0);
  return Math.max(sum, ...inits.map(of));
}

export const tolerates: Invariant = {
  name: 'scheduler/taints-are-tolerated',
  says: 'The scheduler never binds a pod to a node with a NoSchedule or NoExecute taint that the pod does not tolerate.',
  source: 'kubernetes.io, Taints and Tolerations',
  observe(past) {
    const taintedMs = new Map<string, number>();
    const nodes = atWrites<KubeNode>(['Node'], ({ object, before, t }) => {
      if (JSON.stringify(before?.spec?.taints) !== JSON.stringify(object.spec?.taints))
        taintedMs.set(object.metadata.name, t);
      return undefined;
    })(past);
    // Between its choice and the binding the scheduler waits for the pod's volumes, and does not look at the node again.
    const chosenMs = new Map<string, number>();
    const chosen = (fact: Fact) => {
      chosenMs.set(fact.object, fact.t);
      return undefined;
    };
    const pods = atBindings(({ object, t }, node) => {
      const seenMs = chosenMs.get(`Pod/${object.metadata.namespace}/${object.metadata.name}`) ?? t;
      if (seenMs - (taintedMs.get(node.metadata.name) ?? 0) < NEWS_MS) return undefined;
      const bad = node.spec?.taints?.find(
        (taint) => repels(taint) && !object.spec.tolerations?.some((one) => covers(one, taint)),
      );
      return bad && `bound to ${node.metadata.name}, which has the taint ${bad.key}:${bad.effect}`;
    })(past);
    return { ...nodes, ...pods, 'pod-scheduled': chosen };
  },
};

const repels = ({ effect }: Taint) => effect === 'NoSchedule' || effect === 'NoExecute';

function covers({ key, operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  // Comparisons of numbers (KEP-5471) are left to the scheduler.
  return operator !== 'Equal' || !key || value === (taint.value ?? '');
}
