/** What always holds, watched while time passes: one file an invariant, and the monitor that tells them the facts. */
import { maxSurge, maxUnavailable } from './deploymentLimits';
import { endpointsAreReady } from './endpoints';
import { appAfterInit, initContainersInOrder } from './initContainers';
import type { Invariant } from './invariant';
import { jobParallelism } from './jobParallelism';
import { preStopBeforeSignal } from './preStop';
import { resourceVersionGrows } from './resourceVersion';
import { restartCountGrows } from './restartCount';
import { oneOfEachOrdinal } from './statefulSetOrdinals';
import { terminalPhaseStays } from './terminalPhase';

export type { Invariant } from './invariant';
export { describeViolation, InvariantMonitor, type Violation } from './monitor';

export const INVARIANTS: readonly Invariant[] = [
  resourceVersionGrows,
  restartCountGrows,
  terminalPhaseStays,
  initContainersInOrder,
  appAfterInit,
  preStopBeforeSignal,
  jobParallelism,
  oneOfEachOrdinal,
  maxSurge,
  maxUnavailable,
  endpointsAreReady,
];
