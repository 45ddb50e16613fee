import type { Pod } from '../../api/index';
import { type Invariant, writeOf } from './invariant';

export const restartCountGrows: Invariant = {
  name: 'pod/restart-count-grows',
  says: 'The restart count of a container never falls while its pod lives.',
  source: 'core/v1 ContainerStatus.restartCount; pkg/kubelet/kuberuntime',
  observe() {
    const counts = new Map<string, number>();
    return (fact) => {
      const write = writeOf<Pod>(fact, 'Pod');
      if (!write?.by.startsWith('kubelet/')) return undefined;
      const { metadata, status } = write.object;
      for (const { name, restartCount } of [
        ...(status?.initContainerStatuses ?? []),
        ...(status?.containerStatuses ?? []),
      ]) {
        const key = `${metadata.uid} ${name}`;
        const before = counts.get(key) ?? 0;
        counts.set(key, restartCount);
        if (restartCount < before) return `container ${name}: restart count ${restartCount} after ${before}`;
      }
      return undefined;
    };
  },
};
