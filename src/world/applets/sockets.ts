import { forever, Latch, Mailbox, type Task, TIMED_OUT } from '../../kernel';
import { absolutePath, joinPath } from '../files';
import { AddressInUse, type Connection, EOF, HttpServer, NetError } from '../network';
import type { Proc } from '../process';
import { Pipe, readSome } from '../stream';
import { type Applet, Call, UsageError } from './call';

/** nc: connects, `-z` only tries, `-l -p PORT` listens once, `-ll` again and again, `-e PROG` serves each connection. */
export const nc: Applet = function* (call) {
  const at = call.args.findIndex((arg) => /^-\w*e$/.test(arg));
  const command = at < 0 ? undefined : call.args.slice(at + 1);
  const own = at < 0 ? call.args : call.args.slice(0, at);
  const inner = new Call(call.proc, call.name, own, call.flavour);
  const { rest, has, value, values } = inner.options('lkzvnp:w:i:s:u');
  if (has('u')) call.notImplemented('-u');
  const timeoutMs = Number(value('w') ?? Number.POSITIVE_INFINITY) * 1000;
  if (has('l')) {
    const port = Number(value('p') ?? rest.at(-1));
    return yield* serve(call, port, { again: has('k') || values('l').length > 1, command });
  }
  const [host, port] = rest;
  if (host === undefined || port === undefined) throw new UsageError('missing host and port');
  const connection = yield* dial(call, host, Number(port), timeoutMs, has('v'));
  if (typeof connection === 'number') return connection;
  if (has('v'))
    call.err(
      call.flavour === 'busybox'
        ? `${host} (${connection.remote.ip}:${port}) open\n`
        : `Connection to ${host} ${port} port [tcp/*] succeeded!\n`,
    );
  if (!has('z')) yield* exchange(call, connection, timeoutMs);
  connection.close();
  return 0;
};

function* dial(call: Call, host: string, port: number, timeoutMs: number, verbose: boolean): Task<Connection | number> {
  const { net } = call.proc;
  const resolved = yield* net.network.resolve(net, host);
  if (resolved instanceof NetError) {
    return call.flavour === 'busybox'
      ? call.complain(`bad address '${host}'`)
      : call.complain(`getaddrinfo for host "${host}" port ${port}: Name or service not known`);
  }
  const connection = yield* net.network.connect(net, resolved.addresses[0]!, port, timeoutMs);
  if (!(connection instanceof NetError)) return connection;
  const name = host === resolved.addresses[0] ? host : `${host} (${resolved.addresses[0]})`;
  if (verbose) call.complain(`${name}:${port}: ${connection.kind === 'timeout' ? 'timed out' : connection.message}`);
  return 1;
}

/** stdin goes out, what comes in is printed, until the other side closes. */
function* exchange(call: Call, connection: Connection, timeoutMs: number): Task {
  const sender = call.proc.kernel.spawn(`${call.proc.name} (stdin)`, send(call, connection));
  try {
    yield* receive(call, connection, timeoutMs);
  } finally {
    sender.kill();
  }
}

function* send(call: Call, connection: Connection): Task {
  for (let data = yield* readSome(call.proc.stdin); data !== undefined; data = yield* readSome(call.proc.stdin))
    connection.write(data);
}

function* receive(call: Call, connection: Connection, timeoutMs: number): Task {
  for (;;) {
    const data = yield* connection.read(timeoutMs);
    if (data === EOF || data === TIMED_OUT || data instanceof NetError) return;
    call.out(data);
  }
}

/** A server: each connection gets a process that runs the command, or is copied to and from the standard streams. */
function* serve(
  call: Call,
  port: number,
  options: { again: boolean; command: readonly string[] | undefined },
): Task<number> {
  const { proc } = call;
  const arrivals = new Mailbox<Connection>(proc.kernel);
  try {
    proc.net.listen(port, (connection) => arrivals.put(connection), proc);
  } catch (error) {
    if (error instanceof AddressInUse) return call.complain('bind: Address already in use');
    throw error;
  }
  do {
    const connection = yield* arrivals.take();
    if (!options.command) yield* exchange(call, connection, Number.POSITIVE_INFINITY);
    else if (options.again) proc.kernel.spawn(`${proc.name} (connection)`, handle(proc, connection, options.command));
    else yield* handle(proc, connection, options.command);
  } while (options.again);
  return 0;
}

/** `nc -e`: the program reads and writes the connection, which ends with it. */
function* handle(proc: Proc, connection: Connection, command: readonly string[]): Task {
  const request = new Pipe(proc.kernel);
  const pump = proc.kernel.spawn(`${proc.name} (request)`, copyInto(connection, request));
  const child = proc.start(command, { stdin: request.input, stdout: { write: (data) => connection.write(data) } });
  yield* child.ended.join();
  pump.kill();
  connection.close();
}

function* copyInto(connection: Connection, pipe: Pipe): Task {
  for (;;) {
    const data = yield* connection.read();
    if (typeof data !== 'string') break;
    pipe.output.write(data);
  }
  pipe.end();
}

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
    if (!(error instanceof AddressInUse)) throw error;
    opened?.set(1);
    return call.complain('bind: Address already in use');
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
