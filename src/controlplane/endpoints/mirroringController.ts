import { ApiClient, type ApiServer, isStatus, sameJson } from '../../api';
import type { EndpointSlice, Endpoints, Service } from '../../api/types';
import type { Kernel, Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { byAge, controllerReference, keyOf, splitKey } from '../common/objects';
import { Controller } from '../controller';
import { isManaged } from './membership';

const NAME = 'endpointslicemirroring-controller';
const MANAGED_BY = 'endpointslicemirroring-controller.k8s.io';

/** Copies Endpoints that a user wrote, for a Service without selector, into EndpointSlices: kube-proxy reads only those. */
export class EndpointSliceMirroringController {
  private readonly controller: Controller;
  private readonly client: ApiClient;

  constructor(
    kernel: Kernel,
    api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    const sync = (key: string): Task => this.sync(key);
    this.controller = new Controller({ kernel, name: NAME, kind: 'Endpoints', latency: 'endpointsSync', sync });
  }

  start(): void {
    this.informers.of<Endpoints>('Endpoints').onChange(({ object }) => this.controller.enqueue(keyOf(object)));
    this.informers.of<Service>('Service').onChange(({ object }) => this.controller.enqueue(keyOf(object)));
    this.informers.of<EndpointSlice>('EndpointSlice');
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const service = this.informers.of<Service>('Service').get(namespace, name);
    const endpoints = this.informers.of<Endpoints>('Endpoints').get(namespace, name);
    const slices = this.informers.of<EndpointSlice>('EndpointSlice').list(namespace);
    const belongs = (slice: EndpointSlice): boolean => slice.metadata.labels?.['kubernetes.io/service-name'] === name;
    const present = slices.filter((slice) => belongs(slice) && managedBy(slice) === MANAGED_BY).sort(byAge);
    const foreign = slices.some((slice) => belongs(slice) && managedBy(slice) !== MANAGED_BY);
    const skipped = endpoints?.metadata.labels?.['endpointslice.kubernetes.io/skip-mirror'] === 'true';
    const mirrored = !skipped && service && endpoints && !isManaged(service) && !foreign;
    const wanted = mirrored ? (endpoints.subsets ?? []).map((subset) => sliceOf(endpoints, subset)) : [];
    for (const [index, slice] of wanted.entries()) {
      const old = present[index];
      if (!old) yield* this.create(slice);
      else if (!sameJson(old.endpoints, slice.endpoints) || !sameJson(old.ports, slice.ports)) {
        yield* this.client.update<EndpointSlice>({ ...old, endpoints: slice.endpoints, ports: slice.ports });
      }
    }
    for (const slice of present.slice(wanted.length)) yield* this.remove(slice);
  }

  private *create(slice: EndpointSlice): Task {
    try {
      yield* this.client.create(slice);
    } catch (error) {
      if (!isStatus(error, 'Forbidden')) throw error;
    }
  }

  private *remove(slice: EndpointSlice): Task {
    try {
      yield* this.client.delete('EndpointSlice', slice.metadata.namespace ?? '', slice.metadata.name);
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }
}

function managedBy(slice: EndpointSlice): string | undefined {
  return slice.metadata.labels?.['endpointslice.kubernetes.io/managed-by'];
}

function sliceOf(endpoints: Endpoints, subset: NonNullable<Endpoints['subsets']>[number]): EndpointSlice {
  const { name, namespace } = endpoints.metadata;
  const both = [
    ...(subset.addresses ?? []).map((address) => ({ address, ready: true })),
    ...(subset.notReadyAddresses ?? []).map((address) => ({ address, ready: false })),
  ];
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      ...(namespace ? { namespace } : {}),
      labels: { 'kubernetes.io/service-name': name, 'endpointslice.kubernetes.io/managed-by': MANAGED_BY },
      ownerReferences: [controllerReference(endpoints)],
    },
    addressType: 'IPv4',
    endpoints: both.map(({ address, ready }) => ({
      addresses: [address.ip],
      conditions: { ready },
      ...(address.hostname ? { hostname: address.hostname } : {}),
      ...(address.nodeName ? { nodeName: address.nodeName } : {}),
      ...(address.targetRef ? { targetRef: address.targetRef } : {}),
    })),
    ports: (subset.ports ?? []).map((port) => ({ name: '', protocol: 'TCP', ...port })),
  };
}
