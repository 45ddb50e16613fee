import type { Pod } from '../../api/index';
import { atWrites, type Invariant } from './invariant';
import { byKubelet, statusesOf } from './statuses';

export const restartCountGrows: Invariant = {
  name: 'pod/restart-count-grows',
  says: 'The restart count of a container never falls while its pod lives, but for init containers in a new sandbox.',
  source: 'core/v1 ContainerStatus.restartCount; pkg/kubelet/kuberuntime',
  // Of what has been removed before the last status is made, not even the number is left.
  sinceForDeleted: 'podWorkersByLifecycle',
  observe: atWrites<Pod>(['Pod'], ({ by, object, before }, past) => {
    if (!byKubelet(by) || !before) return undefined;
    const life = past.pods.get(`Pod/${object.metadata.namespace}/${object.metadata.name}`);
    for (const { name, restartCount } of statusesOf(object)) {
      const last = statusesOf(before).find((status) => status.name === name)?.restartCount ?? 0;
      // With a new sandbox nothing is left of the init containers of the old one, not even their number.
      if (life && life.sandboxes > 1 && !life.isApp(name)) continue;
      if (restartCount < last) return `container ${name}: restart count ${restartCount} after ${last}`;
    }
    return undefined;
  }),
};
