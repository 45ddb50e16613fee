import type { ResourceQuota, ScopeRequirement } from '../types/index';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { validateAmount, validateResourceName } from './resources';
import { shownStrings, shownStruct } from './values';

const POD_COUNTS = new Set(['pods']);
const POD_AMOUNTS = new Set(['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']);
const OTHERS = new Set([
  'configmaps',
  'ephemeral-storage',
  'limits.ephemeral-storage',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'requests.ephemeral-storage',
  'requests.storage',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
]);

/** Scopes whose pods have no amounts to count. */
const OF_COUNTS = new Set(['BestEffort']);
const OF_PODS = new Set([
  'CrossNamespacePodAffinity',
  'NotBestEffort',
  'NotTerminating',
  'PriorityClass',
  'Terminating',
]);
/** Scopes that a pod is in or is not: nothing else can be asked. */
const YES_OR_NO = new Set([
  'BestEffort',
  'CrossNamespacePodAffinity',
  'NotBestEffort',
  'NotTerminating',
  'Terminating',
]);
const PAIRS = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;

/** Source: core validation `ValidateResourceQuota`, `ValidateResourceQuotaUpdate`. */
export function validateQuota({ spec }: ResourceQuota, errors: FieldErrors, old?: ResourceQuota): void {
  const { hard = {}, scopes = [], scopeSelector } = spec;
  for (const [name, quantity] of Object.entries(hard)) {
    const where = Path.spec.child('hard').key(name);
    validateResourceName(name, where, errors);
    if (!name.includes('/') && !isStandard(name)) errors.invalid(where, name, 'must be a standard resource for quota');
    validateAmount(name, quantity, where, errors);
  }
  const names = Object.keys(hard).sort();
  const refuse = (detail: string): void => errors.invalid(Path.spec.child('scopes'), shownStrings(scopes), detail);
  for (const scope of scopes) validateScope(scope, names, refuse, () => refuse('unsupported scope'));
  refusePairs(scopes, refuse);
  if (scopeSelector) validateSelector(scopeSelector, names, refuse, errors);
  if (old && !sameSet(scopes, old.spec.scopes ?? [])) refuse('field is immutable');
}

function validateScope(
  scope: string,
  names: readonly string[],
  refuse: (detail: string) => void,
  isUnknown: () => void,
): void {
  if (!OF_COUNTS.has(scope) && !OF_PODS.has(scope)) {
    isUnknown();
    return;
  }
  for (const name of names) {
    const fits = POD_COUNTS.has(name) || (OF_PODS.has(scope) && POD_AMOUNTS.has(name));
    if (isStandard(name) && !fits) refuse('unsupported scope applied to resource');
  }
}

function validateSelector(
  selector: { matchExpressions?: ScopeRequirement[] },
  names: readonly string[],
  refuseScopes: (detail: string) => void,
  errors: FieldErrors,
): void {
  const path = Path.spec.child('scopeSelector', 'matchExpressions');
  const { matchExpressions = [] } = selector;
  const refuse = (detail: string): void => errors.invalid(path, shownStruct('*core.ScopeSelector', selector), detail);
  for (const { scopeName, operator, values = [] } of matchExpressions) {
    validateScope(scopeName, names, refuse, () => {
      errors.invalid(path.child('scopeName'), scopeName, 'unsupported scope');
    });
    if (YES_OR_NO.has(scopeName) && operator !== 'Exists') {
      errors.invalid(path.child('operator'), operator ?? '', errors.release.text('scopeMustExist'));
    }
    if (operator === 'In' || operator === 'NotIn') {
      const detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
      if (values.length === 0) errors.required(path.child('values'), detail);
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      const detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
      if (values.length > 0) errors.invalid(path.child('values'), shownStrings(values), detail);
    } else errors.invalid(path.child('operator'), operator ?? '', 'not a valid selector operator');
  }
  refusePairs(
    matchExpressions.map(({ scopeName }) => scopeName),
    refuseScopes,
  );
}

function refusePairs(scopes: readonly string[], refuse: (detail: string) => void): void {
  for (const pair of PAIRS) if (pair.every((scope) => scopes.includes(scope))) refuse('conflicting scopes');
}

function isStandard(name: string): boolean {
  if (POD_COUNTS.has(name) || POD_AMOUNTS.has(name) || OTHERS.has(name)) return true;
  return name.startsWith('hugepages-') || name.startsWith('requests.hugepages-');
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.every((one) => b.includes(one)) && b.every((one) => a.includes(one));
}
