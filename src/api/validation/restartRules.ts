import type { Container } from '../types/index';
import type { FieldErrors } from './errors';
import type { Path } from './path';
import { shownStruct } from './values';

const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;
const POLICIES = ['Always', 'OnFailure', 'Never'];

/** restartPolicy and restartPolicyRules of a single container. Source: KEP-753 (sidecars), KEP-5307 (rules). */
export function validateRestartRules(container: Container, isInit: boolean, path: Path, errors: FieldErrors): void {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  const { release } = errors;
  if (!release.has('containerRestartRules')) {
    if (restartPolicy === undefined) return;
    if (!isInit) errors.forbidden(path.child('restartPolicy'), 'may not be set for non-init containers');
    else errors.oneOf(path.child('restartPolicy'), restartPolicy, ['Always']);
    return;
  }
  if (restartPolicy !== undefined) errors.oneOf(path.child('restartPolicy'), restartPolicy, POLICIES);
  if (rules.length === 0) return;
  const where = path.child('restartPolicyRules');
  if (restartPolicy === undefined) {
    errors.required(path.child('restartPolicy'), 'must specify restartPolicy when restartPolicyRules are used');
  }
  if (isInit && restartPolicy === 'Always') {
    errors.forbidden(where, 'restartPolicyRules are not allowed for init containers with restart policy Always');
  }
  if (rules.length > MAX_RULES) errors.tooMany(where, rules.length, MAX_RULES);
  const actions = release.has('restartAllContainers') ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  for (const [i, rule] of rules.entries()) {
    const at = where.index(i);
    errors.oneOf(at.child('action'), rule.action, actions);
    if (!rule.exitCodes) {
      errors.required(at.child('exitCodes'), 'must be specified');
      continue;
    }
    errors.oneOf(at.child('exitCodes', 'operator'), rule.exitCodes.operator, ['In', 'NotIn']);
    const values = rule.exitCodes.values ?? [];
    if (values.length === 0) {
      errors.invalid(at.child('exitCodes', 'values'), shownStruct('[]int32', values), 'must have at least 1 value');
    }
    if (values.length > MAX_EXIT_CODES) errors.tooMany(at.child('exitCodes', 'values'), values.length, MAX_EXIT_CODES);
  }
}
