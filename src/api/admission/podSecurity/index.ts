import { rule } from '../../../kernel/index';
import type { ServerContext, WriteOptions } from '../../store/context';
import type { Container, CronJob, KubeObject, Namespace, Pod, PodTemplateSpec } from '../../types/index';
import { refuse } from '../refusal';
import { detailsOf, violations } from './evaluate';
import { newlyEnforced, podWarnings } from './namespaces';
import { type Policy, policyOf, quotedName } from './policy';

const ENFORCED = rule(
  'pod-security/enforced',
  'A pod that does more than its namespace allows is refused.',
  'KEP-2579; admission plugin PodSecurity',
);
const WARNED = rule(
  'pod-security/warned',
  'The server warns of a pod, or of a template of pods, that does more than the labels of its namespace want.',
  'KEP-2579; admission plugin PodSecurity',
);
const EXISTING = rule(
  'pod-security/existing-pods',
  'When a namespace begins to enforce more, the server warns of the pods that are there.',
  'KEP-2579; admission plugin PodSecurity',
);

type Warn = WriteOptions['warn'];

/**
 * Holds a pod against the labels of its namespace; of a template the server only warns, its pods are refused. Nothing is
 * exempt in a default cluster. Source: admission.go of k8s.io/pod-security-admission.
 * @param old what is changed
 * @throws StatusError 403 for a pod, 422 for the labels of a namespace
 */
export function checkPodSecurity(
  context: ServerContext,
  object: KubeObject,
  old: KubeObject | undefined,
  warn: Warn,
): void {
  if (!context.release.has('podSecurity')) return;
  if (object.kind === 'Pod') checkPod(context, object as Pod, old as Pod | undefined, warn);
  else if (object.kind === 'Namespace') checkNamespace(context, object as Namespace, old as Namespace, warn);
  else checkTemplate(context, object, warn);
}

function checkPod(context: ServerContext, pod: Pod, old: Pod | undefined, warn: Warn): void {
  const { enforce, warn: wanted } = policyFor(context, pod);
  if (old && !isSignificant(pod, old)) return;
  const found = violations(pod, enforce, context.release);
  if (found.length > 0) {
    context.kernel.acts(ENFORCED);
    throw refuse(pod, `violates PodSecurity ${quotedName(enforce)}: ${detailsOf(found)}`);
  }
  warnOf(context, pod, wanted, warn);
}

function checkTemplate(context: ServerContext, object: KubeObject, warn: Warn): void {
  const template = warn && TEMPLATES[object.kind]?.(object);
  if (template) warnOf(context, template, policyFor(context, object).warn, warn);
}

function warnOf(context: ServerContext, pod: PodTemplateSpec, wanted: Policy['warn'], warn: Warn): void {
  if (!warn) return;
  const found = violations(pod, wanted, context.release);
  if (found.length === 0) return;
  context.kernel.acts(WARNED);
  warn(`would violate PodSecurity ${quotedName(wanted)}: ${detailsOf(found)}`);
}

function policyFor({ store, release }: ServerContext, { metadata }: KubeObject): Policy {
  const namespace = store.shelf('Namespace').objects.get(undefined, metadata.namespace ?? '');
  return policyOf(namespace?.metadata.labels ?? {}, release).policy;
}

function checkNamespace(context: ServerContext, namespace: Namespace, old: Namespace | undefined, warn: Warn): void {
  const { store, kernel, release } = context;
  const standard = newlyEnforced(namespace, old, release);
  if (!standard || !warn) return;
  const { name } = namespace.metadata;
  const pods = store.shelf('Pod').objects.list({ namespace: name }) as Pod[];
  const warnings = podWarnings(name, pods, standard, release);
  if (warnings.length > 0) kernel.acts(EXISTING);
  for (const text of warnings) warn(text);
}

const own = (object: KubeObject) => (object as { template?: PodTemplateSpec }).template;
const ofSpec = (object: KubeObject) => (object as { spec?: { template?: PodTemplateSpec } }).spec?.template;

/** What the pods of a kind are made from. Source: admission.go `DefaultPodSpecExtractor`. */
const TEMPLATES: Readonly<Record<string, (object: KubeObject) => PodTemplateSpec | undefined>> = {
  CronJob: (object) => (object as CronJob).spec.jobTemplate.spec.template,
  DaemonSet: ofSpec,
  Deployment: ofSpec,
  Job: ofSpec,
  PodTemplate: own,
  ReplicaSet: ofSpec,
  ReplicationController: ofSpec,
  StatefulSet: ofSpec,
};

/** Of what can be changed in a pod only its images count, and containers for debugging. Source: admission.go `isSignificantPodUpdate`. */
function isSignificant({ spec }: Pod, { spec: old }: Pod): boolean {
  const lists = ['containers', 'initContainers', 'ephemeralContainers'] as const;
  return lists.some((list) => !haveSameImages(spec[list], old[list]));
}

function haveSameImages(containers: readonly Container[] = [], old: readonly Container[] = []): boolean {
  return containers.length === old.length && containers.every(({ image }, i) => image === old[i]?.image);
}
