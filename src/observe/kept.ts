import { RESOURCES } from '../api/index';
import type { Cluster } from '../cluster';

/**
 * The kinds of objects that somebody made and that nothing in the simulator acts on: a verdict over an Ingress, say, is one
 * over a cluster without it.
 */
export function keptKinds(cluster: Cluster, sinceMs = 0): string[] {
  return RESOURCES.filter(({ simulated }) => !simulated)
    .map(({ kind }) => kind)
    .filter((kind) =>
      cluster.journal
        .ofKind(kind)
        .some(({ type, t, detail }) => type === 'api-write' && detail['verb'] === 'create' && t >= sinceMs),
    );
}
