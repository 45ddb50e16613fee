import type { KubeletContext } from './context';
import { nodeEvent } from './nodeEvents';

/**
 * Tells of processes that the machine's kernel has killed because no memory was left (pkg/kubelet/oom/oom_watcher_linux.go).
 * @returns a function that ends it
 */
export function watchOom(context: KubeletContext): () => void {
  return context.memory.onKill(({ comm, pid }) => {
    nodeEvent(context, 'Warning', 'SystemOOM', `System OOM encountered, victim process: ${comm}, pid: ${pid}`);
  });
}
