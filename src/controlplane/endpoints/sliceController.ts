import { ApiClient, type ApiServer, EventRecorder, isReady, isStatus, StatusError, sameJson } from '../../api';
import type { EndpointSlice, KubeNode, Pod, Service } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { byAge, controllerReference, keyOf, splitKey } from '../common/objects';
import { Controller } from '../controller';
import { type EndpointPort, hasEndpoint, hostnameFor, isManaged, podsOf, portsOn } from './membership';
import { onEndpointChanges } from './triggers';

const READY_ONLY = rule(
  'endpoints/ready-only',
  'A pod that is not ready is in the slices, but gets no traffic.',
  'kubernetes.io, EndpointSlices, Conditions',
);
const TERMINATING = rule(
  'endpoints/terminating-is-not-ready',
  'A pod that is being deleted counts as not ready at once, and as serving while its probes say so.',
  'KEP-1672',
);
const PUBLISHED = rule(
  'endpoints/publish-not-ready',
  'A Service that publishes addresses of pods that are not ready calls them all ready.',
  'kubernetes.io, Service, publishNotReadyAddresses',
);

type Endpoint = EndpointSlice['endpoints'][number];

const NAME = 'endpoint-slice-controller';
const MANAGED_BY = 'endpointslice-controller.k8s.io';
const MAX_ENDPOINTS = 100;

/** What one slice has to hold. */
interface Wanted {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

/**
 * Writes the EndpointSlices of each Service with a selector. Since KEP-1672 a pod that ends stays in them as serving and
 * terminating. Source: kubernetes.io, "EndpointSlices"; recordings of f12 and g20.
 */
export class EndpointSliceController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.recorder = new EventRecorder(api, { component: NAME });
    this.controller = new Controller({
      kernel,
      name: NAME,
      kind: 'Service',
      latency: 'endpointsSync',
      retry: { baseMs: 1000, maxMs: 1_000_000 },
      sync: (key) => this.sync(key),
    });
  }

  start(): void {
    this.informers.of<KubeNode>('Node');
    onEndpointChanges(this.informers, (key) => this.controller.enqueue(key));
    this.informers.of<EndpointSlice>('EndpointSlice').onChange(({ type, object }) => {
      // Someone else has removed a slice of ours.
      const service = object.metadata.labels?.['kubernetes.io/service-name'];
      if (type === 'DELETED' && service && isOurs(object)) {
        this.controller.enqueueAfter(`${object.metadata.namespace}/${service}`, 1000);
      }
    });
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const service = this.informers.of<Service>('Service').get(namespace, name);
    if (!service || service.metadata.deletionTimestamp || !isManaged(service)) return;
    try {
      yield* this.reconcile(service);
    } catch (error) {
      // In a namespace that ends nothing can be created, and nobody needs it.
      if (isStatus(error, 'Forbidden')) return;
      if (error instanceof StatusError) {
        const message = `Error updating Endpoint Slices for Service ${keyOf(service)}: ${error.message}`;
        this.recorder.event(service, 'Warning', 'FailedToUpdateEndpointSlices', message);
      }
      throw error;
    }
  }

  private *reconcile(service: Service): Task {
    const { namespace = '', name } = service.metadata;
    const present = this.informers
      .of<EndpointSlice>('EndpointSlice')
      .selected(namespace, { matchLabels: { 'kubernetes.io/service-name': name } })
      .filter(isOurs)
      .sort(byAge);
    const { matched, rest, surplus } = assign(this.wantedSlices(service), present);
    for (const [slice, wanted] of matched) {
      const labels = labelsFor(service);
      const isSame = sameJson(slice.endpoints ?? [], wanted.endpoints) && sameJson(slice.ports ?? [], wanted.ports);
      if (isSame && sameJson(slice.metadata.labels ?? {}, labels)) continue;
      yield* this.client.update<EndpointSlice>({
        ...slice,
        metadata: { ...slice.metadata, labels },
        endpoints: [...wanted.endpoints],
        ports: [...wanted.ports],
      });
    }
    for (const wanted of rest) yield* this.client.create<EndpointSlice>(this.newSlice(service, wanted));
    for (const slice of surplus) yield* this.client.delete('EndpointSlice', namespace, slice.metadata.name);
  }

  /** At least one slice, empty if need be; pods whose ports differ are in slices of their own. */
  private wantedSlices(service: Service): Wanted[] {
    const pods = podsOf(this.informers, service);
    const groups = new Map<string, { ports: EndpointPort[]; endpoints: Endpoint[] }>();
    for (const pod of pods.sort(byAge)) {
      const endpoint = this.endpointOf(pod, service);
      if (!endpoint) continue;
      const ports = portsOn(pod, service);
      const key = JSON.stringify(ports);
      const group = groups.get(key) ?? { ports, endpoints: [] };
      groups.set(key, group);
      group.endpoints.push(endpoint);
    }
    if (groups.size === 0) return [{ ports: [], endpoints: [] }];
    return [...groups.values()].flatMap(({ ports, endpoints }) => {
      const slices: Wanted[] = [];
      for (let i = 0; i < endpoints.length; i += MAX_ENDPOINTS)
        slices.push({ ports, endpoints: endpoints.slice(i, i + MAX_ENDPOINTS) });
      return slices;
    });
  }

  private endpointOf(pod: Pod, service: Service): Endpoint | undefined {
    if (!hasEndpoint(pod, this.api.release)) return undefined;
    const always = service.spec.publishNotReadyAddresses ?? false;
    const node = this.informers.of<KubeNode>('Node').get('', pod.spec.nodeName ?? '');
    if (!node && !always) return undefined;
    const terminating = pod.metadata.deletionTimestamp !== undefined;
    const knowsTerminating = this.api.release.has('endpointSliceTerminating');
    if (terminating && !knowsTerminating && !always) return undefined;
    const serving = isReady(pod);
    const { kernel } = this.api;
    const ready = always || (serving && !terminating);
    if (always && !serving) kernel.acts(PUBLISHED);
    else if (terminating) kernel.acts(TERMINATING);
    else if (!ready) kernel.acts(READY_ONLY);
    const { name, namespace, uid } = pod.metadata;
    const hostname = hostnameFor(pod, service);
    const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
    return {
      addresses: [pod.status?.podIP ?? ''],
      conditions: knowsTerminating ? { ready, serving, terminating } : { ready },
      ...(hostname ? { hostname } : {}),
      nodeName: pod.spec.nodeName,
      ...(zone ? { zone } : {}),
      targetRef: { kind: 'Pod', namespace, name, uid },
    };
  }

  private newSlice(service: Service, { ports, endpoints }: Wanted): EndpointSlice {
    const { name, namespace } = service.metadata;
    return {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: '',
        generateName: `${name}-`,
        ...(namespace ? { namespace } : {}),
        labels: labelsFor(service),
        annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': this.api.now() },
        ownerReferences: [controllerReference(service)],
      },
      addressType: 'IPv4',
      endpoints: [...endpoints],
      ports: [...ports],
    };
  }
}

/** Those of the Service, and its own (endpointslice/utils.go setEndpointSliceLabels). */
function labelsFor({ metadata: { name, labels }, spec }: Service): Record<string, string> {
  return {
    ...labels,
    'endpointslice.kubernetes.io/managed-by': MANAGED_BY,
    'kubernetes.io/service-name': name,
    ...(spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
  };
}

function isOurs(slice: EndpointSlice): boolean {
  return slice.metadata.labels?.['endpointslice.kubernetes.io/managed-by'] === MANAGED_BY;
}

/** Existing slices are used again: first those with the same ports, then any. */
function assign(wanted: readonly Wanted[], present: readonly EndpointSlice[]) {
  const free = [...present];
  const matched: [EndpointSlice, Wanted][] = [];
  const take = (index: number, each: Wanted): boolean => {
    const [slice] = index < 0 ? [] : free.splice(index, 1);
    if (slice) matched.push([slice, each]);
    return slice !== undefined;
  };
  const unmatched = wanted.filter(
    (each) =>
      !take(
        free.findIndex((slice) => sameJson(slice.ports ?? [], each.ports)),
        each,
      ),
  );
  const rest = unmatched.filter((each) => !take(free.length > 0 ? 0 : -1, each));
  return { matched, rest, surplus: free };
}
