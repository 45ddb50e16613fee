import { type Process, type Task, TIMED_OUT } from '../../../kernel';
import { type Datagram, type DatagramSocket, type Endpoint, EOF, NetError } from '../../network';
import { Pipe, readSome } from '../../stream';
import type { Call } from '../call';
import { received, type Wish } from './words';

/** How many times `-w` must pass without a word before BusyBox's nc ends (nc_bloaty.c, netretry). */
const BUSYBOX_PATIENCE = 2;

/** One conversation by datagrams, in which nobody ever says that it is over. */
interface Talk {
  readonly call: Call;
  readonly wish: Wish;
  readonly socket: DatagramSocket;
  /** Whom a socket that is not connected answers. */
  client: Endpoint | undefined;
  stdinEnded: boolean;
  /** When something was last said, on either side. */
  lastMs: number;
  heard: number;
}

/**
 * stdin goes out, piece by piece; what comes is printed, or both are a program's.
 * @param first a datagram that has been read already
 */
export function* talk(
  call: Call,
  wish: Wish,
  socket: DatagramSocket,
  command: readonly string[] | undefined,
  first?: Datagram,
): Task<number> {
  const { kernel } = call.proc;
  const the: Talk = { call, wish, socket, client: undefined, stdinEnded: false, lastMs: kernel.now, heard: 0 };
  if (command) return yield* withProgram(the, command, first);
  const sender = kernel.spawn(`${call.proc.name} (stdin)`, send(the));
  try {
    if (first) hear(the, first);
    yield* listen(the, sender);
    return 0;
  } finally {
    sender.kill();
    socket.close();
  }
}

function* send(the: Talk): Task {
  const { call, wish, socket } = the;
  const { kernel, stdin } = call.proc;
  for (let data = yield* readSome(stdin); data !== undefined; data = yield* readSome(stdin)) {
    the.lastMs = kernel.now;
    if (!say(the, data)) return socket.close();
  }
  the.stdinEnded = true;
  the.lastMs = kernel.now;
  if (Number.isFinite(wish.staysMs)) kernel.after(wish.staysMs, () => socket.close());
}

/** BusyBox's nc tries again what failed, and a second time nothing is in the way; OpenBSD's gives up. */
function say({ call, socket, client }: Talk, data: string): boolean {
  const failure = socket.send(data, client);
  if (!failure) return true;
  if (call.flavour === 'busybox') socket.send(data, client);
  return call.flavour === 'busybox';
}

function* listen(the: Talk, sender: Process<void>): Task {
  const { call, wish, socket } = the;
  const { kernel } = call.proc;
  const isBusybox = call.flavour === 'busybox';
  for (let silences = 0; the.heard < wish.datagrams; ) {
    const got = yield* socket.receive(the.lastMs + wish.timeoutMs - kernel.now);
    if (got === EOF) return;
    if (got instanceof NetError) {
      // Nothing more will come. BusyBox's goes on sending what stdin says; that it was refused it tells at the second -v.
      if (!isBusybox) return;
      if (wish.verbose > 1) call.complain(`net read: ${got.message}`);
      yield* sender.ended.join();
      return;
    }
    if (got !== TIMED_OUT) hear(the, got);
    else if (kernel.now >= the.lastMs + wish.timeoutMs) {
      if (!isBusybox) return;
      the.lastMs = kernel.now;
      if (the.stdinEnded && ++silences === BUSYBOX_PATIENCE) return;
    }
  }
}

function hear(the: Talk, { data, from }: Datagram): void {
  const { call, wish, socket } = the;
  the.lastMs = call.proc.kernel.now;
  the.heard++;
  if (!socket.remote) {
    const isNew = the.client && (the.client.ip !== from.ip || the.client.port !== from.port);
    if (isNew) received(call, wish, from);
    the.client = from;
  }
  call.out(data);
}

/** `-e`: each datagram is read by the program, each piece that it writes is one. */
function* withProgram({ call, socket }: Talk, command: readonly string[], first?: Datagram): Task<number> {
  const { proc } = call;
  const heard = new Pipe(proc.kernel);
  if (first) heard.output.write(first.data);
  const pump = proc.kernel.spawn(`${proc.name} (datagrams)`, copyInto(socket, heard));
  const child = proc.start(command, { stdin: heard.input, stdout: { write: (data) => void socket.send(data) } });
  const { code } = yield* child.ended.join();
  pump.kill();
  socket.close();
  return code;
}

function* copyInto(socket: DatagramSocket, pipe: Pipe): Task {
  for (;;) {
    const got = yield* socket.receive();
    if (got === EOF) return pipe.end();
    if (typeof got === 'object' && !(got instanceof NetError)) pipe.output.write(got.data);
  }
}
