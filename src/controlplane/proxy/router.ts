import type { ApiServer } from '../../api';
import type { KubeNode } from '../../api/types';
import { type Kernel, type RandomStream, rule } from '../../kernel';
import type { Endpoint, NetHost, Network, Protocol, Route } from '../../world/network';
import { Informers } from '../common/informers';
import { KubeProxy } from './kubeProxy';
import { FALLS_BACK, type ServiceRule } from './table';

const REFUSED = rule(
  'proxy/no-endpoint-refuses',
  'A Service without an endpoint that may be used refuses connections.',
  'pkg/proxy/iptables/proxier.go',
);
const NONE_LOCAL = rule(
  'proxy/local-policy-drops',
  'Under the policy Local a node without a pod of its own drops what comes in.',
  'kubernetes.io, Service Internal Traffic Policy',
);
const STICKS = rule(
  'proxy/client-sticks',
  'With ClientIP affinity a client comes to the pod that it had before.',
  'kubernetes.io, Virtual IPs and Service Proxies, Session affinity',
);
const FLOW_STICKS = rule(
  'proxy/udp-flow-sticks',
  'Datagrams from one port to a Service go on to the pod that got the first, while they keep coming and the pod may be used.',
  'Linux, nf_conntrack-sysctl; pkg/proxy/conntrack/cleanup.go forgets flows to endpoints that are gone',
);
const FLOW_OUTLIVES = rule(
  'proxy/udp-flow-outlives-endpoints',
  'Since 1.32 datagrams that keep coming go on to the last pod of a Service when it is gone: nothing refuses or leads them elsewhere.',
  'kubernetes/kubernetes#139628; pkg/proxy/conntrack/cleanup.go',
);
const ONLY_RULES = rule(
  'proxy/undeclared-port-is-lost',
  'A port of a ClusterIP that no Service declares goes nowhere.',
  'kubernetes.io, Virtual IPs and Service Proxies',
);

/** The rule that takes a packet, and the node that it belongs to. */
interface Ruled {
  readonly proxy: KubeProxy;
  readonly service: ServiceRule;
}

/**
 * The packet rules of all nodes: a connection is sent by the rules of the node it starts on, or of the node whose address
 * it was sent to. Sets `network.router`.
 */
export class ServiceRouter {
  private readonly proxies = new Map<string, KubeProxy>();
  private readonly addresses = new Map<string, string>();
  private readonly balance: RandomStream;

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    private readonly network: Network,
  ) {
    this.balance = kernel.random.stream('proxy/balance');
  }

  start(): void {
    const informers = new Informers(this.api, 'kube-proxy');
    informers.of<KubeNode>('Node').onChange(({ type, object: node }) => {
      if (type === 'DELETED') this.removeNode(node);
      else this.setNode(node);
    });
    // In two steps: V8 takes a function that is written straight into a property for a long-lived one.
    const router: Network['router'] = (from, ip, port, protocol, before) =>
      this.route(from, ip, port, protocol, before);
    this.network.router = router;
  }

  private setNode(node: KubeNode): void {
    const { name } = node.metadata;
    for (const { type, address } of node.status?.addresses ?? []) {
      if (type !== 'Hostname') this.addresses.set(address, name);
    }
    if (this.proxies.has(name)) return;
    const proxy = new KubeProxy(this.kernel, this.api, name, this.machineOf(node));
    this.proxies.set(name, proxy);
    proxy.start();
  }

  private machineOf(node: KubeNode): NetHost | undefined {
    const internal = node.status?.addresses?.find(({ type }) => type === 'InternalIP');
    return internal && this.network.hostAt(internal.address);
  }

  /** The rules stay in the machine's kernel until it is switched off; only its addresses are forgotten with the object. */
  private removeNode(node: KubeNode): void {
    for (const [address, name] of this.addresses) if (name === node.metadata.name) this.addresses.delete(address);
  }

  private route(from: NetHost, ip: string, port: number, protocol: Protocol, before?: Endpoint): Route {
    const found = this.ruleFor(from, ip, port, protocol);
    if (found === 'dropped') return found;
    const ruled = typeof found === 'object' ? found : undefined;
    if (before && this.goesOn(ruled?.service, before)) return before;
    if (ruled) return this.choose(ruled, from);
    if (found !== 'undeclared') return undefined;
    this.kernel.acts(ONLY_RULES);
    return 'dropped';
  }

  /** `undeclared`: the address is a Service's, the port is not. */
  private ruleFor(
    from: NetHost,
    ip: string,
    port: number,
    protocol: Protocol,
  ): Ruled | 'undeclared' | 'dropped' | undefined {
    const own = from.kind === 'external' ? undefined : this.proxies.get(from.machine);
    const destination = `${ip}:${port}/${protocol}`;
    const inside = own?.table.services.get(destination);
    if (own && inside) return { proxy: own, service: inside };
    // ClusterIPs exist only as rules: what no rule takes leaves by the default route and is lost, pings too.
    if (own?.table.addresses.has(ip)) return 'undeclared';
    const node = this.addresses.get(ip);
    const proxy = node === undefined ? undefined : this.proxies.get(node);
    if (!proxy) return from.kind === 'external' ? this.ruleForOutside(destination) : undefined;
    const { nodePorts, ownNodePorts } = proxy.table;
    const service = (proxy === own ? ownNodePorts : nodePorts).get(`${port}/${protocol}`);
    if (!service) return undefined;
    const carrier = this.network.hostAt(ip);
    return carrier && !carrier.reachable ? 'dropped' : { proxy, service };
  }

  /**
   * External IPs and those of load balancers are no business of Kubernetes: somebody leads them to a node. Here that is the first
   * node that is up, of those with a pod of their own where the policy is Local, as the health checks of load balancers ask for.
   */
  private ruleForOutside(destination: string): Ruled | undefined {
    let refusing: Ruled | undefined;
    for (const [address, name] of this.addresses) {
      const proxy = this.proxies.get(name);
      const service = proxy?.table.external.get(destination);
      if (!proxy || !service || !this.network.hostAt(address)?.reachable) continue;
      if (!service.noneLocal) return { proxy, service };
      refusing ??= { proxy, service };
    }
    return refusing;
  }

  /**
   * Whether a datagram goes where earlier ones of its flow went: the NAT table comes before the rules. kube-proxy makes it forget
   * flows to endpoints that may not be used any more. From 1.32 on that is asked of the Services that still have endpoints.
   */
  private goesOn(service: ServiceRule | undefined, before: Endpoint): boolean {
    const reconciles = this.api.release.has('proxyReconcilesFlows');
    const kept = (reconciles ? service?.serving : service?.targets) ?? [];
    if (reconciles && kept.length === 0) {
      this.kernel.acts(FLOW_OUTLIVES);
      return true;
    }
    if (!kept.some(({ ip, port }) => ip === before.ip && port === before.port)) return false;
    if (kept.length > 1) this.kernel.acts(FLOW_STICKS);
    return true;
  }

  /** Each new connection goes to any endpoint with equal chance, unless the client has one of its own. */
  private choose({ proxy, service }: Ruled, from: NetHost): Route {
    const { now } = this.kernel;
    if (service.targets.length === 0) {
      this.kernel.acts(service.noneLocal ? NONE_LOCAL : REFUSED);
      return service.noneLocal ? 'dropped' : 'refused';
    }
    if (service.fallsBack) this.kernel.acts(FALLS_BACK);
    const before = proxy.affinity.lastOf(service, from.ip, now);
    if (before) this.kernel.acts(STICKS);
    const target = before ?? this.balance.pick(service.targets);
    proxy.affinity.remember(service, from.ip, target, now);
    return { ip: target.ip, port: target.port };
  }
}
