import { type Kernel, Roster, Signal, type Task, TIMED_OUT, until } from '../../kernel';
import type { Connection } from './connection';
import { NetError } from './error';
import { type GrpcHealth, isGrpcPreface, serveGrpc } from './grpc';
import type { NetHost } from './host';
import {
  byteLength,
  type HttpRequest,
  type HttpResponse,
  header,
  parseRequest,
  statusText,
  writeResponse,
} from './http';
import type { Listener } from './listener';
import { afterHello, isClientHello, SERVER_HELLO } from './tls';
import { EOF, type ListenOptions, type SocketOwner } from './types';

/** What a handler answers; the server adds `Content-Length`, `Connection` and the date. */
export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpExchange {
  readonly request: HttpRequest;
  /** Path without query, percent signs decoded. */
  readonly path: string;
  readonly clientIp: string;
  readonly serverIp: string;
  readonly port: number;
  readonly connection: Connection;
  readonly tls: boolean;
}

/** Answers a request; `undefined` closes the connection without an answer. It may wait as long as it likes. */
export type HttpHandler = (exchange: HttpExchange) => Task<HttpReply | undefined>;

export interface HttpServerOptions {
  /** Headers of every answer, such as `Server`. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** The answer to something that is no HTTP; default a bare 400. */
  readonly badRequest?: (exchange: { clientIp: string; firstLine: string }) => HttpReply;
  /** `auto`: speaks TLS to who begins with a handshake. `true`: plain requests get a 400. Default false. */
  readonly tls?: boolean | 'auto';
  /** Speaks gRPC (health service) to who begins with its preface. */
  readonly grpc?: GrpcHealth;
  /** Another conversation, for who begins it with words of another protocol. */
  readonly dialects?: (words: string, connection: Connection) => Task | undefined;
  /** How long a connection is kept after an answer; 0: it is closed. Default 65 s. */
  readonly keepAliveMs?: number;
}

/** How long a client may take for its first request. */
const FIRST_REQUEST_MS = 60_000;
const KEEP_ALIVE_MS = 65_000;

const BAD_REQUEST: HttpReply = { status: 400, headers: { 'Content-Type': 'text/plain' }, body: '400 Bad Request' };
const PLAIN_TO_TLS: HttpReply = { status: 400, body: 'Client sent an HTTP request to an HTTPS server.\n' };

/** The part of a web server that all web servers share: ports, connections that are kept alive, requests in flight, draining. */
export class HttpServer {
  private readonly listeners: Listener[] = [];
  private readonly idle = new Roster<Connection>();
  private readonly idleAgain: Signal;
  private busy = 0;
  private draining = false;

  constructor(
    kernel: Kernel,
    private readonly handler: HttpHandler,
    private readonly options: HttpServerOptions = {},
  ) {
    this.idleAgain = new Signal(kernel);
  }

  /** @throws BindError */
  listen(host: NetHost, port: number, owner: SocketOwner, options?: ListenOptions): Listener {
    const listener = host.listen(port, (connection) => this.serve(connection), owner, options);
    this.listeners.push(listener);
    return listener;
  }

  /** Requests that are being answered. */
  get inFlight(): number {
    return this.busy;
  }

  /** A graceful stop: no new connections, idle ones are closed, what is in flight is finished. Waits for that. */
  *drain(): Task<void> {
    this.draining = true;
    for (const listener of this.listeners) listener.close();
    for (const connection of this.idle.list()) connection.close();
    while (this.busy > 0) yield* until(this.idleAgain.wait());
  }

  /** No new connections; everything else goes on. */
  stopListening(): void {
    for (const listener of this.listeners) listener.close();
  }

  /** A fast stop: everything is cut. */
  abort(): void {
    for (const listener of this.listeners) listener.abort();
  }

  private *serve(connection: Connection): Task<void> {
    let text = '';
    let tls = false;
    let patienceMs = FIRST_REQUEST_MS;
    try {
      for (;;) {
        this.idle.add(connection);
        const data = yield* connection.read(patienceMs);
        patienceMs = this.options.keepAliveMs ?? KEEP_ALIVE_MS;
        this.idle.delete(connection);
        if (data === EOF || data === TIMED_OUT || data instanceof NetError) return;
        text += data;
        if (this.options.grpc && isGrpcPreface(text)) return yield* serveGrpc(connection, text, this.options.grpc);
        const other = this.options.dialects?.(text, connection);
        if (other) return yield* other;
        if (!tls && this.options.tls && isClientHello(text)) {
          tls = true;
          connection.write(SERVER_HELLO);
          text = afterHello(text);
        }
        if (!tls && this.options.tls === true) {
          this.send(connection, PLAIN_TO_TLS, undefined);
          return;
        }
        const rest = yield* this.answerAll(connection, text, tls);
        if (rest === undefined) return;
        text = rest;
      }
    } finally {
      this.idle.delete(connection);
    }
  }

  /** Answers the complete requests in `text`; returns what is left, or undefined when the connection is over. */
  private *answerAll(connection: Connection, text: string, tls: boolean): Task<string | undefined> {
    for (;;) {
      if (text === '') return text;
      const parsed = parseRequest(text);
      if (parsed === 'incomplete') return text;
      if (parsed === 'malformed') {
        const firstLine = text.split(/\r?\n/, 1)[0] ?? '';
        const reply = this.options.badRequest?.({ clientIp: connection.remote.ip, firstLine }) ?? BAD_REQUEST;
        this.send(connection, reply, undefined);
        return undefined;
      }
      text = parsed.rest;
      if (!(yield* this.answer(connection, parsed.message, tls))) return undefined;
    }
  }

  /** @returns whether the connection stays open. */
  private *answer(connection: Connection, request: HttpRequest, tls: boolean): Task<boolean> {
    this.busy++;
    try {
      const reply = yield* this.handler({
        request,
        path: pathOf(request.target),
        clientIp: connection.remote.ip,
        serverIp: connection.local.ip,
        port: connection.local.port,
        connection,
        tls,
      });
      if (!reply) return false;
      return this.send(connection, reply, request);
    } finally {
      this.busy--;
      this.idleAgain.fire();
    }
  }

  /** A handler that answers `Connection: close` ends the connection with its answer. */
  private mayStay({ headers = {} }: HttpReply): boolean {
    return this.options.keepAliveMs !== 0 && header(headers, 'connection')?.toLowerCase() !== 'close';
  }

  private send(connection: Connection, reply: HttpReply, request: HttpRequest | undefined): boolean {
    const keep = request !== undefined && !this.draining && this.mayStay(reply) && wantsMore(request);
    const response: HttpResponse = {
      version: 'HTTP/1.1',
      status: reply.status,
      statusText: statusText(reply.status),
      headers: Object.assign(
        {},
        this.options.headers?.(),
        { 'Content-Length': String(byteLength(reply.body)), Connection: keep ? 'keep-alive' : 'close' },
        reply.headers,
      ),
      body: reply.body,
    };
    connection.write(writeResponse(response, { omitBody: request?.method === 'HEAD' }));
    return keep;
  }
}

/** A path that is what it says: no host in front, no query, nothing encoded. */
const PLAIN = /^\/[^?#%]*$/;

function wantsMore(request: HttpRequest): boolean {
  const wish = header(request.headers, 'connection')?.toLowerCase();
  return request.version === 'HTTP/1.1' ? wish !== 'close' : wish === 'keep-alive';
}

function pathOf(target: string): string {
  if (PLAIN.test(target)) return target;
  const path = target.replace(/^https?:\/\/[^/]*/, '').split(/[?#]/, 1)[0] || '/';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
