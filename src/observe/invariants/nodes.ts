import { isReady, type KubeNode, type Pod, type Taint, type Toleration } from '../../api/index';
import { Deadlines } from './deadlines';
import { atWrites, type Invariant, seconds } from './invariant';
import type { PodLife } from './podLife';

const MARK_MS = 30_000;

export const lostPodsAreNotReady: Invariant = {
  name: 'node/pods-of-a-lost-node-are-not-ready',
  says: 'Pods of a node that has not been ready for 30 s are not Ready.',
  source: 'kubernetes.io, Nodes, Node controller; pkg/controller/nodelifecycle',
  observe(past) {
    const deadlines = new Deadlines();
    const nodes = atWrites<KubeNode>(['Node'], ({ verb, object, t }) => {
      const { name } = object.metadata;
      // One that has just registered is not ready yet, and has no pods.
      if (verb === 'removed' || isReady(object) || !object.status?.conditions?.length) deadlines.met(name);
      else deadlines.set(name, t + MARK_MS);
      return undefined;
    })(past);
    return {
      ...nodes,
      time: ({ t }) => {
        for (const node of deadlines.passed(t)) {
          // A node that is back may tell of its pods before it tells of itself, which takes it until its next heartbeat.
          const backMs = past.reachableSinceMs.get(node) ?? Number.POSITIVE_INFINITY;
          const isTold = ({ readinessMs }: PodLife) => t - readinessMs <= MARK_MS || readinessMs >= backMs;
          for (const life of past.pods.values())
            if (life.pod.spec.nodeName === node && life.isReady && !life.isRemoved && !life.hasEnded && !isTold(life))
              return `pod ${life.pod.metadata.name} is Ready, its node ${node} has not been for ${seconds(MARK_MS)}`;
        }
        return undefined;
      },
    };
  },
};

const EVICTORS: ReadonlySet<string> = new Set(['taint-controller', 'taint-eviction-controller']);
const NEWS_MS = 1_000;

export const tolerationsAreWaitedFor: Invariant = {
  name: 'node/tolerated-taints-are-waited-for',
  says: 'A pod that tolerates the NoExecute taints of its node for some seconds is not evicted before they are over.',
  source: 'kubernetes.io, Taints and Tolerations, Taint based Evictions',
  observe(past) {
    const since = new Map<string, number>();
    const nodes = atWrites<KubeNode>(['Node'], ({ object, t }) => {
      const now = new Set(evicting(object).map((taint) => keyOf(object.metadata.name, taint)));
      for (const key of since.keys())
        if (key.startsWith(`${object.metadata.name} `) && !now.has(key)) since.delete(key);
      for (const key of now) if (!since.has(key)) since.set(key, t);
      return undefined;
    })(past);
    const pods = atWrites<Pod>(['Pod'], ({ verb, by, object, before, t }) => {
      if (verb !== 'delete' || !EVICTORS.has(by) || before?.metadata.deletionTimestamp) return undefined;
      const node = past.find<KubeNode>('Node', undefined, object.spec.nodeName ?? '');
      if (!node) return undefined;
      for (const taint of evicting(node)) {
        const tolerated = (object.spec.tolerations ?? []).filter((one) => covers(one, taint));
        // What is not tolerated, or has just been added beside another, is evicted at once.
        if (tolerated.length === 0) return undefined;
      }
      const early = evicting(node).every((taint) => {
        const tolerated = (object.spec.tolerations ?? []).filter((one) => covers(one, taint));
        const shortest = Math.min(
          ...tolerated.map(({ tolerationSeconds = Number.POSITIVE_INFINITY }) => tolerationSeconds),
        );
        return t - (since.get(keyOf(node.metadata.name, taint)) ?? t) < shortest * 1000 - NEWS_MS;
      });
      return early && evicting(node).length > 0
        ? `evicted from ${node.metadata.name} before its tolerations were over`
        : undefined;
    })(past);
    return { ...nodes, ...pods };
  },
};

function evicting({ spec }: KubeNode): Taint[] {
  return (spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
}

const keyOf = (node: string, taint: Taint): string => `${node} ${taint.key}=${taint.value ?? ''}`;

function covers({ key, operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if ((effect && effect !== taint.effect) || (key && key !== taint.key)) return false;
  return operator !== 'Equal' || value === (taint.value ?? '');
}
