import { Roster, rule, Signal } from '../../kernel';
import { KernelParameters, ParameterDirectory } from '../sysctl';
import type { Connection } from './connection';
import type { ResolverConfig } from './dnsTypes';
import { BindError } from './error';
import { Listener } from './listener';
import type { Network } from './network';
import type { Accept, HostInfo, HostKind, ListenOptions, SocketOwner } from './types';
import { UdpPorts } from './udpPorts';

const PRIVILEGED_PORTS = rule(
  'network/privileged-ports',
  'Who is not root, or lacks NET_BIND_SERVICE, opens no port below net.ipv4.ip_unprivileged_port_start.',
  'ip(7); containerd, enable_unprivileged_ports',
);

const FIRST_EPHEMERAL_PORT = 32768;
const EPHEMERAL_PORTS = 28232;

/** A machine's or a pod sandbox's place in the network: an address, its listeners and its `/etc/resolv.conf`. */
export class NetHost {
  /** Fires when it is up again. */
  readonly restored: Signal;
  /** Answers to ping. */
  pingable = true;
  dns: ResolverConfig = { nameservers: [], search: [], ndots: 1 };
  private isUp = true;
  private attached = true;
  private ephemeral = 0;
  private readonly listeners: Listener[] = [];
  private readonly connections = new Roster<Connection>();
  private udpPorts: UdpPorts | undefined;
  private ownParameters: KernelParameters | undefined;

  constructor(
    readonly network: Network,
    readonly ip: string,
    readonly info: HostInfo,
  ) {
    this.restored = new Signal(network.kernel);
  }

  /** False: switched off or cut off. It answers nothing; established connections hang. */
  get up(): boolean {
    return this.isUp;
  }

  set up(value: boolean) {
    const restored = value && !this.isUp;
    this.isUp = value;
    if (restored) this.restored.fire();
  }

  /** False once its address was taken away: a pod sandbox that is gone. */
  get exists(): boolean {
    return this.attached;
  }

  get name(): string {
    return this.info.name;
  }

  get kind(): HostKind {
    return this.info.kind;
  }

  /** The machine that packets really travel to: a pod's node. */
  get machine(): string {
    return this.info.node ?? this.info.name;
  }

  /** Whether packets get in and out, its node's cable included. */
  get reachable(): boolean {
    return this.attached && this.up && this.network.machineUp(this);
  }

  /** Whether its packets get to another host: what stays on one machine needs no cable. */
  reaches(other: NetHost): boolean {
    if (this === other) return true;
    if (this.machine === other.machine) return this.present && other.present;
    return this.reachable && other.reachable;
  }

  private get present(): boolean {
    return this.attached && (this.up || this.kind === 'node');
  }

  /** Takes the address away, as the removal of a pod sandbox does. Its connections are told nothing. */
  detach(): void {
    if (!this.attached) return;
    for (const listener of [...this.listeners]) listener.close();
    this.udpPorts?.closeAll();
    this.attached = false;
    this.connections.clear();
    this.network.remove(this);
  }

  /** Its UDP ports; hardly any host has one. */
  get udp(): UdpPorts {
    this.udpPorts ??= new UdpPorts(this);
    return this.udpPorts;
  }

  /** Those of its network, and of the machine that it is on. */
  get parameters(): KernelParameters {
    this.ownParameters ??= new KernelParameters(this.info.parameters, this.network.machineOf(this)?.parameters);
    return this.ownParameters;
  }

  /** /proc/sys */
  get parameterDirectory(): ParameterDirectory {
    return new ParameterDirectory(this.parameters, this.name);
  }

  /** Whether a port below the first that is for everybody is refused to this owner (ip(7), ip_unprivileged_port_start). */
  refusesPort(port: number, owner: SocketOwner | undefined): boolean {
    if (!owner?.hasCapability || owner.hasCapability('NET_BIND_SERVICE')) return false;
    if (port >= Number(this.parameters.get('net.ipv4.ip_unprivileged_port_start'))) return false;
    this.network.kernel.acts(PRIVILEGED_PORTS);
    return true;
  }

  /**
   * Whether this TCP port could be opened now.
   * @throws BindError if not
   */
  demandPort(port: number, { address = '0.0.0.0', owner }: ListenOptions & { readonly owner?: SocketOwner }): void {
    if (this.refusesPort(port, owner)) throw new BindError('EACCES', address, port, this.name);
    const taken = this.listeners.some((l) => l.port === port && overlaps(l.address, address) && l.open);
    if (taken) throw new BindError('EADDRINUSE', address, port, this.name);
  }

  /**
   * Opens a TCP port. It closes when its owner ends, together with what it has accepted.
   * @throws BindError
   */
  listen(port: number, accept: Accept, owner?: SocketOwner, options: ListenOptions = {}): Listener {
    const address = options.address ?? '0.0.0.0';
    this.demandPort(port, { address, ...(owner && { owner }) });
    const listener = new Listener(this, port, address, accept, owner);
    this.listeners.push(listener);
    return listener;
  }

  /** Who accepts a connection to this port that comes by way of `ip`. */
  listenerOn(port: number, ip: string): Listener | undefined {
    return this.listeners.find((l) => l.port === port && l.open && overlaps(l.address, ip));
  }

  /** The ports that something listens on, for `netstat -lnt` and `ss -lnt`. */
  listening(): readonly Listener[] {
    return this.listeners.filter((l) => l.open);
  }

  /** A port for the client's end of a connection. */
  ephemeralPort(): number {
    return FIRST_EPHEMERAL_PORT + (this.ephemeral++ % EPHEMERAL_PORTS);
  }

  /** One way, in milliseconds. */
  delayTo(other: NetHost): number {
    return other === this ? 0 : this.network.kernel.latency('podRtt');
  }

  /** Removes a listener that has closed. */
  drop(listener: Listener): void {
    const index = this.listeners.indexOf(listener);
    if (index >= 0) this.listeners.splice(index, 1);
  }

  remember(connection: Connection): void {
    this.connections.add(connection);
  }

  forget(connection: Connection): void {
    this.connections.delete(connection);
  }

  /** Established connections, for `netstat -nt`. */
  established(): readonly Connection[] {
    return this.connections.list();
  }
}

function overlaps(a: string, b: string): boolean {
  return a === '0.0.0.0' || b === '0.0.0.0' || a === b;
}
