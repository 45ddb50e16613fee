import { type Container, isSidecar, type KubeObject, type PodSpec, type Service, sidecarsOf } from '../api/index';
import { nodeName } from '../nodeName';
import { requestPort } from '../observe/index';
import { type Autoscaled, autoscaledIn } from './autoscaled';
import { type Dependency, dependenciesOf } from './dependencies';
import { type Named, namespaceOf } from './namespaces';
import { podSpecsOf } from './podSpecs';

/** What a story can happen to: everything in the manifests that has a name. */
export interface Targets {
  /** App containers, sidecars among them: servers, as long as nobody says otherwise. */
  readonly apps: readonly Container[];
  /** Containers that work and end: init containers, and those of pods that are not restarted. */
  readonly tasks: readonly Container[];
  readonly images: readonly string[];
  readonly dependencies: readonly Dependency[];
  readonly services: readonly Named[];
  /** Pods that carry a name of their own. */
  readonly pods: readonly Named[];
  readonly workloads: readonly Workload[];
  /** What autoscalers scale. */
  readonly autoscaled: readonly Autoscaled[];
  readonly nodes: readonly string[];
}

/** Something that makes pods. */
export interface Workload {
  /** `deployment/web`. */
  readonly word: string;
  readonly namespace: string;
  readonly kind: string;
  readonly replicas: number;
  /** What finds its pods: `app=web`. */
  readonly labels: string;
}

/** Reads the manifests as people wrote them, without defaults. */
export function targetsOf(manifests: readonly KubeObject[], nodeCount: number): Targets {
  const specs = manifests.flatMap(podSpecsOf);
  const tasks = specs.flatMap((spec) => [
    ...(spec.initContainers ?? []).filter((container) => !isSidecar(container)),
    ...(isTask(spec) ? spec.containers : []),
  ]);
  const apps = specs.flatMap((spec) => [...(isTask(spec) ? [] : spec.containers), ...sidecarsOf(spec)]);
  return {
    apps,
    tasks,
    images: [...new Set([...apps, ...tasks].map(({ image }) => image).filter((image) => image !== undefined))],
    dependencies: dependenciesOf(manifests),
    services: manifests.filter(isCallable).map(named),
    pods: manifests.filter(({ kind }) => kind === 'Pod').map(named),
    workloads: manifests.flatMap(workloadOf),
    autoscaled: autoscaledIn(manifests),
    nodes: nodeNames(nodeCount),
  };
}

function named(object: KubeObject): Named {
  return { name: object.metadata.name ?? '', namespace: namespaceOf(object) };
}

/** How the nodes of a cluster are called. */
export function nodeNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => nodeName(i));
}

function isTask({ restartPolicy }: PodSpec): boolean {
  return restartPolicy === 'Never' || restartPolicy === 'OnFailure';
}

const MAKES_PODS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'];

function workloadOf(object: KubeObject): Workload[] {
  const { kind = '', metadata } = object;
  if (!MAKES_PODS.includes(kind)) return [];
  const { replicas, parallelism, selector } = (object as { spec?: WorkloadSpec }).spec ?? {};
  const labels = kind === 'Job' ? { 'job-name': metadata.name } : (selector?.matchLabels ?? {});
  return [
    {
      word: `${kind.toLowerCase()}/${metadata.name}`,
      namespace: namespaceOf(object),
      kind,
      replicas: replicas ?? parallelism ?? 1,
      labels: Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
  ];
}

interface WorkloadSpec {
  readonly replicas?: number;
  readonly parallelism?: number;
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
}

function isCallable(object: KubeObject): boolean {
  if (object.kind !== 'Service') return false;
  const { spec } = object as Partial<Service>;
  return spec?.clusterIP !== 'None' && Boolean(spec?.selector && requestPort(spec));
}
