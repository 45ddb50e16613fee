import type { CommandSpec } from '../command/spec';
import { clusterRoleBinding, roleBinding } from './bindings';
import { configMap, secret } from './data';
import { ingress } from './ingress';
import { budget, quota } from './policies';
import { clusterRole, role } from './roles';
import { service } from './service';
import { namespace, priorityClass, serviceAccount } from './simple';
import { token } from './token';
import { cronJob, deployment, job } from './workloads';

/** The subcommands of `kubectl create`: objects made from options instead of files. */
export const creators: readonly CommandSpec[] = [
  clusterRole,
  clusterRoleBinding,
  configMap,
  cronJob,
  deployment,
  ingress,
  job,
  namespace,
  budget,
  priorityClass,
  quota,
  role,
  roleBinding,
  secret,
  service,
  serviceAccount,
  token,
];
