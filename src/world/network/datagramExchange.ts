import { type Task, TIMED_OUT } from '../../kernel';
import type { Datagram, DatagramSocket } from './datagram';
import { NetError } from './error';
import type { NetHost } from './host';
import type { Network } from './network';
import { EOF } from './types';

export interface DatagramCall {
  /** An address or a name. */
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly timeoutMs: number;
}

/** Sends one datagram from a port of its own and waits for one that comes back. */
export function* datagramRequest(network: Network, from: NetHost, call: DatagramCall): Task<string | NetError> {
  const resolved = yield* network.resolve(from, call.host);
  if (resolved instanceof NetError) return resolved;
  const peer = { ip: resolved.addresses[0]!, port: call.port };
  const socket = from.udp.bind(0);
  socket.connect(peer);
  try {
    const failure = socket.send(call.data);
    if (failure) return failure;
    const answer = yield* socket.receive(call.timeoutMs);
    if (answer instanceof NetError) return answer;
    if (answer !== EOF && answer !== TIMED_OUT) return answer.data;
    return new NetError('timeout', { phase: 'exchange', address: peer.ip, port: peer.port, waitedMs: call.timeoutMs });
  } finally {
    socket.close();
  }
}

/** Answers datagram after datagram until the socket is closed. What `answer` returns goes back to the sender. */
export function* serveDatagrams(
  socket: DatagramSocket,
  answer: (datagram: Datagram) => Task<string | undefined>,
): Task<void> {
  for (;;) {
    const datagram = yield* socket.receive();
    if (datagram === EOF || datagram === TIMED_OUT) return;
    if (datagram instanceof NetError) continue;
    const reply = yield* answer(datagram);
    if (reply !== undefined) socket.send(reply, datagram.from);
  }
}
