import type { Container, ContainerState, ContainerStatus, Pod } from '../../api/types/index';
import type { RuntimeContainer } from '../runtime/types';
import type { KubeletContext } from './context';
import type { ReasonCache } from './reasonCache';
import { containerResources } from './resize/index';
import { REMOVED_IN_PLACE, RESTARTING_ALL } from './restartAll';
import { shouldBeRestarted } from './restartDecision';
import { newest, type PodRuntimeStatus } from './runtimeStatus';
import { apiTime } from './time';

export interface StatusInput {
  readonly context: KubeletContext;
  readonly pod: Pod;
  readonly status: PodRuntimeStatus;
  readonly reasons: ReasonCache;
  /** Whether the pod starts over in place. */
  readonly restartsAll?: boolean;
}

/**
 * Turns runtime instances into the container statuses of the API (kubelet_pods.go convertToAPIContainerStatuses):
 * the newest instance gives the state, the one before it lastState; a start that failed becomes a waiting reason.
 */
export function containerStatuses(
  input: StatusInput,
  containers: readonly Container[],
  previous: readonly ContainerStatus[] | undefined,
  options: { init: boolean },
): ContainerStatus[] {
  const { pod } = input;
  const hasInit = (pod.spec.initContainers ?? []).length > 0;
  const statuses = containers.map((container) => {
    const old = previous?.find((s) => s.name === container.name);
    const instances = input.status.containers.filter((c) => c.name === container.name);
    const [instance, before] = instances;
    const status = instance
      ? fromInstance(input, container, instance, before, old)
      : withoutInstance(input, container, old, hasInit ? 'PodInitializing' : 'ContainerCreating');
    return showStartFailure(input, container, status, options.init);
  });
  // Init containers stand in the order of the spec, the others by name (kubetypes.SortContainerStatuses).
  return options.init ? statuses : statuses.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fromInstance(
  input: StatusInput,
  container: Container,
  instance: RuntimeContainer,
  before: RuntimeContainer | undefined,
  old: ContainerStatus | undefined,
): ContainerStatus {
  const status: ContainerStatus = {
    name: instance.name,
    state: stateOf(input, instance, old),
    lastState: lastStateOf(input, instance, before, old),
    ready: false,
    restartCount: restartCountOf(input, instance, old),
    image: imageName(instance),
    imageID: instance.imageId,
    containerID: `containerd://${instance.id}`,
  };
  containerResources(input.context, input.pod, container, instance, status);
  return status;
}

/** A runtime that has lost instances counts from the logs that are left, or from 0. */
function restartCountOf(
  { context }: StatusInput,
  instance: RuntimeContainer,
  old: ContainerStatus | undefined,
): number {
  if (!old || !context.release.has('statusesOutliveTheRuntime')) return instance.attempt;
  const isNew = instance.state === 'running' && old.state?.terminated !== undefined;
  const known = old.restartCount ?? 0;
  return Math.max(instance.attempt, isNew ? known + 1 : known);
}

function stateOf(input: StatusInput, instance: RuntimeContainer, old: ContainerStatus | undefined): ContainerState {
  const { api } = input.context;
  switch (instance.state) {
    case 'running':
      return { running: { startedAt: apiTime(api, instance.startedAtMs ?? instance.createdAtMs) } };
    case 'exited':
      return terminated(input, instance);
    case 'unknown':
      if (old?.state?.running) {
        const reason = input.restartsAll ? RESTARTING_ALL : 'ContainerStatusUnknown';
        const message = 'The container could not be located when the pod was terminated';
        return {
          terminated: { exitCode: 137, reason, message, startedAt: null, finishedAt: null },
        };
      }
      return { waiting: {} };
    default:
      // Created but not started: waiting for something that has no name.
      return { waiting: {} };
  }
}

function terminated(input: StatusInput, instance: RuntimeContainer): ContainerState {
  const { api } = input.context;
  // A container that never started has the zero time of the runtime.
  const startedAt = instance.startedAtMs === undefined ? '1970-01-01T00:00:00Z' : apiTime(api, instance.startedAtMs);
  return {
    terminated: {
      exitCode: instance.exitCode ?? 0,
      reason: instance.reason ?? 'Error',
      ...(instance.message ? { message: instance.message } : {}),
      startedAt,
      finishedAt: apiTime(api, instance.finishedAtMs ?? input.context.kernel.now),
      containerID: `containerd://${instance.id}`,
    },
  };
}

function lastStateOf(
  input: StatusInput,
  instance: RuntimeContainer,
  before: RuntimeContainer | undefined,
  old: ContainerStatus | undefined,
): ContainerState {
  if (before) return before.state === 'exited' ? terminated(input, before) : {};
  if (!input.context.release.has('statusesOutliveTheRuntime')) return {};
  // The runtime has lost the instance before this one; the status still knows how it ended.
  if (old?.state?.terminated && old.containerID !== `containerd://${instance.id}`)
    return { terminated: old.state.terminated };
  return old?.lastState ?? {};
}

/** Nothing in the runtime: waiting, unless the status remembers an end. */
function withoutInstance(
  input: StatusInput,
  container: Container,
  old: ContainerStatus | undefined,
  waitingReason: string,
): ContainerStatus {
  if (input.restartsAll && old && !old.state?.waiting) return removedInPlace(container, old);
  if (old?.state?.terminated) return { ...old };
  const status: ContainerStatus = {
    name: container.name,
    state: { waiting: { reason: waitingReason } },
    lastState: old?.lastState ?? {},
    ready: false,
    restartCount: old?.restartCount ?? 0,
    image: container.image ?? '',
    imageID: '',
  };
  if (!old?.state?.running || old.lastState?.terminated) return status;
  const { deletionTimestamp } = input.pod.metadata;
  if (!deletionTimestamp && !input.context.release.has('lostContainersAreRestarts')) return status;
  const reason = 'ContainerStatusUnknown';
  const message = 'The container could not be located when the pod was deleted.  The container used to be Running';
  return {
    ...status,
    lastState: {
      terminated: { exitCode: 137, reason, message, startedAt: null, finishedAt: null },
    },
    restartCount: status.restartCount + (deletionTimestamp ? 0 : 1),
  };
}

/** KEP-5532: it waits to be started again; a status that told of an end keeps the rest of what it said. */
function removedInPlace(container: Container, old: ContainerStatus): ContainerStatus {
  const kept = old.state?.terminated ? old : { name: container.name, ready: false, imageID: '' };
  const ended = { exitCode: 137, reason: RESTARTING_ALL, message: REMOVED_IN_PLACE, startedAt: null, finishedAt: null };
  return {
    ...kept,
    state: { waiting: { reason: RESTARTING_ALL, message: REMOVED_IN_PLACE } },
    lastState: { terminated: ended },
    restartCount: (old.restartCount ?? 0) + 1,
    image: container.image ?? '',
  };
}

/** A container that is to be started, and whose last attempt failed, is waiting; how it ended moves to lastState. */
function showStartFailure(
  input: StatusInput,
  container: Container,
  status: ContainerStatus,
  init: boolean,
): ContainerStatus {
  const { pod, reasons, context } = input;
  const instance = newest(input.status, container.name);
  // Sidecars are not told from other init containers here, so one that ended with 0 never shows CrashLoopBackOff.
  if (init && instance?.state === 'exited' && instance.exitCode === 0) return status;
  if (!shouldBeRestarted(pod, container, input.status, context.release)) return status;
  const failure = reasons.get(pod.metadata.uid ?? '', container.name);
  if (!failure) return status;
  return {
    ...status,
    lastState: status.state?.terminated ? status.state : (status.lastState ?? {}),
    state: { waiting: { reason: failure.reason, ...(failure.message ? { message: failure.message } : {}) } },
  };
}

/** The runtime knows images by their full names. */
function imageName(instance: RuntimeContainer): string {
  const repository = instance.imageId.split('@')[0] ?? '';
  if (repository === '' || instance.image.includes('@')) return instance.image;
  const lastPart = instance.image.slice(instance.image.lastIndexOf('/') + 1);
  const tag = lastPart.includes(':') ? lastPart.slice(lastPart.indexOf(':') + 1) : 'latest';
  return `${repository}:${tag}`;
}
