import { canonicalQuantity, parseQuantity } from '../quantity';
import type { LimitRange, LimitRangeItem } from '../types/index';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { isOvercommitAllowed, validateContainerResource, validateResourceName } from './resources';
import { Shown } from './values';

/** Source: core validation `ValidateLimitRange`. */
export function validateLimitRange({ spec }: LimitRange, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [i, item] of (spec?.limits ?? []).entries()) {
    const path = Path.spec.child('limits').index(i);
    const { type = '' } = item;
    errors.qualifiedName(path.child('type'), type);
    if (!type.includes('/') && !['Container', 'PersistentVolumeClaim', 'Pod'].includes(type)) {
      errors.invalid(path.child('type'), type, 'must be a standard limit type or fully qualified');
    }
    if (seen.has(type)) errors.duplicate(path.child('type'), type);
    seen.add(type);
    validateNames(item, path, errors);
    validateAmounts(item, path, errors);
  }
}

const LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;

function validateNames(item: LimitRangeItem, path: Path, errors: FieldErrors): void {
  for (const list of LISTS) {
    const names = Object.keys(item[list] ?? {});
    if (item.type === 'Pod' && (list === 'default' || list === 'defaultRequest')) {
      if (names.length > 0) errors.forbidden(path.child(list), "may not be specified when `type` is 'Pod'");
      continue;
    }
    const rule = item.type === 'Pod' || item.type === 'Container' ? validateContainerResource : validateResourceName;
    for (const name of names) rule(name, path.child(list).key(name), errors);
  }
  if (item.type === 'PersistentVolumeClaim' && !item.min?.['storage'] && !item.max?.['storage']) {
    const detail = 'either minimum or maximum storage value is required, but neither was provided';
    errors.required(path.child('limits'), detail);
  }
}

/** Neither bound is beyond the other, and what is filled in is between them. */
function validateAmounts(item: LimitRangeItem, path: Path, errors: FieldErrors): void {
  const { min = {}, max = {}, default: limits = {}, defaultRequest: requests = {}, maxLimitRequestRatio = {} } = item;
  const names = new Set(LISTS.flatMap((list) => Object.keys(item[list] ?? {})));
  for (const name of names) {
    const [least, most, limit, request] = [min[name], max[name], limits[name], requests[name]];
    const order = (
      low: string | undefined,
      high: string | undefined,
      [field, shown]: readonly [field: string, shown: string | undefined],
      says: readonly [low: string, high: string],
    ): void => {
      if (low === undefined || high === undefined || parseQuantity(low) <= parseQuantity(high)) return;
      const detail = `${says[0]} value ${canonicalQuantity(low)} is greater than ${says[1]} value ${canonicalQuantity(high)}`;
      errors.invalid(path.child(field).key(name), shownQuantity(shown), detail);
    };
    order(least, most, ['min', least], ['min', 'max']);
    order(least, request, ['defaultRequest', request], ['min', 'default request']);
    order(request, most, ['defaultRequest', request], ['default request', 'max']);
    order(request, limit, ['defaultRequest', request], ['default request', 'default limit']);
    order(least, limit, ['default', least], ['min', 'default']);
    order(limit, most, ['default', most], ['default', 'max']);
    const ratio = maxLimitRequestRatio[name];
    if (ratio !== undefined && parseQuantity(ratio) < 1000n) {
      const detail = `ratio ${canonicalQuantity(ratio)} is less than 1`;
      errors.invalid(path.child('maxLimitRequestRatio').key(name), shownQuantity(ratio), detail);
    }
    validateRatio(ratio, least, most, path.child('maxLimitRequestRatio').key(name), errors);
    if (isOvercommitAllowed(name) || limit === undefined || request === undefined) continue;
    if (parseQuantity(limit) === parseQuantity(request)) continue;
    const detail = `default value ${canonicalQuantity(limit)} must equal to defaultRequest value ${canonicalQuantity(request)} in ${name}`;
    errors.invalid(path.child('defaultRequest').key(name), shownQuantity(request), detail);
  }
}

/** A limit can be as many times its request as the bounds allow. */
function validateRatio(
  ratio: string | undefined,
  least: string | undefined,
  most: string | undefined,
  path: Path,
  errors: FieldErrors,
): void {
  if (ratio === undefined || least === undefined || most === undefined) return;
  const possible = Number(parseQuantity(most)) / Number(parseQuantity(least));
  if (Number(parseQuantity(ratio)) / 1000 <= possible) return;
  const detail = `ratio ${canonicalQuantity(ratio)} is greater than max/min = ${possible.toFixed(6)}`;
  errors.invalid(path, shownQuantity(ratio), detail);
}

/** A quantity by itself is a struct, of which nobody knows what is inside. */
function shownQuantity(quantity = '0'): Shown {
  const text = canonicalQuantity(quantity);
  return new Shown(text, JSON.stringify(text));
}
