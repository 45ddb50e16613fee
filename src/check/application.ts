import type { Container, KubeObject, Manifest, Pod, PodSpec, Service } from '../api/index';
import { fieldIn, withField } from './fields';

/** Kinds whose pods serve for ever, and where their pod template stands. */
const SERVER_KINDS: Readonly<Record<string, string>> = {
  Deployment: 'spec.template',
  StatefulSet: 'spec.template',
  DaemonSet: 'spec.template',
  ReplicaSet: 'spec.template',
  ReplicationController: 'spec.template',
  Pod: '',
};

/** Kinds whose pods do their work and end. */
const TASK_KINDS: Readonly<Record<string, string>> = {
  Job: 'spec.template',
  CronJob: 'spec.jobTemplate.spec.template',
};

/** Kinds that a lone copy of a pod does without: they would only make more pods or delete it. */
const MOVERS = new Set([
  ...Object.keys(SERVER_KINDS),
  'Job',
  'CronJob',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
]);

/** A workload: one whose pods are meant to run for ever, or a Job or CronJob, whose pods end. */
export interface Server {
  readonly manifest: Manifest;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Where the pod template stands in the object: `spec.template`, or nothing for a Pod. */
  readonly template: string;
}

/** A container and its place in the object: `spec.template.spec.containers[0]`. */
export interface PlacedContainer {
  readonly container: Container;
  readonly path: string;
}

/** One field of one object with another value; `undefined` takes it away. */
export interface FieldChange {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly value: unknown;
}

/** A field of the server's own object. */
export function field(server: Server, path: string, value: unknown): FieldChange {
  return { kind: server.kind, name: server.name, path, value };
}

/** What somebody wants to deploy: the objects of some manifests, from which variants are made. */
export class Application {
  constructor(
    readonly manifests: readonly Manifest[],
    readonly objects: readonly KubeObject[] = manifests.map((manifest) => manifest.object),
  ) {}

  /** Workloads whose pods are meant to run for ever. */
  servers(): Server[] {
    return this.workloads(SERVER_KINDS).filter((server) => !this.isEndingPod(server));
  }

  /** Pods of nobody that do their work and end. */
  endingPods(): Server[] {
    return this.workloads(SERVER_KINDS).filter((server) => this.isEndingPod(server));
  }

  private isEndingPod(server: Server): boolean {
    const { restartPolicy = 'Always' } = this.podSpec(server);
    return server.kind === 'Pod' && restartPolicy !== 'Always';
  }

  /** Jobs and CronJobs. */
  tasks(): Server[] {
    return this.workloads(TASK_KINDS);
  }

  private workloads(kinds: Readonly<Record<string, string>>): Server[] {
    return this.manifests.flatMap((manifest) => {
      const { kind, metadata } = manifest.object;
      const template = kinds[kind];
      if (template === undefined || !manifest.simulated || !manifest.object.apiVersion) return [];
      return [{ manifest, kind, namespace: metadata.namespace ?? 'default', name: nameOf(metadata), template }];
    });
  }

  /** The object of a server as it is in this variant. */
  objectOf(server: Pick<Server, 'kind' | 'namespace' | 'name'>): KubeObject {
    const object = this.objects.find((o) => isObject(o, server));
    if (!object) throw new Error(`${server.kind} "${server.name}" has gone from the application`);
    return object;
  }

  /** One without containers is refused by the API server, in its own words, as soon as there is a trial. */
  podSpec(server: Server): PodSpec {
    const spec = fieldIn(this.objectOf(server), `${prefix(server)}spec`) as Partial<PodSpec> | null | undefined;
    return { containers: [], ...spec };
  }

  podLabels(server: Server): Readonly<Record<string, string>> {
    return (fieldIn(this.objectOf(server), `${prefix(server)}metadata.labels`) ?? {}) as Record<string, string>;
  }

  /** The containers that serve, with their place in the object. */
  containers(server: Server): PlacedContainer[] {
    return this.placed(server, 'containers');
  }

  initContainers(server: Server): PlacedContainer[] {
    return this.placed(server, 'initContainers');
  }

  private placed(server: Server, list: 'containers' | 'initContainers'): PlacedContainer[] {
    const path = `${prefix(server)}spec.${list}`;
    return (this.podSpec(server)[list] ?? []).map((container, i) => ({ container, path: `${path}[${i}]` }));
  }

  /** Services that select the pods of a server. */
  services(server: Server): Service[] {
    const labels = this.podLabels(server);
    return this.objects.filter((object): object is Service => {
      if (object.kind !== 'Service' || (object.metadata.namespace ?? 'default') !== server.namespace) return false;
      const selector = Object.entries((object as Service).spec.selector ?? {});
      return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
    });
  }

  /** A variant with other values in some fields. */
  with(changes: readonly FieldChange[]): Application {
    const objects = this.objects.map((object) => {
      const own = changes.filter((c) => c.kind === object.kind && c.name === nameOf(object.metadata));
      return own.reduce((changed, { path, value }) => withField(changed, path, value), object);
    });
    const present = new Set(this.objects.map((o) => `${o.kind}/${nameOf(o.metadata)}`));
    const added = changes.filter((c) => c.path === '' && !present.has(`${c.kind}/${c.name}`));
    return new Application(this.manifests, [...objects, ...added.map((c) => c.value as KubeObject)]);
  }

  /**
   * The same pod alone, without the workload that makes it: what a kubelet does with it is the same, and a search that
   * plays it dozens of times is faster.
   */
  lonePod(server: Server): Application {
    const supporting = this.objects.filter((object) => !MOVERS.has(object.kind));
    const pod: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: server.name, namespace: server.namespace, labels: { ...this.podLabels(server) } },
      spec: withoutClaimTemplates(this.objectOf(server), this.podSpec(server)),
    };
    return new Application(this.manifests, [...supporting, pod]);
  }

  /** One Job alone, as a CronJob makes it when its time has come. */
  loneJob(task: Server): Application {
    return this.alone(this.jobOf(task));
  }

  /** The whole application with the Job that a CronJob makes when its time has come, in its place. */
  whenDue(task: Server): Application {
    const cronJob = this.objectOf(task);
    return new Application(
      this.manifests,
      this.objects.map((object) => (object === cronJob ? this.jobOf(task) : object)),
    );
  }

  private jobOf(task: Server): KubeObject {
    const { suspend, ...spec } = fieldIn(this.objectOf(task), jobPath(task)) as { suspend?: boolean };
    void suspend;
    const metadata = { name: task.name, namespace: task.namespace };
    return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec } as unknown as KubeObject;
  }

  /** A CronJob without the other workloads, however often it has been suspended. */
  loneCronJob(task: Server): Application {
    return this.alone(withField(this.objectOf(task), 'spec.suspend', undefined));
  }

  private alone(object: KubeObject): Application {
    return new Application(this.manifests, [...this.objects.filter(({ kind }) => !MOVERS.has(kind)), object]);
  }
}

/** Where the spec of the Job stands in a Job or CronJob. */
export function jobPath({ template }: Server): string {
  return template.replace(/\.template$/, '');
}

export function isTask({ kind }: Server): boolean {
  return kind in TASK_KINDS;
}

/** Mounts of claim templates are empty directories of a lone pod. */
function withoutClaimTemplates(object: KubeObject, spec: PodSpec): PodSpec {
  const templates = (fieldIn(object, 'spec.volumeClaimTemplates') ?? []) as { metadata: { name: string } }[];
  if (templates.length === 0) return spec;
  const volumes = templates.map(({ metadata }) => ({ name: metadata.name, emptyDir: {} }));
  return { ...spec, volumes: [...(spec.volumes ?? []), ...volumes] };
}

function prefix({ template }: Server): string {
  return template === '' ? '' : `${template}.`;
}

function nameOf({ name, generateName }: KubeObject['metadata']): string {
  return name || generateName || '';
}

function isObject({ kind, metadata }: KubeObject, other: Pick<Server, 'kind' | 'namespace' | 'name'>): boolean {
  return (
    kind === other.kind && nameOf(metadata) === other.name && (metadata.namespace ?? 'default') === other.namespace
  );
}
