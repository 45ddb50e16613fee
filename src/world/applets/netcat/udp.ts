import { sleep, type Task } from '../../../kernel';
import { BindError, type Datagram, type DatagramSocket, type Endpoint, NetError } from '../../network';
import type { Call } from '../call';
import { talk } from './talk';
import { bound, dialFailed, notBound, received, resolved, succeeded, type Wish } from './words';

/** A TCP port that nobody uses: an answer from there takes as long as an ICMP message would (nc_bloaty.c, SLEAZE_PORT). */
const UNUSED_PORT = 31337;
const UNUSED_PORT_TIMEOUT_MS = 5000;
/** How often OpenBSD's nc asks once more, a second apart, when `-w` doesn't say it (netcat.c, UDP_SCAN_TIMEOUT). */
const KNOCKS = 3;

/** `nc -u HOST PORT`: what stdin says goes out, what comes back is printed. */
export function* connectUdp(call: Call, wish: Wish, command: readonly string[] | undefined): Task<number> {
  const ip = yield* resolved(call, wish);
  if (ip === undefined) return 1;
  const peer = { ip, port: wish.port };
  const socket = bind(call, wish.fromPort);
  if (socket instanceof BindError) return notBound(call, socket);
  socket.connect(peer);
  const isKnocked = call.flavour === 'busybox' ? wish.tries : wish.verbose > 0;
  const failure = isKnocked ? yield* knock(call, wish, socket, peer) : undefined;
  if (failure) {
    // OpenBSD's says nothing here.
    if (call.flavour === 'busybox') dialFailed(call, wish, ip, failure);
    return 1;
  }
  succeeded(call, wish, ip);
  return wish.tries ? 0 : yield* talk(call, wish, socket, command);
}

/** `nc -u -l -p PORT`: who sends the first datagram is the only one that it hears from then on, but for OpenBSD's with `-k`. */
export function* listenUdp(call: Call, wish: Wish, command: readonly string[] | undefined): Task<number> {
  const socket = bind(call, wish.port);
  if (socket instanceof BindError) return notBound(call, socket);
  bound(call, wish);
  const isBusybox = call.flavour === 'busybox';
  const first = yield* socket.receive(isBusybox ? wish.timeoutMs : Number.POSITIVE_INFINITY);
  if (!isDatagram(first)) return call.complain('timeout');
  received(call, wish, first.from);
  if (isBusybox || !wish.again) socket.connect(first.from);
  return yield* talk(call, wish, socket, command, first);
}

function isDatagram(got: Datagram | NetError | symbol): got is Datagram {
  return typeof got === 'object' && !(got instanceof NetError);
}

function bind({ proc }: Call, port: number): DatagramSocket | BindError {
  try {
    return proc.net.udp.bind(port, { owner: proc });
  } catch (error) {
    if (error instanceof BindError) return error;
    throw error;
  }
}

/** Sends something again and again: if nothing has the port, one of the calls fails. */
function* knock(call: Call, wish: Wish, socket: DatagramSocket, peer: Endpoint): Task<NetError | undefined> {
  if (call.flavour === 'busybox') {
    const failure = socket.send('\0');
    yield* patience(call, wish, peer);
    return failure ?? socket.send('\0');
  }
  let failure = socket.send('X') ?? socket.send('X');
  const times = Number.isFinite(wish.timeoutMs) ? Math.floor(wish.timeoutMs / 1000) : KNOCKS;
  for (let i = 0; i < times && !failure; i++) {
    yield* sleep(1000);
    failure = socket.send('X');
  }
  return failure;
}

function* patience({ proc: { net } }: Call, { timeoutMs }: Wish, { ip }: Endpoint): Task {
  if (Number.isFinite(timeoutMs)) return yield* sleep(timeoutMs);
  const connection = yield* net.network.connect(net, ip, UNUSED_PORT, UNUSED_PORT_TIMEOUT_MS);
  if (!(connection instanceof NetError)) connection.close();
  // What was sent first is answered first.
  yield* sleep(1);
}
