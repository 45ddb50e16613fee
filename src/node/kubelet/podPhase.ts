import { isSidecar, type Release } from '../../api/index';
import type { Container, ContainerStatus, Pod, PodPhase } from '../../api/types/index';
import { type Rule, rule } from '../../kernel/index';
import { initContainersOf } from './podSpec';
import { RESTARTING_ALL } from './restartAll';
import { restartsAfter, restartsOnFailure } from './restartDecision';

const INIT_FAILS = rule(
  'phase/failed-init-fails',
  'A pod whose init container has failed for good is Failed.',
  'kubernetes.io, Pod Lifecycle, Pod phase',
);
const PENDING = rule(
  'phase/pending-until-started',
  'A pod is Pending while init containers have to run or a container waits for its first start.',
  'kubernetes.io, Pod Lifecycle, Pod phase',
);
const RUNNING = rule(
  'phase/one-that-runs',
  'A pod with a container that runs is Running.',
  'kubernetes.io, Pod Lifecycle, Pod phase',
);
const RESTARTING = rule(
  'phase/running-between-restarts',
  'A pod whose containers have all ended is Running while one of them will be started again.',
  'kubernetes.io, Pod Lifecycle, Pod phase',
);
const SUCCEEDED = rule(
  'phase/all-zero-succeeds',
  'A pod whose containers have all ended with 0 for good is Succeeded.',
  'kubernetes.io, Pod Lifecycle, Pod phase',
);
const FAILED = rule(
  'phase/one-failure-fails',
  'A pod whose containers have all ended for good, one of them not with 0, is Failed.',
  'kubernetes.io, Pod Lifecycle, Pod phase',
);

interface Counts {
  unknown: number;
  running: number;
  waiting: number;
  stopped: number;
  succeeded: number;
  pendingInit: number;
  failedInit: number;
  pendingSidecar: number;
  /** A stopped container that will run again. */
  restartable: number;
}

export interface PhaseInput {
  readonly pod: Pod;
  readonly statuses: readonly ContainerStatus[];
  /** Nothing will be started any more: the pod worker is through with the pod. */
  readonly isFinal: boolean;
  /** Whether the present sandbox has, or has had, a regular container. */
  readonly hasBegun: boolean;
  readonly release: Release;
}

/** The pod's phase by its container statuses, and the rule that says so (kubelet_pods.go getPhase). */
export function podPhase(input: PhaseInput): { phase: PodPhase; rule?: Rule } {
  const { isFinal, release } = input;
  const counts = count(input);
  if (counts.failedInit > 0) return { phase: 'Failed', rule: INIT_FAILS };
  const hasStarted = anyStarted(input);
  const runsAgain = release.has('phaseStaysWhileInitRunsAgain') && hasStarted;
  const isBegun = release.has('phaseByPresentSandbox') ? input.hasBegun : hasStarted;
  const waitsForInit = (counts.pendingInit > 0 && !runsAgain) || (counts.pendingSidecar > 0 && !isBegun);
  if (waitsForInit || counts.waiting > 0) return { phase: 'Pending', rule: PENDING };
  if (counts.running > 0 && counts.unknown === 0) return { phase: 'Running', rule: RUNNING };
  if (counts.running === 0 && counts.stopped > 0 && counts.unknown === 0) {
    // A pod that was stopped for good has an end of its own, whatever its policy (kubernetes PR 115331).
    const ended = isFinal && release.has('terminalPhaseBeforeRemoval');
    if (counts.restartable > 0 && !ended) return { phase: 'Running', rule: RESTARTING };
    if (counts.stopped === counts.succeeded) return { phase: 'Succeeded', rule: SUCCEEDED };
    return { phase: 'Failed', rule: FAILED };
  }
  return { phase: 'Pending' };
}

/** Whether a regular container runs or has ended, by its status (container/helpers.go HasAnyRegularContainerStarted). */
function anyStarted({ pod, statuses }: PhaseInput): boolean {
  return pod.spec.containers.some(({ name }) => {
    const state = statuses.find((s) => s.name === name)?.state;
    return state?.running !== undefined || state?.terminated !== undefined;
  });
}

function count(input: PhaseInput): Counts {
  const counts: Counts = {
    unknown: 0,
    running: 0,
    waiting: 0,
    stopped: 0,
    succeeded: 0,
    pendingInit: 0,
    failedInit: 0,
    pendingSidecar: 0,
    restartable: 0,
  };
  const { pod, statuses } = input;
  for (const container of initContainersOf(pod)) {
    const status = statuses.find((s) => s.name === container.name);
    if (isSidecar(container)) countSidecar(counts, status);
    else countInit(counts, input, container, status);
  }
  for (const container of pod.spec.containers) countRegular(counts, input, container);
  return counts;
}

function countInit(counts: Counts, input: PhaseInput, container: Container, status: ContainerStatus | undefined): void {
  const ended = status?.state?.terminated ?? (status?.state?.waiting ? status.lastState?.terminated : undefined);
  if (!ended) {
    counts.pendingInit++;
    return;
  }
  if (ended.exitCode === 0 || ended.reason === RESTARTING_ALL) return;
  if (restartsAfter(input.pod, container, { exitCode: ended.exitCode }, input.release)) counts.pendingInit++;
  else if (restartsOnFailure(input.pod, container, input.release)) counts.pendingInit++;
  else counts.failedInit++;
}

/** A sidecar says something about the phase only while the pod comes up. */
function countSidecar(counts: Counts, status: ContainerStatus | undefined): void {
  if (!status) counts.unknown++;
  else if (status.state?.running) {
    if (!status.started) counts.pendingSidecar++;
    counts.running++;
  } else if (status.state?.waiting && !status.lastState?.terminated) {
    counts.pendingSidecar++;
    counts.waiting++;
  }
}

function countRegular(counts: Counts, { pod, statuses, release }: PhaseInput, container: Container): void {
  const status = statuses.find((s) => s.name === container.name);
  if (!status) counts.unknown++;
  else if (status.state?.running) counts.running++;
  else if (status.state?.terminated) {
    const { exitCode } = status.state.terminated;
    counts.stopped++;
    if (exitCode === 0) counts.succeeded++;
    if (restartsAfter(pod, container, { exitCode }, release)) counts.restartable++;
  } else if (status.state?.waiting && status.lastState?.terminated) {
    counts.stopped++;
    const { exitCode, reason } = status.lastState.terminated;
    if (reason === RESTARTING_ALL || restartsAfter(pod, container, { exitCode }, release)) counts.restartable++;
  } else if (status.state?.waiting) counts.waiting++;
  else counts.unknown++;
}
