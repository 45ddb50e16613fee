import type { EndpointSlice, Service, ServicePort } from '../../api/types';
import { rule } from '../../kernel';
import { byAge, keyOf } from '../common/objects';

/** Told by the router, when a connection is sent there. */
export const FALLS_BACK = rule(
  'proxy/terminating-when-none-is-ready',
  'When no pod of a Service is ready, those that end and still serve get the connections.',
  'KEP-1669',
);

/** Where a connection ends up. */
export interface Target {
  readonly ip: string;
  readonly port: number;
  readonly node: string | undefined;
}

/** What a node's packet rules say about one port of one Service. */
export interface ServiceRule {
  /** Its targets are pods that end, for want of others. */
  readonly fallsBack: boolean;
  /** `namespace/name:port`, the key of session affinity. */
  readonly name: string;
  readonly targets: readonly Target[];
  /** Of UDP: the endpoints, on any node, that flows of datagrams may go on to; they serve, even if they are about to end. */
  readonly serving: readonly Target[];
  /** There are endpoints, but the traffic policy allows none of them on this node: packets are lost, not refused. */
  readonly noneLocal: boolean;
  /** Client addresses stay with their endpoint for this long; undefined = each connection goes anywhere. */
  readonly affinityMs: number | undefined;
}

/** The rules of one node, as kube-proxy last wrote them. */
export interface ProxyTable {
  /** `10.96.0.1:443/TCP` */
  readonly services: ReadonlyMap<string, ServiceRule>;
  /** `203.0.113.10:80/TCP`: external IPs and load balancers, also among `services`. */
  readonly external: ReadonlyMap<string, ServiceRule>;
  /** `30080/TCP`, on every address of the node. */
  readonly nodePorts: ReadonlyMap<string, ServiceRule>;
  /** The same for what begins on the node itself, to which no traffic policy applies. */
  readonly ownNodePorts: ReadonlyMap<string, ServiceRule>;
  /** ClusterIPs: on these an undeclared port goes nowhere. */
  readonly addresses: ReadonlySet<string>;
}

export const EMPTY_TABLE: ProxyTable = {
  services: new Map(),
  external: new Map(),
  nodePorts: new Map(),
  ownNodePorts: new Map(),
  addresses: new Set(),
};

/**
 * The rules that kube-proxy makes of Services and EndpointSlices for one node.
 * @param fallsBack use serving, terminating endpoints when no ready one is left (KEP-1669)
 */
export function buildTable(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
  node: string,
  fallsBack: boolean,
): ProxyTable {
  const ruleFor = new Map<string, ServiceRule>();
  const fromOutside = new Map<string, ServiceRule>();
  const nodePorts = new Map<string, ServiceRule>();
  const ownNodePorts = new Map<string, ServiceRule>();
  const addresses = new Set<string>();
  const slicesOf = byService(slices);
  for (const service of services) {
    const { spec } = service;
    if (spec.type === 'ExternalName' || !spec.clusterIP || spec.clusterIP === 'None') continue;
    const own = slicesOf.get(keyOf(service)) ?? [];
    const external = [
      ...(spec.externalIPs ?? []),
      ...(service.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []),
    ];
    addresses.add(spec.clusterIP);
    const everywhere = rulesOf(service, own, fallsBack);
    for (const [index, port] of (spec.ports ?? []).entries()) {
      const protocol = port.protocol ?? 'TCP';
      const anywhere = everywhere[index] as ServiceRule;
      const onNode = (isLocal: boolean) => (isLocal ? serviceRule(service, port, own, node, fallsBack) : anywhere);
      const inside = onNode(spec.internalTrafficPolicy === 'Local');
      const outside = onNode(spec.externalTrafficPolicy === 'Local');
      ruleFor.set(`${spec.clusterIP}:${port.port}/${protocol}`, inside);
      for (const ip of external) {
        // What begins on a node is treated as if it had gone out and come back (iptables/proxier.go, externalTrafficChain).
        ruleFor.set(`${ip}:${port.port}/${protocol}`, anywhere);
        fromOutside.set(`${ip}:${port.port}/${protocol}`, outside);
      }
      if (!port.nodePort) continue;
      nodePorts.set(`${port.nodePort}/${protocol}`, outside);
      ownNodePorts.set(`${port.nodePort}/${protocol}`, anywhere);
    }
  }
  return { services: ruleFor, external: fromOutside, nodePorts, ownNodePorts, addresses };
}

/** The slices of each Service, by its key, oldest first. */
function byService(slices: readonly EndpointSlice[]): ReadonlyMap<string, EndpointSlice[]> {
  const out = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    const key = `${slice.metadata.namespace}/${slice.metadata.labels?.['kubernetes.io/service-name']}`;
    const others = out.get(key);
    if (others) others.push(slice);
    else out.set(key, [slice]);
  }
  for (const own of out.values()) own.sort(byAge);
  return out;
}

/** What all nodes make of a Service, as the last of them has worked it out. */
interface Known {
  readonly slices: readonly EndpointSlice[];
  readonly fallsBack: boolean;
  /** By port. */
  readonly rules: readonly ServiceRule[];
}

/** Objects of the API never change, and nodes that have heard of the same ones write the same rules: one does it for all. */
const known = new WeakMap<Service, Known>();

function rulesOf(service: Service, slices: readonly EndpointSlice[], fallsBack: boolean): readonly ServiceRule[] {
  const last = known.get(service);
  const isSame = last?.slices.length === slices.length && slices.every((slice, index) => slice === last.slices[index]);
  if (last && isSame && last.fallsBack === fallsBack) return last.rules;
  const rules = (service.spec.ports ?? []).map((port) => serviceRule(service, port, slices, undefined, fallsBack));
  known.set(service, { slices, fallsBack, rules });
  return rules;
}

/** @param onlyOn the node whose endpoints alone may be used; undefined: any */
function serviceRule(
  service: Service,
  port: ServicePort,
  slices: readonly EndpointSlice[],
  onlyOn: string | undefined,
  fallsBack: boolean,
): ServiceRule {
  const all = slices.flatMap((slice) => endpointsOf(slice, port));
  const usable = chosen(onlyOn === undefined ? all : all.filter(({ node }) => node === onlyOn), fallsBack);
  const affinity = service.spec.sessionAffinity === 'ClientIP';
  const seconds = service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800;
  return {
    name: `${service.metadata.namespace}/${service.metadata.name}:${port.name ?? ''}`,
    targets: usable.map(targetOf),
    serving: port.protocol === 'UDP' ? all.filter((each) => each.ready || each.servingTerminating).map(targetOf) : [],
    fallsBack: usable.length > 0 && usable.every(({ ready }) => !ready),
    noneLocal: onlyOn !== undefined && usable.length === 0 && chosen(all, fallsBack).length > 0,
    affinityMs: affinity ? seconds * 1000 : undefined,
  };
}

function targetOf({ ip, port, node }: Candidate): Target {
  return { ip, port, node };
}

interface Candidate extends Target {
  readonly ready: boolean;
  readonly servingTerminating: boolean;
}

function chosen(endpoints: readonly Candidate[], fallsBack: boolean): readonly Candidate[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  if (ready.length > 0 || !fallsBack) return ready;
  return endpoints.filter((endpoint) => endpoint.servingTerminating);
}

function endpointsOf(slice: EndpointSlice, port: ServicePort): Candidate[] {
  const number = slice.ports?.find(
    (each) => (each.name ?? '') === (port.name ?? '') && (each.protocol ?? 'TCP') === (port.protocol ?? 'TCP'),
  )?.port;
  if (number === undefined) return [];
  return (slice.endpoints ?? []).flatMap(({ addresses, conditions = {}, nodeName }) =>
    addresses.map((ip) => ({
      ip,
      port: number,
      node: nodeName,
      // Unknown counts as ready (discovery/v1 EndpointConditions).
      ready: conditions.ready !== false,
      servingTerminating: conditions.serving === true && conditions.terminating === true,
    })),
  );
}
