import type { CommandSpec } from '../command/spec';
import { configMap, secret } from './data';
import { budget, quota } from './policies';
import { service } from './service';
import { namespace, priorityClass, serviceAccount } from './simple';
import { cronJob, deployment, job } from './workloads';

/** The subcommands of `kubectl create`: objects made from options instead of files. */
export const creators: readonly CommandSpec[] = [
  configMap,
  cronJob,
  deployment,
  job,
  namespace,
  budget,
  priorityClass,
  quota,
  secret,
  service,
  serviceAccount,
];
