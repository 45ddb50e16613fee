import type { DnsAnswer, DnsType } from '../../world/network';
import { type DnsView, isHeadless, type ServiceRecord } from './records';

const ZONE = 'cluster.local';

/** How names outside the zone are resolved. */
export type Upstream = (name: string, type: DnsType) => DnsAnswer;

/**
 * What the cluster's DNS answers: a name inside the zone from the view, reverse names of Services, all others by asking
 * upstream. Source: the "Kubernetes DNS-Based Service Discovery" specification 1.1.0, CoreDNS plugin kubernetes.
 */
export function answer(view: DnsView, upstream: Upstream, name: string, type: DnsType): DnsAnswer {
  const lower = name.toLowerCase().replace(/\.$/, '');
  if (lower.endsWith('.in-addr.arpa')) return reverse(view, upstream, lower, type);
  if (lower !== ZONE && !lower.endsWith(`.${ZONE}`)) return upstream(lower, type);
  const labels = lower === ZONE ? [] : lower.slice(0, -ZONE.length - 1).split('.');
  const top = labels.at(-1);
  if (labels.length <= 1) return top === undefined || top === 'svc' || top === 'pod' ? empty(lower) : missing(lower);
  const namespace = labels.at(-2) ?? '';
  if (!view.hasNamespace(namespace)) return missing(lower);
  if (top === 'pod') return podAnswer(lower, labels, type);
  if (top !== 'svc') return missing(lower);
  return serviceAnswer(view, upstream, lower, labels, type);
}

function serviceAnswer(view: DnsView, upstream: Upstream, name: string, labels: string[], type: DnsType): DnsAnswer {
  if (labels.length === 2) return empty(name);
  const record = view.record(labels.at(-2) ?? '', labels.at(-3) ?? '');
  const more = labels.slice(0, -3);
  if (!record) return missing(name);
  if (record.service.spec.type === 'ExternalName') return alias(view, upstream, name, record, more, type);
  if (more.length === 2 && more.every((label) => label.startsWith('_')))
    return srvAnswer(view, name, record, more, type);
  if (more.length > 1) return missing(name);
  const ips = addressesOf(record, more[0]);
  // A headless Service without ready endpoint does not exist for DNS.
  if (ips.length === 0) return missing(name);
  return found(name, type === 'A' ? ips : []);
}

/** Endpoints can be asked for by name whatever kind their Service is (CoreDNS plugin kubernetes, findServices). */
function addressesOf({ service, hosts }: ServiceRecord, endpoint: string | undefined): string[] {
  const { clusterIP } = service.spec;
  if (endpoint === undefined && !isHeadless(service)) return clusterIP ? [clusterIP] : [];
  return hosts.filter(({ hostname }) => endpoint === undefined || hostname === endpoint).map(({ ip }) => ip);
}

/** `10-244-1-5.ns.pod.cluster.local`: computed from the name, whether there is such a pod or not (mode "pods insecure"). */
function podAnswer(name: string, labels: string[], type: DnsType): DnsAnswer {
  if (labels.length === 2) return empty(name);
  const ip = (labels[0] ?? '').replace(/-/g, '.');
  const isIp =
    labels.length === 3 && /^(\d{1,3}\.){3}\d{1,3}$/.test(ip) && ip.split('.').every((part) => Number(part) < 256);
  return isIp ? found(name, type === 'A' ? [ip] : []) : missing(name);
}

function alias(
  view: DnsView,
  upstream: Upstream,
  name: string,
  { service }: ServiceRecord,
  more: readonly string[],
  type: DnsType,
): DnsAnswer {
  if (more.length > 0) return missing(name);
  const cname = service.spec.externalName ?? '';
  const target = answer(view, upstream, cname, type);
  return { name, rcode: 'NOERROR', addresses: target.addresses, cname, authoritative: true };
}

/** `_http._tcp.web.ns.svc`: for named ports only. */
function srvAnswer(
  view: DnsView,
  name: string,
  record: ServiceRecord,
  more: readonly string[],
  type: DnsType,
): DnsAnswer {
  const [port = '', protocol = ''] = more.map((label) => label.slice(1));
  const { service } = record;
  const { name: own, namespace } = service.metadata;
  const suffix = `${own}.${namespace}.svc.${ZONE}`;
  const is = (each: { name?: string; protocol?: string }): boolean =>
    each.name === port && (each.protocol ?? 'TCP').toLowerCase() === protocol;
  const records: string[] = [];
  if (isHeadless(service)) {
    const number = view
      .slicesOf(service)
      .flatMap((slice) => slice.ports ?? [])
      .find(is)?.port;
    if (number !== undefined)
      for (const { hostname } of record.hosts) records.push(`0 100 ${number} ${hostname}.${suffix}`);
  } else {
    const number = (service.spec.ports ?? []).find(is)?.port;
    if (number !== undefined) records.push(`0 100 ${number} ${suffix}`);
  }
  if (records.length === 0) return missing(name);
  return { ...found(name, []), records: type === 'SRV' ? records : [] };
}

function reverse(view: DnsView, upstream: Upstream, name: string, type: DnsType): DnsAnswer {
  const ip = name
    .replace(/\.in-addr\.arpa$/, '')
    .split('.')
    .reverse()
    .join('.');
  const owners = view.ownersOf(ip);
  if (owners.length === 0) return upstream(name, type);
  return { ...found(name, []), records: type === 'PTR' ? owners.map((owner) => `${owner}.svc.${ZONE}`) : [] };
}

function found(name: string, addresses: readonly string[]): DnsAnswer {
  return { name, rcode: 'NOERROR', addresses, authoritative: true };
}

/** The name exists, for the sake of the names below it, and has no record. */
function empty(name: string): DnsAnswer {
  return found(name, []);
}

function missing(name: string): DnsAnswer {
  return { name, rcode: 'NXDOMAIN', addresses: [], authoritative: true };
}
