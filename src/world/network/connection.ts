import { type Kernel, Signal, type Task, TIMED_OUT, within } from '../../kernel';
import { NetError } from './error';
import type { NetHost } from './host';
import { EOF } from './types';

/** The end of a connection that was thrown away: the other side need not read what came before. */
const RESET: unique symbol = Symbol('reset');

/**
 * One end of an established TCP connection. What one end writes the other reads, in order, after the round-trip
 * share of the latency table. Text stands for bytes: every protocol here (HTTP, TLS hello, gRPC, redis) is what it writes.
 */
export class Connection {
  /** The other end. */
  peer!: Connection;
  private readonly received: string[] = [];
  private readonly arrival: Signal;
  private finished = false;
  private wasReset = false;
  private isClosed = false;
  private lastArrivalMs = 0;
  /** What is on its way to the other end, in the order in which it was sent: text, or the end, orderly or rude. */
  private readonly underway: (string | typeof EOF | typeof RESET)[] = [];

  private constructor(
    private readonly kernel: Kernel,
    readonly host: NetHost,
    /** Address and port of this end. */
    readonly local: { readonly ip: string; readonly port: number },
    /** Address and port that this end believes to talk to: a Service's address stays one for the client. */
    readonly remote: { readonly ip: string; readonly port: number },
  ) {
    this.arrival = new Signal(kernel);
  }

  /** Two ends of a new connection: [the client's, the server's]. */
  static pair(
    kernel: Kernel,
    client: { host: NetHost; ip: string; port: number; sees: { ip: string; port: number } },
    server: { host: NetHost; ip: string; port: number },
  ): [Connection, Connection] {
    const near = new Connection(kernel, client.host, client, client.sees);
    const far = new Connection(kernel, server.host, server, client);
    near.peer = far;
    far.peer = near;
    return [near, far];
  }

  get closed(): boolean {
    return this.isClosed;
  }

  /** True while both ends still hold it open. */
  get alive(): boolean {
    return !this.isClosed && !this.finished && !this.wasReset;
  }

  /** Sends text; after the other side has gone it answers with a reset, as a real one does. */
  write(data: string): void {
    if (this.isClosed || data === '') return;
    this.deliver(data);
  }

  /**
   * What the other side sent, at least one character; waits for it.
   * @returns `EOF` after an orderly close, a `NetError` of kind `reset` after a reset, `TIMED_OUT` after `timeoutMs`.
   */
  *read(timeoutMs = Number.POSITIVE_INFINITY): Task<string | typeof EOF | typeof TIMED_OUT | NetError> {
    const deadlineMs = this.kernel.now + timeoutMs;
    for (;;) {
      if (this.wasReset) return new NetError('reset', { phase: 'exchange', ...this.endpoints() });
      const data = this.received.join('');
      this.received.length = 0;
      if (data !== '') return data;
      if (this.finished || this.isClosed) return EOF;
      if ((yield* within(deadlineMs - this.kernel.now, this.arrival.wait())) === TIMED_OUT) return TIMED_OUT;
    }
  }

  /** Closes this end. With unread data the operating system sends a reset instead of an orderly end (RFC 2525, 2.17). */
  close(): void {
    if (this.isClosed) return;
    const rude = this.received.length > 0;
    this.isClosed = true;
    this.host.forget(this);
    this.arrival.fire();
    this.deliver(rude ? RESET : EOF);
  }

  /** Throws the connection away: the other side reads a reset. */
  reset(): void {
    if (this.isClosed) return;
    this.received.push('');
    this.close();
  }

  /** Addresses for error messages. */
  endpoints(): { address: string; port: number; local: string } {
    return { address: this.remote.ip, port: this.remote.port, local: `${this.local.ip}:${this.local.port}` };
  }

  /** What the other end sent. Who has closed already answers text with a reset. */
  private take(sent: string | typeof EOF | typeof RESET): void {
    if (typeof sent === 'string' && this.isClosed) {
      this.peer.refuse();
      return;
    }
    if (typeof sent === 'string') this.received.push(sent);
    else this.finished = true;
    if (sent === RESET) this.wasReset = true;
    this.arrival.fire();
  }

  private refuse(): void {
    this.wasReset = true;
    this.arrival.fire();
  }

  /** Nothing arrives at or leaves from a machine that is down or gone: that side is not told of anything. */
  private deliver(sent: string | typeof EOF | typeof RESET): void {
    const { kernel, host, peer } = this;
    if (!host.reaches(peer.host)) return;
    this.lastArrivalMs = Math.max(this.lastArrivalMs, kernel.now + host.delayTo(peer.host));
    // Whatever order the seed gives to simultaneous events: a stream arrives in the order in which it was sent.
    this.underway.push(sent);
    kernel.at(this.lastArrivalMs, () => this.arrive(), 'network');
  }

  private arrive(): void {
    const next = this.underway.shift();
    if (next !== undefined && this.host.reaches(this.peer.host)) this.peer.take(next);
  }
}
