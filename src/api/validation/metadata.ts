import type { KubeObject, LabelSelector, ObjectMeta } from '../types/index';
import type { FieldErrors } from './errors';
import { dns1035LabelFaults, dnsLabelFaults, dnsSubdomainFaults, labelValueFaults, qualifiedNameFaults } from './names';
import { Path } from './path';
import { shownMap, shownSelector } from './values';

const MAX_ANNOTATION_BYTES = 262_144;
const STANDARD_FINALIZERS = new Set(['orphan', 'foregroundDeletion', 'kubernetes']);

const NAME_RULES: Readonly<Record<string, (name: string) => string[]>> = {
  Namespace: dnsLabelFaults,
  Service: dns1035LabelFaults,
};

/** What holds for the metadata of every object. Source: apimachinery `ValidateObjectMeta`. */
export function validateMetadata(object: KubeObject, errors: FieldErrors): void {
  const { metadata, kind } = object;
  const faultsOf = NAME_RULES[kind] ?? dnsSubdomainFaults;
  const path = Path.metadata;
  if (metadata.generateName) {
    // What the server will append makes a trailing dash fine.
    const base = metadata.generateName.replace(/-$/, 'a');
    errors.invalidAll(path.child('generateName'), metadata.generateName, faultsOf(base));
  }
  if (!metadata.name) {
    if (!metadata.generateName) errors.required(path.child('name'), 'name or generateName is required');
  } else errors.invalidAll(path.child('name'), metadata.name, faultsOf(metadata.name));
  if (metadata.namespace !== undefined) {
    errors.invalidAll(path.child('namespace'), metadata.namespace, dnsLabelFaults(metadata.namespace));
  }
  validateLabels(metadata.labels, path.child('labels'), errors);
  validateAnnotations(metadata.annotations, path.child('annotations'), errors);
  validateOwners(metadata, path.child('ownerReferences'), errors);
  for (const finalizer of metadata.finalizers ?? []) validateFinalizer(finalizer, path.child('finalizers'), errors);
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
    errors.invalidAll(path, key, qualifiedNameFaults(key));
    errors.invalidAll(path, value, labelValueFaults(value));
  }
}

export function validateAnnotations(annotations: Record<string, string> | undefined, path: Path, errors: FieldErrors) {
  if (!annotations) return;
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    errors.invalidAll(path, key, qualifiedNameFaults(key.toLowerCase()));
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (bytes > MAX_ANNOTATION_BYTES) errors.tooLong(path, MAX_ANNOTATION_BYTES);
}

function validateOwners({ ownerReferences = [] }: ObjectMeta, path: Path, errors: FieldErrors): void {
  for (const [i, owner] of ownerReferences.entries()) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      const where = path.index(i).child(field);
      if (!owner[field])
        errors.invalid(where, owner[field] ?? '', `${field === 'apiVersion' ? 'version' : field} must not be empty`);
    }
  }
  const controllers = ownerReferences.filter((owner) => owner.controller);
  const [first, second] = controllers;
  if (first && second) {
    const detail = `Only one reference can have Controller set to true. Found "true" in references for ${first.kind}/${first.name} and ${second.kind}/${second.name}`;
    errors.invalid(path, null, detail);
  }
}

function validateFinalizer(finalizer: string, path: Path, errors: FieldErrors): void {
  const faults = qualifiedNameFaults(finalizer);
  errors.invalidAll(path, finalizer, faults);
  if (faults.length === 0 && !finalizer.includes('/') && !STANDARD_FINALIZERS.has(finalizer)) {
    errors.invalid(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
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
    errors.invalidAll(where.child('key'), key ?? '', qualifiedNameFaults(key ?? ''));
    for (const [j, value] of values.entries()) {
      errors.invalidAll(where.child('values').index(j), value, labelValueFaults(value));
    }
  }
}

/** The selector of a workload: there, not empty, and chosen by its own template. */
export function validateWorkloadSelector(
  kind: string,
  selector: LabelSelector | undefined,
  templateLabels: Record<string, string> | undefined,
  errors: FieldErrors,
): void {
  const path = Path.spec.child('selector');
  if (!selector) errors.required(path);
  else {
    validateSelector(selector, path, errors);
    if (isEmptySelector(selector))
      errors.invalid(path, shownSelector(selector), `empty selector is invalid for ${kind.toLowerCase()}`);
  }
  if (selector && (isEmptySelector(selector) || selectorMatches(selector, templateLabels ?? {}))) return;
  const labels = Path.spec.child('template', 'metadata', 'labels');
  errors.invalid(labels, shownMap(templateLabels), '`selector` does not match template `labels`');
}

function isEmptySelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function selectorMatches({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Record<string, string>) {
  const bySame = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return (
    bySame &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      if (operator === 'In') return value !== undefined && values.includes(value);
      return value === undefined || !values.includes(value);
    })
  );
}
