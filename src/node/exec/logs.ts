import { badRequest } from '../../api/errors';
import type { LogOptions } from '../../api/nodeProxy';
import type { ContainerStatus, Pod } from '../../api/types/index';
import type { ContainerLogLine } from '../logs';

/**
 * The instance whose log is meant, by the pod's status as the kubelet last wrote it. Waiting after a crash, it is the
 * one that crashed.
 * @returns the id without `containerd://`
 * @throws StatusError 400 with the reason why there is no log
 * @see kubelet_pods.go, validateContainerLogStatus
 */
export function instanceToRead(pod: Pod, container: string, options: LogOptions): string {
  const status = statusOf(pod, container);
  const whose = `container "${container}" in pod "${pod.metadata.name}"`;
  if (!status) throw badRequest(`${whose} is not available`);
  const state = status.state ?? {};
  const last = status.lastState?.terminated;
  if (options.previous) {
    if (last?.containerID) return bareId(last.containerID);
    throw badRequest(`previous terminated ${whose} not found`);
  }
  if (state.running && status.containerID) return bareId(status.containerID);
  const id = state.terminated?.containerID || last?.containerID;
  if (id) return bareId(id);
  if (state.terminated ?? last) throw badRequest(`${whose} is terminated`);
  throw badRequest(`${whose} is waiting to start${whyWaiting(state.waiting?.reason)}`);
}

/** What a person is told instead of the kubelet's word. */
const WAITING: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

function whyWaiting(reason: string | undefined): string {
  return reason === undefined ? ' - no logs yet' : `: ${WAITING[reason] ?? reason}`;
}

function statusOf(pod: Pod, container: string): ContainerStatus | undefined {
  const { containerStatuses, initContainerStatuses, ephemeralContainerStatuses } = pod.status ?? {};
  const all = [...(containerStatuses ?? []), ...(initContainerStatuses ?? []), ...(ephemeralContainerStatuses ?? [])];
  return all.find((status) => status.name === container);
}

function bareId(id: string): string {
  return id.replace(/^[a-z-]+:\/\//, '');
}

/** The lines that `--since` and `--tail` leave. */
export function select(lines: readonly ContainerLogLine[], options: LogOptions): ContainerLogLine[] {
  const { sinceMs = Number.NEGATIVE_INFINITY, tailLines } = options;
  const recent = lines.filter((line) => line.timeMs >= sinceMs);
  return tailLines === undefined ? recent : recent.slice(Math.max(0, recent.length - tailLines));
}
