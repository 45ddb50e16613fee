import type { Fact } from '../../kernel/index';
import { atMoments, type Invariant } from './invariant';

export const volumesFirst: Invariant = {
  name: 'volume/before-the-first-container',
  says: 'No container of a pod starts before all volumes of the pod are mounted.',
  source: 'kubernetes.io, Volumes; pkg/kubelet/kubelet.go SyncPod, WaitForAttachAndMount',
  observe(past) {
    const mounted = new Map<string, Set<string>>();
    const starts = atMoments(['container-started'], ({ life, instance }) => {
      const missing = life.pod.spec.volumes?.find(({ name }) => !mounted.get(life.uid)?.has(name));
      return missing && `container ${instance.container} started before volume ${missing.name} was mounted`;
    })(past);
    return {
      ...starts,
      'volume-mounted': ({ object, detail }: Fact) => {
        const uid = past.pods.get(object)?.uid ?? '';
        const names = mounted.get(uid) ?? new Set();
        mounted.set(uid, names.add(String(detail['volume'])));
        return undefined;
      },
    };
  },
};
