import { forever, sleep, type Task } from '../../kernel';
import type { CommandRule } from '../behaviour';
import { BindError, goListenError, HttpServer, type SocketOwner, serveDatagrams } from '../network';
import type { Proc, SignalName } from '../process';
import { App } from './app';
import { httpTime } from './clock';
import { type Closable, dialectsOf, openPort } from './databases/dialects';
import { OpenPorts } from './openPorts';
import { remoteClient } from './remoteClients';
import { holds } from './timetable';

const TASK_MS = 1000;
const STOP_SIGNALS: readonly SignalName[] = ['TERM', 'INT', 'QUIT'];

/**
 * The program of an image that nobody described. As main process of a container it is a server as it should be: it listens on
 * the ports that the manifest declares or probes, answers 200 on every path and SERVING to every health check, takes what comes
 * to its UDP ports, ends with 0 on SIGTERM. In an init container or a Job it works for a second and ends with 0. Run by a probe, a hook or a person it
 * succeeds at once. A behaviour changes all of that. Clients that everybody knows ask the servers that they are told to ask.
 */
export function* wellBehaved(proc: Proc, options: { stopSignals?: readonly SignalName[] } = {}): Task<number> {
  const client = remoteClient(proc);
  if (client && !ruleFor(proc)) return yield* client(proc);
  if (isCommand(proc)) return yield* command(proc);
  const app = new App(proc);
  if (proc.app?.isTask) return yield* task(app);
  yield* app.startUp('appListen');
  const http = new HttpServer(
    proc.kernel,
    (exchange) =>
      app.respond(exchange, () => ({ status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'ok\n' })),
    { tls: 'auto', grpc: app.health(), dialects: dialectsOf(app), headers: () => ({ Date: httpTime(proc) }) },
  );
  for (const signal of options.stopSignals ?? STOP_SIGNALS) {
    app.onStop(signal, function* () {
      yield* http.drain();
      yield* sleep(proc.kernel.latency('appStop'));
      return 0;
    });
  }
  const owner = ownerWithAdded(proc);
  const ports = new OpenPorts(proc, proc.app?.ports ?? [], (port, address) =>
    openPort(http, proc.net, port, owner, app, address === undefined ? {} : { address }),
  );
  let datagrams: Closable[] = [];
  try {
    return yield* app.serve({
      open: () => {
        ports.follow();
        datagrams = (proc.app?.udpPorts ?? []).map((port) => openUdpPort(app, port, owner));
      },
      close: () => {
        ports.close();
        for (const port of datagrams) port.close();
      },
      follow: () => ports.follow(),
    });
  } catch (error) {
    if (!(error instanceof BindError)) throw error;
    proc.stderr.write(`${goListenError(error)}\n`);
    return 1;
  }
}

/** Opens a UDP port. Nobody knows what is said there, so all that comes is read and nothing answered. */
function openUdpPort({ proc }: App, port: number, owner: SocketOwner): Closable {
  const socket = proc.net.udp.bind(port, { owner });
  proc.kernel.spawn(`${proc.name} (udp ${port})`, serveDatagrams(socket, noAnswer));
  return socket;
}

function* noAnswer(): Task<undefined> {}

/** An image that nobody described is made for what its manifest adds: the file of its program carries that capability. */
function ownerWithAdded(proc: Proc): SocketOwner {
  return {
    ended: proc.ended,
    hasCapability: (name) => proc.hasCapability(name) || (proc.fs.credentials?.added.has(name) ?? false),
  };
}

/** Neither the container's main process nor its descendant: somebody executed it in the container. */
function isCommand(proc: Proc): boolean {
  let oldest = proc;
  while (oldest.parent) oldest = oldest.parent;
  return oldest !== main(proc);
}

/** What somebody said of this command. */
function ruleFor(proc: Proc): CommandRule | undefined {
  return proc.app?.behaviour().commands?.findLast((rule) => holds(rule, main(proc)) && isAbout(rule, proc));
}

function* command(proc: Proc): Task<number> {
  const rule = ruleFor(proc);
  yield* sleep(rule?.takesMs ?? 0);
  if (rule?.output) proc.stdout.write(rule.output.endsWith('\n') ? rule.output : `${rule.output}\n`);
  return rule?.exitCode ?? 0;
}

/**
 * The container's first process, from whose start the times of a behaviour count. Containers that share a process namespace
 * each have one.
 */
function main(proc: Proc): Proc {
  return proc.namespace.list().find(({ app }) => app === proc.app) ?? proc;
}

function isAbout(rule: CommandRule, proc: Proc): boolean {
  if (rule.command === undefined) return true;
  const line = proc.argv.join(' ');
  const name = (proc.argv[0] ?? '').split('/').pop();
  return name === rule.command || line === rule.command || line.startsWith(`${rule.command} `);
}

function* task(app: App): Task<number> {
  app.onStop('TERM', function* () {
    return 143;
  });
  const lacking = yield* app.connect();
  if (lacking !== undefined) return lacking;
  const { works } = app.behaviour;
  // An end that was described is the end: it must not be done before.
  const lastsMs = works?.forMs ?? (endsBySaying(app) ? Number.POSITIVE_INFINITY : TASK_MS);
  app.aside(
    'work',
    (function* () {
      if (lastsMs === Number.POSITIVE_INFINITY) return yield* forever();
      yield* sleep(lastsMs);
      app.end(works?.code ?? 0);
    })(),
  );
  return yield* app.serve({ open: () => {}, close: () => {}, follow: () => {} });
}

/** Whether the behaviour says how this instance of the container ends. */
function endsBySaying({ behaviour, proc }: App): boolean {
  const { exits, memory } = behaviour;
  if (
    memory?.fullAfterMs !== undefined ||
    ((memory?.bytesPerSecond || memory?.takesBytes) && proc.app?.memoryLimitBytes)
  )
    return true;
  if (!exits || (proc.app?.attempt ?? 0) >= (exits.times ?? Number.POSITIVE_INFINITY)) return false;
  return !exits.sinceScenario || exits.afterMs >= proc.kernel.now;
}

/** The pause container's process: reaps orphans and waits (build/pause in the Kubernetes tree). */
export function* pause(proc: Proc): Task<number> {
  for (const signal of ['TERM', 'INT'] as const) {
    proc.onSignal(signal, () => {
      proc.stderr.write('Shutting down, got signal: Terminated\n');
      over = true;
    });
  }
  let over = false;
  while (!over) yield proc.signalled.wait();
  return 0;
}

/** `randexit --exitcode=N`: sleeps 4 s, says so, exits with N; without the option with 0 or 1. */
export function* randexit(proc: Proc): Task<number> {
  const option = proc.argv.map((arg) => /^--?exitcode=(\d+)$/.exec(arg)?.[1]).find((value) => value !== undefined);
  const code = option === undefined ? proc.kernel.random.stream('program/randexit').integer(0, 1) : Number(option);
  yield* sleep(4000);
  proc.stdout.write(`休眠 4 秒，返回码为 ${code}！\n`);
  return code;
}
