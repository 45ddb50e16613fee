import type { Release } from '../release/index';
import type { LabelSelector } from '../types/index';
import type { FieldErrors } from './errors';
import { validateSelector } from './metadata';
import { labelValueFaults, qualifiedNameFaults } from './names';
import { Path } from './path';
import { shownMap, shownSelector } from './values';

type Labels = Record<string, string> | undefined;

const SELECTOR = Path.spec.child('selector');

/**
 * The selector of a Deployment, ReplicaSet or StatefulSet: there, not empty, and chosen by its own template.
 * @param emptyFor how an empty one is told of
 * @param broken what is said of one that can't be used
 * @returns false when it can't be used: then the template is not looked at
 */
export function validateWorkloadSelector(
  selector: LabelSelector | undefined,
  labels: Labels,
  { emptyFor, broken }: { readonly emptyFor: string; readonly broken: string },
  errors: FieldErrors,
): boolean {
  if (!selector) errors.required(SELECTOR);
  else {
    validateSelector(selector, SELECTOR, errors);
    notEmpty(selector, emptyFor, errors);
    if (!isUsable(selector, errors.release)) {
      errors.invalid(SELECTOR, shownSelector(selector), broken);
      return false;
    }
    if (isEmpty(selector)) return true;
  }
  mustMatch(selector, labels, errors);
  return true;
}

/** That of a DaemonSet, which nobody asks to be there: one that is not there chooses nothing. */
export function validateDaemonSelector(selector: LabelSelector | undefined, labels: Labels, errors: FieldErrors): void {
  validateSelector(selector, SELECTOR, errors);
  if (!selector || isUsable(selector, errors.release)) mustMatch(selector, labels, errors);
  if (selector) notEmpty(selector, 'daemonset', errors);
}

/** A selector that nothing is told of but that it fits, such as a Job's. */
export function mustMatch(selector: LabelSelector | undefined, labels: Labels, errors: FieldErrors): void {
  if (selector && matches(selector, labels ?? {})) return;
  const where = Path.spec.child('template', 'metadata', 'labels');
  errors.invalid(where, shownMap(labels), '`selector` does not match template `labels`');
}

function notEmpty(selector: LabelSelector, kind: string, errors: FieldErrors): void {
  if (isEmpty(selector)) errors.invalid(SELECTOR, shownSelector(selector), `empty selector is invalid for ${kind}`);
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** Whether a selector can be made of it. Source: apimachinery `LabelSelectorAsSelector`. */
function isUsable({ matchLabels = {}, matchExpressions = [] }: LabelSelector, release: Release): boolean {
  const isLabel = (key: string, values: readonly string[]) =>
    qualifiedNameFaults(key, release).length === 0 &&
    values.every((value) => labelValueFaults(value, release).length === 0);
  return (
    Object.entries(matchLabels).every(([key, value]) => isLabel(key, [value])) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (!isLabel(key, values)) return false;
      if (operator === 'In' || operator === 'NotIn') return values.length > 0;
      return (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0;
    })
  );
}

function matches({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Record<string, string>): boolean {
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
