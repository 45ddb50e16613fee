import type { Container, KeyToPath, Pod, ProjectedSource, Volume } from '../../api/types/index';
import { configMapText, fieldValue, type PodFacts, resourceValue, secretText } from '../environment/index';
import { serviceAccountFiles, TOKEN_SECRET } from './serviceAccount';
import { MountError, type VolumeContext } from './types';

export interface PayloadFile {
  readonly data: string;
  readonly mode: number;
}

/** The files of a volume that is made from API objects, by their path in it. */
export type Payload = Map<string, PayloadFile>;

/** Kubernetes' default for files that come from the API. */
const DEFAULT_MODE = 0o644;

/** Whether the volume's content comes from the API, so that it is written again at each sync of the pod. */
export function comesFromApi(volume: Volume): boolean {
  return Boolean(volume.configMap ?? volume.secret ?? volume.downwardAPI ?? volume.projected);
}

/**
 * The files of a configMap, secret, downwardAPI or projected volume as the API has them now.
 * @throws MountError when an object or a key is missing and not optional
 */
export function payloadOf({ pod, volume, objects, facts }: VolumeContext): Payload {
  const namespace = pod.metadata.namespace ?? 'default';
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap) return configMapFiles(objects, namespace, configMap, configMap.defaultMode ?? DEFAULT_MODE);
  if (secret) {
    const source = { ...secret, name: secret.secretName };
    return secretFiles(objects, namespace, source, secret.defaultMode ?? DEFAULT_MODE);
  }
  if (downwardAPI) return downwardFiles(pod, downwardAPI.items ?? [], facts, downwardAPI.defaultMode ?? DEFAULT_MODE);
  const out: Payload = new Map();
  for (const source of projected?.sources ?? []) {
    const files = projectedFiles(source, { pod, objects, facts }, projected?.defaultMode ?? DEFAULT_MODE);
    for (const [path, file] of files) out.set(path, file);
  }
  return out;
}

type Source = Pick<VolumeContext, 'pod' | 'objects' | 'facts'>;

function projectedFiles(source: ProjectedSource, { pod, objects, facts }: Source, mode: number): Payload {
  const namespace = pod.metadata.namespace ?? 'default';
  if (source.configMap) return configMapFiles(objects, namespace, source.configMap, mode);
  if (source.secret) return secretFiles(objects, namespace, source.secret, mode);
  if (source.downwardAPI) return downwardFiles(pod, source.downwardAPI.items ?? [], facts, mode);
  if (source.serviceAccountToken) {
    const token = serviceAccountFiles(pod).token ?? '';
    return new Map([[source.serviceAccountToken.path, { data: token, mode }]]);
  }
  return new Map();
}

interface KeyedSource {
  readonly name: string;
  readonly items?: readonly KeyToPath[];
  readonly optional?: boolean;
}

function configMapFiles(
  objects: VolumeContext['objects'],
  namespace: string,
  source: KeyedSource,
  mode: number,
): Payload {
  const object = objects.configMap(namespace, source.name);
  if (!object) return missing('configmap', source);
  const entries = configMapText(object);
  for (const [key, value] of Object.entries(object.binaryData ?? {})) {
    entries.set(key, Buffer.from(value, 'base64').toString('utf8'));
  }
  return pick(entries, source, mode, (key) => `configmap references non-existent config key: ${key}`);
}

function secretFiles(objects: VolumeContext['objects'], namespace: string, source: KeyedSource, mode: number): Payload {
  const object = objects.secret(namespace, source.name);
  if (!object) {
    const token = TOKEN_SECRET.exec(source.name);
    if (!token) return missing('secret', source);
    const files = serviceAccountFiles({ namespace, serviceAccountName: token[1] as string });
    return new Map(Object.entries(files).map(([path, data]) => [path, { data, mode }]));
  }
  return pick(secretText(object), source, mode, (key) => `references non-existent secret key: ${key}`);
}

function missing(kind: string, source: KeyedSource): Payload {
  if (source.optional) return new Map();
  if (kind === 'configmap' && source.name === 'kube-root-ca.crt') {
    // The controller manager publishes it in every namespace; a cluster without that controller has it all the same.
    return new Map([['ca.crt', { data: serviceAccountFiles({})['ca.crt'] ?? '', mode: DEFAULT_MODE }]]);
  }
  throw new MountError(`${kind} "${source.name}" not found`);
}

function pick(
  entries: ReadonlyMap<string, string>,
  source: KeyedSource,
  mode: number,
  absent: (key: string) => string,
): Payload {
  if (!source.items) return new Map([...entries].map(([path, data]) => [path, { data, mode }]));
  const out: Payload = new Map();
  for (const item of source.items) {
    const data = entries.get(item.key);
    if (data !== undefined) out.set(item.path, { data, mode: item.mode ?? mode });
    else if (!source.optional) throw new MountError(absent(item.key));
  }
  return out;
}

interface DownwardItem {
  readonly path: string;
  readonly fieldRef?: { fieldPath: string };
  readonly resourceFieldRef?: { containerName?: string; resource: string; divisor?: string };
}

function downwardFiles(pod: Pod, items: readonly DownwardItem[], facts: PodFacts, mode: number): Payload {
  const out: Payload = new Map();
  for (const { path, fieldRef, resourceFieldRef } of items) {
    const data = fieldRef
      ? fieldValue(pod, fieldRef.fieldPath, facts)
      : resourceFieldRef
        ? resourceValue(pod, pod.spec.containers[0] as Container, resourceFieldRef, facts)
        : '';
    out.set(path, { data, mode });
  }
  return out;
}
