import { Mailbox, type Task, TIMED_OUT } from '../../../kernel';
import { BindError, type Connection, EOF, NetError } from '../../network';
import type { Proc } from '../../process';
import { Pipe, readSome } from '../../stream';
import type { Call } from '../call';
import { dialFailed, notBound, resolved, succeeded, type Wish } from './words';

/** `nc HOST PORT`: connects, and with `-z` only tries. */
export function* connectTcp(call: Call, wish: Wish): Task<number> {
  const { net } = call.proc;
  const ip = yield* resolved(call, wish);
  if (ip === undefined) return 1;
  const connection = yield* net.network.connect(net, ip, wish.port, wish.timeoutMs);
  if (connection instanceof NetError) {
    dialFailed(call, wish, ip, connection);
    return 1;
  }
  succeeded(call, wish, ip);
  if (!wish.tries) yield* exchange(call, connection, wish.timeoutMs);
  connection.close();
  return 0;
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
export function* listenTcp(call: Call, wish: Wish, command: readonly string[] | undefined): Task<number> {
  const { proc } = call;
  const arrivals = new Mailbox<Connection>(proc.kernel);
  try {
    proc.net.listen(wish.port, (connection) => arrivals.put(connection), proc);
  } catch (error) {
    if (error instanceof BindError) return notBound(call, error);
    throw error;
  }
  do {
    const connection = yield* arrivals.take();
    if (!command) yield* exchange(call, connection, Number.POSITIVE_INFINITY);
    else if (wish.again) proc.kernel.spawn(`${proc.name} (connection)`, handle(proc, connection, command));
    else yield* handle(proc, connection, command);
  } while (wish.again);
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
