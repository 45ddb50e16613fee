import type { Task } from '../../../kernel';
import { type HttpExchange, type HttpReply, httpRequest, NetError, statusText } from '../../network';
import type { Proc } from '../../process';
import { findFile } from '../staticFiles';
import { chooseLocation, type Scope, type VirtualServer } from './config';

/** What nginx says about a request: the answer, and a line for the error log. */
export interface NginxAnswer {
  readonly reply: HttpReply;
  readonly complaint?: string;
}

const UPSTREAM_TIMEOUT_MS = 60_000;
const MAX_INTERNAL_REDIRECTS = 10;

/** Answers as the `server` block says: return, proxy_pass, try_files, files, error_page. */
export function* nginxRespond(
  proc: Proc,
  version: string,
  server: VirtualServer,
  exchange: HttpExchange,
): Task<NginxAnswer> {
  const answer = yield* route(proc, version, server, exchange, exchange.path, 0);
  const page = errorPage(server.scope, answer.reply.status);
  if (!page || answer.reply.body !== errorBody(version, answer.reply.status)) return answer;
  const location = chooseLocation(server, page)?.scope ?? server.scope;
  const file = findFile(proc.fs, rootOf(location), page, []);
  if (file.kind !== 'file') return answer;
  const headers = { 'Content-Type': file.contentType };
  return { ...answer, reply: { status: answer.reply.status, headers, body: file.content } };
}

function* route(
  proc: Proc,
  version: string,
  server: VirtualServer,
  exchange: HttpExchange,
  path: string,
  depth: number,
): Task<NginxAnswer> {
  const location = chooseLocation(server, path);
  const scope = location?.scope ?? server.scope;
  const returned = scope.here('return') ?? server.scope.here('return');
  if (returned) return { reply: returnReply(returned.args, version, exchange) };
  if (scope.here('deny')?.args[0] === 'all')
    return { reply: errorReply(version, 403), complaint: 'access forbidden by rule' };
  const upstream = scope.here('proxy_pass')?.args[0];
  if (upstream) return yield* proxy(proc, version, upstream, exchange);
  if (scope.here('stub_status'))
    return { reply: { status: 200, headers: { 'Content-Type': 'text/plain' }, body: STUB_STATUS } };
  const tries = scope.find('try_files')?.args;
  if (tries && depth < MAX_INTERNAL_REDIRECTS) {
    const next = tried(proc, scope, tries, path);
    if (typeof next === 'number') return { reply: errorReply(version, next) };
    if (next !== path) return yield* route(proc, version, server, exchange, next, depth + 1);
  }
  if (!['GET', 'HEAD'].includes(exchange.request.method)) return { reply: errorReply(version, 405) };
  return fileAnswer(proc, version, scope, location?.pattern ?? '/', path, exchange);
}

function fileAnswer(
  proc: Proc,
  version: string,
  scope: Scope,
  prefix: string,
  path: string,
  exchange: HttpExchange,
): NginxAnswer {
  const alias = scope.here('alias')?.args[0];
  const file = alias
    ? findFile(proc.fs, alias.replace(/\/$/, ''), `/${path.slice(prefix.length).replace(/^\//, '')}`, indexOf(scope))
    : findFile(proc.fs, rootOf(scope), path, indexOf(scope));
  switch (file.kind) {
    case 'file':
      return { reply: { status: 200, headers: { 'Content-Type': file.contentType }, body: file.content } };
    case 'directory': {
      const host = exchange.request.headers['Host'] ?? exchange.serverIp;
      const reply = errorReply(version, 301);
      return { reply: { ...reply, headers: { ...reply.headers, Location: `http://${host}${path}/` } } };
    }
    case 'forbidden':
      return { reply: errorReply(version, 403), complaint: `directory index of "${file.path}" is forbidden` };
    case 'unreadable':
      return { reply: errorReply(version, 403), complaint: `open() "${file.path}" failed (13: Permission denied)` };
    default:
      return {
        reply: errorReply(version, 404),
        complaint: `open() "${file.path}" failed (2: No such file or directory)`,
      };
  }
}

/** The first of these that exists; the last one is where to go otherwise, or `=404`. */
function tried(proc: Proc, scope: Scope, args: readonly string[], path: string): string | number {
  const fill = (text: string) =>
    text.replace(/\$(?:uri|document_uri|request_uri)/g, path).replace(/\$(?:is_)?args/g, '');
  for (const candidate of args.slice(0, -1)) {
    const uri = fill(candidate);
    const found = findFile(proc.fs, rootOf(scope), uri, indexOf(scope)).kind;
    if (found === 'file' || (uri.endsWith('/') && found === 'forbidden')) return uri;
  }
  const last = fill(args[args.length - 1] ?? '=404');
  return last.startsWith('=') ? Number(last.slice(1)) : last;
}

function* proxy(proc: Proc, version: string, upstream: string, exchange: HttpExchange): Task<NginxAnswer> {
  const url = /^(https?):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(upstream);
  if (!url) return { reply: errorReply(version, 502), complaint: `invalid URL "${upstream}"` };
  const [, scheme = 'http', host = '', port, path] = url;
  const { request } = exchange;
  const response = yield* httpRequest(proc.net.network, proc.net, {
    scheme: scheme as 'http' | 'https',
    host,
    port: Number(port ?? (scheme === 'https' ? 443 : 80)),
    path: path && path !== '/' ? path : request.target,
    method: request.method,
    headers: { Host: host, Connection: 'close' },
    body: request.body,
    timeoutMs: UPSTREAM_TIMEOUT_MS,
  });
  if (!(response instanceof NetError)) {
    const type = response.headers['Content-Type'];
    return { reply: { status: response.status, headers: type ? { 'Content-Type': type } : {}, body: response.body } };
  }
  if (response.kind === 'timeout') {
    const what = response.phase === 'dial' ? 'connecting to upstream' : 'reading response header from upstream';
    return {
      reply: errorReply(version, 504),
      complaint: `upstream timed out (110: Connection timed out) while ${what}`,
    };
  }
  return {
    reply: errorReply(version, 502),
    complaint: `${PROXY_COMPLAINTS[response.kind] ?? 'upstream failed'} while connecting to upstream`,
  };
}

const PROXY_COMPLAINTS: Readonly<Record<string, string>> = {
  refused: 'connect() failed (111: Connection refused)',
  'no-route': 'connect() failed (113: No route to host)',
  name: 'host could not be resolved',
  eof: 'upstream prematurely closed connection',
  reset: 'recv() failed (104: Connection reset by peer)',
};

const STUB_STATUS =
  'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n';

function returnReply(args: readonly string[], version: string, exchange: HttpExchange): HttpReply {
  const [first = '', second] = args;
  if (!/^\d+$/.test(first)) return { ...errorReply(version, 302), headers: { Location: first } };
  const status = Number(first);
  if (status === 444) return { status: 444, body: '' };
  if (second === undefined) return status < 300 ? { status, body: '' } : errorReply(version, status);
  const text = second
    .replace(/\\n/g, '\n')
    .replace(/\$hostname/g, exchange.connection.host.name)
    .replace(/\$(?:request_)?uri/g, exchange.request.target)
    .replace(/\$host/g, exchange.request.headers['Host'] ?? '')
    .replace(/\$remote_addr/g, exchange.clientIp);
  if ([301, 302, 303, 307, 308].includes(status))
    return { ...errorReply(version, status), headers: { Location: text } };
  return { status, headers: { 'Content-Type': 'text/plain' }, body: text };
}

function rootOf(scope: Scope): string {
  const root = scope.find('root')?.args[0] ?? 'html';
  return root.startsWith('/') ? root.replace(/\/$/, '') : `/etc/nginx/${root}`;
}

function indexOf(scope: Scope): readonly string[] {
  return scope.find('index')?.args ?? ['index.html'];
}

function errorPage(scope: Scope, status: number): string | undefined {
  const page = scope.all('error_page').find((directive) => directive.args.slice(0, -1).includes(String(status)));
  return page?.args[page.args.length - 1];
}

/** Where nginx's own words differ from the usual ones. */
const NGINX_STATUS: Readonly<Record<number, string>> = {
  302: 'Found',
  405: 'Not Allowed',
  408: 'Request Time-out',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

export function errorReply(version: string, status: number): HttpReply {
  return { status, headers: { 'Content-Type': 'text/html' }, body: errorBody(version, status) };
}

function errorBody(version: string, status: number): string {
  const title = `${status} ${NGINX_STATUS[status] ?? statusText(status)}`;
  const lines = ['<html>', `<head><title>${title}</title></head>`, '<body>', `<center><h1>${title}</h1></center>`];
  return [...lines, `<hr><center>nginx/${version}</center>`, '</body>', '</html>', ''].join('\r\n');
}
