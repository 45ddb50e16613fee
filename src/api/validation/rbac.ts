import { type Binding, RBAC_GROUP } from '../defaults/rbac';
import type { KubeObject } from '../types/index';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { shownStruct } from './values';

interface PolicyRule {
  verbs?: string[];
  apiGroups?: string[];
  resources?: string[];
  nonResourceURLs?: string[];
}

interface Role extends KubeObject {
  rules?: PolicyRule[];
}

/** Source: rbac validation `ValidateRole`, `ValidateClusterRole`, `ValidatePolicyRule`. */
export function validateRole(role: Role, errors: FieldErrors): void {
  const isNamespaced = role.kind === 'Role';
  for (const [i, rule] of (role.rules ?? []).entries())
    validateRule(rule, isNamespaced, Path.of('rules').index(i), errors);
}

function validateRule(rule: PolicyRule, isNamespaced: boolean, path: Path, errors: FieldErrors): void {
  const { verbs = [], apiGroups = [], resources = [], nonResourceURLs: urls = [] } = rule;
  if (verbs.length === 0) errors.required(path.child('verbs'), 'verbs must contain at least one value');
  if (urls.length > 0) {
    const refuse = (detail: string) =>
      errors.invalid(path.child('nonResourceURLs'), shownStruct('[]string', urls), detail);
    if (isNamespaced) refuse('namespaced rules cannot apply to non-resource URLs');
    if (apiGroups.length > 0 || resources.length > 0) {
      refuse('rules cannot apply to both regular resources and non-resource URLs');
    }
    return;
  }
  if (apiGroups.length === 0) {
    errors.required(path.child('apiGroups'), 'resource rules must supply at least one api group');
  }
  if (resources.length === 0) {
    errors.required(path.child('resources'), 'resource rules must supply at least one resource');
  }
}

/** Source: rbac validation `ValidateRoleBinding`, `ValidateRoleBindingUpdate`. */
export function validateBinding(binding: Binding, errors: FieldErrors, old?: Binding): void {
  const { roleRef = {}, subjects = [] } = binding;
  const isNamespaced = binding.kind === 'RoleBinding';
  const path = Path.of('roleRef');
  if (roleRef.apiGroup !== RBAC_GROUP)
    errors.notSupported(path.child('apiGroup'), roleRef.apiGroup ?? '', [RBAC_GROUP]);
  errors.oneOf(path.child('kind'), roleRef.kind ?? '', isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole']);
  if (!roleRef.name) errors.required(path.child('name'));
  for (const [i, subject] of subjects.entries())
    validateSubject(subject, isNamespaced, Path.of('subjects').index(i), errors);
  if (old && JSON.stringify(old.roleRef) !== JSON.stringify(roleRef)) {
    errors.invalid(path, shownStruct('rbac.RoleRef', shownReference(roleRef)), 'cannot change roleRef');
  }
}

function shownReference({ apiGroup, kind, name }: NonNullable<Binding['roleRef']>): object {
  return { APIGroup: apiGroup, Kind: kind, Name: name };
}

type Subject = NonNullable<Binding['subjects']>[number];

function validateSubject(subject: Subject, isNamespaced: boolean, path: Path, errors: FieldErrors): void {
  const { kind = '', name, namespace, apiGroup = '' } = subject;
  if (!name) errors.required(path.child('name'));
  if (kind === 'ServiceAccount') {
    if (apiGroup) errors.notSupported(path.child('apiGroup'), apiGroup, ['']);
    if (!isNamespaced && !namespace) errors.required(path.child('namespace'));
  } else if (kind === 'User' || kind === 'Group') {
    if (apiGroup !== RBAC_GROUP) errors.notSupported(path.child('apiGroup'), apiGroup, [RBAC_GROUP]);
  } else errors.notSupported(path.child('kind'), kind, ['ServiceAccount', 'User', 'Group']);
}
