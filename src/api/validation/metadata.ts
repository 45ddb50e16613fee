import type { Release } from '../release/index';
import type { KubeObject, LabelSelector, ObjectMeta } from '../types/index';
import type { FieldErrors } from './errors';
import {
  dns1035LabelFaults,
  dnsLabelFaults,
  dnsSubdomainFaults,
  pathSegmentFaults,
  qualifiedNameFaults,
} from './names';
import { Path } from './path';
import { shownStrings, shownStruct } from './values';

const MAX_ANNOTATION_BYTES = 262_144;
const STANDARD_FINALIZERS = new Set(['orphan', 'foregroundDeletion', 'kubernetes']);

type NameRule = (name: string, release: Release) => string[];

const NAME_RULES: Readonly<Record<string, NameRule>> = {
  Namespace: dnsLabelFaults,
  Service: (name, release) =>
    release.has('serviceNamesMayBeginWithDigits') ? dnsLabelFaults(name, release) : dns1035LabelFaults(name),
  ...Object.fromEntries(
    ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].map((kind) => [kind, pathSegmentFaults]),
  ),
  // Its pods have their ordinals behind it, and their names are host names.
  StatefulSet: (name, release) =>
    release.has('statefulSetNamesAreLabels') ? dnsLabelFaults(name, release) : dnsSubdomainFaults(name),
};

/** What holds for the metadata of every object. Source: apimachinery `ValidateObjectMeta`, core `ValidateObjectMeta`. */
export function validateMetadata(object: KubeObject, errors: FieldErrors): void {
  const { metadata, kind } = object;
  const faultsOf = NAME_RULES[kind] ?? dnsSubdomainFaults;
  const path = Path.metadata;
  if (metadata.generateName) {
    // What the server will append makes a trailing dash fine.
    const base = metadata.generateName.replace(/.-$/, 'a');
    errors.invalidAll(path.child('generateName'), metadata.generateName, faultsOf(base, errors.release));
  }
  if (!metadata.name) {
    if (!metadata.generateName) errors.required(path.child('name'), 'name or generateName is required');
  } else errors.invalidAll(path.child('name'), metadata.name, faultsOf(metadata.name, errors.release));
  if (metadata.namespace !== undefined) errors.dnsLabel(path.child('namespace'), metadata.namespace);
  validateLabels(metadata.labels, path.child('labels'), errors);
  validateAnnotations(metadata.annotations, path.child('annotations'), errors);
  validateOwners(metadata, path.child('ownerReferences'), errors);
  validateFinalizers(metadata.finalizers ?? [], path.child('finalizers'), errors);
}

/** What an update may not touch. New finalizers of an object that is being deleted are the store's business. */
export function validateMetadataUpdate(metadata: ObjectMeta, old: ObjectMeta, errors: FieldErrors): void {
  for (const field of ['name', 'namespace', 'uid', 'creationTimestamp'] as const) {
    const value = metadata[field];
    if (value !== undefined && value !== old[field]) errors.immutable(Path.metadata.child(field), value);
  }
}

/** The labels of an object or of a pod template. */
export function validateLabels(labels: Record<string, string> | undefined, path: Path, errors: FieldErrors): void {
  if (!labels) return;
  for (const [key, value] of Object.entries(labels)) {
    errors.qualifiedName(path, key);
    errors.labelValue(path, value);
  }
}

export function validateAnnotations(annotations: Record<string, string> | undefined, path: Path, errors: FieldErrors) {
  if (!annotations) return;
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    errors.invalidAll(path, key, qualifiedNameFaults(key.toLowerCase(), errors.release));
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (bytes > MAX_ANNOTATION_BYTES) errors.tooLong(path, MAX_ANNOTATION_BYTES);
}

/** The place in the list is missing from these paths in Kubernetes too. */
function validateOwners({ ownerReferences = [] }: ObjectMeta, path: Path, errors: FieldErrors): void {
  const { release } = errors;
  for (const owner of ownerReferences) {
    if (!owner.apiVersion)
      errors.invalid(path.child('apiVersion'), owner.apiVersion ?? '', 'version must not be empty');
    for (const field of ['kind', 'name', 'uid'] as const) {
      if (!owner[field]) errors.invalid(path.child(field), owner[field] ?? '', release.text('ownerLacks', { field }));
    }
    if (owner.apiVersion === 'v1' && owner.kind === 'Event') {
      const detail = '/v1, Kind=Event is disallowed from being an owner';
      errors.invalid(path, shownStruct('v1.OwnerReference', owner), detail);
    }
  }
  const [first, ...others] = ownerReferences.filter((owner) => owner.controller);
  for (const second of others) {
    const values = { firstKind: first!.kind, first: first!.name, secondKind: second.kind, second: second.name };
    errors.invalid(path, shownStruct('[]v1.OwnerReference', ownerReferences), release.text('twoControllers', values));
  }
}

function validateFinalizers(finalizers: readonly string[], path: Path, errors: FieldErrors): void {
  for (const finalizer of finalizers) errors.qualifiedName(path, finalizer);
  if (finalizers.includes('foregroundDeletion') && finalizers.includes('orphan')) {
    const detail = 'finalizer orphan and foregroundDeletion cannot be both set';
    errors.invalid(path, shownStrings(finalizers), detail);
  }
  for (const [i, finalizer] of finalizers.entries()) {
    if (finalizer.includes('/') || STANDARD_FINALIZERS.has(finalizer)) continue;
    errors.invalid(path.index(i), finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
  }
}

/** A label selector as such; whether it fits a template is the workload's question. */
export function validateSelector(selector: LabelSelector | undefined, path: Path, errors: FieldErrors): void {
  if (!selector) return;
  validateLabels(selector.matchLabels, path.child('matchLabels'), errors);
  for (const [i, { key, operator, values = [] }] of (selector.matchExpressions ?? []).entries()) {
    const where = path.child('matchExpressions').index(i);
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        errors.required(where.child('values'), "must be specified when `operator` is 'In' or 'NotIn'");
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        errors.forbidden(where.child('values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      }
    } else errors.invalid(where.child('operator'), operator ?? '', 'not a valid selector operator');
    errors.qualifiedName(where.child('key'), key ?? '');
    if (!errors.release.has('valuesInSelectorsAreChecked')) continue;
    for (const [j, value] of values.entries()) errors.labelValue(where.child('values').index(j), value);
  }
}
