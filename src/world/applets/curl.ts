import { type Task, sleep as wait } from '../../kernel';
import { FsError } from '../files';
import { type HttpResponse, httpRequest, NetError } from '../network';
import { openForWriting } from '../process';
import type { Applet, Call, Options } from './call';
import { readWhole } from './read';
import { fileName, headerLines, headersOf, parseUrl, redirectOf, type Target } from './url';

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
    const what = { lookup: 'Resolving timed out', dial: 'Connection timed out' }[error.phase as string];
    if (what) return fail(28, `${what} after ${ms} milliseconds`);
    return fail(28, `Operation timed out after ${ms} milliseconds with 0 bytes received`);
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
