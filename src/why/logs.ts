import type { Cluster } from '../cluster';
import type { LogSource } from './past';

/** What still lies on the nodes: of each container the newest instances. */
export function logsOnNodes(cluster: Cluster): LogSource {
  return (pod, container, attempt) => {
    const start = cluster.journal
      .about(pod)
      .findLast(
        ({ type, detail }) =>
          type === 'container-started' && detail['container'] === container && detail['attempt'] === attempt,
      );
    if (!start) return undefined;
    const node = cluster.nodes.get(start.component.slice(start.component.indexOf('/') + 1));
    return node?.runtime.instance(String(start.detail['id']))?.log.lines;
  };
}
