import type { Task } from '../../kernel';
import type { HttpExchange } from '../network';
import type { Proc } from '../process';
import { flag, goServer, text } from './goServer';

/** hashicorp/http-echo: `-text` is the answer, `-listen=:5678` where. */
export function* httpEcho(proc: Proc): Task<number> {
  const body = flag(proc.argv, 'text') ?? proc.env['ECHO_TEXT'] ?? 'hello-world';
  const port = portOf(flag(proc.argv, 'listen') ?? ':5678');
  return yield* goServer(proc, {
    port,
    stop: 'graceful',
    ready: `[INFO] server is listening on :${port}`,
    respond: ({ path }) => (path === '/health' ? text('{"status":"ok"}\n') : text(`${body}\n`)),
  });
}

/** traefik/whoami: tells what it sees of the request; `/health` as well. */
export function* whoami(proc: Proc): Task<number> {
  const port = Number(flag(proc.argv, 'port') ?? proc.env['WHOAMI_PORT_NUMBER'] ?? 80);
  return yield* goServer(proc, {
    port,
    stop: 'runtime',
    ready: `Starting up on port ${port}`,
    respond: (exchange) => (exchange.path === '/health' ? text('') : text(describe(proc, exchange))),
  });
}

/** registry.k8s.io/echoserver: an nginx that tells what it was asked. */
export function* echoserver(proc: Proc): Task<number> {
  return yield* goServer(proc, { port: 8080, stop: 'graceful', respond: (exchange) => text(describe(proc, exchange)) });
}

function describe(proc: Proc, exchange: HttpExchange): string {
  const { request } = exchange;
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  const who = [
    `Hostname: ${proc.hostname}`,
    `IP: ${proc.net.ip}`,
    `RemoteAddr: ${exchange.clientIp}:${exchange.connection.remote.port}`,
  ];
  return `${[...who, `${request.method} ${request.target} ${request.version}`, ...headers].join('\n')}\n`;
}

function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1));
}
