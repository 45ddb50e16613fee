import type { ApiServer } from '../../api';
import type { KubeNode } from '../../api/types';
import { type Kernel, type RandomStream, rule } from '../../kernel';
import type { NetHost, Network, Protocol, Route } from '../../world/network';
import { Informers } from '../common/informers';
import { KubeProxy } from './kube-proxy';
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
const ONLY_RULES = rule(
  'proxy/undeclared-port-is-lost',
  'A port of a ClusterIP that no Service declares goes nowhere.',
  'kubernetes.io, Virtual IPs and Service Proxies',
);

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
    const router: Network['router'] = (from, ip, port, protocol) => this.route(from, ip, port, protocol);
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

  private route(from: NetHost, ip: string, port: number, protocol: Protocol): Route {
    const own = from.kind === 'external' ? undefined : this.proxies.get(from.machine);
    const inside = own?.table.services.get(`${ip}:${port}/${protocol}`);
    if (own && inside) return this.choose(own, inside, from);
    // ClusterIPs exist only as rules: what no rule takes leaves by the default route and is lost, pings too.
    if (own?.table.addresses.has(ip)) {
      this.kernel.acts(ONLY_RULES);
      return 'dropped';
    }
    const node = this.addresses.get(ip);
    const proxy = node === undefined ? undefined : this.proxies.get(node);
    if (!proxy) return from.kind === 'external' ? this.routeFromOutside(from, `${ip}:${port}/${protocol}`) : undefined;
    const atNode = proxy.table.nodePorts.get(`${port}/${protocol}`);
    if (!atNode) return undefined;
    const carrier = this.network.hostAt(ip);
    return carrier && !carrier.reachable ? 'dropped' : this.choose(proxy, atNode, from);
  }

  /**
   * External IPs and those of load balancers are no business of Kubernetes: somebody leads them to a node. Here that is the first
   * node that is up, of those with a pod of their own where the policy is Local, as the health checks of load balancers ask for.
   */
  private routeFromOutside(from: NetHost, destination: string): Route {
    let refusing: { proxy: KubeProxy; service: ServiceRule } | undefined;
    for (const [address, name] of this.addresses) {
      const proxy = this.proxies.get(name);
      const service = proxy?.table.external.get(destination);
      if (!proxy || !service || !this.network.hostAt(address)?.reachable) continue;
      if (!service.noneLocal) return this.choose(proxy, service, from);
      refusing ??= { proxy, service };
    }
    return refusing && this.choose(refusing.proxy, refusing.service, from);
  }

  /** Each new connection goes to any endpoint with equal chance, unless the client has one of its own. */
  private choose(proxy: KubeProxy, service: ServiceRule, from: NetHost): Route {
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
