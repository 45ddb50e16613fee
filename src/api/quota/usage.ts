import { parseQuantity } from '../quantity';
import { resourceOf } from '../resources';
import type { Container, KubeObject, PersistentVolumeClaim, Pod, ResourceRequirements, Service } from '../types/index';

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
export function usageOf(object: KubeObject): Usage {
  const { plural, group } = resourceOf(object.kind);
  const usage: Usage = new Map([[`count/${plural}${group ? `.${group}` : ''}`, ONE]]);
  if (BY_PLURAL.has(object.kind)) usage.set(plural, ONE);
  if (object.kind === 'Pod') addPod(usage, object as Pod);
  else if (object.kind === 'Service') addService(usage, object as unknown as Service);
  else if (object.kind === 'PersistentVolumeClaim') addClaim(usage, object as PersistentVolumeClaim);
  return usage;
}

/** What a pod asks for counts as `cpu` and as `requests.cpu`; the greater of all app containers and any init container. */
function addPod(usage: Usage, pod: Pod): void {
  for (const [name, amount] of podAmounts(pod, 'requests')) {
    if (name === 'cpu' || name === 'memory' || name === 'ephemeral-storage') usage.set(name, amount);
    usage.set(`requests.${name}`, amount);
  }
  for (const [name, amount] of podAmounts(pod, 'limits')) usage.set(`limits.${name}`, amount);
}

function podAmounts({ spec }: Pod, which: 'requests' | 'limits'): Usage {
  const total: Usage = new Map();
  const sidecars: Usage = new Map();
  for (const container of spec.containers) add(total, amountsOf(container, which));
  const peak: Usage = new Map();
  for (const container of spec.initContainers ?? []) {
    const own = amountsOf(container, which);
    if (container.restartPolicy === 'Always') {
      add(sidecars, own);
      raise(peak, sidecars);
    } else raise(peak, sum(sidecars, own));
  }
  add(total, sidecars);
  raise(total, peak);
  for (const [name, amount] of Object.entries(spec.overhead ?? {}))
    total.set(name, (total.get(name) ?? 0n) + parseQuantity(amount));
  return total;
}

function amountsOf({ resources }: Container, which: 'requests' | 'limits'): Usage {
  return new Map(Object.entries(resources?.[which] ?? {}).map(([name, text]) => [name, parseQuantity(text)]));
}

function add(to: Usage, from: Usage): void {
  for (const [name, amount] of from) to.set(name, (to.get(name) ?? 0n) + amount);
}

function sum(a: Usage, b: Usage): Usage {
  const both = new Map(a);
  add(both, b);
  return both;
}

function raise(to: Usage, from: Usage): void {
  for (const [name, amount] of from) if (amount > (to.get(name) ?? 0n)) to.set(name, amount);
}

function addService(usage: Usage, { spec }: Service): void {
  const ports = BigInt(spec.ports?.length ?? 0) * ONE;
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') usage.set('services.nodeports', ports);
  if (spec.type === 'LoadBalancer') usage.set('services.loadbalancers', ONE);
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
export function unsaid(pod: Pod, limited: readonly string[]): Map<string, string[]> {
  const missing = new Map<string, string[]>();
  for (const container of [...pod.spec.containers, ...(pod.spec.initContainers ?? [])])
    for (const name of limited)
      if (COMPUTE.has(name) && !says(container.resources, name))
        missing.set(name, [...(missing.get(name) ?? []), container.name]);
  return missing;
}

function says(resources: ResourceRequirements | undefined, name: string): boolean {
  const [kind, resource = kind] = name.split('.') as [string, string?];
  return (kind === 'limits' ? resources?.limits : resources?.requests)?.[resource] !== undefined;
}
