import type { RuntimeContainer, RuntimeSandbox } from '../runtime/types';

/** What the runtime knew about a pod at one moment: the kubelet's decisions are made on such a snapshot, not on the present. */
export interface PodRuntimeStatus {
  readonly uid: string;
  /** When the runtime was asked, in kernel milliseconds. */
  readonly timestampMs: number;
  /** Newest first. */
  readonly sandboxes: readonly RuntimeSandbox[];
  /** Newest first, dead ones included. */
  readonly containers: readonly RuntimeContainer[];
  /** Address of the newest ready sandbox, or the last one known. */
  readonly ip: string;
}

export function emptyStatus(uid: string, timestampMs: number): PodRuntimeStatus {
  return { uid, timestampMs, sandboxes: [], containers: [], ip: '' };
}

/** The newest instance of a container. */
export function newest(status: Pick<PodRuntimeStatus, 'containers'>, name: string): RuntimeContainer | undefined {
  return status.containers.find((c) => c.name === name);
}

export function runningContainers(status: Pick<PodRuntimeStatus, 'containers'>): RuntimeContainer[] {
  return status.containers.filter((c) => c.state === 'running');
}
