import { containerAmounts } from '../podAmounts';
import { allContainers } from '../podSpecs';
import { parseQuantity } from '../quantity';
import type { Release } from '../release/index';
import { resourceOf } from '../resources';
import { hasNodePorts } from '../services';
import type { KubeObject, PersistentVolumeClaim, Pod, ResourceRequirements, Service } from '../types/index';

/** Thousandths of each resource, by the name that a quota has for it. */
export type Usage = Map<string, bigint>;

const ONE = 1000n;

/** Core kinds that quotas may also name without `count/`. */
const BY_PLURAL = new Set([
  'ConfigMap',
  'Secret',
  'Service',
  'PersistentVolumeClaim',
  'ReplicationController',
  'ResourceQuota',
  'Pod',
]);

/** What one object takes of the quotas of its namespace. Source: kubernetes.io, Resource Quotas; pkg/quota/v1/evaluator. */
export function usageOf(object: KubeObject, release: Release): Usage {
  const { plural, group } = resourceOf(object.kind);
  const usage: Usage = new Map([[`count/${plural}${group ? `.${group}` : ''}`, ONE]]);
  if (BY_PLURAL.has(object.kind)) usage.set(plural, ONE);
  if (object.kind === 'Pod') addPod(usage, object as Pod, release);
  else if (object.kind === 'Service') addService(usage, object as unknown as Service);
  else if (object.kind === 'PersistentVolumeClaim') addClaim(usage, object as PersistentVolumeClaim);
  return usage;
}

const BARE = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** What a pod asks for counts as `cpu` and as `requests.cpu`. Source: quota/v1/evaluator/core/pods.go. */
function addPod(usage: Usage, pod: Pod, release: Release): void {
  for (const [name, amount] of podAmounts(pod, 'requests', release)) {
    if (BARE.has(name) || name.startsWith('hugepages-')) usage.set(name, amount);
    usage.set(`requests.${name}`, amount);
  }
  for (const [name, amount] of podAmounts(pod, 'limits', release))
    if (BARE.has(name)) usage.set(`limits.${name}`, amount);
}

/** All containers together, or what the pod says as a whole, and its overhead. */
function podAmounts({ spec }: Pod, which: 'requests' | 'limits', release: Release): Usage {
  const total: Usage = containerAmounts(spec, which);
  const own = release.has('podLevelResources') ? spec.resources?.[which] : undefined;
  for (const [name, amount] of Object.entries(own ?? {})) total.set(name, parseQuantity(amount));
  for (const [name, amount] of Object.entries(spec.overhead ?? {})) {
    total.set(name, (total.get(name) ?? 0n) + parseQuantity(amount));
  }
  return total;
}

function addService(usage: Usage, { spec }: Service): void {
  const { ports = [], type, allocateLoadBalancerNodePorts } = spec;
  // Where none are handed out, those count that are asked for.
  const isBare = type === 'LoadBalancer' && allocateLoadBalancerNodePorts === false;
  const taken = isBare ? ports.filter(({ nodePort }) => nodePort) : ports;
  if (hasNodePorts(spec)) usage.set('services.nodeports', BigInt(taken.length) * ONE);
  if (type === 'LoadBalancer') usage.set('services.loadbalancers', ONE);
}

function addClaim(usage: Usage, { spec }: PersistentVolumeClaim): void {
  const storage = parseQuantity(spec.resources?.requests?.['storage'] ?? '0');
  usage.set('requests.storage', storage);
  if (!spec.storageClassName) return;
  const ofClass = `${spec.storageClassName}.storageclass.storage.k8s.io`;
  usage.set(`${ofClass}/requests.storage`, storage);
  usage.set(`${ofClass}/persistentvolumeclaims`, ONE);
}

const COMPUTE = new Set(['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory']);

/** Resources that a quota limits and containers of a pod say nothing of, with the names of these containers. */
export function unsaid({ spec }: Pod, limited: readonly string[], release: Release): Map<string, string[]> {
  const missing = new Map<string, string[]>();
  // A pod that speaks for itself need not let its containers speak.
  if (spec.resources && release.has('podLevelResources')) return missing;
  for (const container of allContainers(spec))
    for (const name of limited)
      if (COMPUTE.has(name) && !says(container.resources, name))
        missing.set(name, [...(missing.get(name) ?? []), container.name]);
  return missing;
}

function says(resources: ResourceRequirements | undefined, name: string): boolean {
  const [kind, resource = kind] = name.split('.') as [string, string?];
  return (kind === 'limits' ? resources?.limits : resources?.requests)?.[resource] !== undefined;
}
