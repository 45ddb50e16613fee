import type { Pod } from '../../api/index';
import { type Invariant, type Judge, observer, writeOf } from './invariant';

export const oneOfEachOrdinal: Invariant = {
  name: 'statefulset/one-of-each-ordinal',
  says: 'No container of a new pod of a StatefulSet starts while one of its predecessor of the same name still runs, unless the deletion was forced.',
  source: 'kubernetes.io, StatefulSets, Deployment and scaling guarantees; Force Delete StatefulSet Pods',
  observe() {
    const current = new Map<string, Pod>();
    const running = new Map<string, Map<string, string>>();
    const judge: Judge = (fact) => {
      const write = writeOf<Pod>(fact, 'Pod');
      if (write) {
        if (write.object.metadata.ownerReferences?.some(({ kind }) => kind === 'StatefulSet'))
          current.set(fact.object, write.object);
        // Others than the kubelet remove a pod without knowing what still runs: somebody forced it.
        if (write.verb === 'removed' && !write.by.startsWith('kubelet/')) running.delete(fact.object);
        return undefined;
      }
      const pod = current.get(fact.object);
      if (!pod) return undefined;
      const instances = running.get(fact.object) ?? new Map<string, string>();
      running.set(fact.object, instances);
      const name = String(fact.detail['container']);
      if (fact.type === 'container-exited') instances.delete(name);
      if (fact.type !== 'container-started') return undefined;
      const uid = pod.metadata.uid ?? '';
      const old = [...instances].find(([, of]) => of !== uid)?.[0];
      instances.set(name, uid);
      return old === undefined ? undefined : `container ${name} started while ${old} of the pod before was running`;
    };
    return observer(['Pod', 'container-started', 'container-exited'], judge);
  },
};
