import { sleep, type Task } from '../../kernel';
import { FsError } from '../files';
import { BindError, type HttpExchange, type HttpReply, HttpServer, header } from '../network';
import type { Proc, Program } from '../process';
import { App } from './app';
import { accessTime, httpdTime, httpTime } from './clock';
import { findFile } from './staticFiles';

const CONFIG = '/usr/local/apache2/conf/httpd.conf';
const PID_FILE = '/usr/local/apache2/logs/httpd.pid';

/** Apache httpd: WINCH stops it gracefully, TERM at once, USR1 and HUP restart it (httpd.apache.org/docs/2.4/stopping.html). */
export function httpdProgram(version: string): Program {
  return function* httpd(proc) {
    const command = proc.argv[proc.argv.indexOf('-k') + 1];
    if (proc.argv.includes('-k') && command !== 'start') return control(proc, command ?? '');
    if (proc.argv.includes('-DFOREGROUND') || proc.argv[0]?.endsWith('httpd-foreground'))
      return yield* serve(proc, version);
    proc.fork(proc.argv, {}, (child) => serve(child, version));
    return 0;
  };
}

function* serve(proc: Proc, version: string): Task<number> {
  const app = new App(proc);
  const say = (module: string, level: string, text: string) =>
    proc.stderr.write(`[${httpdTime(proc)}] [${module}:${level}] [pid ${proc.pid}:tid ${proc.pid}] ${text}\n`);
  const { port, root } = settings(proc);
  yield* app.startUp('httpdListen');
  const http = new HttpServer(proc.kernel, (exchange) => answer(app, root, exchange), {
    headers: () => ({ Date: httpTime(proc), Server: `Apache/${version} (Unix)` }),
    badRequest: () => errorPage(400),
  });
  app.onStop('WINCH', function* () {
    say('mpm_event', 'notice', 'AH00492: caught SIGWINCH, shutting down gracefully');
    yield* http.drain();
    yield* sleep(proc.kernel.latency('appStop'));
    return 0;
  });
  for (const signal of ['TERM', 'INT'] as const) {
    app.onStop(signal, function* () {
      http.abort();
      yield* sleep(proc.kernel.latency('appStop'));
      say('mpm_event', 'notice', `AH00491: caught SIG${signal === 'INT' ? 'TERM' : signal}, shutting down`);
      return 0;
    });
  }
  for (const signal of ['HUP', 'USR1'] as const) {
    proc.onSignal(signal, () =>
      say('mpm_event', 'notice', `AH0049${signal === 'HUP' ? 4 : 3}: SIG${signal} received.  Attempting to restart`),
    );
  }
  if (!writePidFile(proc)) return 1;
  try {
    return yield* app.serve({
      open: () => {
        http.listen(proc.net, port, proc);
        say('mpm_event', 'notice', `AH00489: Apache/${version} (Unix) configured -- resuming normal operations`);
        say('core', 'notice', `AH00094: Command line: 'httpd -D FOREGROUND'`);
      },
      close: () => http.stopListening(),
    });
  } catch (error) {
    if (!(error instanceof BindError)) throw error;
    proc.stderr.write(`(${error.errno})${error.text}: AH00072: make_sock: could not bind to address 0.0.0.0:${port}\n`);
    proc.stderr.write('no listening sockets available, shutting down\nAH00015: Unable to open logs\n');
    return 1;
  }
}

function* answer(app: App, root: string, exchange: HttpExchange): Task<HttpReply | undefined> {
  const reply = yield* app.respond(exchange, () => file(app.proc, root, exchange));
  if (reply) {
    const { request } = exchange;
    const size = reply.body === '' || request.method === 'HEAD' ? '-' : Buffer.byteLength(reply.body);
    const line = `${request.method} ${request.target} ${request.version}`;
    app.proc.stdout.write(`${exchange.clientIp} - - [${accessTime(app.proc)}] "${line}" ${reply.status} ${size}\n`);
  }
  return reply;
}

function file(proc: Proc, root: string, exchange: HttpExchange): HttpReply {
  const found = findFile(proc.fs, root, exchange.path, ['index.html']);
  switch (found.kind) {
    case 'file':
      return { status: 200, headers: { 'Content-Type': found.contentType }, body: found.content };
    case 'directory': {
      const host = header(exchange.request.headers, 'host') ?? exchange.serverIp;
      return { ...errorPage(301), headers: { Location: `http://${host}${exchange.path}/` } };
    }
    case 'forbidden':
      return { status: 200, headers: { 'Content-Type': 'text/html' }, body: listing(proc, found.path, exchange.path) };
    case 'unreadable':
      return errorPage(403);
    default:
      return errorPage(404);
  }
}

/** The image's configuration has `Options Indexes`: a directory without index is listed. */
function listing(proc: Proc, directory: string, path: string): string {
  const items = proc.fs
    .list(directory.replace(/(.)\/$/, '$1'))
    .map((name) => `<li><a href="${name}"> ${name}</a></li>`);
  return `<html><head><title>Index of ${path}</title></head><body><h1>Index of ${path}</h1>\n<ul>${items.join('\n')}</ul>\n</body></html>\n`;
}

const TITLES: Readonly<Record<number, [string, string]>> = {
  301: ['Moved Permanently', 'The document has moved.'],
  400: ['Bad Request', 'Your browser sent a request that this server could not understand.'],
  403: ['Forbidden', "You don't have permission to access this resource."],
  404: ['Not Found', 'The requested URL was not found on this server.'],
};

function errorPage(status: number): HttpReply {
  const [title, text] = TITLES[status] ?? ['Error', ''];
  const body = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n<p>${text}</p>\n</body></html>\n`;
  return { status, headers: { 'Content-Type': 'text/html; charset=iso-8859-1' }, body };
}

function settings(proc: Proc): { port: number; root: string } {
  let text = '';
  try {
    text = proc.fs.readFile(CONFIG);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
  const port = /^\s*Listen\s+(?:\S*:)?(\d+)/m.exec(text)?.[1];
  const root = /^\s*DocumentRoot\s+"?([^"\s]+)"?/m.exec(text)?.[1];
  return { port: Number(port ?? 80), root: root ?? '/usr/local/apache2/htdocs' };
}

/** @returns whether it could */
function writePidFile(proc: Proc): boolean {
  try {
    proc.fs.addFile(PID_FILE, `${proc.pid}\n`);
    return true;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    proc.stderr.write(`(${error.errno})${error.text}: AH00099: could not create ${PID_FILE}\n`);
    proc.stderr.write(`AH00100: httpd: could not log pid to file ${PID_FILE}\n`);
    return false;
  }
}

/** `httpd -k stop|graceful-stop|restart|graceful`. */
function control(proc: Proc, command: string): number {
  const signal = ({ stop: 'TERM', 'graceful-stop': 'WINCH', restart: 'HUP', graceful: 'USR1' } as const)[command];
  const pid = proc.fs.exists(PID_FILE) ? Number(proc.fs.readFile(PID_FILE)) : 0;
  const main = proc.namespace.find(pid);
  if (!signal || !main) {
    proc.stderr.write(signal ? 'httpd (no pid file) not running\n' : `httpd: unknown -k option "${command}"\n`);
    return 1;
  }
  main.signal(signal);
  return 0;
}
