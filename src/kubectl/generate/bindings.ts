import type { KubeObject } from '../../api';
import type { Call } from '../command/call';
import { type CommandSpec, strings, text } from '../command/spec';
import { failure } from '../errors';
import { make, makeFlags, metadata, nameOf } from './make';

const RBAC = 'rbac.authorization.k8s.io';
const subjectFlags = [...makeFlags, text('clusterrole'), strings('user'), strings('group'), strings('serviceaccount')];

export const roleBinding: CommandSpec = {
  name: 'rolebinding',
  flags: [...subjectFlags, text('role')],
  *run(call) {
    const name = nameOf(call);
    const [role, clusterRole] = [call.text('role'), call.text('clusterrole')];
    if (!role === !clusterRole) throw failure('exactly one of clusterrole or role must be specified');
    const roleRef = { apiGroup: RBAC, kind: role ? 'Role' : 'ClusterRole', name: role || clusterRole };
    return yield* make(call, binding(call, 'RoleBinding', metadata(call, name), roleRef));
  },
};

export const clusterRoleBinding: CommandSpec = {
  name: 'clusterrolebinding',
  flags: subjectFlags,
  *run(call) {
    const clusterRole = call.text('clusterrole');
    if (!clusterRole) throw failure('required flag(s) "clusterrole" not set');
    const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name: clusterRole };
    return yield* make(call, binding(call, 'ClusterRoleBinding', { name: nameOf(call) }, roleRef));
  },
};

function binding(call: Call, kind: string, of: KubeObject['metadata'], roleRef: object): KubeObject {
  const subjects = [
    ...call.list('user').map((name) => ({ apiGroup: RBAC, kind: 'User', name })),
    ...call.list('group').map((name) => ({ apiGroup: RBAC, kind: 'Group', name })),
    ...call.list('serviceaccount').map(account),
  ];
  const object = { apiVersion: `${RBAC}/v1`, kind, metadata: of, roleRef };
  return { ...object, ...(subjects.length > 0 ? { subjects } : {}) } as KubeObject;
}

function account(word: string): object {
  const [namespace, name, ...more] = word.split(':');
  if (!namespace || !name || more.length > 0) throw failure('serviceaccount must be <namespace>:<name>');
  return { kind: 'ServiceAccount', name, namespace };
}
