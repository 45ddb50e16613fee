import type { CommandSpec } from '../command/spec';
import { apiResources } from './apiResources';
import { apply } from './apply';
import { autoscale } from './autoscale';
import { apiVersions, auth, clusterInfo, config, version } from './cluster';
import { cp } from './cp';
import { create } from './create';
import { debug } from './debug';
import { deleteCommand } from './delete';
import { describe } from './describe';
import { diff } from './diff';
import { drain } from './drain';
import { events } from './events';
import { attach, exec } from './exec';
import { explain } from './explain';
import { expose } from './expose';
import { get } from './get';
import { logs } from './logs';
import { annotate, label } from './metadata';
import { cordon, taint, uncordon } from './nodes';
import { patch } from './patch';
import { portForward, refusals } from './refusals';
import { replace } from './replace';
import { rollout } from './rollout';
import { run } from './run';
import { scale } from './scale';
import { set } from './set';
import { top } from './top';
import { wait } from './wait';

/** Every command of kubectl. */
export const COMMANDS: readonly CommandSpec[] = [
  annotate,
  apiResources,
  apiVersions,
  apply,
  attach,
  auth,
  autoscale,
  clusterInfo,
  config,
  cordon,
  cp,
  create,
  debug,
  deleteCommand,
  describe,
  diff,
  drain,
  events,
  exec,
  explain,
  expose,
  get,
  label,
  logs,
  patch,
  portForward,
  replace,
  rollout,
  run,
  scale,
  set,
  taint,
  top,
  uncordon,
  version,
  wait,
  ...refusals,
];
