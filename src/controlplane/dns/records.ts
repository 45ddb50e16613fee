import type { EndpointSlice, Namespace, Service } from '../../api/types';
import { byAge } from '../common/objects';

/** One endpoint of a headless Service, as DNS names it. */
export interface HostRecord {
  readonly hostname: string;
  readonly ip: string;
}

/** What the cluster's DNS knows of one Service. */
export interface ServiceRecord {
  readonly service: Service;
  /** Ready endpoints. */
  readonly hosts: readonly HostRecord[];
}

/** The view of the cluster that the DNS answers from: a copy, a little older than the API server's. */
export class DnsView {
  private readonly services = new Map<string, Service>();
  private readonly slices = new Map<string, EndpointSlice>();
  private readonly namespaces = new Set<string>();

  setService(service: Service, gone: boolean): void {
    set(this.services, service, gone);
  }

  setSlice(slice: EndpointSlice, gone: boolean): void {
    set(this.slices, slice, gone);
  }

  setNamespace({ metadata: { name } }: Namespace, gone: boolean): void {
    if (gone) this.namespaces.delete(name);
    else this.namespaces.add(name);
  }

  hasNamespace(name: string): boolean {
    return this.namespaces.has(name);
  }

  record(namespace: string, name: string): ServiceRecord | undefined {
    const service = this.services.get(`${namespace}/${name}`);
    if (!service || !this.namespaces.has(namespace)) return undefined;
    const hostsOf = (): HostRecord[] => this.hostsOf(service);
    return {
      service,
      get hosts() {
        return hostsOf();
      },
    };
  }

  /** Names that belong to this address: that of the Service, else those of the endpoints, whatever kind their Services are. */
  ownersOf(ip: string): string[] {
    const services = [...this.services.values()];
    const own = services.find(({ spec }) => spec.clusterIP === ip)?.metadata;
    if (own) return [`${own.name}.${own.namespace}`];
    return services.flatMap((service) => {
      const { name, namespace } = service.metadata;
      const host = this.hostsOf(service).find((each) => each.ip === ip);
      return host ? [`${host.hostname}.${name}.${namespace}`] : [];
    });
  }

  slicesOf(service: Service): EndpointSlice[] {
    const { name, namespace } = service.metadata;
    return [...this.slices.values()]
      .filter(
        ({ metadata }) => metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === name,
      )
      .sort(byAge);
  }

  private hostsOf(service: Service): HostRecord[] {
    const seen = new Map<string, HostRecord>();
    for (const slice of this.slicesOf(service)) {
      for (const { addresses, conditions, hostname } of slice.endpoints ?? []) {
        if (conditions?.ready === false) continue;
        for (const ip of addresses) seen.set(ip, { ip, hostname: hostname ?? ip.replace(/[.:]/g, '-') });
      }
    }
    return [...seen.values()];
  }
}

export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None' && service.spec.type !== 'ExternalName';
}

function set<T extends Service | EndpointSlice>(map: Map<string, T>, object: T, gone: boolean): void {
  const key = `${object.metadata.namespace}/${object.metadata.name}`;
  if (gone) map.delete(key);
  else map.set(key, object);
}
