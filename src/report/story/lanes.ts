import type { KubeNode, Pod } from '../../api/index';
import type { Cluster } from '../../cluster';
import type { Fact } from '../../kernel/index';
import { CONTAINER_FACTS } from './containerLanes';
import { ClientLanes, NodeLanes } from './otherLanes';
import { PodLanes } from './podLanes';
import type { Lane } from './types';

/** The rows of the timeline: clients, nodes that changed, then each pod with its containers, their probes and hooks. */
export function lanesOf(cluster: Cluster, startMs: number): Lane[] {
  const pods = new Map<string, PodLanes>();
  const nodes = new NodeLanes();
  const clients = new ClientLanes();
  const podOf = (object: string): PodLanes => {
    const known = pods.get(object);
    if (known) return known;
    const [, namespace = '', name = ''] = object.split('/');
    const lanes = new PodLanes(namespace, name, cluster.release);
    pods.set(object, lanes);
    return lanes;
  };
  for (const fact of cluster.journal.all()) {
    const t = Math.max(0, fact.t - startMs);
    if (fact.type === 'api-write') {
      const gone = fact.detail['verb'] === 'removed';
      if (fact.object.startsWith('Pod/')) {
        const wallMs = cluster.wallMs(fact.t);
        if (gone) podOf(fact.object).removed(t, fact.seq);
        else podOf(fact.object).written(fact.detail['object'] as Pod, { fact, t, wallMs });
      } else if (fact.object.startsWith('Node/')) tellNode(nodes, fact, t, gone);
    } else if (CONTAINER_FACTS.has(fact.type)) podOf(fact.object).happened(fact, t);
    else if (fact.type === 'request') clients.request(fact, t);
  }
  const endMs = cluster.now - startMs;
  return [...clients.lanes(), ...nodes.lanes(endMs), ...[...pods.values()].flatMap((pod) => pod.lanes(endMs))];
}

function tellNode(nodes: NodeLanes, fact: Fact, t: number, gone: boolean): void {
  const node = fact.detail['object'] as KubeNode;
  if (gone) nodes.removed(node.metadata.name, t);
  else nodes.written(node, fact, t);
}
