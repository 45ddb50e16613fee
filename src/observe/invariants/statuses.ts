import type { ContainerStatus, Pod } from '../../api/index';

/** Whether a kubelet has written it: people and controllers may write what they like. */
export const byKubelet = (by: string): boolean => by.startsWith('kubelet/');

const NONE: readonly ContainerStatus[] = [];

/** The statuses of a pod's init containers and containers. */
export function statusesOf({ status }: Pod): readonly ContainerStatus[] {
  const { initContainerStatuses = NONE, containerStatuses = NONE } = status ?? {};
  return initContainerStatuses.length > 0 ? [...initContainerStatuses, ...containerStatuses] : containerStatuses;
}

/** The id of an instance as facts name it: statuses put the runtime's name before it. */
export const instanceId = (containerId: string | undefined): string => containerId?.replace('containerd://', '') ?? '';
