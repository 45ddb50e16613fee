import type { Task } from '../../kernel';
import { FsError } from '../files';
import { type Connection, type HttpResponse, httpRequest, NetError } from '../network';
import { openForWriting } from '../process';
import type { Applet, Call, Options } from './call';
import { fileName, headerLines, headersOf, parseUrl, redirectOf, statusLine, type Target } from './url';

const MAX_REDIRECTS = 5;
/** busybox wget waits 15 minutes by default (wget.c). */
const WGET_TIMEOUT_SECONDS = 900;

const WGET_SPEC =
  'qO:T:t:cSP:U: spider header= post-data= timeout=T quiet|q output-document=O tries=t no-check-certificate no-verbose server-response|S user-agent=U';

/** wget of busybox; in images without busybox the messages are still its, with GNU's exit codes. */
export const wget: Applet = function* (call) {
  const options = call.options(WGET_SPEC);
  const url = options.rest[0];
  if (url === undefined) return call.usage('missing URL');
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

function* wgetOnce(call: Call, options: Options, target: Target): Task<HttpResponse | NetError> {
  const { value, has } = options;
  const body = value('post-data');
  return yield* httpRequest(call.proc.net.network, call.proc.net, {
    ...target,
    headers: { 'User-Agent': value('U') ?? 'Wget', Connection: 'close', ...headersOf(options.values('header')) },
    timeoutMs: Number(value('T') ?? WGET_TIMEOUT_SECONDS) * 1000,
    // BusyBox looks names up before its -T counts (networking/wget.c); GNU's --timeout is one for the DNS too
    waitsForLookup: call.flavour !== 'gnu',
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
  if (!has('spider'))
    return save(call, response, value('O') ?? fileName(target, value('P')), value('O') === undefined, say);
  say('remote file exists\n');
  return 0;
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
