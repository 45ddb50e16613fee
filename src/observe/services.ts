import type { EndpointSlice } from '../api/index';
import type { Cluster } from '../cluster';

/** The names of the pods that a service leads to right now, sorted. */
export function readyEndpoints(cluster: Cluster, service: string, namespace: string): string[] {
  return cluster.api
    .list<EndpointSlice>('EndpointSlice', { namespace, labelSelector: `kubernetes.io/service-name=${service}` })
    .flatMap(endpointsIn)
    .sort();
}

/** The ready ones of a slice, by their pods. */
export function endpointsIn(slice: EndpointSlice): string[] {
  return (slice.endpoints ?? [])
    .filter((endpoint) => endpoint.conditions?.ready !== false)
    .map((endpoint) => endpoint.targetRef?.name ?? endpoint.addresses[0] ?? '');
}
