import type { Release } from '../release/index';
import { type FieldType, goStructName, type Scalar, type StructTable } from '../schema/index';

/** How each of three parties names the type of a value: a person, Go's JSON decoder, and the published schema. */

export function expectedInWords(type: FieldType): string {
  if (type.kind === 'list') return type.element.kind === 'struct' ? `a list of ${nameOf(type.element)}` : 'a list';
  if (type.kind === 'map') return 'a map of names to values';
  if (type.kind === 'struct') return `a map with the fields of ${nameOf(type)}`;
  const words: Record<Scalar, string> = {
    string: 'a string',
    bool: 'true or false',
    int32: 'a whole number (up to 2147483647)',
    int64: 'a whole number',
    bytes: 'base64 text',
    Quantity: 'a quantity such as 500m, 2 or 128Mi',
    IntOrString: 'a whole number or a string',
    Time: 'a time such as 2026-01-31T12:00:00Z',
    MicroTime: 'a time such as 2026-01-31T12:00:00.000000Z',
    any: 'anything',
  };
  return words[type.scalar];
}

export function foundInWords(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return `the string ${JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)}`;
    case 'number':
      return `the number ${value}`;
    case 'boolean':
      return `the boolean ${value}`;
    default:
      return 'a map';
  }
}

/** A sentence when there is something typical to say. */
export function howToFix(value: unknown, type: FieldType): string {
  const wantsText = type.kind === 'scalar' && type.scalar === 'string';
  if (wantsText && typeof value === 'boolean') {
    return 'YAML reads words like on, yes, n and true as booleans: put it into quotes.';
  }
  if (wantsText && typeof value === 'number') return `Put it into quotes: "${value}".`;
  if (type.kind === 'list' && typeof value === 'object') return 'Begin each entry with "- ".';
  if (type.kind === 'list') return 'Write it as a list: one "- " line for each entry, or [a, b].';
  if (type.kind === 'scalar' && /^int/.test(type.scalar) && typeof value === 'string' && /^-?\d+$/.test(value)) {
    return 'Take it out of the quotes.';
  }
  return '';
}

/** The word of Go's decoder for what it found. */
export function goKind(value: unknown, type: FieldType): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value !== 'number') return 'string';
  const wantsNumber = type.kind === 'scalar' && (/^int/.test(type.scalar) || type.scalar === 'IntOrString');
  return wantsNumber ? `number ${value}` : 'number';
}

export function openApiKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object') return 'map';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

export function openApiExpected(type: FieldType): string {
  if (type.kind === 'list') return 'array';
  if (type.kind !== 'scalar') return 'map';
  if (type.scalar === 'bool') return 'boolean';
  return /^int/.test(type.scalar) ? 'integer' : 'string';
}

/** Where the structs of a group are published, and the version that those have which every version of the group shares. */
const PACKAGES: readonly [pattern: RegExp, schemaPackage: string, version: string][] = [
  [
    /^(ObjectMeta|OwnerReference|ManagedFields|LabelSelector|Condition$|ListMeta)/,
    'io.k8s.apimachinery.pkg.apis.meta',
    'v1',
  ],
  [/^(Deployment|RollingUpdate|ReplicaSet|StatefulSet|DaemonSet|ControllerRevision)/, 'io.k8s.api.apps', 'v1'],
  [/^(Job|CronJob|PodFailurePolicy|SuccessPolicy|Uncounted)/, 'io.k8s.api.batch', 'v1'],
  [/^PodDisruptionBudget/, 'io.k8s.api.policy', 'v1'],
  [/^Lease/, 'io.k8s.api.coordination', 'v1'],
  [/^PriorityClass/, 'io.k8s.api.scheduling', 'v1'],
  [
    /^(EndpointSlice|Endpoint$|EndpointConditions|EndpointHints|ForZone|ForNode|discovery)/,
    'io.k8s.api.discovery',
    'v1',
  ],
  [/^(Ingress|HTTPIngress|ServiceBackendPort|NetworkPolicy|IPBlock)/, 'io.k8s.api.networking', 'v1'],
  [/^(StorageClass|VolumeAttachment|CSIDriver|CSINode)/, 'io.k8s.api.storage', 'v1'],
  [
    /^(HorizontalPodAutoscaler|CrossVersionObjectReference|HPAScaling|Metric|(Object|Pods|Resource|ContainerResource|External)MetricSource)/,
    'io.k8s.api.autoscaling',
    'v2',
  ],
];

/** What only exists in the stable version of its group, whatever the version of what contains it. */
const STABLE_ONLY = /^JobSpec$/;

/**
 * The name of a struct in the published schema.
 * @param apiVersion of the object that it is part of: the struct is that version's own where it belongs to its group
 */
export function openApiName(struct: StructTable, apiVersion: string, release: Release): string {
  const [, schemaPackage, stable] = PACKAGES.find(([pattern]) => pattern.test(struct.name)) ?? [
    undefined,
    'io.k8s.api.core',
    'v1',
  ];
  const [group, version] = apiVersion.split('/') as [string, string | undefined];
  const isOwn = version !== undefined && schemaPackage.endsWith(`.${group.split('.')[0]}`);
  return `${schemaPackage}.${isOwn && !STABLE_ONLY.test(struct.name) ? version : stable}.${schemaName(struct, release)}`;
}

/** Hooks and probes had one handler up to 1.22. */
function schemaName(struct: StructTable, release: Release): string {
  const name = goStructName(struct);
  return name === 'LifecycleHandler' && !release.has('hooksHaveTheirHandler') ? 'Handler' : name;
}

/** What the schema check says of a value: it takes any plain value for a text, and any number for a whole one. */
export function isOpenApiFault(value: unknown, type: FieldType): boolean {
  if (typeof value === 'object' || type.kind !== 'scalar') return true;
  const expected = openApiExpected(type);
  return expected !== 'string' && !(expected === 'integer' && typeof value === 'number');
}

function nameOf(type: FieldType): string {
  return type.kind === 'struct' ? goStructName(type.struct) : type.goName;
}

/** What apimachinery's converter says of a value that cannot be of that type (`runtime/converter.go`). */
export function notConverted(value: unknown, type: FieldType): string {
  const found = Array.isArray(value) ? 'slice' : typeof value === 'object' ? 'map' : plainType(value);
  switch (type.kind) {
    case 'list':
      return `cannot restore slice from ${found}`;
    case 'map':
      return `cannot restore map from ${found}`;
    case 'struct':
      return `cannot restore struct from: ${found}`;
    case 'scalar': {
      const wanted = GO_KINDS[type.scalar] ?? type.scalar;
      // Go would make a character of a number, which is why it says that it does not.
      if (typeof value === 'number' && wanted === 'string') return `cannot convert ${found} to ${type.goName}`;
      return `unrecognized type: ${wanted}`;
    }
  }
}

const GO_KINDS: Readonly<Partial<Record<Scalar, string>>> = { bytes: 'slice', IntOrString: 'struct' };

function plainType(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value !== 'number') return 'string';
  return Number.isInteger(value) ? 'int64' : 'float64';
}
