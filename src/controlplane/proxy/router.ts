import type { ApiServer } from '../../api';
import type { KubeNode } from '../../api/types';
import type { Kernel, RandomStream } from '../../kernel';
import type { NetHost, Network, Protocol, Route } from '../../world/network';
import { Informers } from '../common/informers';
import { KubeProxy } from './kube-proxy';
import type { ServiceRule } from './table';

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
    this.network.router = (from, ip, port, protocol) => this.route(from, ip, port, protocol);
  }

  private setNode(node: KubeNode): void {
    const { name } = node.metadata;
    for (const { type, address } of node.status?.addresses ?? []) {
      if (type !== 'Hostname') this.addresses.set(address, name);
    }
    if (this.proxies.has(name)) return;
    const proxy = new KubeProxy(this.kernel, this.api, name);
    this.proxies.set(name, proxy);
    proxy.start();
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
    if (own?.table.addresses.has(ip)) return 'dropped';
    const node = this.addresses.get(ip);
    const proxy = node === undefined ? undefined : this.proxies.get(node);
    const atNode = proxy?.table.nodePorts.get(`${port}/${protocol}`);
    if (!proxy || !atNode) return undefined;
    const carrier = this.network.hostAt(ip);
    return carrier && !carrier.reachable ? 'dropped' : this.choose(proxy, atNode, from);
  }

  /** Each new connection goes to any endpoint with equal chance, unless the client has one of its own. */
  private choose(proxy: KubeProxy, rule: ServiceRule, from: NetHost): Route {
    if (rule.targets.length === 0) return rule.noneLocal ? 'dropped' : 'refused';
    const { now } = this.kernel;
    const target = proxy.affinity.lastOf(rule, from.ip, now) ?? this.balance.pick(rule.targets);
    proxy.affinity.remember(rule, from.ip, target, now);
    return { ip: target.ip, port: target.port };
  }
}
