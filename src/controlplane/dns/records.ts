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
  /** Ready endpoints, only of headless Services. */
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
    return { service, hosts: isHeadless(service) ? this.hostsOf(service) : [] };
  }

  /** Which Service has this address, for reverse lookups. */
  ownerOf(ip: string): string | undefined {
    for (const { spec, metadata } of this.services.values()) {
      if (spec.clusterIP === ip) return `${metadata.name}.${metadata.namespace}`;
    }
    for (const service of this.services.values()) {
      const { name, namespace } = service.metadata;
      const host = isHeadless(service) ? this.hostsOf(service).find((each) => each.ip === ip) : undefined;
      if (host) return `${host.hostname}.${name}.${namespace}`;
    }
    return undefined;
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
