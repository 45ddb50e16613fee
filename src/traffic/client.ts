import { type Kernel, type Process, sleep, type Task } from '../kernel/index';
import {
  type Connection,
  type HttpCall,
  header,
  httpRequestOn,
  NetError,
  type NetHost,
  type Network,
} from '../world/index';
import { type Outcome, outcomeOf } from './outcome';

/** A machine or pod that requests come from. */
export interface Sender {
  readonly from: NetHost;
  /** Whether the machine or pod is still there. Default always. */
  readonly isAlive?: () => boolean;
}

export interface TrafficOptions extends Sender {
  /** How facts and reports call the client. */
  readonly name: string;
  /** `namespace/name` of the Service it asks, for facts and reports. */
  readonly service?: string;
  /** Who goes on in the place of a sender that is no more. Default nobody: the client ends with its machine or pod. */
  readonly next?: () => Sender | undefined;
  readonly host: string;
  /** Default 80. */
  readonly port?: number;
  /** Default `/`. */
  readonly path?: string;
  readonly perSecond: number;
  /** For one try: lookup, connect and answer together. Default 1 s. */
  readonly timeoutMs?: number;
  /** Further tries of a request that failed. Default 0. */
  readonly retries?: number;
  /** How long it waits before each further try. Default 0. */
  readonly retryAfterMs?: number;
  /** Keep connections after an answer and use them again, as long as they last. Default false: a new connection each. */
  readonly keepAlive?: boolean;
  /** It stands for somebody whom NetworkPolicies let in. Default false. */
  readonly isAdmitted?: boolean;
}

/**
 * Sends requests at a steady rate, whether or not earlier ones have been answered, and records each as a fact with its
 * outcome: `request` {client, ok, status, reason, why, latencyMs, tries, served} of object `Service/namespace/name`.
 */
export class TrafficClient {
  private readonly generator: Process;
  /** Connections that wait for the next request; the one used last is used first, so that the others can grow old. */
  private readonly kept: Connection[] = [];
  private sender: Sender;

  constructor(
    private readonly kernel: Kernel,
    private readonly network: Network,
    private readonly options: TrafficOptions,
  ) {
    this.sender = options;
    this.generator = kernel.spawn(`client ${options.name}`, this.generate());
  }

  /** Sends nothing more; what is underway comes to its end. */
  stop(): void {
    this.generator.kill();
    for (const connection of this.kept.splice(0)) connection.close();
  }

  /** Whether somebody is there to send. */
  private get hasSender(): boolean {
    if (!isAlive(this.sender)) this.sender = this.options.next?.() ?? this.sender;
    return isAlive(this.sender);
  }

  /** The n-th request is due at n / rate: rounding to milliseconds never adds up. */
  private *generate(): Task {
    const startMs = this.kernel.now;
    const name = `client ${this.options.name}`;
    for (let n = 1; this.hasSender; n++) {
      this.kernel.spawn(name, this.request());
      yield* sleep(startMs + Math.round((n * 1000) / this.options.perSecond) - this.kernel.now);
    }
  }

  private *request(): Task {
    const startMs = this.kernel.now;
    const { sender } = this;
    const { retries = 0, retryAfterMs = 0 } = this.options;
    for (let tries = 1; ; tries++) {
      const attempt = yield* this.attempt(sender);
      // Nobody hears what became of a request whose sender is gone
      if (!isAlive(sender)) return;
      if (attempt.outcome.ok || tries > retries) return this.record(attempt, tries, startMs);
      if (retryAfterMs > 0) yield* sleep(retryAfterMs);
    }
  }

  private record({ outcome, served }: Attempt, tries: number, startMs: number): void {
    const { name, service } = this.options;
    const latencyMs = this.kernel.now - startMs;
    this.kernel.journal.record({
      component: `client/${name}`,
      type: 'request',
      ...(service && { object: `Service/${service}` }),
      detail: { client: name, ...outcome, latencyMs, tries, ...(served && { served }) },
    });
  }

  private *attempt({ from }: Sender): Task<Attempt> {
    const { timeoutMs = 1000, keepAlive } = this.options;
    const deadlineMs = this.kernel.now + timeoutMs;
    const connection = this.takeKept() ?? (yield* this.connect(from, deadlineMs));
    if (connection instanceof NetError) return { outcome: outcomeOf(connection, undefined), served: undefined };
    const served = connection.peer.host.name;
    const answer = yield* httpRequestOn(connection, this.call(deadlineMs - this.kernel.now));
    const goesOn = keepAlive && !(answer instanceof NetError) && header(answer.headers, 'connection') !== 'close';
    if (goesOn) this.kept.push(connection);
    else connection.close();
    return { outcome: outcomeOf(answer, served), served };
  }

  private takeKept(): Connection | undefined {
    for (let kept = this.kept.pop(); kept; kept = this.kept.pop()) if (kept.alive) return kept;
    return undefined;
  }

  private *connect(from: NetHost, deadlineMs: number): Task<Connection | NetError> {
    const { host, port = 80, isAdmitted } = this.options;
    const address = IP.test(host) ? host : yield* this.network.addressOf(from, host, deadlineMs - this.kernel.now);
    if (address instanceof NetError) return address;
    return yield* this.network.connect(from, address, port, deadlineMs - this.kernel.now, isAdmitted);
  }

  private call(timeoutMs: number): HttpCall {
    const { name, host, port = 80, path = '/', keepAlive } = this.options;
    const headers = { 'User-Agent': `podwright/${name}`, Connection: keepAlive ? 'keep-alive' : 'close' };
    return { scheme: 'http', host, port, path, headers, timeoutMs };
  }
}

interface Attempt {
  readonly outcome: Outcome;
  readonly served: string | undefined;
}

function isAlive(sender: Sender): boolean {
  return sender.isAlive?.() ?? true;
}

const IP = /^\d+\.\d+\.\d+\.\d+$/;
