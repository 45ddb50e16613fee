import type { ContainerRuntime } from './runtime';

/** What each container that runs takes of its machine, as a kubelet tells at `/metrics/resource`. */
export function containerUsage(runtime: ContainerRuntime) {
  const running = runtime.containers().filter(({ state }) => state === 'running');
  return running.map(({ id, name: container, podUid, startedAtMs = 0 }) => ({
    id,
    container,
    podUid,
    startedAtMs,
    cpuMillis: runtime.cpuMillis(id),
    memoryBytes: runtime.memoryBytes(id),
  }));
}
