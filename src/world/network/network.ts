import { type Kernel, sleep, type Task } from '../../kernel';
import { Connection } from './connection';
import type { DnsAnswer, DnsType, Resolver } from './dnsTypes';
import { NetError } from './error';
import { NetHost } from './host';
import { isLoopback } from './ip';
import type { PacketFilter } from './packetFilter';
import { type Names, queryName, resolveName, UpstreamNames } from './resolve';
import type { Endpoint, HostInfo, Nowhere, Protocol, Route, Router, Sent } from './types';

/**
 * When Linux sends the first SYN again: it doubles its patience from 1 s and gives up 127 s after the first one
 * (tcp(7), tcp_syn_retries = 6).
 */
const SYN_RETRIES_MS = [0, 1000, 3000, 7000, 15000, 31000, 63000];
const SYN_GIVE_UP_MS = 127_000;

/** The kernel asks three times, a second apart, who has an address of the local network (arp(7), mcast_solicit = 3). */
const NEIGHBOUR_TRIES_MS = [0, 1000, 2000];
const NEIGHBOUR_GIVE_UP_MS = 3000;

/** What one packet meets at one instant. */
export type Reached = { readonly host: NetHost; readonly ip: string; readonly port: number } | 'refused' | Nowhere;

export interface PingReply {
  readonly rttMs: number;
  readonly ttl: number;
}

/** All machines and pod sandboxes that have an address, and what happens to packets between them. */
export class Network {
  /** What kube-proxy programmed on the sender's node; set by the cluster. */
  router: Router = () => undefined;
  /** What the network plugin makes of NetworkPolicies; set by the cluster once there is one. */
  filter: PacketFilter | undefined;
  /** The cluster's DNS; set by the cluster. Until then its address answers nothing. */
  resolver: Resolver<NetHost> | undefined;
  /** Whether the cluster's DNS answers. */
  private dnsIsUp = true;
  /** The address of the cluster's DNS Service: who has it in resolv.conf asks `resolver`, others ask the world. */
  clusterDns = '10.96.0.10';
  /**
   * What happens to packets for an address that nobody has. Default: where other hosts share its first three bytes it is
   * asked for in vain; elsewhere a router answers at once (both recorded on 1.20 and 1.36).
   */
  nowhere: (from: NetHost, ip: string) => Nowhere = (_from, ip) =>
    this.localNetworks.has(localNetwork(ip)) ? 'no-neighbour' : 'no-route';
  /** Names of machines outside the cluster. */
  readonly names: Names = new UpstreamNames();
  private readonly hosts = new Map<string, NetHost>();
  private readonly machines = new Map<string, NetHost>();
  private readonly localNetworks = new Set<string>();

  constructor(readonly kernel: Kernel) {}

  /** From now on the cluster's DNS is silent, or answers again; a name server that answers is no concern of it. */
  switchDns(isUp: boolean): void {
    if (this.dnsIsUp === isUp) return;
    this.dnsIsUp = isUp;
    const type = isUp ? 'dns-is-back' : 'dns-goes-down';
    this.kernel.journal.record({ component: 'coredns', type, object: 'Service/kube-system/kube-dns' });
  }

  /** What the cluster's DNS says; undefined when it says nothing. */
  askDns(from: NetHost, name: string, type: DnsType): DnsAnswer | undefined {
    return this.dnsIsUp ? this.resolver?.(from, name, type) : undefined;
  }

  /** Gives a machine or a pod sandbox its address. A machine outside the cluster also gets its name into the world's DNS. */
  attach(ip: string, info: HostInfo): NetHost {
    const present = this.hosts.get(ip);
    if (present) throw new Error(`address ${ip} belongs to ${present.name} already; ${info.name} needs another one`);
    const host = new NetHost(this, ip, info);
    this.hosts.set(ip, host);
    this.localNetworks.add(localNetwork(ip));
    if (info.kind !== 'pod') this.machines.set(info.name, host);
    if (info.kind === 'external') this.names.add(info.name, ip);
    return host;
  }

  hostAt(ip: string): NetHost | undefined {
    return this.hosts.get(ip);
  }

  /** Called by `NetHost.detach`. */
  remove(host: NetHost): void {
    if (this.hosts.get(host.ip) === host) this.hosts.delete(host.ip);
    if (this.machines.get(host.name) === host) this.machines.delete(host.name);
  }

  /** Whether the machine that carries this host has power and a cable. */
  machineUp(host: NetHost): boolean {
    if (host.kind !== 'pod') return true;
    return this.machines.get(host.machine)?.up ?? true;
  }

  /** The machine that carries a pod; undefined for machines. */
  machineOf(host: NetHost): NetHost | undefined {
    return host.kind === 'pod' ? this.machines.get(host.machine) : undefined;
  }

  /**
   * Opens a TCP connection to an IP address. Silence is met with new SYNs, so a machine that comes up meanwhile is reached.
   * @param timeoutMs how long the caller waits; the operating system itself gives up after 127 s (3 s without neighbour).
   * @param isAdmitted no filter is asked: the caller stands for somebody whom they let through. Default false.
   */
  *connect(
    from: NetHost,
    address: string,
    port: number,
    timeoutMs: number,
    isAdmitted = false,
  ): Task<Connection | NetError> {
    const startMs = this.kernel.now;
    const syn: Sent = { from, address, port, protocol: 'TCP', isAdmitted };
    const failed = (kind: NetError['kind'], refusedBy?: string) =>
      new NetError(kind, {
        phase: 'dial',
        address,
        port,
        waitedMs: this.kernel.now - startMs,
        ...(refusedBy && { refusedBy }),
        ...endpointOf(route),
        ...this.droppedBy(syn, route),
      });
    let route = this.routed(from, address, port, 'TCP');
    for (let attempt = 0; ; attempt++) {
      const met = this.meet(syn, route);
      if (met === 'unreachable') return failed('unreachable');
      if (met === 'refused' || met === 'no-route') {
        yield* sleep(this.kernel.latency('podRtt'));
        return failed(met, met === 'refused' ? 'rules' : undefined);
      }
      if (typeof met === 'object') {
        yield* sleep(met.host === from ? 0 : this.kernel.latency('podRtt'));
        return this.establish(from, { ip: address, port }, met) ?? failed('refused', met.host.name);
      }
      const patience = patienceOf(met, attempt);
      const untilMs = startMs + Math.min(patience.nextMs ?? patience.giveUpMs, timeoutMs);
      yield* sleep(untilMs - this.kernel.now);
      if (this.kernel.now - startMs >= timeoutMs) return failed('timeout');
      if (patience.nextMs === undefined) return failed(met === 'no-neighbour' ? 'no-route' : 'timeout');
      // The first SYN makes the connection's entry in the NAT table: later ones go where it went (nf_conntrack, tcp_timeout_syn_sent).
      if (typeof route !== 'object') route = this.routed(from, address, port, 'TCP');
    }
  }

  /**
   * One ICMP echo; the reply's time, or why there was none. A `no-route` is what a router or the own kernel reports before the
   * time is up: some programs go by it, others (busybox) go on waiting.
   */
  *ping(from: NetHost, address: string, timeoutMs: number): Task<PingReply | NetError> {
    const startMs = this.kernel.now;
    const failed = (kind: NetError['kind']) =>
      new NetError(kind, { phase: 'dial', address, waitedMs: this.kernel.now - startMs });
    const echo: Sent = { from, address, port: 0, protocol: 'ICMP' };
    const met = this.meet(echo, this.routed(from, address, 0, 'ICMP'));
    if (met === 'unreachable') return failed('unreachable');
    if (typeof met === 'object' && met.host.pingable) {
      const rttMs = from.delayTo(met.host);
      yield* sleep(rttMs);
      return { rttMs: this.kernel.now - startMs, ttl: from === met.host ? 64 : 63 };
    }
    const answerMs = met === 'no-route' ? this.kernel.latency('podRtt') : NEIGHBOUR_GIVE_UP_MS;
    const told = (met === 'no-route' || met === 'no-neighbour') && answerMs < timeoutMs;
    yield* sleep(told ? answerMs : timeoutMs);
    return failed(told ? 'no-route' : 'timeout');
  }

  /** Asks the host's name servers for one name as it stands. */
  lookup(from: NetHost, name: string, type: DnsType = 'A'): Task<DnsAnswer> {
    return queryName(this, from, name, type);
  }

  /**
   * What the C library makes of a name: /etc/hosts, then the search list. An IP address is its own answer.
   * @param limitMs how long the caller waits for it. Default as long as the C library does.
   */
  resolve(
    from: NetHost,
    name: string,
    limitMs = Number.POSITIVE_INFINITY,
  ): Task<{ readonly name: string; readonly addresses: readonly string[] } | NetError> {
    return resolveName(this, from, name, limitMs);
  }

  /** The first address of a name; limits as with {@link resolve}. */
  *addressOf(from: NetHost, name: string, limitMs?: number): Task<string | NetError> {
    const resolved = yield* this.resolve(from, name, limitMs);
    return resolved instanceof NetError ? resolved : (resolved.addresses[0] as string);
  }

  /** What the packet rules make of a destination now. @param before where earlier datagrams of the flow went */
  routed(from: NetHost, address: string, port: number, protocol: Protocol, before?: Endpoint): Route {
    return isLoopback(address) ? undefined : this.router(from, address, port, protocol, before);
  }

  /** What a packet meets that is sent now by this route: filters first, then whoever is there. */
  meet(sent: Sent, route: Route): Reached {
    return this.droppedBy(sent, route) ? 'dropped' : this.reach(sent, route);
  }

  private reach({ from, address, port }: Sent, route: Route): Reached {
    if (isLoopback(address)) return { host: from, ip: address, port };
    if (route === 'refused' || route === 'dropped') return route;
    const ip = route?.ip ?? address;
    const host = this.hosts.get(ip);
    if (!host) return from.reachable ? this.nowhere(from, ip) : 'dropped';
    return from.reaches(host) ? { host, ip, port: route?.port ?? port } : 'dropped';
  }

  /** Which filter drops a packet that is sent now by this route; undefined when none does. */
  droppedBy(sent: Sent, route: Route): { readonly droppedBy: string } | undefined {
    const { from, address, protocol, isAdmitted } = sent;
    if (!this.filter || isAdmitted || isLoopback(address) || typeof route === 'string') return undefined;
    const { ip, port } = route ?? { ip: address, port: sent.port };
    const droppedBy = this.filter({ from, to: this.hosts.get(ip), address, ip, port, protocol });
    return droppedBy === undefined ? undefined : { droppedBy };
  }

  private establish(
    from: NetHost,
    sees: { ip: string; port: number },
    target: { host: NetHost; ip: string; port: number },
  ): Connection | undefined {
    const listener = target.host.listenerOn(target.port, target.ip);
    if (!listener || !from.reaches(target.host)) return undefined;
    const ip = isLoopback(target.ip) ? target.ip : from.ip;
    const client = { host: from, ip, port: from.ephemeralPort(), sees };
    const [near, far] = Connection.pair(this.kernel, client, target);
    from.remember(near);
    target.host.remember(far);
    listener.serve(far);
    return near;
  }
}

function endpointOf(route: Route): { routedTo?: string } {
  return typeof route === 'object' ? { routedTo: route.ip } : {};
}

function patienceOf(met: 'no-neighbour' | 'dropped', attempt: number): { nextMs?: number; giveUpMs: number } {
  const [tries, giveUpMs] =
    met === 'no-neighbour' ? [NEIGHBOUR_TRIES_MS, NEIGHBOUR_GIVE_UP_MS] : [SYN_RETRIES_MS, SYN_GIVE_UP_MS];
  const nextMs = tries[attempt + 1];
  return nextMs === undefined ? { giveUpMs } : { nextMs, giveUpMs };
}

/** The first three bytes: a network of 256 addresses, as nodes and pods usually share one. */
function localNetwork(ip: string): string {
  return ip.slice(0, ip.lastIndexOf('.'));
}
