/** What becomes of nodes that are silent, tainted or cordoned, and of the pods on them. */
import type { ApiServer } from '../../api';
import type { Kernel } from '../../kernel';
import type { Informers } from '../common/informers';
import type { Heartbeats } from '../common/options';
import { ConditionTaints } from './conditionTaints';
import { NodeMonitor } from './monitor';
import { TaintEviction } from './taintEviction';

export function startNodeLifecycle(
  kernel: Kernel,
  api: ApiServer,
  informers: Informers,
  heartbeats: Heartbeats | undefined,
): void {
  new ConditionTaints(kernel, api, informers).start();
  new NodeMonitor(kernel, api, informers, heartbeats).start();
  new TaintEviction(kernel, api, informers).start();
}
