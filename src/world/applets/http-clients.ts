import { type Task, sleep as wait } from '../../kernel';
import { baseName, FsError } from '../files';
import { type Connection, type Headers, type HttpResponse, header, httpRequest, NetError } from '../network';
import { openForWriting } from '../process';
import { type Applet, type Call, type Options, UsageError } from './call';
import { readWhole } from './files';

interface Target {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** The parts of a URL; http without scheme. Undefined for another scheme. */
export function parseUrl(url: string): Target | undefined {
  const match = /^(?:(\w+):\/\/)?(?:[^/@]*@)?(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?([^#]*)/.exec(url);
  const scheme = match?.[1] ?? 'http';
  if (!match || (scheme !== 'http' && scheme !== 'https')) return undefined;
  const rest = match[4] || '/';
  return {
    scheme,
    host: match[2]!,
    port: Number(match[3] ?? (scheme === 'https' ? 443 : 80)),
    path: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

function redirectOf(target: Target, response: HttpResponse): Target | undefined {
  const location = header(response.headers, 'location');
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return undefined;
  if (/^\w+:\/\//.test(location)) return parseUrl(location);
  return { ...target, path: location.startsWith('/') ? location : target.path.replace(/[^/]*$/, '') + location };
}

const MAX_REDIRECTS = 5;
/** busybox wget waits 15 minutes by default (wget.c). */
const WGET_TIMEOUT_SECONDS = 900;

const WGET_SPEC =
  'qO:T:t:cSP:U: spider header= post-data= timeout=T quiet|q output-document=O tries=t no-check-certificate no-verbose server-response|S user-agent=U';

/** wget of busybox; in images without busybox the messages are still its, with GNU's exit codes. */
export const wget: Applet = function* (call) {
  const options = call.options(WGET_SPEC);
  const url = options.rest[0];
  if (url === undefined) throw new UsageError('missing URL');
  const first = parseUrl(url);
  if (!first) return call.complain(`not an http or ftp url: ${url}`);
  let target: Target = first;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = yield* wgetOnce(call, options, target);
    if (response instanceof NetError) return wgetFailed(call, target, response);
    const next = redirectOf(target, response);
    if (!next) return wgetAnswer(call, options, target, response);
    target = next;
  }
  return call.complain('too many redirections');
};

function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const),
  );
}

function* wgetOnce(call: Call, options: Options, target: Target): Task<HttpResponse | NetError> {
  const { value, has } = options;
  const body = value('post-data');
  return yield* httpRequest(call.proc.net.network, call.proc.net, {
    ...target,
    headers: { 'User-Agent': value('U') ?? 'Wget', Connection: 'close', ...headersOf(options.values('header')) },
    timeoutMs: Number(value('T') ?? WGET_TIMEOUT_SECONDS) * 1000,
    method: has('spider') ? 'HEAD' : body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { body }),
    onConnect: ({ remote }: Connection) => {
      if (!has('q')) call.err(`Connecting to ${target.host} (${remote.ip}:${remote.port})\n`);
    },
  });
}

function wgetAnswer(call: Call, { has, value }: Options, target: Target, response: HttpResponse): number {
  const say = (text: string) => {
    if (!has('q')) call.err(text);
  };
  if (has('S')) for (const line of headerLines(response)) say(`  ${line}\n`);
  if (response.status >= 300 || response.status < 200) {
    return call.complain(`server returned error: ${statusLine(response)}`, call.flavour === 'gnu' ? 8 : 1);
  }
  if (!has('spider')) return save(call, response, value('O') ?? fileName(target, value('P')), value('O') === undefined, say);
  say('remote file exists\n');
  return 0;
}

function statusLine(response: HttpResponse): string {
  return `HTTP/1.1 ${response.status} ${response.statusText ?? ''}`.trimEnd();
}

function headerLines(response: HttpResponse): string[] {
  return [
    statusLine(response),
    ...Object.entries(response.headers as Headers).map(([name, value]) => `${name}: ${value}`),
  ];
}

function fileName(target: Target, directory = '.'): string {
  const name = baseName(target.path.split('?')[0]!);
  return `${directory === '.' ? '' : `${directory}/`}${name === '/' || target.path.endsWith('/') ? 'index.html' : name}`;
}

function save(
  call: Call,
  response: HttpResponse,
  path: string,
  keepExisting: boolean,
  say: (text: string) => void,
): number {
  const bytes = Buffer.byteLength(response.body);
  const label = path === '-' ? '-' : path;
  const progress = `${label.padEnd(20).slice(0, 20)} 100% |********************************| ${String(bytes).padStart(5)}  0:00:00 ETA\n`;
  if (path === '-') {
    say('writing to stdout\n');
    call.out(response.body);
    say(`${progress}written to stdout\n`);
    return 0;
  }
  try {
    if (keepExisting && call.proc.fs.exists(call.proc.path(path))) {
      return call.complain(`can't open '${path}': File exists`);
    }
    say(`saving to '${path}'\n`);
    openForWriting(call.proc, path).output?.write(response.body);
    say(`${progress}'${path}' saved\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return call.complain(`can't open '${path}': ${error.text}`);
  }
}

function wgetFailed(call: Call, target: Target, error: NetError): number {
  const code = call.flavour === 'gnu' ? 4 : 1;
  if (error.kind === 'name') return call.complain(`bad address '${target.host}'`, code);
  if (error.phase === 'dial' && error.kind !== 'timeout') {
    call.err(
      `Connecting to ${target.host} (${error.info.address}:${target.port})\n`.repeat(
        call.args.some((arg) => /^-\w*q/.test(arg)) ? 0 : 1,
      ),
    );
    return call.complain(`can't connect to remote host (${error.info.address}): ${error.message}`, code);
  }
  if (error.kind === 'timeout') return call.complain('download timed out', code);
  if (error.kind === 'eof') return call.complain('error getting response', code);
  if (error.kind === 'reset') return call.complain('error getting response: Connection reset by peer', code);
  return call.complain(error.message, code);
}

/** curl: its exit codes and messages (libcurl-errors(3)). */
export const curl: Applet = function* (call) {
  const options = call.options(
    'sSfkLivIo:Om:X:H:d:A:w:N46gu: silent|s show-error|S fail|f insecure|k location|L include|i verbose|v head|I output=o remote-name|O max-time=m connect-timeout= request=X header=H data=d data-raw=d user-agent=A write-out=w retry= retry-delay= retry-connrefused retry-all-errors no-progress-meter url= fail-with-body http1.1 compressed user=u no-buffer|N',
  );
  const { value, has } = options;
  const urls = [...options.rest, ...options.values('url')];
  if (urls.length === 0) {
    call.err("curl: (2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information\n");
    return 2;
  }
  const tries = Number(value('retry') ?? 0) + 1;
  let status = 0;
  for (const url of urls) {
    for (let attempt = 1; attempt <= tries; attempt++) {
      status = yield* curlOnce(call, options, url);
      const again = [
        28,
        ...(has('retry-connrefused') ? [7] : []),
        ...(has('retry-all-errors') ? [6, 7, 22, 52, 56] : []),
      ];
      if (!again.includes(status) || attempt === tries) break;
      const seconds = Number(value('retry-delay') ?? 2 ** (attempt - 1));
      yield* wait(seconds * 1000);
    }
  }
  return status;
};

function* curlOnce(call: Call, options: Options, url: string): Task<number> {
  const { value, has } = options;
  const fail = (code: number, message: string) => {
    if (!has('s') || has('S')) call.err(`curl: (${code}) ${message}\n`);
    writeOut(call, value('w'), undefined, url);
    return code;
  };
  const first = parseUrl(url);
  if (!first) return fail(1, `Protocol "${url.split(':')[0]}" not supported`);
  let target: Target = first;
  const startMs = call.proc.kernel.now;
  const maxMs = Number(value('m') ?? Number.POSITIVE_INFINITY) * 1000;
  const data = options.values('d');
  const body = data.length > 0 ? yield* bodyOf(call, data) : undefined;
  const method = value('X') ?? (has('I') ? 'HEAD' : body === undefined ? 'GET' : 'POST');
  const headers: Record<string, string> = { 'User-Agent': value('A') ?? 'curl/8.5.0', Accept: '*/*' };
  if (body !== undefined) headers['Content-Type'] = 'application/x-www-form-urlencoded';
  Object.assign(headers, headersOf(options.values('H')));
  for (let hops = 0; ; hops++) {
    const response: HttpResponse | NetError = yield* httpRequest(call.proc.net.network, call.proc.net, {
      ...target,
      method,
      headers,
      timeoutMs: maxMs - (call.proc.kernel.now - startMs),
      ...(has('connect-timeout') ? { connectTimeoutMs: Number(value('connect-timeout')) * 1000 } : {}),
      ...(body === undefined ? {} : { body }),
    });
    if (response instanceof NetError) return curlFailed(call, target, response, startMs, fail);
    const next: Target | undefined = has('L') ? redirectOf(target, response) : undefined;
    if (next && hops < 50) {
      target = next;
      continue;
    }
    return curlAnswer(call, options, target, url, response, fail);
  }
}

function* bodyOf(call: Call, data: readonly string[]): Task<string> {
  const parts: string[] = [];
  for (const part of data) parts.push(part.startsWith('@') ? yield* readWhole(call, part.slice(1)) : part);
  return parts.join('&');
}

function curlAnswer(
  call: Call,
  options: Options,
  target: Target,
  url: string,
  response: HttpResponse,
  fail: (code: number, message: string) => number,
): number {
  const { value, has } = options;
  const failed = (has('f') || has('fail-with-body')) && response.status >= 400;
  const head = has('i') || has('I') ? `${headerLines(response).join('\r\n')}\r\n\r\n` : '';
  const text = head + (has('I') || (failed && has('f')) ? '' : response.body);
  const path = value('o') ?? (has('O') ? fileName(target) : undefined);
  try {
    if (path === undefined || path === '-') call.out(text);
    else openForWriting(call.proc, path).output?.write(text);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return fail(23, 'Failure writing output to destination');
  }
  if (failed) return fail(22, `The requested URL returned error: ${response.status}`);
  writeOut(call, value('w'), response, url);
  return 0;
}

/** `-w '%{http_code}'`. */
function writeOut(call: Call, format: string | undefined, response: HttpResponse | undefined, url: string): void {
  if (format === undefined) return;
  const code = String(response?.status ?? 0).padStart(3, '0');
  const text = format.replace(/%\{(\w+)\}/g, (_, name: string) => {
    if (name === 'http_code' || name === 'response_code') return code;
    if (name === 'url_effective' || name === 'url') return url;
    if (name === 'size_download') return String(Buffer.byteLength(response?.body ?? ''));
    if (name.startsWith('time_')) return '0.001000';
    return call.notImplemented(`-w %{${name}}`);
  });
  call.out(text.replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\r/g, '\r'));
}

function curlFailed(
  call: Call,
  target: Target,
  error: NetError,
  startMs: number,
  fail: (code: number, message: string) => number,
): number {
  const ms = call.proc.kernel.now - startMs;
  if (error.kind === 'name') return fail(6, `Could not resolve host: ${target.host}`);
  if (error.kind === 'timeout') {
    return fail(
      28,
      error.phase === 'dial'
        ? `Connection timed out after ${ms} milliseconds`
        : `Operation timed out after ${ms} milliseconds with 0 bytes received`,
    );
  }
  if (error.phase === 'dial')
    return fail(
      7,
      `Failed to connect to ${target.host} port ${target.port} after ${ms} ms: Couldn't connect to server`,
    );
  if (error.kind === 'eof') return fail(52, 'Empty reply from server');
  if (error.kind === 'reset') return fail(56, 'Recv failure: Connection reset by peer');
  if (error.phase === 'tls') return fail(35, 'OpenSSL/3.0.11: error:0A00010B:SSL routines::wrong version number');
  return fail(1, 'Received HTTP/0.9 when not allowed');
}
