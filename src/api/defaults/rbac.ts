import type { KubeObject } from '../types/index';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** RoleBindings and ClusterRoleBindings, of which only what is written is of interest here. */
export interface Binding extends KubeObject {
  roleRef?: { apiGroup?: string; kind?: string; name?: string };
  subjects?: { apiGroup?: string; kind?: string; name?: string; namespace?: string }[];
}

/** Source: rbac/v1 `SetDefaults_RoleBinding`, `SetDefaults_Subject`. */
export function defaultBinding(binding: Binding): void {
  binding.roleRef ??= {};
  binding.roleRef.apiGroup ||= RBAC_GROUP;
  for (const subject of binding.subjects ?? []) {
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ||= RBAC_GROUP;
  }
}
