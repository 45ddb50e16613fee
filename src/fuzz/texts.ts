import type { ConfigMap, EnvVar, KubeObject } from '../api/index';
import { namespaceOf } from './namespaces';

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

type Settings = Readonly<Record<string, string>>;

/** A text of an object, as the shell of its container would read it. */
export interface Text {
  readonly text: string;
  readonly namespace: string;
}

/** All texts of these objects: command lines as people type them, and values, with the variables that the manifests set. */
export function textsOf(objects: readonly KubeObject[]): Text[] {
  const maps = objects.filter((object): object is ConfigMap => object.kind === 'ConfigMap');
  const read = objects.filter(({ kind }) => READ_BY_PODS.has(kind));
  return read.flatMap((object) => {
    const namespace = namespaceOf(object);
    const own = new Map(
      maps.filter((map) => namespaceOf(map) === namespace).map((map) => [map.metadata.name, map.data]),
    );
    return wordsOf(object, {}, (name) => own.get(name) ?? {}).map((text) => ({ text, namespace }));
  });
}

type ConfigMaps = (name: string) => Settings;

/** A list of words is a command line; a probe's `host` is read as a URL. */
function wordsOf(value: unknown, environment: Settings, maps: ConfigMaps): string[] {
  if (typeof value === 'string') return [expanded(value, environment)];
  if (Array.isArray(value)) {
    const line = value.every((item) => typeof item === 'string') ? [expanded(value.join(' '), environment)] : [];
    return [...line, ...value.flatMap((item) => wordsOf(item, environment, maps))];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { host, port } = value as { host?: unknown; port?: unknown };
  const probed = typeof host === 'string' ? [`http://${host}:${typeof port === 'number' ? port : 80}`] : [];
  const settings = { ...environment, ...environmentOf(value, maps) };
  const fields = Object.entries(value).filter(([key]) => !NO_ADDRESSES.has(key));
  return [...probed, ...fields.flatMap(([, field]) => wordsOf(field, settings, maps))];
}

/** What the variables of a container are, as far as manifests say it. */
function environmentOf(value: object, maps: ConfigMaps): Settings {
  const { env = [], envFrom = [] } = value as {
    env?: readonly EnvVar[];
    envFrom?: readonly { prefix?: string; configMapRef?: { name?: string } }[];
  };
  if (!Array.isArray(env) || !Array.isArray(envFrom)) return {};
  const settings: Record<string, string> = {};
  for (const { prefix = '', configMapRef } of envFrom)
    for (const [key, text] of Object.entries(maps(configMapRef?.name ?? ''))) settings[`${prefix}${key}`] = text;
  for (const { name, value: text, valueFrom } of env) {
    const { name: map = '', key = '' } = valueFrom?.configMapKeyRef ?? {};
    const found = text ?? maps(map)[key];
    if (found !== undefined) settings[name] = expanded(found, settings);
  }
  return settings;
}

/** `$(NAME)` as Kubernetes expands it, `$NAME`, `${NAME}` and `${NAME:-other}` as shells do. */
function expanded(text: string, settings: Settings): string {
  return text.replace(
    /\$(?:\((\w+)\)|\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
    (whole, ofKubernetes, braced, other, plain) => settings[ofKubernetes ?? braced ?? plain] ?? other ?? whole,
  );
}
