import type { Expectation } from './promise';

export const fitsIntoMemory: Expectation = {
  name: 'memory/fits',
  says: 'no container is killed for its memory',
  advice: 'raise resources.limits.memory above what the app uses at most',
  source: 'kubernetes.io, Resource Management for Pods and Containers, If my container is terminated',
  despite: ['starts-late', 'pull-takes', 'uses-memory', 'delete', 'rollout', 'scale', 'load-changes'],
  broken(cluster, sinceMs) {
    const fact = cluster.journal
      .all()
      .find(({ t, type, detail }) => t >= sinceMs && type === 'container-exited' && detail['reason'] === 'OOMKilled');
    return fact && { t: fact.t, object: fact.object, seen: `container "${fact.detail['container']}" was OOMKilled` };
  },
};
