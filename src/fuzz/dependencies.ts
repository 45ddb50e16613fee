import { stringify } from 'yaml';
import type { KubeObject } from '../api/index';
import { rememberedFor } from '../kernel/index';
import type { Story } from './story';

/** Something outside the manifests that an app talks to: a service of the cluster by name, or a machine by address. */
export interface Dependency {
  readonly name: string;
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

/** What the manifests talk to and do not bring along, by the commands, settings and probes of their containers. */
export const dependenciesOf = rememberedFor((manifests: readonly KubeObject[]): readonly Dependency[] => {
  const own = new Set(manifests.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name));
  const found = new Map<string, Dependency>();
  for (const text of manifests.flatMap(wordsOf)) {
    for (const [, host = '', port] of MENTIONS.flatMap((pattern) => [...text.matchAll(pattern)])) {
      const dependency = dependencyAt(host, Number(port ?? 80));
      if (!dependency || own.has(dependency.name)) continue;
      // A name that is looked up and connected to has the port that is connected to.
      if (!found.has(dependency.name) || port !== undefined) found.set(dependency.name, dependency);
    }
  }
  return [...found.values()];
});

function dependencyAt(host: string, port: number): Dependency | undefined {
  if (host === 'localhost' || host.startsWith('127.')) return undefined;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return { name: host, kind: 'host', port };
  const name = host.replace(/\.default(?:\.svc(?:\.cluster\.local)?)?\.?$/, '');
  if (name === 'kubernetes' || !/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)) return undefined;
  return { name, kind: 'service', port };
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
  return [...probed, ...Object.values(value).flatMap(wordsOf)];
}

/** The file that creates a dependency. */
export function fileOf({ name }: Dependency): string {
  return `${name}.yaml`;
}

/** The files of the dependencies that a story speaks of. */
export function dependencyManifests({ circumstances }: Story): [file: string, content: string][] {
  return circumstances
    .filter(({ kind }) => kind === 'dependency-appears')
    .map(({ values: { file, name, port } }) => [String(file), dependencyManifest(String(name), Number(port))]);
}

/** A service with one well-behaved server behind it. */
function dependencyManifest(name: string, port: number): string {
  const labels = { app: name };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: labels, ports: [{ port }] },
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: { containers: [{ name, image: `example/${name}`, ports: [{ containerPort: port }] }] },
  };
  return [service, pod].map((object) => stringify(object)).join('---\n');
}
