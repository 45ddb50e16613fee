import { sleep, type Task, until } from '../../../kernel';
import { BindError, type HttpExchange, type HttpReply, HttpServer, header } from '../../network';
import type { Proc } from '../../process';
import { App } from '../app';
import { accessTime, httpTime } from '../clock';
import { bindFailure, canBind } from './bind';
import type { NginxConfig, VirtualServer } from './config';
import { NginxLog } from './log';
import { type NginxPort, portsOf } from './ports';
import { errorReply, nginxRespond } from './respond';
import { makeTempPaths, NginxStartError, writePidFile } from './start';
import { NginxConfigError } from './syntax';

/** The master process of nginx, with the one worker that a container on a small machine has. */
export class NginxMaster {
  private readonly app: App;
  private readonly log: NginxLog;
  private worker!: Proc;
  private servers: HttpServer[] = [];
  private connections = 0;

  constructor(
    private readonly proc: Proc,
    private readonly version: string,
    private config: NginxConfig,
    /** Reads the configuration again. @throws NginxConfigError */
    private readonly load: () => NginxConfig,
  ) {
    this.app = new App(proc);
    this.log = new NginxLog(proc, config.errorLog);
  }

  *run(): Task<number> {
    const { app, proc, log } = this;
    const missing = yield* this.missingUpstream();
    if (missing) {
      proc.stderr.write(`nginx: [emerg] ${missing}\n`);
      return 1;
    }
    proc.argv = [`nginx: master process ${proc.argv.join(' ')}`];
    // As PID 1 it ignores a signal that comes before its handlers are set: one recorded stop of 27 came that early.
    yield* sleep(proc.kernel.latency('nginxSignals'));
    this.handleSignals();
    yield* app.startUp('nginxListen');
    if (!(yield* this.prepare())) return 1;
    log.started(this.version);
    this.startWorker();
    try {
      return yield* app.serve({ open: () => this.openPorts(), close: () => this.closePorts() });
    } catch (error) {
      if (!(error instanceof BindError)) throw error;
      log.write('emerg', proc.pid, bindFailure(error));
      return 1;
    }
  }

  /** What nginx does before it serves, in its order; false: it can not start, and has said why. */
  private *prepare(): Task<boolean> {
    const { config, log, proc } = this;
    const { user } = config;
    if (user && proc.uid !== 0)
      log.refused(
        proc.pid,
        'warn',
        `the "user" directive makes sense only if the master process runs with super-user privileges, ignored in ${user.file}:${user.line}`,
      );
    try {
      makeTempPaths(proc, config);
      if (!(yield* canBind(proc, config, log))) return false;
      writePidFile(proc, config);
      return true;
    } catch (error) {
      if (!(error instanceof NginxStartError)) throw error;
      log.refused(proc.pid, 'emerg', error.message);
      return false;
    }
  }

  private handleSignals(): void {
    const { app, proc, log } = this;
    app.onStop('QUIT', () => {
      log.notice(proc.pid, 'signal 3 (SIGQUIT) received, shutting down');
      return this.stop('gracefully shutting down');
    });
    app.onStop('TERM', () => {
      log.notice(proc.pid, 'signal 15 (SIGTERM) received, exiting');
      return this.stop('exiting');
    });
    app.onStop('INT', () => {
      log.notice(proc.pid, 'signal 2 (SIGINT) received, exiting');
      return this.stop('exiting');
    });
    proc.onSignal('HUP', () => this.reload());
    for (const quiet of ['WINCH', 'USR1', 'USR2', 'CHLD'] as const) proc.onSignal(quiet, () => {});
  }

  /** Ends the worker, at once or when its requests are answered, then the master. */
  private *stop(how: 'exiting' | 'gracefully shutting down'): Task<number> {
    const { proc, log, worker } = this;
    if (worker) log.notice(worker.pid, how);
    if (how === 'exiting') for (const server of this.servers) server.abort();
    else for (const server of this.servers) yield* server.drain();
    yield* sleep(proc.kernel.latency('appStop'));
    if (worker && how !== 'exiting') log.notice(worker.pid, 'exiting');
    if (worker) log.stopped(proc.pid, worker.pid);
    if (proc.fs.exists(this.config.pidFile)) proc.fs.remove(this.config.pidFile);
    return 0;
  }

  /** A broken configuration leaves everything as it was. */
  private reload(): void {
    const { proc, log } = this;
    log.notice(proc.pid, 'signal 1 (SIGHUP) received, reconfiguring');
    try {
      this.config = this.load();
    } catch (error) {
      if (!(error instanceof NginxConfigError)) throw error;
      log.write('emerg', proc.pid, error.message);
      return;
    }
    log.notice(proc.pid, 'reconfiguring');
    log.notice(proc.pid, 'start worker processes');
    const old = this.worker;
    this.closePorts();
    this.openPorts();
    this.startWorker();
    log.notice(old.pid, 'gracefully shutting down');
    old.signal('QUIT');
  }

  /** The worker is what `ps` shows and what a reload replaces; the answering is done by the master's tasks. */
  private startWorker(): void {
    this.worker = this.proc.fork(['nginx: worker process'], {}, untilToldToStop);
    this.log.notice(this.proc.pid, `start worker process ${this.worker.pid}`);
  }

  private openPorts(): void {
    this.servers = portsOf(this.config).map((port) => this.openPort(port));
  }

  private openPort({ listen, servers }: NginxPort): HttpServer {
    const { proc, version } = this;
    const http = new HttpServer(
      proc.kernel,
      (exchange) => this.answer(servers.find((server) => hasName(server, exchange)) ?? servers[0]!, exchange),
      {
        headers: () => ({ Server: `nginx/${version}`, Date: httpTime(proc) }),
        badRequest: () => errorReply(version, 400),
        tls: listen.tls,
      },
    );
    http.listen(proc.net, listen.port, proc, { address: listen.address });
    return http;
  }

  private closePorts(): void {
    for (const server of this.servers) server.stopListening();
  }

  private *answer(server: VirtualServer, exchange: HttpExchange): Task<HttpReply | undefined> {
    const { app, proc, version } = this;
    const connection = ++this.connections;
    const complain = (what: string) => this.logError(server, exchange, `*${connection} ${what}`);
    const reply = yield* app.respond(exchange, () => nativeReply(proc, version, server, exchange, complain));
    if (reply) this.logAccess(server, exchange, reply);
    // 444 is nginx's own way to say: close the connection without an answer.
    return reply?.status === 444 ? undefined : reply;
  }

  private logError(server: VirtualServer, exchange: HttpExchange, message: string): void {
    const host = header(exchange.request.headers, 'host');
    const where = `client: ${exchange.clientIp}, server: ${server.names[0] ?? ''}, request: "${requestLine(exchange)}"`;
    this.log.write('error', this.worker.pid, `${message}, ${where}${host ? `, host: "${host}"` : ''}`);
  }

  private logAccess(server: VirtualServer, exchange: HttpExchange, reply: HttpReply): void {
    const path = server.scope.find('access_log')?.args[0] ?? '/var/log/nginx/access.log';
    if (path === 'off') return;
    const { request, clientIp } = exchange;
    const size = request.method === 'HEAD' ? 0 : Buffer.byteLength(reply.body);
    const told = (name: string) => `"${header(request.headers, name) ?? '-'}"`;
    const who = `${clientIp} - - [${accessTime(this.proc)}]`;
    const tail = `${told('referer')} ${told('user-agent')} ${told('x-forwarded-for')}`;
    this.log.access(path, `${who} "${requestLine(exchange)}" ${reply.status} ${size} ${tail}`);
  }

  /** nginx resolves all upstream names before it starts. */
  private *missingUpstream(): Task<string | undefined> {
    const { net } = this.proc;
    for (const location of this.config.servers.flatMap((server) => server.locations)) {
      const pass = location.scope.here('proxy_pass');
      const host = /^https?:\/\/([^/:$]+)/.exec(pass?.args[0] ?? '')?.[1];
      if (!pass || !host) continue;
      const resolved = yield* net.network.resolve(net, host);
      if (resolved instanceof Error) return `host not found in upstream "${host}" in ${pass.file}:${pass.line}`;
    }
    return undefined;
  }
}

function requestLine({ request }: HttpExchange): string {
  return `${request.method} ${request.target} ${request.version}`;
}

function hasName(server: VirtualServer, exchange: HttpExchange): boolean {
  const host = (header(exchange.request.headers, 'host') ?? '').replace(/:\d+$/, '');
  return server.names.includes(host);
}

function* untilToldToStop(worker: Proc): Task<number> {
  let over = false;
  for (const signal of ['QUIT', 'TERM', 'INT'] as const) {
    worker.onSignal(signal, () => {
      over = true;
    });
  }
  while (!over) yield* until(worker.signalled.wait());
  return 0;
}

function* nativeReply(
  proc: Proc,
  version: string,
  server: VirtualServer,
  exchange: HttpExchange,
  complain: (what: string) => void,
): Task<HttpReply> {
  const { reply, complaint } = yield* nginxRespond(proc, version, server, exchange);
  if (complaint !== undefined) complain(complaint);
  return reply;
}
