import { type KubeObject, manifestYaml } from '../api/index';
import { rememberedFor } from '../kernel/index';
import { namespaceIn, namespaceOf, namespaceValue } from './namespaces';
import type { Story } from './story';

/** Something outside the manifests that an app talks to: a service of the cluster by name, or a machine by address. */
export interface Dependency {
  readonly name: string;
  /** Of a service. */
  readonly namespace: string;
  readonly kind: 'service' | 'host';
  readonly port: number;
}

const HOST = '([a-z0-9][a-z0-9.-]*)';

/** How commands and settings name what they talk to. */
const MENTIONS: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:nslookup|getent hosts|ping(?: -\w+ ?\d*)*) ${HOST}`, 'g'),
  new RegExp(String.raw`\bnc(?: -\w+(?: \d+)?)* ${HOST} (\d+)`, 'g'),
  new RegExp(String.raw`\b[a-z]+://(?:[^@/\s]*@)?${HOST}(?::(\d+))?`, 'g'),
  new RegExp(String.raw`^${HOST}:(\d+)$`, 'g'),
];

/** Kinds whose texts containers run or read. The repository of an Argo CD Application is no business of any pod. */
const READ_BY_PODS: ReadonlySet<string> = new Set([
  'ConfigMap',
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Pod',
  'ReplicaSet',
  'ReplicationController',
  'Secret',
  'StatefulSet',
]);
/** Fields that look like an address and are none: `postgres:16` is an image; annotations are read by others. */
const NO_ADDRESSES: ReadonlySet<string> = new Set(['image', 'metadata']);

/** What the manifests talk to and do not bring along, by the commands, settings and probes of their containers. */
export const dependenciesOf = rememberedFor((manifests: readonly KubeObject[]): readonly Dependency[] => {
  const services = manifests.filter(({ kind }) => kind === 'Service');
  const own = new Set(services.map((service) => `${namespaceOf(service)}/${service.metadata.name}`));
  const namespaces = new Set(manifests.map(namespaceOf));
  const found = new Map<string, Dependency>();
  for (const { text, namespace } of manifests.flatMap(textsOf)) {
    for (const [, host = '', port] of MENTIONS.flatMap((pattern) => [...text.matchAll(pattern)])) {
      const dependency = dependencyAt(host, Number(port ?? 80), namespace);
      // What lives in a namespace that these manifests do not use is somebody else's.
      if (!dependency || !namespaces.has(dependency.namespace)) continue;
      const key = dependency.kind === 'host' ? dependency.name : `${dependency.namespace}/${dependency.name}`;
      if (own.has(key)) continue;
      // A name that is looked up and connected to has the port that is connected to.
      if (!found.has(key) || port !== undefined) found.set(key, dependency);
    }
  }
  return [...found.values()];
});

/** @param namespace of the pod that talks: where a short name is looked up */
function dependencyAt(host: string, port: number, namespace: string): Dependency | undefined {
  if (host === 'localhost' || host.startsWith('127.')) return undefined;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return { name: host, namespace, kind: 'host', port };
  const [, name, named] =
    /^([a-z](?:[a-z0-9-]*[a-z0-9])?)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?\.?$/.exec(host) ?? [];
  if (name === undefined || name === 'kubernetes') return undefined;
  return { name, namespace: named ?? namespace, kind: 'service', port };
}

function textsOf(object: KubeObject): { text: string; namespace: string }[] {
  if (!READ_BY_PODS.has(object.kind)) return [];
  return wordsOf(object).map((text) => ({ text, namespace: namespaceOf(object) }));
}

/** Command lines as people type them, and all other texts of an object; a probe's `host` as a URL. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) {
    const line = value.every((item) => typeof item === 'string') ? [value.join(' ')] : [];
    return [...line, ...value.flatMap(wordsOf)];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { host, port } = value as { host?: unknown; port?: unknown };
  const probed = typeof host === 'string' ? [`http://${host}:${typeof port === 'number' ? port : 80}`] : [];
  const fields = Object.entries(value).filter(([key]) => !NO_ADDRESSES.has(key));
  return [...probed, ...fields.flatMap(([, field]) => wordsOf(field))];
}

/** The file that creates a dependency. */
export function fileOf({ name, namespace }: Dependency): string {
  return namespace === 'default' ? `${name}.yaml` : `${name}.${namespace}.yaml`;
}

/** The files of the dependencies that a story speaks of. */
export function dependencyManifests({ circumstances }: Story): [file: string, content: string][] {
  return circumstances
    .filter(({ kind }) => kind === 'dependency-appears')
    .map(({ values }) => {
      const named = { name: String(values['name']), namespace: namespaceIn(values), port: Number(values['port']) };
      return [String(values['file']), manifestYaml(serviceObjects(named))];
    });
}

/** A service with one well-behaved server behind it. */
export function serviceObjects({ name, port, ...place }: Omit<Dependency, 'kind'>): KubeObject[] {
  const labels = { app: name };
  const namespace = namespaceValue(place.namespace);
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...namespace },
    spec: { selector: labels, ports: [{ port }] },
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...namespace, labels },
    spec: { containers: [{ name, image: `example/${name}`, ports: [{ containerPort: port }] }] },
  };
  return [service, pod];
}
