import type { EndpointSlice, Pod, Service } from '../api/index';
import type { Cluster } from '../cluster';

/** The names of the pods that a service leads to right now, sorted. */
export function readyEndpoints(cluster: Cluster, service: string, namespace: string): string[] {
  return cluster.api
    .list<EndpointSlice>('EndpointSlice', { namespace, labelSelector: `kubernetes.io/service-name=${service}` })
    .flatMap((slice) => slice.endpoints ?? [])
    .filter((endpoint) => endpoint.conditions?.ready !== false)
    .map((endpoint) => endpoint.targetRef?.name ?? endpoint.addresses[0] ?? '')
    .sort();
}

/** The pods that a service selects now, ready or not, by name, and how often their containers have been restarted. */
export function restartsBehind(cluster: Cluster, service: string, namespace: string): Map<string, number> {
  const { spec } = cluster.api.get<Service>('Service', namespace, service);
  const labelSelector = Object.entries(spec.selector ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const pods = labelSelector ? cluster.api.list<Pod>('Pod', { namespace, labelSelector }) : [];
  return new Map(
    pods.map(({ metadata, status }) => [
      metadata.name,
      (status?.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0),
    ]),
  );
}
