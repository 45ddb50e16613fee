import { ApiClient, type ApiServer, isReady, isStatus, sameJson } from '../../api';
import type { EndpointAddress, Endpoints, Pod, Service } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { byAge, compareText, splitKey } from '../common/objects';
import { Controller } from '../controller';
import { hasEndpoint, hostnameFor, isManaged, podsOf, portsOn } from './membership';
import { onEndpointChanges } from './triggers';

const LEAVES = rule(
  'endpoints/leaves-when-deleted',
  'A pod that is being deleted leaves the Endpoints of its Services at once.',
  'pkg/controller/endpoint',
);

const NAME = 'endpoint-controller';
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';

type Subset = NonNullable<Endpoints['subsets']>[number];

/**
 * Writes the Endpoints object of each Service with a selector (deprecated in 1.33, still there). A pod that is being
 * deleted leaves it at once. Source: kubernetes.io, "Service"; recording of f12.
 */
export class EndpointsController {
  private readonly controller: Controller;
  private readonly client: ApiClient;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.controller = new Controller({
      kernel,
      name: NAME,
      kind: 'Endpoints',
      latency: 'endpointsSync',
      sync: (key) => this.sync(key),
    });
  }

  start(): void {
    this.informers.of<Endpoints>('Endpoints');
    onEndpointChanges(this.informers, (key) => this.controller.enqueue(key));
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const service = this.informers.of<Service>('Service').get(namespace, name);
    const present = this.informers.of<Endpoints>('Endpoints').get(namespace, name);
    if (!service) {
      if (present) yield* this.remove(namespace, name);
      return;
    }
    if (!isManaged(service)) return;
    const wanted = this.endpointsOf(service);
    if (!present) {
      yield* this.create(wanted);
      return;
    }
    if (
      sameJson(present.subsets ?? [], wanted.subsets ?? []) &&
      sameJson(present.metadata.labels ?? {}, wanted.metadata.labels)
    )
      return;
    const metadata = { ...present.metadata, labels: wanted.metadata.labels, annotations: wanted.metadata.annotations };
    yield* this.client.update<Endpoints>({ ...wanted, metadata });
  }

  private *create(endpoints: Endpoints): Task {
    try {
      yield* this.client.create(endpoints);
    } catch (error) {
      // In a namespace that ends nothing can be created, and nobody needs it.
      if (!isStatus(error, 'Forbidden')) throw error;
    }
  }

  private *remove(namespace: string, name: string): Task {
    try {
      yield* this.client.delete('Endpoints', namespace, name);
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }

  private endpointsOf(service: Service): Endpoints {
    const { name, namespace, labels } = service.metadata;
    const own: Record<string, string> = {
      ...(service.spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
      ...(this.api.release.has('endpointsNameTheirController') ? { [MANAGED_BY]: NAME } : {}),
    };
    const subsets = this.subsetsOf(service);
    return {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: {
        name,
        ...(namespace ? { namespace } : {}),
        labels: { ...labels, ...own },
        annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': this.api.now() },
      },
      ...(subsets.length > 0 ? { subsets } : {}),
    };
  }

  /** Of what counts as ready anyway, the Endpoints of old did not ask whether it has ended. */
  private isListed(pod: Pod, always: boolean): boolean {
    const { release } = this.api;
    if (hasEndpoint(pod, release)) return true;
    return !!pod.status?.podIP && (always || isReady(pod)) && !release.has('endedPodsHaveNoEndpoint');
  }

  /** One subset for each set of ports; addresses in order. */
  private subsetsOf(service: Service): Subset[] {
    const byPorts = new Map<string, Required<Subset>>();
    const always = service.spec.publishNotReadyAddresses ?? false;
    const pods = podsOf(this.informers, service);
    for (const pod of pods.sort(byAge)) {
      if (!this.isListed(pod, always)) continue;
      if (pod.metadata.deletionTimestamp && !always) {
        this.api.kernel.acts(LEAVES);
        continue;
      }
      const ports = portsOn(pod, service);
      if (ports.length === 0 && (service.spec.ports ?? []).length > 0) continue;
      const key = JSON.stringify(ports);
      const subset = byPorts.get(key) ?? { addresses: [], notReadyAddresses: [], ports: ports.map(bare) };
      byPorts.set(key, subset);
      (always || isReady(pod) ? subset.addresses : subset.notReadyAddresses).push(addressOf(pod, service));
    }
    return [...byPorts.values()].map(({ addresses, notReadyAddresses, ports }) => ({
      ...(addresses.length > 0 ? { addresses: addresses.sort(byIp) } : {}),
      ...(notReadyAddresses.length > 0 ? { notReadyAddresses: notReadyAddresses.sort(byIp) } : {}),
      ...(ports.length > 0 ? { ports } : {}),
    }));
  }
}

function bare({ name, port, protocol }: { name: string; port: number; protocol: string }) {
  return name ? { name, port, protocol } : { port, protocol };
}

function addressOf(pod: Pod, service: Service): EndpointAddress {
  const { name, namespace, uid } = pod.metadata;
  const hostname = hostnameFor(pod, service);
  return {
    ip: pod.status?.podIP ?? '',
    ...(hostname ? { hostname } : {}),
    nodeName: pod.spec.nodeName,
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}

function byIp(a: EndpointAddress, b: EndpointAddress): number {
  return compareText(padded(a.ip), padded(b.ip));
}

function padded(ip: string): string {
  return ip
    .split('.')
    .map((part) => part.padStart(3, '0'))
    .join('.');
}
