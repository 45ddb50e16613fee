import type { Kernel, Task } from './kernel/index';
import { Latch, sleep } from './kernel/index';
import {
  AT_ONCE,
  dialectsOf,
  type HttpExchange,
  type HttpReply,
  HttpServer,
  header,
  type NetHost,
  type Network,
  openPort,
} from './world/index';

/** One request that a server outside the cluster has seen. */
export interface AccessLogEntry {
  readonly timeMs: number;
  readonly clientIp: string;
  readonly method: string;
  readonly path: string;
  readonly userAgent: string;
  readonly port: number;
}

/** How a server outside the cluster answers, instead of at once with 200. */
export interface ExternalAnswer {
  /** Default every path. */
  readonly path?: string;
  /** Default 200. */
  readonly status?: number;
  /** Time that the answer takes. Default 0. */
  readonly afterMs?: number;
}

/** Machines outside the cluster: they answer pings while they are up, and serve web pages on the ports that were opened. */
export class ExternalHosts {
  private readonly hosts = new Map<string, ExternalHost>();

  constructor(
    private readonly kernel: Kernel,
    private readonly network: Network,
  ) {}

  /** Switches a machine on, or opens one of its ports too. */
  up(address: string, port?: number): void {
    const host = this.host(address);
    host.powerOn();
    if (port !== undefined) host.open(port);
  }

  /** Switches a machine off, or closes one of its ports. */
  down(address: string, port?: number): void {
    const host = this.host(address);
    if (port === undefined) host.powerOff();
    else host.close(port);
  }

  /** From now on the machine's servers answer so; of several rules for a path the last one counts. */
  respond(address: string, answer: ExternalAnswer): void {
    this.host(address).answers.push(answer);
  }

  /** What the machine's servers were asked for, oldest first. */
  accessLog(address: string): readonly AccessLogEntry[] {
    return this.hosts.get(address)?.log ?? [];
  }

  private host(address: string): ExternalHost {
    let host = this.hosts.get(address);
    if (!host) {
      host = new ExternalHost(this.kernel, this.network, address);
      this.hosts.set(address, host);
    }
    return host;
  }
}

class ExternalHost {
  readonly log: AccessLogEntry[] = [];
  readonly answers: ExternalAnswer[] = [];
  private net: NetHost | undefined;
  private readonly servers = new Map<number, Latch<void>>();

  constructor(
    private readonly kernel: Kernel,
    private readonly network: Network,
    private readonly address: string,
  ) {}

  powerOn(): void {
    this.net ??=
      this.network.hostAt(this.address) ?? this.network.attach(this.address, { name: this.address, kind: 'external' });
    this.net.up = true;
    this.record('host-up');
  }

  powerOff(): void {
    for (const port of [...this.servers.keys()]) this.close(port);
    this.net ??= this.network.attach(this.address, { name: this.address, kind: 'external' });
    this.net.detach();
    this.net = undefined;
    this.record('host-down');
  }

  open(port: number): void {
    if (!this.net || this.servers.has(port)) return;
    const ended = new Latch<void>(this.kernel);
    const http = new HttpServer(this.kernel, (exchange) => this.answer(exchange), { dialects: dialectsOf(AT_ONCE) });
    openPort(http, this.net, port, { ended }, AT_ONCE);
    this.servers.set(port, ended);
  }

  close(port: number): void {
    this.servers.get(port)?.set();
    this.servers.delete(port);
  }

  private *answer({ request, path, clientIp, port }: HttpExchange): Task<HttpReply> {
    const userAgent = header(request.headers, 'user-agent') ?? '';
    this.log.push({ timeMs: this.kernel.now, clientIp, method: request.method, path, userAgent, port });
    this.record('host-request', { method: request.method, path, userAgent, clientIp, port });
    const rule = this.answers.findLast((answer) => answer.path === undefined || answer.path === path);
    if (rule?.afterMs) yield* sleep(rule.afterMs);
    return { status: rule?.status ?? 200, body: 'ok\n' };
  }

  private record(type: string, detail: Readonly<Record<string, unknown>> = {}): void {
    this.kernel.journal.record({ component: 'world', type, object: `Host//${this.address}`, detail });
  }
}
