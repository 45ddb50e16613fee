import { Signal, type Task, TIMED_OUT, within } from '../../kernel';
import { NetError } from './error';
import { isSame } from './flows';
import type { NetHost } from './host';
import { byteLength } from './http';
import { isLoopback } from './ip';
import { type Endpoint, EOF, type SocketOwner } from './types';

/** What waits for a program that does not read; what comes then is thrown away (socket(7), rmem_default). */
const RECEIVE_BUFFER_BYTES = 212_992;

export interface Datagram {
  readonly data: string;
  /** Who sent it, as the receiver sees it. */
  readonly from: Endpoint;
}

/**
 * A UDP socket (udp(7)): it sends datagrams to anybody, or to the peer that it is connected to, and gets what comes to its port.
 * Nobody tells a sender that a datagram was lost; that nothing has the port open a connected socket learns at its next call.
 * Made by `NetHost.udp.bind`. Text stands for bytes.
 */
export class DatagramSocket {
  private peer: Endpoint | undefined;
  private failure: NetError | undefined;
  private closed = false;
  private readonly received: Datagram[] = [];
  private receivedBytes = 0;
  private readonly arrival: Signal;
  /** What is on its way, in the order in which it was sent; on one path no datagram overtakes another. */
  private readonly underway: { datagram: Datagram; to: Endpoint; host: NetHost; ip: string; port: number }[] = [];
  private lastArrivalMs = 0;

  constructor(
    readonly host: NetHost,
    readonly port: number,
    /** The local address it is bound to; `0.0.0.0` is all of them. */
    readonly address: string,
    private readonly owner?: SocketOwner,
  ) {
    const { kernel } = host.network;
    this.arrival = new Signal(kernel);
    if (owner) kernel.spawn(`${host.name}:${port}/udp owner`, this.closeWithOwner(owner));
  }

  get open(): boolean {
    return !this.closed && !this.owner?.ended.isSet;
  }

  /** The peer that it is connected to. */
  get remote(): Endpoint | undefined {
    return this.peer;
  }

  /** From now on only the peer's datagrams are taken, `send` needs no address, and errors that come back are told. */
  connect(peer: Endpoint): void {
    this.peer = peer;
  }

  /** Whether it takes datagrams that `from` sends to this address of its host. */
  takes(port: number, ip: string, from: Endpoint): boolean {
    if (!this.open || port !== this.port || (this.address !== '0.0.0.0' && this.address !== ip)) return false;
    return this.peer === undefined || isSame(this.peer, from);
  }

  /**
   * Sends a datagram, to the peer unless `to` says where.
   * @returns what came back for an earlier one (`refused`: ECONNREFUSED; this one is not sent then), or `unreachable` when no
   * route leads there
   */
  send(data: string, to = this.peer): NetError | undefined {
    const failure = this.takeFailure();
    if (failure) return failure;
    if (!this.open || !to) return undefined;
    const { network, udp } = this.host;
    const route = network.routed(this.host, to.ip, to.port, 'UDP', udp.flows.target(this.port, to));
    const met = network.meet({ from: this.host, address: to.ip, port: to.port, protocol: 'UDP' }, route);
    if (met === 'unreachable') return new NetError('unreachable', { phase: 'exchange', address: to.ip, port: to.port });
    if (met === 'refused')
      network.kernel.after(network.kernel.latency('podRtt'), () => this.refused(to, 'rules'), 'network');
    if (typeof route === 'object') udp.flows.sent(this.port, to, route);
    // That no host is there is told as well, but Linux keeps this kind of error from UDP sockets (net/ipv4/icmp.c, icmp_err_convert).
    if (typeof met !== 'object') return undefined;
    const from = { ip: isLoopback(met.ip) ? met.ip : this.host.ip, port: this.port };
    this.underway.push({ datagram: { data, from }, to, ...met });
    this.lastArrivalMs = Math.max(this.lastArrivalMs, network.kernel.now + this.host.delayTo(met.host));
    network.kernel.at(this.lastArrivalMs, () => this.arrive(), 'network');
    return undefined;
  }

  /**
   * The next datagram; waits for it.
   * @returns a `NetError` of kind `refused` when nothing has the peer's port open, `EOF` once the socket is closed, `TIMED_OUT`
   * after `timeoutMs`
   */
  *receive(timeoutMs = Number.POSITIVE_INFINITY): Task<Datagram | NetError | typeof EOF | typeof TIMED_OUT> {
    const { kernel } = this.host.network;
    const deadlineMs = kernel.now + timeoutMs;
    for (;;) {
      const failure = this.takeFailure();
      if (failure) return failure;
      const datagram = this.received.shift();
      if (datagram) {
        this.receivedBytes -= byteLength(datagram.data);
        return datagram;
      }
      if (!this.open) return EOF;
      if ((yield* within(deadlineMs - kernel.now, this.arrival.wait())) === TIMED_OUT) return TIMED_OUT;
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.host.udp.drop(this);
    this.arrival.fire();
  }

  private arrive(): void {
    const next = this.underway.shift();
    if (!next || !this.host.reaches(next.host)) return;
    const { host, ip, port, datagram, to } = next;
    const from = host.udp.flows.received(port, datagram.from);
    const socket = host.udp.taking(port, ip, from);
    if (socket) socket.take({ data: datagram.data, from });
    // The receiver's kernel answers with ICMP port unreachable (RFC 1122, 4.1.3.1). There and back is one `podRtt`, as for TCP.
    else if (host.reaches(this.host)) this.refused(to, host.name);
  }

  private take(datagram: Datagram): void {
    const bytes = byteLength(datagram.data);
    if (this.receivedBytes + bytes > RECEIVE_BUFFER_BYTES) return;
    this.receivedBytes += bytes;
    this.received.push(datagram);
    this.arrival.fire();
  }

  /** Who is not connected is not told: it could not say which of its datagrams was meant (udp(7)). */
  private refused(to: Endpoint, refusedBy: string): void {
    if (!this.open || !this.peer || !isSame(this.peer, to)) return;
    this.failure = new NetError('refused', { phase: 'exchange', address: to.ip, port: to.port, refusedBy });
    this.arrival.fire();
  }

  private takeFailure(): NetError | undefined {
    const { failure } = this;
    this.failure = undefined;
    return failure;
  }

  private *closeWithOwner(owner: SocketOwner): Task<void> {
    yield* owner.ended.join();
    this.close();
  }
}
