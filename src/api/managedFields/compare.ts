import { sameJson } from '../json';
import { FieldSet } from './fieldSet';
import { partsOf, type Shape } from './shape';

/** What became of the fields of an object. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

const LISTS = ['added', 'modified', 'removed'] as const;

/**
 * The fields in which two values differ; undefined is no value. What is new or gone is so with all that is in it.
 * Source: structured-merge-diff typed/compare.go.
 */
export function compare(before: unknown, after: unknown, shape: Shape): Comparison {
  const result = {
    added: new FieldSet(before === undefined && after !== undefined),
    modified: new FieldSet(),
    removed: new FieldSet(before !== undefined && after === undefined),
  };
  const old = partsOf(before, shape);
  const now = partsOf(after, shape);
  if (old.size === 0 && now.size === 0) {
    result.modified.isMember = before !== undefined && after !== undefined && !sameJson(before, after);
    return result;
  }
  for (const element of new Set([...old.keys(), ...now.keys()])) {
    const [left, right] = [old.get(element), now.get(element)];
    const part = compare(left?.value, right?.value, (left ?? right)!.shape);
    for (const list of LISTS) result[list].put(element, part[list]);
  }
  return result;
}

/** The fields that a manifest says something of: its leaves, and the elements of lists. */
export function fieldsOf(value: unknown, shape: Shape): FieldSet {
  const parts = partsOf(value, shape);
  const set = new FieldSet(parts.size === 0);
  for (const [element, part] of parts) {
    const below = fieldsOf(part.value, part.shape);
    if (element.startsWith('k:')) below.isMember = true;
    set.put(element, below);
  }
  return set;
}
