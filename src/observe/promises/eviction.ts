import type { KubeEvent } from '../../api/index';
import type { Expectation } from './promise';

export const evictsNobody: Expectation = {
  name: 'node/evicts-nobody',
  says: 'no pod is evicted by its node',
  advice:
    'let containers write less, to stdout too, or raise their limits of ephemeral-storage and the sizeLimit of emptyDirs; and ask for as much memory as they use',
  source: 'kubernetes.io, Local ephemeral storage; Node-pressure Eviction',
  despite: ['starts-late', 'pull-takes', 'uses-memory', 'delete', 'rollout', 'scale', 'load-changes'],
  broken(cluster, sinceMs) {
    const { api, now } = cluster;
    const epochMs = api.wallMs() - now;
    for (const { reason, source, message, firstTimestamp, involvedObject } of api.list<KubeEvent>('Event')) {
      const t = Date.parse(firstTimestamp ?? '') - epochMs;
      // Times of events have whole seconds.
      if (reason !== 'Evicted' || source?.component !== 'kubelet' || t + 1000 < sinceMs) continue;
      const { namespace, name } = involvedObject;
      return {
        t: Math.max(t, sinceMs),
        object: `Pod/${namespace}/${name}`,
        seen: `it was evicted: ${message?.trim()}`,
      };
    }
    return undefined;
  },
};
