import { distance } from 'fastest-levenshtein';
import type { MinorVersion } from './release/index';

/** One kind of the API, as discovery tells it. */
export interface Resource {
  readonly kind: string;
  /** The version in which objects are stored and read: `apps/v1`. */
  readonly apiVersion: string;
  /** `''` for the core group. */
  readonly group: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly categories: readonly string[];
  /** It has a status subresource: writes of the object keep the status, writes of the status keep the rest. */
  readonly hasStatus: boolean;
  /** False: accepted, kept and shown, but nothing acts on it. */
  readonly simulated: boolean;
  /** First release that serves `apiVersion`; absent = all that can be played. */
  readonly since?: MinorVersion;
  /** Other versions that name the same kind, with the release that drops them (absent = still served). */
  readonly otherVersions: readonly { readonly apiVersion: string; readonly until?: MinorVersion }[];
  /** The version that discovery names first, and so the one in which kubectl asks, up to the release that changed its mind. */
  readonly preferred?: { readonly apiVersion: string; readonly until: MinorVersion };
}

interface Extras {
  short?: string[];
  clusterWide?: boolean;
  all?: boolean;
  inert?: boolean;
  status?: boolean;
  plural?: string;
  since?: MinorVersion;
  older?: Record<string, MinorVersion | ''>;
  preferred?: Resource['preferred'];
}

function resource(apiVersion: string, kind: string, extras: Extras = {}): Resource {
  const singular = kind.toLowerCase();
  const slash = apiVersion.indexOf('/');
  return {
    kind,
    apiVersion,
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    plural: extras.plural ?? `${singular}s`,
    singular,
    shortNames: extras.short ?? [],
    namespaced: !extras.clusterWide,
    categories: extras.all ? ['all'] : [],
    hasStatus: extras.status ?? false,
    simulated: !extras.inert,
    ...(extras.since ? { since: extras.since } : {}),
    ...(extras.preferred ? { preferred: extras.preferred } : {}),
    otherVersions: Object.entries(extras.older ?? {}).map(([version, until]) =>
      until ? { apiVersion: version, until } : { apiVersion: version },
    ),
  };
}

/** Every kind that the API server serves, in the order of discovery. Source: `kubectl api-resources` of 1.33. */
export const RESOURCES: readonly Resource[] = [
  resource('v1', 'ConfigMap', { short: ['cm'] }),
  resource('v1', 'Endpoints', { short: ['ep'], plural: 'endpoints' }),
  resource('v1', 'Event', { short: ['ev'], older: { 'events.k8s.io/v1': '' } }),
  resource('v1', 'LimitRange', { short: ['limits'] }),
  resource('v1', 'Namespace', { status: true, short: ['ns'], clusterWide: true }),
  resource('v1', 'Node', { status: true, short: ['no'], clusterWide: true }),
  resource('v1', 'PersistentVolumeClaim', { status: true, short: ['pvc'] }),
  resource('v1', 'PersistentVolume', { status: true, short: ['pv'], clusterWide: true }),
  resource('v1', 'Pod', { status: true, short: ['po'], all: true }),
  resource('v1', 'PodTemplate', { inert: true }),
  resource('v1', 'ReplicationController', { status: true, short: ['rc'], all: true }),
  resource('v1', 'ResourceQuota', { status: true, short: ['quota'] }),
  resource('v1', 'Secret'),
  resource('v1', 'ServiceAccount', { short: ['sa'] }),
  resource('v1', 'Service', { status: true, short: ['svc'], all: true }),
  resource('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', { clusterWide: true, inert: true }),
  resource('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', { clusterWide: true, inert: true }),
  resource('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
    status: true,
    short: ['crd', 'crds'],
    clusterWide: true,
    inert: true,
  }),
  resource('apiregistration.k8s.io/v1', 'APIService', { status: true, clusterWide: true, inert: true }),
  resource('apps/v1', 'ControllerRevision'),
  resource('apps/v1', 'DaemonSet', { status: true, short: ['ds'], all: true }),
  resource('apps/v1', 'Deployment', { status: true, short: ['deploy'], all: true }),
  resource('apps/v1', 'ReplicaSet', { status: true, short: ['rs'], all: true }),
  resource('apps/v1', 'StatefulSet', { status: true, short: ['sts'], all: true }),
  resource('autoscaling/v2', 'HorizontalPodAutoscaler', {
    status: true,
    short: ['hpa'],
    all: true,
    since: '1.23',
    older: { 'autoscaling/v1': '', 'autoscaling/v2beta2': '1.26' },
    preferred: { apiVersion: 'autoscaling/v1', until: '1.27' },
  }),
  resource('batch/v1', 'CronJob', {
    status: true,
    short: ['cj'],
    all: true,
    since: '1.21',
    older: { 'batch/v1beta1': '1.25' },
    preferred: { apiVersion: 'batch/v1beta1', until: '1.21' },
  }),
  resource('batch/v1', 'Job', { all: true, status: true }),
  resource('certificates.k8s.io/v1', 'CertificateSigningRequest', {
    status: true,
    short: ['csr'],
    clusterWide: true,
    inert: true,
  }),
  resource('coordination.k8s.io/v1', 'Lease'),
  resource('discovery.k8s.io/v1', 'EndpointSlice', {
    since: '1.21',
    older: { 'discovery.k8s.io/v1beta1': '1.25' },
    preferred: { apiVersion: 'discovery.k8s.io/v1beta1', until: '1.25' },
  }),
  resource('networking.k8s.io/v1', 'IngressClass', { clusterWide: true, inert: true, plural: 'ingressclasses' }),
  resource('networking.k8s.io/v1', 'Ingress', {
    status: true,
    short: ['ing'],
    inert: true,
    plural: 'ingresses',
    older: { 'networking.k8s.io/v1beta1': '1.22', 'extensions/v1beta1': '1.22' },
  }),
  resource('networking.k8s.io/v1', 'NetworkPolicy', { short: ['netpol'], plural: 'networkpolicies' }),
  resource('node.k8s.io/v1', 'RuntimeClass', { clusterWide: true, inert: true, plural: 'runtimeclasses' }),
  resource('policy/v1', 'PodDisruptionBudget', {
    status: true,
    short: ['pdb'],
    since: '1.21',
    older: { 'policy/v1beta1': '1.25' },
    preferred: { apiVersion: 'policy/v1beta1', until: '1.25' },
  }),
  resource('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { clusterWide: true, inert: true }),
  resource('rbac.authorization.k8s.io/v1', 'ClusterRole', { clusterWide: true, inert: true }),
  resource('rbac.authorization.k8s.io/v1', 'RoleBinding', { inert: true }),
  resource('rbac.authorization.k8s.io/v1', 'Role', { inert: true }),
  resource('scheduling.k8s.io/v1', 'PriorityClass', { short: ['pc'], clusterWide: true, plural: 'priorityclasses' }),
  resource('storage.k8s.io/v1', 'CSIDriver', { clusterWide: true, inert: true }),
  resource('storage.k8s.io/v1', 'StorageClass', { short: ['sc'], clusterWide: true, plural: 'storageclasses' }),
];

const BY_KIND = new Map(RESOURCES.map((entry) => [entry.kind, entry]));
const BY_WORD = new Map<string, Resource>();
for (const entry of RESOURCES) {
  const names = [entry.plural, entry.singular, ...entry.shortNames];
  for (const name of names) if (!BY_WORD.has(name)) BY_WORD.set(name, entry);
}

/**
 * Makes a kind known that is of somebody's own group, such as a CustomResourceDefinition would: it is accepted, kept and
 * shown under the usual plural, and nothing acts on it. What is known stays as it is. Where Kubernetes itself has a kind of this
 * name, as Knative has a Service, it is known by name and group, which is also how kubectl tells them apart:
 * `service.serving.knative.dev`.
 */
export function learnForeignKind(apiVersion: string, kind: string): Resource {
  const group = groupOf(apiVersion);
  // Only of Kubernetes' own kinds: whether somebody else's is known already must not change what a run shows
  const namesake = RESOURCES.find((entry) => entry.kind === kind);
  const name = namesake ? `${kind}.${group}` : kind;
  const known = BY_KIND.get(name);
  if (known) return known;
  const singular = kind.toLowerCase();
  const plural = /(?:s|x|ch|sh)$/.test(singular)
    ? `${singular}es`
    : singular.replace(/([^aeiou])y$/, '$1ie').concat('s');
  const options = { inert: true, plural, status: true, clusterWide: /^Cluster/.test(kind) };
  const learnt = { ...resource(apiVersion, kind, options), kind: name };
  BY_KIND.set(name, learnt);
  const suffix = namesake ? `.${group}` : '';
  for (const word of [plural, singular].map((plain) => plain + suffix))
    if (!BY_WORD.has(word)) BY_WORD.set(word, learnt);
  return learnt;
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '';
}

/**
 * The resource of a kind.
 * @throws Error when the API has no such kind
 */
export function resourceOf(kind: string): Resource {
  const found = BY_KIND.get(kind);
  if (!found) throw new Error(`the API has no kind "${kind}"; the nearest names are ${nearestKinds(kind).join(', ')}`);
  return found;
}

/** Kinds whose names are close to `kind`, for "did you mean". */
function nearestKinds(kind: string): string[] {
  const order = RESOURCES.map((entry) => ({
    kind: entry.kind,
    far: distance(entry.kind.toLowerCase(), kind.toLowerCase()),
  }));
  return order
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map((entry) => entry.kind);
}

/**
 * The resource that a person means: kind, plural, singular or short name in any case, optionally with its group
 * (`deployments.apps`, `deployments.v1.apps`).
 */
export function findResource(word: string): Resource | undefined {
  const whole = BY_WORD.get(word.toLowerCase());
  if (whole) return whole;
  const [name = '', ...rest] = word.toLowerCase().split('.');
  const found = BY_WORD.get(name);
  if (!found || rest.length === 0) return found;
  const group = rest.join('.');
  const version = found.apiVersion.slice(found.apiVersion.indexOf('/') + 1);
  return group === found.group || group === `${version}.${found.group}` ? found : undefined;
}

/** True when this release serves the kind under that apiVersion. */
export function serves(
  entry: Resource,
  apiVersion: string,
  release: { atLeast(version: MinorVersion): boolean },
): boolean {
  if (apiVersion === entry.apiVersion) return !entry.since || release.atLeast(entry.since);
  const other = entry.otherVersions.find((version) => version.apiVersion === apiVersion);
  return other !== undefined && !(other.until && release.atLeast(other.until));
}

/**
 * The version in which a release answers when nobody names one.
 * Source: `SetVersionPriority` in pkg/apis/<group>/install/install.go of 1.20 to 1.36.
 */
export function preferredVersion(
  { apiVersion, preferred }: Resource,
  release: { atLeast(version: MinorVersion): boolean },
): string {
  return preferred && !release.atLeast(preferred.until) ? preferred.apiVersion : apiVersion;
}
