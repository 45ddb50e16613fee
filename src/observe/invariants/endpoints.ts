import type { EndpointSlice, Pod, Service } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { type Invariant, observer, writeOf } from './invariant';

/** The slice controller collects changes and writes at its own pace; after this long an address is wrong, not late. */
const BOUND_MS = 5_000;

function isReady({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    (status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false)
  );
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
    if (pod) this.notePod(fact, pod.verb !== 'removed' && isReady(pod.object));
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

function keyOf({ metadata }: Service): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function readyPodsOf({ metadata, endpoints }: EndpointSlice): { service: string; pods: string[] } {
  const { namespace = '', labels = {} } = metadata;
  const managed = labels['endpointslice.kubernetes.io/managed-by'] === 'endpointslice-controller.k8s.io';
  const ready = (endpoints ?? []).filter(
    ({ conditions, targetRef }) => conditions?.ready !== false && targetRef?.kind === 'Pod',
  );
  return {
    service: `${namespace}/${labels['kubernetes.io/service-name']}`,
    pods: managed ? ready.map(({ targetRef }) => `Pod/${namespace}/${targetRef?.name}`) : [],
  };
}
