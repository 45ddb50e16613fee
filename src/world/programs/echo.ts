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

/** registry.k8s.io/echoserver:1.4, whose answer has sections of its own. */
export function* echoserver14(proc: Proc): Task<number> {
  return yield* goServer(proc, { port: 8080, stop: 'graceful', respond: (exchange) => text(clientValues(exchange)) });
}

function clientValues({ request, clientIp, path }: HttpExchange): string {
  const [, query = 'nil'] = request.target.split('?');
  const headers = Object.entries(request.headers).map(([name, value]) => `${name.toLowerCase()}=${value}`);
  const sections = [
    [
      'CLIENT VALUES:',
      `client_address=${clientIp}`,
      `command=${request.method}`,
      `real path=${path}`,
      `query=${query}`,
    ],
    ['SERVER VALUES:', 'server_version=nginx: 1.10.0 - lua: 10001'],
    ['HEADERS RECEIVED:', ...headers],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\nBODY:\n-no body in request-`;
}

/** google-samples/hello-app, which says its version and its host name; the port comes from the environment. */
export function* helloApp(proc: Proc): Task<number> {
  const version = proc.env['HELLO_VERSION'] ?? '1.0.0';
  const port = Number(proc.env['PORT'] ?? 8080);
  return yield* goServer(proc, {
    port,
    stop: 'runtime',
    ready: `Server listening on port ${port}`,
    respond: () => text(`Hello, world!\nVersion: ${version}\nHostname: ${proc.hostname}\n`),
  });
}

/** registry.k8s.io/serve_hostname. */
export function* serveHostname(proc: Proc): Task<number> {
  return yield* goServer(proc, { port: 9376, stop: 'graceful', respond: () => text(proc.hostname) });
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
