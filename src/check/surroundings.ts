import { allContainers, type Container, type KubeObject, type PodSpec, podSpecOf } from '../api/index';
import { machineLabels } from '../node/index';
import { environmentNeeded } from '../world/index';
import { wishesOf } from './madeUpNodes';
import { missingStorage } from './storage';

/** What the pods of an application need and its files don't hold: an earlier release, a chart or a person made it. */
export interface Surroundings {
  readonly objects: readonly KubeObject[];
  /** Labels that some node must have for the pods to be placed. */
  readonly nodeLabels: Readonly<Record<string, string>>;
  /** One sentence for each kind of thing that was taken for granted. */
  readonly sentences: readonly string[];
}

interface Need {
  readonly kind:
    | 'ConfigMap'
    | 'Secret'
    | 'PersistentVolumeClaim'
    | 'ServiceAccount'
    | 'PriorityClass'
    | 'RuntimeClass'
    | 'Namespace';
  readonly namespace: string;
  readonly name: string;
  readonly keys: Set<string>;
}

const CLUSTER_WIDE: ReadonlySet<string> = new Set(['PriorityClass', 'RuntimeClass', 'Namespace']);
/** Labels that no node has to be given. */
const EVERY_NODE = machineLabels('');
const BUILT_IN = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** Finds what is missing around the objects of an application and makes it up, so that their pods can start. */
export function surroundingsOf(objects: readonly KubeObject[]): Surroundings {
  const needs = new Map<string, Need>();
  const nodeLabels: Record<string, string> = {};
  const need = (kind: Need['kind'], namespace: string, name: string | undefined, ...keys: string[]) => {
    if (!name) return;
    const id = `${kind}/${namespace}/${name}`;
    const known = needs.get(id) ?? { kind, namespace, name, keys: new Set<string>() };
    for (const key of keys) known.keys.add(key);
    needs.set(id, known);
  };
  for (const object of objects) {
    const namespace = object.metadata.namespace;
    if (namespace && !BUILT_IN.has(namespace)) need('Namespace', '', namespace);
    const spec = podSpecOf(object);
    if (!spec?.containers) continue;
    needsOfPod(spec, (kind, name, ...keys) => need(kind, namespace ?? 'default', name, ...keys));
    const wanted = Object.entries({ ...spec.nodeSelector, ...requiredLabels(spec) });
    Object.assign(nodeLabels, Object.fromEntries(wanted.filter(([key, value]) => !isOnEveryNode(key, value))));
  }
  const missing = [...needs.values()].filter((n) => !isThere(objects, n));
  const made = missing.map(objectFor);
  const classes = missingStorage([...made, ...objects]);
  const things = [
    ...thingsIn(missing),
    ...classes.map(({ metadata }) => `StorageClass ${metadata.name}`),
    ...wishesOf(objects),
    ...Object.entries(nodeLabels).map(([key, value]) => `label ${key}${value && `=${value}`} of a node`),
  ];
  const sentences = things.length > 0 ? [`Not in the files and taken for granted: ${things.join('; ')}.`] : [];
  return { objects: [...classes, ...made], nodeLabels, sentences };
}

type NeedInPod = (kind: Need['kind'], name: string | undefined, ...keys: string[]) => void;

function needsOfPod(spec: PodSpec, need: NeedInPod): void {
  need('ServiceAccount', spec.serviceAccountName ?? spec.serviceAccount);
  if (!spec.priorityClassName?.startsWith('system-')) need('PriorityClass', spec.priorityClassName);
  need('RuntimeClass', spec.runtimeClassName);
  for (const volume of spec.volumes ?? []) {
    if (!volume.configMap?.optional) need('ConfigMap', volume.configMap?.name, ...keysOf(volume.configMap?.items));
    if (!volume.secret?.optional) need('Secret', volume.secret?.secretName, ...keysOf(volume.secret?.items));
    need('PersistentVolumeClaim', volume.persistentVolumeClaim?.claimName);
    for (const { configMap, secret } of volume.projected?.sources ?? []) {
      if (!configMap?.optional) need('ConfigMap', configMap?.name, ...keysOf(configMap?.items));
      if (!secret?.optional) need('Secret', secret?.name, ...keysOf(secret?.items));
    }
  }
  for (const container of allContainers(spec)) {
    needsOfContainer(container, need);
    needsOfMounts(container, spec, need);
  }
}

/** A file that is mounted alone must be a key of what it comes from. */
function needsOfMounts({ volumeMounts = [] }: Container, { volumes = [] }: PodSpec, need: NeedInPod): void {
  for (const { name, subPath } of volumeMounts) {
    const { configMap, secret } = volumes.find((volume) => volume.name === name) ?? {};
    if (!subPath || configMap?.items || secret?.items) continue;
    if (!configMap?.optional) need('ConfigMap', configMap?.name, subPath);
    if (!secret?.optional) need('Secret', secret?.secretName, subPath);
  }
}

function needsOfContainer(container: Container, need: NeedInPod): void {
  for (const { valueFrom } of container.env ?? []) {
    const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
    if (configMapKeyRef && !configMapKeyRef.optional) need('ConfigMap', configMapKeyRef.name, configMapKeyRef.key);
    if (secretKeyRef && !secretKeyRef.optional) need('Secret', secretKeyRef.name, secretKeyRef.key);
  }
  // Which keys it has nobody knows; the password that a database does not start without will be among them.
  const wanted = environmentNeeded(container.image ?? '');
  const isGiven = (container.env ?? []).some(({ name }) => wanted.includes(name));
  const keys = isGiven ? [] : wanted.slice(0, 1);
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (!configMapRef?.optional) need('ConfigMap', configMapRef?.name);
    if (!secretRef?.optional) need('Secret', secretRef?.name, ...keys);
  }
}

function keysOf(items: readonly { key: string }[] | undefined): string[] {
  return (items ?? []).map((item) => item.key);
}

/** One value that each required term of a node affinity accepts. */
function requiredLabels(spec: PodSpec): Record<string, string> {
  const [term] = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const labels: Record<string, string> = {};
  for (const { key, operator, values = [] } of term?.matchExpressions ?? []) {
    if (operator === 'In') labels[key] = values[0] ?? '';
    if (operator === 'Exists') labels[key] = '';
  }
  return labels;
}

/** @param value empty: any */
function isOnEveryNode(key: string, value: string): boolean {
  return value === '' ? key in EVERY_NODE : EVERY_NODE[key] === value;
}

function isThere(objects: readonly KubeObject[], { kind, namespace, name }: Need): boolean {
  if (kind === 'ServiceAccount' && name === 'default') return true;
  const namespaced = !CLUSTER_WIDE.has(kind);
  return objects.some(
    (object) =>
      object.kind === kind &&
      object.metadata.name === name &&
      (!namespaced || (object.metadata.namespace ?? 'default') === namespace),
  );
}

function objectFor({ kind, namespace, name, keys }: Need): KubeObject {
  const metadata = { name, ...(namespace && !CLUSTER_WIDE.has(kind) && { namespace }) };
  const data = Object.fromEntries([...keys].map((key) => [key, 'assumed']));
  const made: Record<Need['kind'], object> = {
    ConfigMap: { apiVersion: 'v1', data },
    Secret: { apiVersion: 'v1', stringData: data },
    PersistentVolumeClaim: {
      apiVersion: 'v1',
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
    ServiceAccount: { apiVersion: 'v1' },
    PriorityClass: { apiVersion: 'scheduling.k8s.io/v1', value: 1000 },
    RuntimeClass: { apiVersion: 'node.k8s.io/v1', handler: 'runc' },
    Namespace: { apiVersion: 'v1' },
  };
  return { kind, metadata, ...made[kind] } as unknown as KubeObject;
}

/** `Secret shop, shop-tls`. */
function thingsIn(missing: readonly Need[]): string[] {
  const byKind = new Map<string, string[]>();
  for (const { kind, name } of missing) {
    // Nobody keeps namespaces in such files; saying so would be noise.
    if (kind !== 'Namespace') byKind.set(kind, [...(byKind.get(kind) ?? []), name]);
  }
  return [...byKind].map(([kind, names]) => `${kind} ${[...new Set(names)].join(', ')}`);
}
