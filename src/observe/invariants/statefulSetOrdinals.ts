import type { Pod } from '../../api/index';
import { type Invariant, type Judge, observer, writeOf } from './invariant';

/** A container that runs, and the pod that it is of. */
interface Running {
  readonly uid: string;
  readonly container: string;
}

export const oneOfEachOrdinal: Invariant = {
  name: 'statefulset/one-of-each-ordinal',
  says: 'No container of a new pod of a StatefulSet starts while one of its predecessor of the same name still runs, unless the deletion was forced.',
  source: 'kubernetes.io, StatefulSets, Deployment and scaling guarantees; Force Delete StatefulSet Pods',
  observe() {
    const owned = new Set<string>();
    const forced = new Set<string>();
    const running = new Map<string, Map<string, Running>>();
    const judge: Judge = (fact) => {
      const write = writeOf<Pod>(fact, 'Pod');
      if (write) {
        const { uid = '', ownerReferences = [] } = write.object.metadata;
        if (ownerReferences.some(({ kind }) => kind === 'StatefulSet')) owned.add(uid);
        // Others than the kubelet remove a pod without knowing what still runs: somebody forced it.
        if (write.verb === 'removed' && !write.by.startsWith('kubelet/')) forced.add(uid);
        return undefined;
      }
      const { container, podUid: uid } = fact.detail as { container: string; podUid: string };
      // One that was removed by force is no new pod, whatever its kubelet still does
      if (!owned.has(uid) || forced.has(uid)) return undefined;
      const instances = running.get(fact.object) ?? new Map<string, Running>();
      running.set(fact.object, instances);
      const key = `${uid}/${container}`;
      if (fact.type === 'container-exited') {
        instances.delete(key);
        return undefined;
      }
      const old = [...instances.values()].find((other) => other.uid !== uid && !forced.has(other.uid));
      instances.set(key, { uid, container });
      return old && `container ${container} started while ${old.container} of the pod before was running`;
    };
    return observer(['Pod', 'container-started', 'container-exited'], judge);
  },
};
