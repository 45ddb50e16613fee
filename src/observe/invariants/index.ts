/** What always holds, watched while time passes: a file a topic, and the monitor that tells them the facts. */
import { deadlineNotEarly } from './activeDeadline';
import * as apiObjects from './apiObjects';
import * as backOffs from './backOffs';
import { maxSurge, maxUnavailable } from './deploymentLimits';
import * as disruptions from './disruptions';
import { endpointsAreReady, endpointsAreThere } from './endpoints';
import { killedMeans137 } from './exits';
import * as garbage from './garbage';
import * as graces from './graces';
import { onePullAtATime } from './images';
import * as initContainers from './initContainers';
import type { Invariant } from './invariant';
import { jobParallelism } from './jobParallelism';
import * as jobs from './jobs';
import * as network from './network';
import * as nodes from './nodes';
import * as podStatus from './podStatus';
import { preStopBeforeSignal } from './preStop';
import * as probes from './probes';
import { resourceVersionGrows } from './resourceVersion';
import { restartCountGrows } from './restartCount';
import { sandboxEndedForGood } from './sandboxes';
import * as scheduling from './scheduling';
import * as starts from './starts';
import { oneOfEachOrdinal } from './statefulSetOrdinals';
import { terminalPhaseStays } from './terminalPhase';
import * as termination from './termination';
import { volumesFirst } from './volumes';
import { watchesAreComplete } from './watches';
import * as workloads from './workloads';

export type { Invariant } from './invariant';
export { describeViolation, InvariantMonitor, type Violation } from './monitor';

/** Every invariant, by name. The exports of a topic's file are its invariants. */
export const INVARIANTS: readonly Invariant[] = [
  resourceVersionGrows,
  watchesAreComplete,
  ...Object.values(apiObjects),
  terminalPhaseStays,
  restartCountGrows,
  ...Object.values(podStatus),
  ...Object.values(initContainers),
  ...Object.values(starts),
  ...Object.values(backOffs),
  ...Object.values(probes),
  preStopBeforeSignal,
  ...Object.values(termination),
  ...Object.values(graces),
  killedMeans137,
  deadlineNotEarly,
  onePullAtATime,
  volumesFirst,
  sandboxEndedForGood,
  ...Object.values(nodes),
  ...Object.values(scheduling),
  ...Object.values(network),
  endpointsAreReady,
  endpointsAreThere,
  maxSurge,
  maxUnavailable,
  oneOfEachOrdinal,
  jobParallelism,
  ...Object.values(jobs),
  ...Object.values(workloads),
  ...Object.values(disruptions),
  ...Object.values(garbage),
].sort((a, b) => (a.name < b.name ? -1 : 1));
