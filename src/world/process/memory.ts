import { rule } from '../../kernel';
import type { Proc } from './proc';

const OOM = rule(
  'process/oom-takes-the-largest',
  'Up to 1.27 the largest process of a container that is beyond its memory limit is killed.',
  'kernel.org, cgroup v2, memory.max',
);
const OOM_GROUP = rule(
  'process/oom-takes-all',
  'Since 1.28 a container that is beyond its memory limit loses all of its processes at once.',
  'cgroup v2, memory.oom.group; kuberuntime_container_linux.go',
);

/** What a process holds in memory. */
export interface MemoryUse {
  readonly bytes: number;
  /** How fast it grows. */
  readonly bytesPerSecond: number;
}

/** Beyond the limit of its container the out-of-memory killer takes the process that holds most, or all of the container. */
export function meetMemoryLimit(proc: Proc): void {
  const limit = proc.app?.memoryLimitBytes;
  if (limit === undefined) return;
  const container = processesOf(proc);
  if (container.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) <= limit) return;
  proc.kernel.acts(proc.app?.diesTogether ? OOM_GROUP : OOM);
  container.reduce((most, other) => (other.memoryBytes > most.memoryBytes ? other : most)).dieForMemory();
}

/** All processes of the same container. */
export function processesOf({ namespace, app }: Proc): Proc[] {
  return namespace.list().filter((other) => other.app === app);
}
