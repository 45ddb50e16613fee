import {
  allContainers,
  cpuMillis,
  type KubeObject,
  matchesLabelSelector,
  type PodSpec,
  wholeUnits,
} from '../api/index';
import { podSpecsOf } from './podSpecs';

/** What the nodes of a cluster are like. */
export interface Machine {
  readonly cpu: string;
  readonly memory: string;
}

/** The cluster that manifests need: where it is too small for them is nothing that a campaign has to find. */
export interface Machines {
  readonly nodes: number;
  /** Undefined: the usual ones will do. */
  readonly machine: Machine | undefined;
  /** What tells apart the places over which pods are spread, such as zones; `{n}` stands for the number of the node. */
  readonly labels: Readonly<Record<string, string>>;
}

/** To so many replicas campaigns scale what has fewer (`troubles.ts`). */
const SCALED_TO = 4;
const HOSTNAME = 'kubernetes.io/hostname';
const GIBIBYTE = 2 ** 30;
/** Half of a usual node: the pods of two rollouts at once still fit. */
const USUAL = { cpuMillis: 2000, memoryBytes: 4 * GIBIBYTE };

/** How many nodes the manifests' pods need to keep apart, and how large they have to be to hold all of them. */
export function machinesFor(manifests: readonly KubeObject[]): Machines {
  const groups = manifests.flatMap((object) =>
    podSpecsOf(object).map((spec) => ({ object, spec, pods: podsOf(object) })),
  );
  const lonely = groups.filter(({ object, spec }) => keepsApart(object, spec)).map(({ pods }) => pods);
  const cores = sum(groups.map(({ spec, pods }) => pods * requested(spec, 'cpu', cpuMillis))) / 1000;
  const gibibytes = sum(groups.map(({ spec, pods }) => pods * requested(spec, 'memory', wholeUnits))) / GIBIBYTE;
  const fits = cores * 1000 <= USUAL.cpuMillis && gibibytes * GIBIBYTE <= USUAL.memoryBytes;
  const machine = { cpu: `${roomFor(cores, 4)}`, memory: `${roomFor(gibibytes, 8)}Gi` };
  const keys = new Set(groups.flatMap(({ spec }) => topologyKeysOf(spec)).filter((key) => key !== HOSTNAME));
  const labels = Object.fromEntries([...keys].map((key) => [key, `${key.split('/').at(-1)}-{n}`]));
  return { nodes: Math.max(1, ...lonely), machine: fits ? undefined : machine, labels };
}

/** The most pods of an object at a time, with what a rollout has beside them. */
function podsOf(object: KubeObject): number {
  const { replicas, parallelism } = (object as { spec?: { replicas?: number; parallelism?: number } }).spec ?? {};
  const scales = ['Deployment', 'StatefulSet', 'ReplicaSet'].includes(object.kind);
  const wanted = Math.max(replicas ?? parallelism ?? 1, scales ? SCALED_TO : 1);
  return object.kind === 'Deployment' ? wanted + Math.ceil(wanted / 4) : wanted;
}

/** Whether no node takes two of these pods (kubernetes.io, "Inter-pod affinity and anti-affinity"). */
function keepsApart(object: KubeObject, spec: PodSpec): boolean {
  const { template } = (object as { spec?: { template?: { metadata?: KubeObject['metadata'] } } }).spec ?? {};
  const { labels } = template?.metadata ?? object.metadata;
  const terms = spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const ports = spec.hostNetwork ? [] : spec.containers.flatMap(({ ports: own = [] }) => own);
  return (
    terms.some(({ labelSelector }) => matchesLabelSelector(labelSelector, labels)) ||
    (object.kind !== 'DaemonSet' && (spec.hostNetwork === true || ports.some(({ hostPort }) => hostPort)))
  );
}

function topologyKeysOf({ affinity, topologySpreadConstraints = [] }: PodSpec): string[] {
  const terms = [
    ...(affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...topologySpreadConstraints,
  ];
  return terms.flatMap(({ topologyKey }) => topologyKey ?? []);
}

function requested(spec: PodSpec, resource: string, amountOf: (quantity: string | undefined) => number): number {
  const containers = allContainers(spec);
  return sum(
    containers.map(({ resources }) => amountOf(resources?.requests?.[resource] ?? resources?.limits?.[resource])),
  );
}

/** A power of two with as much again to spare. */
function roomFor(amount: number, atLeast: number): number {
  return Math.max(atLeast, 2 ** Math.ceil(Math.log2(Math.max(1, 2 * amount))));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
