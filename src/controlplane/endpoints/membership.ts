import type { Release } from '../../api';
import type { Pod, Service, ServicePort } from '../../api/types';
import type { Informers } from '../common/informers';
import { namedPort } from '../common/namedPort';
import { isTerminal } from '../common/pods';
import { matchesAll } from '../common/selectors';

/** Kinds of Services whose endpoints a controller writes: those with a selector and an address inside the cluster. */
export function isManaged(service: Service): boolean {
  return service.spec.type !== 'ExternalName' && Object.keys(service.spec.selector ?? {}).length > 0;
}

export function selects(service: Service, pod: Pod): boolean {
  return isManaged(service) && matchesAll(service.spec.selector ?? {}, pod.metadata.labels);
}

/** The pods that a Service selects. */
export function podsOf(informers: Informers, service: Service): Pod[] {
  const { namespace } = service.metadata;
  return isManaged(service) ? informers.of<Pod>('Pod').selected(namespace, { matchLabels: service.spec.selector }) : [];
}

/**
 * Whether a pod can be an endpoint at all: it has an address and has not ended. Before 1.24 one that has ended could
 * still be listed, not ready, if its restartPolicy would start it again (util/endpoint `ShouldPodBeInEndpoints`).
 */
export function hasEndpoint(pod: Pod, release: Release): boolean {
  if (!pod.status?.podIP) return false;
  if (release.has('endedPodsHaveNoEndpoint')) return !isTerminal(pod);
  const { phase } = pod.status;
  switch (pod.spec.restartPolicy) {
    case 'Never':
      return !isTerminal(pod);
    case 'OnFailure':
      return phase !== 'Succeeded';
    default:
      return true;
  }
}

export interface EndpointPort {
  name: string;
  port: number;
  protocol: string;
}

/** The ports of a Service on this pod: a named targetPort is looked up in its containers, one it lacks is left out. */
export function portsOn(pod: Pod, service: Service): EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((port) => {
    const number = targetPort(pod, port);
    return number === undefined ? [] : [{ name: port.name ?? '', port: number, protocol: port.protocol ?? 'TCP' }];
  });
}

function targetPort(pod: Pod, { port, targetPort: target = port, protocol = 'TCP' }: ServicePort): number | undefined {
  if (typeof target === 'number') return target;
  return /^\d+$/.test(target) ? Number(target) : namedPort(pod.spec, target, protocol);
}

/** Only pods of the Service's own subdomain have their hostname in DNS. */
export function hostnameFor(pod: Pod, service: Service): string | undefined {
  const { hostname, subdomain } = pod.spec;
  return hostname && subdomain === service.metadata.name ? hostname : undefined;
}
