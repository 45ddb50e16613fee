import { rule } from '../../kernel/index';
import { admit, checkAdmission } from '../admission/index';
import { alreadyExists, badRequest, invalid, serverTimeout } from '../errors';
import { cloneJson } from '../json';
import { nameFrom, uuid } from '../names';
import { charge, quotasFor } from '../quota/index';
import { type Resource, resourceOf } from '../resources';
import { formatTime } from '../time';
import type { KubeObject, ObjectMeta } from '../types/index';
import { ANONYMOUS, type ServerContext, type WriteOptions } from './context';
import { firstGeneration } from './generation';
import { noteCreation } from './ownership';
import { allocateAddresses, prepareForCreate } from './prepare';

const TAKEN = rule(
  'create/name-is-taken',
  'An object whose name is taken is refused.',
  'kubernetes.io, Object Names and IDs',
);

/** Draws for a generated name before the server gives up (KEP-4420). */
const NAME_ATTEMPTS = 8;

/**
 * POST of an object: defaults, admission, server-owned fields, validation, and it is saved.
 * @throws StatusError 404 for its namespace, 403 of admission, 409 when it exists, 422 when it is invalid
 */
export function createObject<T extends KubeObject>(context: ServerContext, input: T, options: WriteOptions): T {
  const resource = resourceOf(input.kind);
  const { store, release, rules } = context;
  const object = cloneJson(input);
  object.apiVersion = resource.apiVersion;
  object.metadata = serverMetadata(context, object, resource);
  rules.applyDefaults(object, release);
  admit(context, object);
  prepareForCreate(context, object, options.warn);
  const errors = rules.validate(object, release);
  if (errors.length > 0) throw invalid(object.kind, resource.group, object.metadata.name, errors);
  if (options.warn) rules.warnings?.(object, release).forEach(options.warn);
  checkAdmission(context, object, options);
  const charged = quotasFor(context, object);
  makeUnique(context, object, resource, !input.metadata.name);
  allocateAddresses(context, object);
  if (!options.dryRun) charge(context, charged);
  if (options.dryRun) return object;
  noteCreation(context, object, input, options);
  return store.put(object, 'create', options.by ?? ANONYMOUS);
}

function serverMetadata(context: ServerContext, object: KubeObject, resource: Resource): ObjectMeta {
  const { labels, annotations, ownerReferences, finalizers, generateName, resourceVersion } = object.metadata;
  if (resourceVersion) throw badRequest('resourceVersion should not be set on objects to be created');
  const name = object.metadata.name || (generateName ? nameFrom(generateName, context.names) : '');
  const generation = firstGeneration(object.kind, context.release);
  // Member by member, in the order in which the server shows them: spreads would make hidden classes, see src/README.md.
  const metadata: ObjectMeta = { name };
  if (generateName) metadata.generateName = generateName;
  if (resource.namespaced) metadata.namespace = object.metadata.namespace || 'default';
  metadata.uid = uuid(context.uids);
  if (generation !== undefined) metadata.generation = generation;
  metadata.creationTimestamp = formatTime(context.wallMs());
  if (labels) metadata.labels = labels;
  if (annotations) metadata.annotations = annotations;
  if (ownerReferences?.length) metadata.ownerReferences = ownerReferences;
  if (finalizers?.length) metadata.finalizers = finalizers;
  return metadata;
}

/** A name that is taken: refused, or drawn again where the server made it. */
function makeUnique(
  { store, names, release, kernel }: ServerContext,
  object: KubeObject,
  resource: Resource,
  generated: boolean,
): void {
  const { objects } = store.shelf(object.kind);
  const { metadata } = object;
  const holder = () => objects.get(metadata.namespace, metadata.name);
  const taken = () => holder() !== undefined;
  if (!taken()) return;
  const isGoing = () => holder()?.metadata.deletionTimestamp !== undefined;
  if (!generated && !metadata.generateName) {
    kernel.acts(TAKEN);
    throw alreadyExists(resource, metadata.name, { isGoing: isGoing() });
  }
  const attempts = generated && release.has('generateNameRetries') ? NAME_ATTEMPTS : 1;
  for (let attempt = 1; attempt < attempts && taken(); attempt++) {
    metadata.name = nameFrom(metadata.generateName ?? '', names);
  }
  if (!taken()) return;
  // Who gives a name too is told the same: the pods of a StatefulSet have both (rest/create.go, CheckGeneratedNameError).
  if (!release.has('generatedNamesConflict')) throw serverTimeout(resource, object.kind, 'POST');
  const more = ', the server was not able to generate a unique name for the object';
  throw alreadyExists(resource, metadata.name, { isGoing: isGoing(), more });
}
