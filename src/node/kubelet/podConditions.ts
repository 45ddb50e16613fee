import { isSidecar, type Release, sidecarsOf } from '../../api/index';
import type { Condition, Container, ContainerStatus, Pod, PodPhase } from '../../api/types/index';
import { type Kernel, rule } from '../../kernel/index';
import { initContainersOf } from './podSpec';

const GATES = rule(
  'ready/needs-its-gates',
  'A pod whose containers are ready is Ready when all its readiness gates say so too.',
  'kubernetes.io, Pod Lifecycle, Pod readiness',
);
const ENDED = rule('ready/not-after-the-end', 'A pod that has ended is not ready.', 'pkg/kubelet/status/generate.go');

/** Conditions that the kubelet owns; all others in the API are kept as they are (kubetypes.PodConditionByKubelet). */
export const KUBELET_CONDITIONS: ReadonlySet<string> = new Set([
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
  'AllContainersRestarting',
  'PodResizePending',
  'PodResizeInProgress',
]);

export interface ConditionInput {
  readonly pod: Pod;
  readonly release: Release;
  readonly kernel: Kernel;
  readonly phase: PodPhase;
  readonly containerStatuses: readonly ContainerStatus[];
  readonly initContainerStatuses: readonly ContainerStatus[];
  readonly sandboxReady: boolean;
  /** By the status before. */
  readonly wasInitialized: boolean;
}

type Verdict = Pick<Condition, 'status' | 'reason' | 'message'>;

/** The conditions of a pod on a node, without their times (pkg/kubelet/status/generate.go). */
export function podConditions(input: ConditionInput): Condition[] {
  const containersReady = containersReadyVerdict(input);
  const conditions: Condition[] = [];
  if (input.release.has('podReadyToStartContainers')) {
    conditions.push({ type: 'PodReadyToStartContainers', status: input.sandboxReady ? 'True' : 'False' });
  }
  conditions.push({ type: 'Initialized', ...initializedVerdict(input) });
  conditions.push({ type: 'Ready', ...readyVerdict(input, containersReady) });
  conditions.push({ type: 'ContainersReady', ...containersReady });
  conditions.push({ type: 'PodScheduled', status: 'True' });
  return conditions;
}

function initializedVerdict(input: ConditionInput): Verdict {
  const { pod, phase, initContainerStatuses, containerStatuses, release } = input;
  const statusOf = (c: Container) => initContainerStatuses.find((s) => s.name === c.name);
  const unknown: string[] = [];
  const incomplete: string[] = [];
  for (const container of initContainersOf(pod)) {
    const status = statusOf(container);
    if (!status) unknown.push(container.name);
    else if (isSidecar(container) ? !status.started : !status.ready) incomplete.push(container.name);
  }
  if (phase === 'Succeeded' && unknown.length === 0) return { status: 'True', reason: 'PodCompleted' };
  // A pod whose regular containers run or have ended is initialized, even while a new sandbox runs its init again.
  const hasStarted = containerStatuses.some((s) => s.state?.running || s.state?.terminated);
  if (release.has('sandboxLossKeepsStatuses') && hasStarted && unknown.length === 0) return { status: 'True' };
  if (release.has('initializedStays') && input.wasInitialized) return { status: 'True' };
  const message = lists([
    ['containers with unknown status', unknown],
    ['containers with incomplete status', incomplete],
  ]);
  return message ? { status: 'False', reason: 'ContainersNotInitialized', message } : { status: 'True' };
}

function containersReadyVerdict(input: ConditionInput): Verdict {
  const { pod, phase, initContainerStatuses, containerStatuses } = input;
  const unknown: string[] = [];
  const unready: string[] = [];
  const judge = (container: Container, statuses: readonly ContainerStatus[]) => {
    const status = statuses.find((s) => s.name === container.name);
    if (!status) unknown.push(container.name);
    else if (!status.ready) unready.push(container.name);
  };
  for (const sidecar of sidecarsOf(pod.spec)) judge(sidecar, initContainerStatuses);
  for (const container of pod.spec.containers) judge(container, containerStatuses);
  if (phase === 'Succeeded' && unknown.length === 0) {
    input.kernel.acts(ENDED);
    return { status: 'False', reason: 'PodCompleted' };
  }
  // Releases with pod workers by lifecycle tell a failed pod from one that is only not ready.
  if (phase === 'Failed' && unknown.length === 0 && input.release.has('podWorkersByLifecycle')) {
    return { status: 'False', reason: 'PodFailed' };
  }
  const message = lists([
    ['containers with unknown status', unknown],
    ['containers with unready status', unready],
  ]);
  return message ? { status: 'False', reason: 'ContainersNotReady', message } : { status: 'True' };
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate */
function readyVerdict({ pod, kernel }: ConditionInput, containersReady: Verdict): Verdict {
  if (containersReady.status !== 'True') return containersReady;
  const messages: string[] = [];
  for (const { conditionType } of pod.spec.readinessGates ?? []) {
    const condition = pod.status?.conditions?.find((c) => c.type === conditionType);
    if (!condition) {
      messages.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`);
    } else if (condition.status !== 'True') {
      messages.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`);
    }
  }
  if (messages.length === 0) return { status: 'True' };
  kernel.acts(GATES);
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}

function lists(parts: readonly (readonly [string, readonly string[]])[]): string {
  return parts
    .filter(([, names]) => names.length > 0)
    .map(([words, names]) => `${words}: [${names.join(' ')}]`)
    .join(', ');
}
