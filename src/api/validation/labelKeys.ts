import type { LabelSelector, PodAffinityTerm, TopologySpreadConstraint } from '../types/index';
import type { FieldErrors } from './errors';
import type { Path } from './path';

const NEEDS_SELECTOR = 'must not be specified when labelSelector is not set';
const TWICE = 'exists in both matchLabelKeys and labelSelector';

interface Keys {
  matchLabelKeys?: string[];
  mismatchLabelKeys?: string[];
  labelSelector?: LabelSelector;
}

/**
 * Keys of labels that a pod brings into its own selectors (KEP-3633). When they are checked, they have been written into the
 * selector already: one that the selector has twice was there before. Source: `ValidateMatchLabelKeysAndMismatchLabelKeys`.
 */
export function validateKeysOfTerm(term: PodAffinityTerm & Keys, path: Path, errors: FieldErrors): void {
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = term;
  for (const [field, keys] of Object.entries({ matchLabelKeys, mismatchLabelKeys })) {
    if (keys.length > 0 && !labelSelector) errors.forbidden(path.child(field), NEEDS_SELECTOR);
    else for (const [i, key] of keys.entries()) errors.qualifiedName(path.child(field).index(i), key);
  }
  const seen = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    const place = matchLabelKeys.lastIndexOf(key);
    if (place >= 0 && seen.has(key)) errors.invalid(path.index(place), key, TWICE);
    seen.add(key);
  }
  for (const [i, key] of matchLabelKeys.entries()) {
    if (!mismatchLabelKeys.includes(key)) continue;
    errors.invalid(path.child('matchLabelKeys').index(i), key, 'exists in both matchLabelKeys and mismatchLabelKeys');
  }
}

/** The same for a spread constraint; before its keys were written into its selector, none could be in both. */
export function validateKeysOfConstraint(
  constraint: TopologySpreadConstraint & Keys,
  path: Path,
  errors: FieldErrors,
): void {
  const { matchLabelKeys = [], labelSelector, topologyKey } = constraint;
  if (errors.release.has('spreadKeysMerged')) {
    const term = { topologyKey, matchLabelKeys, ...(labelSelector ? { labelSelector } : {}) };
    validateKeysOfTerm(term, path, errors);
    return;
  }
  if (matchLabelKeys.length === 0) return;
  const where = path.child('matchLabelKeys');
  if (!labelSelector) errors.forbidden(where, NEEDS_SELECTOR);
  const { matchLabels = {}, matchExpressions = [] } = labelSelector ?? {};
  const used = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  for (const [i, key] of matchLabelKeys.entries()) {
    errors.qualifiedName(where.index(i), key);
    if (used.includes(key)) errors.invalid(where.index(i), key, TWICE);
  }
}
