import { isReady, isTerminal, sameJson } from '../../api';
import type { Pod, Service } from '../../api/types';
import type { Informers } from '../common/informers';
import { keyOf } from '../common/objects';
import { selects } from './membership';

/** Calls `enqueue` with the key of each Service whose endpoints may have changed. */
export function onEndpointChanges(informers: Informers, enqueue: (key: string) => void): void {
  const services = informers.of<Service>('Service');
  services.onChange(({ object }) => enqueue(keyOf(object)));
  informers.of<Pod>('Pod').onChange(({ type, object: pod, old }) => {
    if (type === 'MODIFIED' && old && sameJson(whatCounts(old), whatCounts(pod))) return;
    for (const service of services.list(pod.metadata.namespace)) {
      if (selects(service, pod) || (old && selects(service, old))) enqueue(keyOf(service));
    }
  });
}

function whatCounts(pod: Pod): unknown {
  const { deletionTimestamp, labels } = pod.metadata;
  const { hostname, subdomain, nodeName } = pod.spec;
  const ips = pod.status?.podIPs ?? pod.status?.podIP;
  return [deletionTimestamp ?? '', labels ?? {}, hostname, subdomain, nodeName, ips, isReady(pod), isTerminal(pod)];
}
