import { rule } from '../../kernel/index';
import { admitNamespaceDeletion } from '../admission/index';
import { conflict, notFound } from '../errors';
import { isTerminalPhase } from '../podPhase';
import { type Resource, resourceOf } from '../resources';
import { formatTime, parseTime } from '../time';
import type { KubeObject, Namespace, Pod } from '../types/index';
import { ANONYMOUS, type DeleteOptions, type ServerContext } from './context';

const WAITS_FOR_FINALIZERS = rule(
  'delete/waits-for-finalizers',
  'An object with finalizers is marked as deleted and stays until the last one is gone.',
  'kubernetes.io, Finalizers',
);
const GRACEFUL = rule(
  'delete/pod-has-grace',
  'A pod that is deleted is marked first and has its grace period to end.',
  'kubernetes.io, Pod Lifecycle, Termination of Pods',
);
const UNBOUND_AT_ONCE = rule(
  'delete/unbound-pod-at-once',
  'A pod without a node goes at once.',
  'k8s.io/apiserver pkg/registry/rest/delete.go',
);
const ENDED_AT_ONCE = rule(
  'delete/ended-pod-at-once',
  'A pod that has ended goes at once.',
  'k8s.io/apiserver pkg/registry/rest/delete.go',
);
const ONLY_SHORTER = rule(
  'delete/grace-only-shorter',
  'A second deletion can only make the grace of a pod shorter.',
  'k8s.io/apiserver pkg/registry/rest/delete.go',
);
const FORCED = rule(
  'delete/forced-at-once',
  'A pod that is deleted with a grace of 0 goes at once, while its node still stops it.',
  'kubernetes.io, Pod Lifecycle, Forced Pod termination',
);

/** Finalizers by which a propagation policy is kept until the garbage collector has done its part. */
export const ORPHAN_FINALIZER = 'orphan';
export const FOREGROUND_FINALIZER = 'foregroundDeletion';

/** Kinds whose dependents stay when the request does not say what to do with them. */
const ORPHAN_BY_DEFAULT = new Set(['Job', 'ReplicationController']);

/**
 * DELETE of an object. Pods get a grace period; objects with finalizers are marked and wait; the rest goes at once.
 * @returns the object as marked, or as it was when it went
 * @throws StatusError 404, 403 for the cluster's own namespaces, 409 when a precondition fails
 */
export function deleteObject<T extends KubeObject>(
  context: ServerContext,
  kind: string,
  namespace: string | undefined,
  name: string,
  options: DeleteOptions,
): T {
  const resource = resourceOf(kind);
  if (kind === 'Namespace') admitNamespaceDeletion(context, name);
  const object = context.store.shelf(kind).objects.get(resource.namespaced ? namespace : undefined, name);
  if (!object) throw notFound(resource, name);
  checkPreconditions(object, resource, options);
  if (kind === 'Pod') return deletePod(context, object as Pod, options) as KubeObject as T;
  const finalizers = finalizersFor(object, options);
  const waits = finalizers.length > 0 || (kind === 'Namespace' && (object as Namespace).spec?.finalizers?.length);
  if (finalizers.length > 0) context.kernel.acts(WAITS_FOR_FINALIZERS);
  return (waits ? mark(context, object, 0, finalizers, options) : remove(context, object, options)) as T;
}

/**
 * A pod that goes at once is written with a grace period of zero first, so that its node knows how little time is left.
 * Source: registry/core/pod `CheckGracefulDelete`, apiserver registry `BeforeDelete`, `updateForGracefulDeletionAndFinalizers`.
 */
function deletePod(context: ServerContext, pod: Pod, options: DeleteOptions): Pod {
  const finalizers = finalizersFor(pod, options);
  const { deletionTimestamp, deletionGracePeriodSeconds: stored = 0 } = pod.metadata;
  if (!deletionTimestamp) {
    const seconds = firstPeriod(context, pod, options.gracePeriodSeconds);
    const marked = mark(context, pod, seconds, finalizers, options);
    if (finalizers.length > 0) context.kernel.acts(WAITS_FOR_FINALIZERS);
    // Watchers see the pod marked before they see it go: its kubelet learns that it has no grace (recorded on 1.20 and 1.36).
    return seconds === 0 && finalizers.length === 0 ? remove(context, marked, options) : marked;
  }
  const asked = options.gracePeriodSeconds;
  if (stored > 0 && (asked === undefined || asked >= stored)) {
    if (asked !== undefined && asked > stored) context.kernel.acts(ONLY_SHORTER);
    return pod;
  }
  if (stored === 0 || asked === undefined) return finalizers.length === 0 ? remove(context, pod, options) : pod;
  if (asked === 0) context.kernel.acts(FORCED);
  const seconds = shorterPeriod(context, pod, stored, asked);
  const shortened = shorten(context, pod, stored, seconds, options);
  return seconds === 0 && finalizers.length === 0 ? remove(context, shortened, options) : shortened;
}

function firstPeriod({ kernel }: ServerContext, pod: Pod, asked: number | undefined): number {
  const phase = pod.status?.phase;
  if (!pod.spec.nodeName) {
    kernel.acts(UNBOUND_AT_ONCE);
    return 0;
  }
  if (isTerminalPhase(phase)) {
    kernel.acts(ENDED_AT_ONCE);
    return 0;
  }
  const seconds = asked ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  kernel.acts(seconds === 0 ? FORCED : GRACEFUL);
  return seconds < 0 ? 1 : seconds;
}

/** A period whose end has passed already becomes one second, unless none at all is asked for. */
function shorterPeriod({ wallMs }: ServerContext, pod: Pod, stored: number, asked: number): number {
  const endMs = parseTime(pod.metadata.deletionTimestamp) - (stored - asked) * 1000;
  return asked !== 0 && (asked < 0 || endMs < wallMs()) ? 1 : asked;
}

function shorten(context: ServerContext, pod: Pod, stored: number, seconds: number, options: DeleteOptions): Pod {
  const endMs = parseTime(pod.metadata.deletionTimestamp) - (stored - seconds) * 1000;
  const deletionTimestamp = formatTime(Math.max(endMs, context.wallMs()));
  const metadata = { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: seconds };
  return put(context, { ...pod, metadata }, options);
}

/** Gives an object its end; what has one already keeps it. */
function mark<T extends KubeObject>(
  context: ServerContext,
  object: T,
  seconds: number,
  finalizers: string[],
  options: DeleteOptions,
): T {
  if (object.metadata.deletionTimestamp) return object;
  const metadata = { ...object.metadata };
  if (finalizers.length > 0) metadata.finalizers = finalizers;
  metadata.deletionTimestamp = formatTime(context.wallMs() + seconds * 1000);
  metadata.deletionGracePeriodSeconds = seconds;
  if (metadata.generation) metadata.generation++;
  const marked = { ...object, metadata } as T & { status?: object };
  if (object.kind === 'Namespace') {
    delete metadata.deletionGracePeriodSeconds;
    marked.status = { ...marked.status, phase: 'Terminating' };
  }
  return put(context, marked, options);
}

function put<T extends KubeObject>({ store }: ServerContext, object: T, options: DeleteOptions): T {
  return options.dryRun ? object : store.put(object, 'delete', options.by ?? ANONYMOUS);
}

function remove<T extends KubeObject>({ store }: ServerContext, object: T, options: DeleteOptions): T {
  const { by = ANONYMOUS, dryRun, propagationPolicy } = options;
  // Dependents that go later, by themselves, need no word.
  const propagation = propagationPolicy === 'Background' ? undefined : propagationPolicy;
  return dryRun ? object : store.remove(object, by, propagation);
}

/** The finalizers with the one that stands for the policy. A deletion that has begun keeps its policy. */
function finalizersFor(object: KubeObject, { propagationPolicy }: DeleteOptions): string[] {
  const present = object.metadata.finalizers ?? [];
  if (object.metadata.deletionTimestamp) return [...present];
  const others = present.filter((name) => name !== ORPHAN_FINALIZER && name !== FOREGROUND_FINALIZER);
  if (propagationPolicy === 'Orphan') return [...others, ORPHAN_FINALIZER];
  if (propagationPolicy === 'Foreground') return [...others, FOREGROUND_FINALIZER];
  if (propagationPolicy === 'Background') return others;
  if (others.length < present.length) return [...present];
  return ORPHAN_BY_DEFAULT.has(object.kind) ? [...others, ORPHAN_FINALIZER] : others;
}

function checkPreconditions(object: KubeObject, resource: Resource, { preconditions }: DeleteOptions): void {
  const { name, uid, resourceVersion } = object.metadata;
  if (preconditions?.uid && preconditions.uid !== uid) {
    const why =
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). ` +
      'The object might have been deleted and then recreated';
    throw conflict(resource, name, why);
  }
  if (preconditions?.resourceVersion && preconditions.resourceVersion !== resourceVersion) {
    const why =
      `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match ` +
      `the ResourceVersion in record (${resourceVersion}). The object might have been modified`;
    throw conflict(resource, name, why);
  }
}
