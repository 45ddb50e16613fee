import { forever, Latch, type Task } from '../../kernel';
import { absolutePath, joinPath } from '../files';
import { BindError, HttpServer } from '../network';
import type { Proc } from '../process';
import type { Applet, Call } from './call';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
};

/** httpd of busybox: serves files below `-h DIR` on `-p PORT`; without `-f` it goes to the background. */
export const httpd: Applet = function* (call) {
  const { has, value } = call.options('fivp:h:u:c:');
  const root = call.proc.path(value('h') ?? '.');
  const port = Number((value('p') ?? '80').split(':').at(-1));
  if (has('f')) return yield* listen(call, call.proc, root, port);
  const opened = new Latch<number>(call.proc.kernel);
  call.proc.fork(call.proc.argv, {}, (child) => listen(call, child, root, port, opened));
  return yield* opened.join();
};

function* listen(call: Call, proc: Proc, root: string, port: number, opened?: Latch<number>): Task<number> {
  const server = new HttpServer(
    proc.kernel,
    function* ({ request, path }) {
      return answer(proc, root, path, request.method);
    },
    { keepAliveMs: 0 },
  );
  try {
    server.listen(proc.net, port, proc);
  } catch (error) {
    if (!(error instanceof BindError)) throw error;
    opened?.set(1);
    return call.complain(`bind: ${error.text}`);
  }
  opened?.set(0);
  return yield* forever();
}

function answer(proc: Proc, root: string, path: string, method: string) {
  if (method !== 'GET' && method !== 'HEAD')
    return page(501, 'Not Implemented', 'The requested method is not recognized');
  let file = joinPath(root, absolutePath(path).slice(1));
  if (proc.fs.exists(file) && proc.fs.stat(file).type === 'directory') file = joinPath(file, 'index.html');
  if (!proc.fs.exists(file)) return page(404, 'Not Found', 'The requested URL was not found');
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  return { status: 200, headers: { 'Content-Type': type }, body: proc.fs.readFile(file) };
}

function page(status: number, title: string, text: string) {
  const body = `<HTML><HEAD><TITLE>${status} ${title}</TITLE></HEAD>\n<BODY><H1>${status} ${title}</H1>\n${text}\n</BODY></HTML>\n`;
  return { status, headers: { 'Content-Type': 'text/html' }, body };
}
