import { type KubeObject, manifestYaml } from '../api/index';
import { rememberedFor } from '../kernel/index';
import { mentionsIn } from './mentions';
import { namespaceIn, namespaceOf, namespaceValue } from './namespaces';
import type { Story } from './story';
import { textsOf } from './texts';

/** Something outside the manifests that an app talks to: a service of the cluster by name, or a machine by address. */
export interface Dependency {
  readonly name: string;
  /** Of a service. */
  readonly namespace: string;
  readonly kind: 'service' | 'host';
  readonly port: number;
}

/** What the manifests talk to and do not bring along, by the commands, settings and probes of their containers. */
export const dependenciesOf = rememberedFor((manifests: readonly KubeObject[]): readonly Dependency[] => {
  const services = manifests.filter(({ kind }) => kind === 'Service');
  const own = new Set(services.map((service) => `${namespaceOf(service)}/${service.metadata.name}`));
  const namespaces = new Set(manifests.map(namespaceOf));
  const found = new Map<string, Dependency>();
  for (const { text, namespace } of textsOf(manifests)) {
    for (const { host, port } of mentionsIn(text)) {
      const dependency = dependencyAt(host, port ?? 80, namespace);
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
