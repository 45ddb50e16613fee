import { type Kernel, type Process, sleep, type Task } from '../kernel/index';
import { type Connection, type HttpCall, httpRequestOn, NetError, type NetHost, type Network } from '../world/index';
import { type Outcome, outcomeOf } from './outcome';

export interface TrafficOptions {
  /** How facts and reports call the client. */
  readonly name: string;
  readonly from: NetHost;
  readonly host: string;
  /** Default 80. */
  readonly port?: number;
  /** Default `/`. */
  readonly path?: string;
  readonly perSecond: number;
  /** For one try, connect included. Default 1 s. */
  readonly timeoutMs?: number;
  /** Further tries of a request that failed. Default 0. */
  readonly retries?: number;
  /** Send all requests over one connection while it lasts. Default false: a new connection each. */
  readonly keepAlive?: boolean;
}

/**
 * Sends requests at a steady rate, whether or not earlier ones have been answered, and records each as a fact with its
 * outcome: `request` {client, ok, status, why, latencyMs, tries, served}.
 */
export class TrafficClient {
  private readonly generator: Process;
  private kept: Connection | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly network: Network,
    private readonly options: TrafficOptions,
  ) {
    this.generator = kernel.spawn(`client ${options.name}`, this.generate());
  }

  stop(): void {
    this.generator.kill();
    this.kept?.close();
  }

  /** The n-th request is due at n / rate: rounding to milliseconds never adds up. */
  private *generate(): Task {
    const startMs = this.kernel.now;
    for (let n = 1; ; n++) {
      if (this.options.keepAlive) yield* this.request();
      else this.kernel.spawn(`client ${this.options.name}`, this.request());
      yield* sleep(startMs + Math.round((n * 1000) / this.options.perSecond) - this.kernel.now);
    }
  }

  private *request(): Task {
    const startMs = this.kernel.now;
    const { retries = 0, name } = this.options;
    for (let tries = 1; ; tries++) {
      const { outcome, served } = yield* this.attempt();
      if (!outcome.ok && tries <= retries) continue;
      const detail = {
        client: name,
        ...outcome,
        latencyMs: this.kernel.now - startMs,
        tries,
        ...(served && { served }),
      };
      this.kernel.journal.record({ component: `client/${name}`, type: 'request', detail });
      return;
    }
  }

  private *attempt(): Task<{ outcome: Outcome; served: string | undefined }> {
    const connection = yield* this.connection();
    if (connection instanceof NetError) return { outcome: outcomeOf(connection, undefined), served: undefined };
    const served = connection.peer.host.name;
    const answer = yield* httpRequestOn(connection, this.call());
    if (this.options.keepAlive && !(answer instanceof NetError)) this.kept = connection;
    else connection.close();
    return { outcome: outcomeOf(answer, served), served };
  }

  private *connection(): Task<Connection | NetError> {
    const { kept } = this;
    this.kept = undefined;
    if (kept?.alive) return kept;
    const { from, host, port = 80, timeoutMs = 1000 } = this.options;
    const resolved = yield* this.network.resolve(from, host);
    if (resolved instanceof NetError) return resolved;
    return yield* this.network.connect(from, resolved.addresses[0] as string, port, timeoutMs);
  }

  private call(): HttpCall {
    const { host, port = 80, path = '/', timeoutMs = 1000, keepAlive } = this.options;
    const headers = { 'User-Agent': `podwright/${this.options.name}`, Connection: keepAlive ? 'keep-alive' : 'close' };
    return { scheme: 'http', host, port, path, headers, timeoutMs };
  }
}
