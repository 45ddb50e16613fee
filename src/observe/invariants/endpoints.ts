import { type EndpointSlice, isReady, type Pod, type Service } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { Deadlines } from './deadlines';
import { atWrites, type Invariant, observer, writeOf } from './invariant';
import type { Past } from './past';

/** The slice controller collects changes and writes at its own pace; after this long an address is wrong, not late. */
const BOUND_MS = 5_000;

function takesRequests(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined && isReady(pod);
}

export const endpointsAreReady: Invariant = {
  name: 'service/endpoints-are-ready',
  says: 'A pod that is not ready is no ready endpoint for longer than 5 s.',
  source: 'kubernetes.io, EndpointSlices, Conditions',
  observe() {
    const book = new EndpointBook();
    return {
      ...observer(['Pod', 'Service', 'EndpointSlice'], (fact) => book.tell(fact)),
      time: ({ t }) => book.look(t),
    };
  },
};

/** Which pods are not ready, since when, and which slices list whom. */
class EndpointBook {
  private readonly unreadySinceMs = new Map<string, number>();
  private readonly slices = new Map<string, { readonly service: string; readonly pods: readonly string[] }>();
  private readonly publishesAll = new Set<string>();
  /** Before this time no slice can be wrong. */
  private nextMs = Number.POSITIVE_INFINITY;

  tell(fact: Fact): string | undefined {
    this.note(fact);
    return this.look(fact.t);
  }

  look(t: number): string | undefined {
    return t < this.nextMs ? undefined : this.check(t);
  }

  private note(fact: Fact): void {
    const pod = writeOf<Pod>(fact, 'Pod');
    if (pod) this.notePod(fact, pod.verb !== 'removed' && takesRequests(pod.object));
    const service = writeOf<Service>(fact, 'Service')?.object;
    if (service?.spec.publishNotReadyAddresses) this.publishesAll.add(keyOf(service));
    const slice = writeOf<EndpointSlice>(fact, 'EndpointSlice');
    if (slice?.verb === 'removed') this.slices.delete(fact.object);
    else if (slice) {
      this.slices.set(fact.object, readyPodsOf(slice.object));
      this.nextMs = fact.t;
    }
  }

  private notePod(fact: Fact, ready: boolean): void {
    if (ready) this.unreadySinceMs.delete(fact.object);
    else if (!this.unreadySinceMs.has(fact.object)) {
      this.unreadySinceMs.set(fact.object, fact.t);
      this.nextMs = Math.min(this.nextMs, fact.t + BOUND_MS);
    }
  }

  /** Looks at every slice, and for the next time at which one of them could be wrong. */
  private check(t: number): string | undefined {
    const times = [...this.unreadySinceMs.values()].map((sinceMs) => sinceMs + BOUND_MS);
    this.nextMs = Math.min(Number.POSITIVE_INFINITY, ...times.filter((ms) => ms > t));
    for (const [name, { service, pods }] of this.slices) {
      if (this.publishesAll.has(service)) continue;
      const wrong = pods.find((pod) => t - (this.unreadySinceMs.get(pod) ?? t) > BOUND_MS);
      if (wrong === undefined) continue;
      return `${name} lists ${wrong} as ready, which it has not been for ${t - (this.unreadySinceMs.get(wrong) ?? t)} ms`;
    }
    return undefined;
  }
}

/** A slice that nobody has looked at for so long names what is no more. */
const GONE_MS = 10_000;

export const endpointsAreThere: Invariant = {
  name: 'service/endpoints-are-there',
  says: 'No EndpointSlice of a service names a pod that has been gone for longer than 10 s.',
  source: 'kubernetes.io, EndpointSlices, Management',
  observe(past) {
    const deadlines = new Deadlines();
    const pods = atWrites<Pod>(['Pod'], ({ verb, object, t }) => {
      if (verb === 'removed') deadlines.set(object.metadata.uid ?? '', t + GONE_MS);
      return undefined;
    })(past);
    return {
      ...pods,
      time: ({ t }) => {
        for (const uid of deadlines.passed(t)) {
          const slice = sliceNaming(uid, past);
          if (slice) return `${slice.metadata.name} names a pod that has been gone for ${GONE_MS / 1000} s`;
        }
        return undefined;
      },
    };
  },
};

/** What belongs to a service that is deleted goes with it, sooner or later, and without a selector nobody looks after it. */
function sliceNaming(uid: string, past: Past): EndpointSlice | undefined {
  for (const object of past.objects.values()) {
    if (object.kind !== 'EndpointSlice' || !isManaged(object as EndpointSlice)) continue;
    const { metadata, endpoints } = object as EndpointSlice;
    const name = metadata.labels?.['kubernetes.io/service-name'] ?? '';
    const service = past.find<Service>('Service', metadata.namespace, name);
    if (!service?.spec.selector || service.metadata.deletionTimestamp || metadata.deletionTimestamp) continue;
    if ((endpoints ?? []).some(({ targetRef }) => targetRef?.uid === uid)) return object as EndpointSlice;
  }
  return undefined;
}

function isManaged({ metadata }: EndpointSlice): boolean {
  return metadata.labels?.['endpointslice.kubernetes.io/managed-by'] === 'endpointslice-controller.k8s.io';
}

function keyOf({ metadata }: Service): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function readyPodsOf(slice: EndpointSlice): { service: string; pods: string[] } {
  const { metadata, endpoints } = slice;
  const { namespace = '', labels = {} } = metadata;
  const ready = (endpoints ?? []).filter(
    ({ conditions, targetRef }) => conditions?.ready !== false && targetRef?.kind === 'Pod',
  );
  return {
    service: `${namespace}/${labels['kubernetes.io/service-name']}`,
    pods: isManaged(slice) ? ready.map(({ targetRef }) => `Pod/${namespace}/${targetRef?.name}`) : [],
  };
}
