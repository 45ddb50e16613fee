import type { Container } from '../types/index';
import type { FieldErrors } from './errors';
import type { Path } from './path';

const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;
const POLICIES = ['Always', 'Never', 'OnFailure'];

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
  const where = path.child('restartPolicyRules');
  if (isInit && restartPolicy === 'Always' && !release.has('restartAllContainers')) {
    if (rules.length === 0) return;
    errors.forbidden(where, 'restartPolicyRules are not allowed for init containers with restart policy Always');
    return;
  }
  if (restartPolicy !== undefined) errors.oneOf(path.child('restartPolicy'), restartPolicy, POLICIES);
  else if (rules.length > 0) {
    errors.required(path.child('restartPolicy'), 'must specify restartPolicy when restart rules are used');
    // Of an init container nothing else is said then.
    if (isInit) return;
  }
  atMost(rules.length, MAX_RULES, where, errors);
  const actions = release.has('restartAllContainers') ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  for (const [i, rule] of rules.entries()) {
    const at = where.index(i);
    errors.oneOf(at.child('action'), rule.action, actions);
    if (!rule.exitCodes) {
      errors.required(at.child('exitCodes'), 'must be specified');
      continue;
    }
    errors.oneOf(at.child('exitCodes', 'operator'), rule.exitCodes.operator, ['In', 'NotIn']);
    atMost(rule.exitCodes.values?.length ?? 0, MAX_EXIT_CODES, at.child('exitCodes', 'values'), errors);
  }
}

/** Up to 1.35 a list that had too many was too long, in bytes. */
function atMost(count: number, max: number, path: Path, errors: FieldErrors): void {
  if (count <= max) return;
  if (errors.release.has('restartRulesAreCounted')) errors.tooMany(path, count, max);
  else errors.tooLong(path, max);
}
