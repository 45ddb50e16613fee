import { sleep, type Task } from '../../kernel';
import type { HttpReply } from '../network';
import { BindError, type Datagram, type DatagramSocket, type HttpExchange, serveDatagrams } from '../network';
import type { Proc } from '../process';
import type { App } from './app';
import { flag, goServer, query, text } from './goServer';

/** `--udp-port=-1`: no UDP server. */
const NONE = -1;

/** `agnhost netexec`: a web server and a UDP server that say where they run (test/images/agnhost/netexec). */
export function* netexec(proc: Proc): Task<number> {
  const http = Number(flag(proc.argv, 'http-port') ?? 8080);
  const udp = Number(flag(proc.argv, 'udp-port') ?? 8081);
  const sockets: DatagramSocket[] = [];
  return yield* goServer(proc, {
    port: http,
    stop: 'graceful',
    ready: `Started HTTP server on port ${http}`,
    respond: (exchange, app) => respond(exchange, app, sockets),
    beside: (app) => {
      if (udp !== NONE) sockets.push(...addressesOf(proc).map((address) => serveUdp(app, address, udp)));
      return { close: () => closeAll(sockets) };
    },
  });
}

function closeAll(sockets: DatagramSocket[]): void {
  for (const socket of sockets.splice(0)) socket.close();
}

function respond(
  exchange: HttpExchange,
  app: App,
  sockets: readonly DatagramSocket[],
): HttpReply | Task<HttpReply | undefined> {
  const { proc } = app;
  switch (exchange.path) {
    case '/':
      return text(`NOW: ${proc.wallMs()}`);
    case '/hostname':
    case '/hostName':
      return text(proc.hostname);
    case '/clientip':
      return text(`${exchange.clientIp}:${exchange.connection.remote.port}`);
    case '/echo':
      return text(query(exchange, 'msg') ?? '', Number(query(exchange, 'code') ?? 200));
    case '/healthz':
      // It is the UDP server that makes it ready: without one it never is.
      return text('', sockets.some(({ open }) => open) ? 200 : 412);
    case '/exit':
      app.end(Number(query(exchange, 'code') ?? 0));
      return text('');
    case '/delay':
      return delayed(Number(query(exchange, 'seconds') ?? 0) * 1000);
    default:
      return text('404 page not found\n', 404);
  }
}

function* delayed(delayMs: number): Task<HttpReply> {
  yield* sleep(delayMs);
  return text('');
}

/** `--udp-listen-addresses=10.0.0.1,10.0.0.2`; without it '', which stands for all. */
function addressesOf({ argv }: Proc): string[] {
  return [...new Set((flag(argv, 'udp-listen-addresses') ?? '').split(','))].sort();
}

function serveUdp(app: App, address: string, port: number): DatagramSocket {
  const { proc } = app;
  const socket = bind(proc, address, port);
  log(proc, `Started UDP server on port ${address} ${port}`);
  proc.kernel.spawn(
    `${proc.name} (udp ${port})`,
    serveDatagrams(socket, (datagram) => answer(app, datagram)),
  );
  return socket;
}

/** @throws BindError, which ends the program; its words follow what is said here */
function bind(proc: Proc, address: string, port: number): DatagramSocket {
  try {
    return proc.net.udp.bind(port, { owner: proc, ...(address && { address }) });
  } catch (error) {
    if (error instanceof BindError)
      proc.stderr.write(`Error occurred: failed to create listener for UDP address ${address}:${port}:`);
    throw error;
  }
}

/** A command in any case, with or without a newline; what is none of them gets no answer. */
function* answer(app: App, { data, from }: Datagram): Task<string | undefined> {
  const { proc } = app;
  yield* app.awake();
  yield* sleep(app.latencyMs);
  const words = data.trim().toLowerCase();
  const client = `${from.ip}:${from.port}`;
  if (words === 'hostname') {
    log(proc, 'Sending udp hostName response');
    return proc.hostname;
  }
  if (words.startsWith('echo ')) {
    const message = words.slice('echo '.length);
    log(proc, `Echoing ${message} to UDP client ${client}`);
    return message;
  }
  if (words === 'clientip') {
    log(proc, `Sending clientip back to UDP client ${client}`);
    return client;
  }
  if (words !== '') log(proc, `Unknown UDP command received from ${client}: ${words}`);
  return undefined;
}

function log(proc: Proc, line: string): void {
  proc.stderr.write(`${line}\n`);
}
