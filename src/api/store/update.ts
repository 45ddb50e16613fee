import { rule } from '../../kernel/index';
import { admitResize, admitUpdate, checkAdmission, checkPodSecurity } from '../admission/index';
import { badRequest, conflict, type FieldError, invalid, modified, notFound } from '../errors';
import { cloneJson, sameJson } from '../json';
import { charge, quotasFor } from '../quota/index';
import { type Resource, resourceOf } from '../resources';
import type { KubeObject, Namespace, ObjectMeta, Pod, Service } from '../types/index';
import type { PodSubresource } from '../validation/index';
import { ANONYMOUS, type ServerContext, type WriteOptions } from './context';
import { nextGeneration } from './generation';
import { checkNodeCapacity } from './nodeCapacity';
import { changesOwners, noteUpdate } from './ownership';
import { allocateAddresses, prepareContent } from './prepare';
import { keepAllocated } from './serviceUpdates';
import { checkStatus } from './statusRules';
import type { WriteVerb } from './store';

const CONFLICT = rule(
  'update/conflict',
  'A write that was made from an older version is refused.',
  'kubernetes.io, API Concepts, resource versions',
);
const NO_CHANGE = rule(
  'update/no-change-no-write',
  'A write that changes nothing is none: the version stays.',
  'k8s.io/apiserver pkg/storage/etcd3/store.go',
);
const LAST_FINALIZER = rule(
  'delete/goes-with-the-last-finalizer',
  'An object that is being deleted goes when its last finalizer is taken away.',
  'kubernetes.io, Finalizers',
);
const NO_NEW_FINALIZERS = rule(
  'update/no-new-finalizers',
  'An object that is being deleted gets no new finalizers.',
  'k8s.io/apimachinery pkg/api/validation/objectmeta.go',
);

/** By which path an update comes. */
export interface UpdatePath {
  readonly verb?: WriteVerb;
  /** A subresource may change what the object itself may not. */
  readonly subresource?: PodSubresource;
}

/**
 * PUT of an object: everything but its status.
 * @throws StatusError 404, 409 when it was changed since it was read, 422
 */
export function updateObject<T extends KubeObject>(
  context: ServerContext,
  input: T,
  options: WriteOptions,
  path: UpdatePath = {},
): T {
  const resource = resourceOf(input.kind);
  const { release, rules } = context;
  const old = currentOf(context, input, resource);
  const object = cloneJson(input);
  object.apiVersion = resource.apiVersion;
  object.metadata = keepServerFields(object.metadata, old.metadata);
  if (resource.hasStatus) keepMember(object, old, 'status');
  if (object.kind === 'Namespace') keepFinalizers(object as unknown as Namespace, old as unknown as Namespace);
  rules.applyDefaults(object, release);
  if (object.kind === 'Service') keepAllocated(object as KubeObject as Service, old as KubeObject as Service, release);
  if (!path.subresource) admitUpdate(context, object, old);
  prepareContent(context, object, old);
  const errors = [
    ...finalizerErrors(context, object.metadata, old.metadata),
    ...rules.validate(object, release, old, path.subresource),
  ];
  if (errors.length > 0) throw invalid(object.kind, resource.group, object.metadata.name, errors);
  setGeneration(object.metadata, nextGeneration(object, old));
  if (options.warn && !path.subresource) rules.warnings?.(object, release, old).forEach(options.warn);
  checkUpdate(context, object, old, options, path);
  const charged = quotasFor(context, object, old, path.subresource);
  if (!options.dryRun) charge(context, charged);
  allocateAddresses(context, object, old);
  return save(context, object, old, options, path.verb ?? 'update');
}

/** What admission says of a change that is valid; of a workload that is scaled nothing. */
function checkUpdate(
  context: ServerContext,
  object: KubeObject,
  old: KubeObject,
  options: WriteOptions,
  { subresource, verb }: UpdatePath,
): void {
  if (subresource === 'resize') {
    admitResize(context, object as Pod);
    checkNodeCapacity(context, object as Pod);
  } else if (subresource) checkPodSecurity(context, object, old, options.warn);
  else if (verb !== 'scale') checkAdmission(context, object, options, old);
}

/**
 * PUT of `/status`: the status, labels, annotations and finalizers; everything else stays.
 * @throws StatusError as `updateObject`
 */
export function updateStatusOf<T extends KubeObject>(context: ServerContext, input: T, options: WriteOptions): T {
  const resource = resourceOf(input.kind);
  if (!resource.hasStatus) return updateObject(context, input, options, { verb: 'status' });
  const old = currentOf(context, input, resource);
  const metadata = keepServerFields(cloneJson(input.metadata), old.metadata);
  if (input.kind === 'Deployment') copyMember(metadata, old.metadata, 'labels');
  if (input.kind === 'Pod') copyMember(metadata, old.metadata, 'ownerReferences');
  const status = cloneJson((input as { status?: unknown }).status);
  const object = { ...old, metadata, ...(status === undefined ? {} : { status }) };
  const errors = [...finalizerErrors(context, metadata, old.metadata), ...checkStatus(object, old)];
  if (errors.length > 0) throw invalid(object.kind, resource.group, metadata.name, errors);
  return save(context, object, old, options, 'status');
}

/** Saves what replaces `old`; a write that changes nothing is none, and the last finalizer takes the object along. */
function save<T extends KubeObject>(
  context: ServerContext,
  object: T,
  old: T,
  options: WriteOptions,
  verb: WriteVerb,
): T {
  const { store, kernel } = context;
  object.metadata.resourceVersion = old.metadata.resourceVersion as string;
  if (sameJson(object, old) && !changesOwners(context, old, options)) {
    kernel.acts(NO_CHANGE);
    return old;
  }
  if (options.dryRun) return object;
  noteUpdate(context, object, old, options, verb);
  const by = options.by ?? ANONYMOUS;
  if (!isFinished(object)) return store.put(object, verb, by);
  kernel.acts(LAST_FINALIZER);
  return store.remove(object, by);
}

/** Being deleted, with nobody and nothing left to wait for. Source: apiserver registry `deleteWithoutFinalizers`. */
function isFinished(object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  if (!deletionTimestamp || finalizers?.length || deletionGracePeriodSeconds) return false;
  return object.kind !== 'Namespace' || !(object as Namespace).spec?.finalizers?.length;
}

/** The stored object that `input` is to replace, if its locks hold. */
function currentOf<T extends KubeObject>({ store, kernel }: ServerContext, input: T, resource: Resource): T {
  const { name, uid, resourceVersion } = input.metadata;
  const namespace = resource.namespaced ? input.metadata.namespace || 'default' : undefined;
  const old = store.shelf(input.kind).objects.get(namespace, name) as T | undefined;
  if (!old) throw notFound(resource, name);
  if (uid && uid !== old.metadata.uid) {
    const key = `/registry/${resource.plural}/${namespace ? `${namespace}/` : ''}${name}`;
    const why =
      `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ` +
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
    throw conflict(resource, name, why);
  }
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) {
    kernel.acts(CONFLICT);
    throw modified(resource, name);
  }
  if (!resourceVersion && input.kind === 'PodDisruptionBudget') throw mustBeVersioned(input, resource);
  return old;
}

function mustBeVersioned(object: KubeObject, resource: Resource): Error {
  const message = 'Invalid value: 0: must be specified for an update';
  const error = { field: 'metadata.resourceVersion', reason: 'FieldValueInvalid', message };
  return invalid(object.kind, resource.group, object.metadata.name, [error]);
}

const SERVER_FIELDS = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'generation',
  'generateName',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

function keepServerFields(metadata: ObjectMeta, old: ObjectMeta): ObjectMeta {
  if (metadata.name !== old.name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${old.name})`);
  }
  for (const field of SERVER_FIELDS) copyMember(metadata, old, field);
  if (metadata.finalizers?.length === 0) delete metadata.finalizers;
  if (metadata.ownerReferences?.length === 0) delete metadata.ownerReferences;
  return metadata;
}

function copyMember<T extends object, K extends keyof T>(to: T, from: T, key: K): void {
  if (from[key] !== undefined) to[key] = from[key];
  // What was deleted from once is slower ever after, so only what has it is.
  else if (to[key] !== undefined) delete to[key];
}

function keepMember(object: KubeObject, old: KubeObject, key: string): void {
  copyMember(object as unknown as Record<string, unknown>, old as unknown as Record<string, unknown>, key);
}

/** Only the namespace controller takes them away, when it has emptied the namespace (`/finalize` in the real API). */
function keepFinalizers(namespace: Namespace, old: Namespace): void {
  if (old.metadata.deletionTimestamp) return;
  namespace.spec = { ...namespace.spec, ...(old.spec?.finalizers ? { finalizers: old.spec.finalizers } : {}) };
}

function finalizerErrors({ kernel }: ServerContext, metadata: ObjectMeta, old: ObjectMeta): FieldError[] {
  if (!old.deletionTimestamp) return [];
  const added = (metadata.finalizers ?? []).filter((finalizer) => !old.finalizers?.includes(finalizer));
  if (added.length === 0) return [];
  kernel.acts(NO_NEW_FINALIZERS);
  const list = added.map((finalizer) => JSON.stringify(finalizer)).join(', ');
  const message = `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`;
  return [{ field: 'metadata.finalizers', reason: 'FieldValueForbidden', message }];
}

function setGeneration(metadata: ObjectMeta, generation: number | undefined): void {
  if (generation === undefined) delete metadata.generation;
  else metadata.generation = generation;
}
