import type { Pod } from '../../api/index';
import { atWrites, type Invariant } from './invariant';
import { byKubelet, statusesOf } from './statuses';

export const restartCountGrows: Invariant = {
  name: 'pod/restart-count-grows',
  says: 'The restart count of a container never falls while its pod lives.',
  source: 'core/v1 ContainerStatus.restartCount; pkg/kubelet/kuberuntime',
  observe: atWrites<Pod>(['Pod'], ({ by, object, before }) => {
    if (!byKubelet(by) || !before) return undefined;
    for (const { name, restartCount } of statusesOf(object)) {
      const last = statusesOf(before).find((status) => status.name === name)?.restartCount ?? 0;
      if (restartCount < last) return `container ${name}: restart count ${restartCount} after ${last}`;
    }
    return undefined;
  }),
};
