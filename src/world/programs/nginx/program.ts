import { sleep, type Task } from '../../../kernel';
import { AddressInUse, type HttpExchange, type HttpReply, HttpServer, header } from '../../network';
import type { Proc, Program } from '../../process';
import { App } from '../app';
import { accessTime, httpTime } from '../clock';
import { loadNginxConfig, type NginxConfig, type VirtualServer } from './config';
import { NginxLog } from './log';
import { errorReply, nginxRespond } from './respond';
import { sendNginxSignal } from './signal';
import { NginxConfigError } from './syntax';

export interface NginxOptions {
  readonly version: string;
  /** Default `/etc/nginx/nginx.conf`. */
  readonly config?: string;
}

const DEFAULT_CONFIG = '/etc/nginx/nginx.conf';

/** nginx: master and worker, configuration from the container's files, signals as nginx.org/en/docs/control.html has them. */
export function nginxProgram(options: NginxOptions): Program {
  return function* nginx(proc) {
    const args = commandLine(proc.argv.slice(1));
    const file = args.config ?? options.config ?? DEFAULT_CONFIG;
    if (args.version) {
      proc.stderr.write(`nginx version: nginx/${options.version}\n`);
      return 0;
    }
    let config: NginxConfig;
    try {
      config = loadNginxConfig(proc.fs, file, args.globals);
    } catch (error) {
      if (!(error instanceof NginxConfigError)) throw error;
      proc.stderr.write(`nginx: [emerg] ${error.message}\n`);
      if (args.test) proc.stderr.write(`nginx: configuration file ${file} test failed\n`);
      return 1;
    }
    if (args.test) {
      proc.stderr.write(`nginx: the configuration file ${file} syntax is ok\n`);
      proc.stderr.write(`nginx: configuration file ${file} test is successful\n`);
      return 0;
    }
    if (args.signal) return sendNginxSignal(proc, config, args.signal);
    if (!config.daemon) return yield* master(proc, options, config, args);
    proc.fork(proc.argv, {}, (child) => master(child, options, config, args));
    return 0;
  };
}

interface CommandLine {
  config?: string;
  globals: string;
  signal?: string;
  test: boolean;
  version: boolean;
}

function commandLine(argv: readonly string[]): CommandLine {
  const out: CommandLine = { globals: '', test: false, version: false };
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i];
    if (arg === '-g') out.globals += argv[++i] ?? '';
    else if (arg === '-c') out.config = argv[++i] ?? '';
    else if (arg === '-s') out.signal = argv[++i] ?? '';
    else if (arg === '-t' || arg === '-T') out.test = true;
    else if (arg === '-v' || arg === '-V') out.version = true;
  }
  return out;
}

function* master(proc: Proc, options: NginxOptions, initial: NginxConfig, args: CommandLine): Task<number> {
  const app = new App(proc);
  const log = new NginxLog(proc, initial.errorLog);
  const unresolved = yield* missingUpstream(proc, initial);
  if (unresolved) {
    proc.stderr.write(`nginx: [emerg] ${unresolved}\n`);
    return 1;
  }
  proc.argv = [`nginx: master process ${proc.argv.join(' ')}`];
  yield* app.startUp('nginxListen');
  proc.fs.addFile(initial.pidFile, `${proc.pid}\n`);
  log.started(options.version);
  let worker = startWorker(proc);
  log.notice(proc.pid, `start worker process ${worker.pid}`);
  let requests = 0;
  const respond = (server: VirtualServer) => (exchange: HttpExchange) =>
    answer(app, log, options.version, server, exchange, () => worker.pid, ++requests);
  let servers: HttpServer[] = [];
  const service = {
    open: () => {
      servers = openServers(proc, options.version, config, respond);
    },
    close: () => {
      for (const server of servers) server.stopListening();
    },
  };
  let config = initial;
  const stopWorker = function* (graceful: boolean): Task<number> {
    log.notice(worker.pid, graceful ? 'gracefully shutting down' : 'exiting');
    if (graceful) for (const server of servers) yield* server.drain();
    else for (const server of servers) server.abort();
    yield* sleep(proc.kernel.latency('appStop'));
    if (graceful) log.notice(worker.pid, 'exiting');
    log.stopped(proc.pid, worker.pid);
    proc.fs.exists(config.pidFile) && proc.fs.remove(config.pidFile);
    return 0;
  };
  app.onStop('QUIT', () => {
    log.notice(proc.pid, 'signal 3 (SIGQUIT) received, shutting down');
    return stopWorker(true);
  });
  for (const [signal, number] of [
    ['TERM', 15],
    ['INT', 2],
  ] as const) {
    app.onStop(signal, () => {
      log.notice(proc.pid, `signal ${number} (SIG${signal}) received, exiting`);
      return stopWorker(false);
    });
  }
  proc.onSignal('HUP', () => {
    log.notice(proc.pid, 'signal 1 (SIGHUP) received from 0, reconfiguring');
    try {
      config = loadNginxConfig(proc.fs, args.config ?? options.config ?? DEFAULT_CONFIG, args.globals);
    } catch (error) {
      if (!(error instanceof NginxConfigError)) throw error;
      log.write('emerg', proc.pid, error.message);
      return;
    }
    log.notice(proc.pid, 'reconfiguring');
    service.close();
    service.open();
    const old = worker;
    worker = startWorker(proc);
    log.notice(proc.pid, 'start worker processes');
    log.notice(proc.pid, `start worker process ${worker.pid}`);
    log.notice(old.pid, 'gracefully shutting down');
    old.signal('QUIT');
  });
  for (const quiet of ['WINCH', 'USR1', 'USR2', 'CHLD'] as const) proc.onSignal(quiet, () => {});
  try {
    return yield* app.serve(service);
  } catch (error) {
    if (!(error instanceof AddressInUse)) throw error;
    log.write('emerg', proc.pid, `bind() to ${error.address}:${error.port} failed (98: Address already in use)`);
    return 1;
  }
}

/** Answers nothing by itself: it is what `ps` shows, and what a graceful reload replaces. */
function startWorker(master: Proc): Proc {
  return master.fork(['nginx: worker process'], {}, function* (worker) {
    let over = false;
    for (const signal of ['QUIT', 'TERM', 'INT'] as const) worker.onSignal(signal, () => (over = true));
    while (!over) yield worker.signalled.wait();
    return 0;
  });
}

function openServers(
  proc: Proc,
  version: string,
  config: NginxConfig,
  respond: (server: VirtualServer) => (exchange: HttpExchange) => Task<HttpReply | undefined>,
): HttpServer[] {
  const byPort = new Map<string, { address: string; port: number; tls: boolean; servers: VirtualServer[] }>();
  for (const server of config.servers) {
    for (const { address, port, tls } of server.listens) {
      const key = `${address}:${port}`;
      const entry = byPort.get(key) ?? { address, port, tls, servers: [] };
      entry.servers.push(server);
      byPort.set(key, entry);
    }
  }
  return [...byPort.values()].map(({ address, port, tls, servers }) => {
    const first = servers[0] as VirtualServer;
    const http = new HttpServer(
      proc.kernel,
      (exchange) => respond(servers.find((s) => hasName(s, exchange)) ?? first)(exchange),
      {
        headers: () => ({ Server: `nginx/${version}`, Date: httpTime(proc) }),
        badRequest: () => errorReply(version, 400),
        tls,
      },
    );
    http.listen(proc.net, port, proc, { address });
    return http;
  });
}

function hasName(server: VirtualServer, exchange: HttpExchange): boolean {
  const host = (header(exchange.request.headers, 'host') ?? '').replace(/:\d+$/, '');
  return server.names.includes(host);
}

function* answer(
  app: App,
  log: NginxLog,
  version: string,
  server: VirtualServer,
  exchange: HttpExchange,
  workerPid: () => number,
  connection: number,
): Task<HttpReply | undefined> {
  let complaint: string | undefined;
  const reply = yield* app.respond(exchange, function* () {
    const result = yield* nginxRespond(app.proc, version, server, exchange);
    complaint = result.complaint;
    return result.reply;
  });
  const { request, clientIp } = exchange;
  const line = `${request.method} ${request.target} ${request.version}`;
  if (complaint !== undefined) {
    const host = header(request.headers, 'host');
    const where = `client: ${clientIp}, server: ${server.names[0] ?? ''}, request: "${line}"`;
    log.write('error', workerPid(), `*${connection} ${complaint}, ${where}${host ? `, host: "${host}"` : ''}`);
  }
  if (reply && server.scope.find('access_log')?.args[0] !== 'off') {
    const size = request.method === 'HEAD' ? 0 : Buffer.byteLength(reply.body);
    const who = `${clientIp} - - [${accessTime(app.proc)}]`;
    const agent = header(request.headers, 'user-agent') ?? '-';
    const referer = header(request.headers, 'referer') ?? '-';
    const forwarded = header(request.headers, 'x-forwarded-for') ?? '-';
    const path = server.scope.find('access_log')?.args[0] ?? '/var/log/nginx/access.log';
    log.access(path, `${who} "${line}" ${reply.status} ${size} "${referer}" "${agent}" "${forwarded}"`);
  }
  return reply?.status === 444 ? undefined : reply;
}

/** nginx wants to know all upstream names before it starts. */
function* missingUpstream(proc: Proc, config: NginxConfig): Task<string | undefined> {
  for (const server of config.servers) {
    for (const location of server.locations) {
      const pass = location.scope.here('proxy_pass');
      const host = /^https?:\/\/([^/:$]+)/.exec(pass?.args[0] ?? '')?.[1];
      if (!pass || !host) continue;
      const resolved = yield* proc.net.network.resolve(proc.net, host);
      if (resolved instanceof Error) return `host not found in upstream "${host}" in ${pass.file}:${pass.line}`;
    }
  }
  return undefined;
}
