import type { Applet } from './call';
import { type SocketRow, socketsOf } from './sockets';

const STATES = { LISTEN: 'LISTEN', ESTABLISHED: 'ESTAB', '': 'UNCONN' };

/** ss(8) of iproute2: `-l`, `-a`, `-t`, `-u`, `-n`, `-H`. */
export const ss: Applet = function* (call) {
  const { has, rest } = call.options('latunHp46 listening|l all|a tcp|t udp|u numeric|n no-header|H processes|p');
  for (const letter of 'p6') if (has(letter)) call.notImplemented(`-${letter}`);
  if (rest.length > 0) call.notImplemented(`with the filter ${rest.join(' ')}`);
  if (!has('t') && !has('u')) call.notImplemented('without -t or -u (sockets of all kinds)');
  const listening = has('l') || has('a');
  const connected = !has('l') || has('a');
  const rows = socketsOf(call.proc, { tcp: has('t'), udp: has('u'), listening, connected });
  table(rows, has('t') && has('u'), !has('H'), (text) => call.out(text));
  return 0;
};

/** Each column as wide as it must be; addresses stand to the right of theirs. */
function table(rows: readonly SocketRow[], kinds: boolean, header: boolean, out: (text: string) => void): void {
  const title = ['Netid', 'State', 'Recv-Q', 'Send-Q', 'Local Address', 'Port', 'Peer Address', 'Port', 'Process'];
  const lines = rows.map(({ proto, state, local, peer }) => [
    proto,
    STATES[state],
    '0',
    state === 'LISTEN' ? '128' : '0',
    local.ip,
    String(local.port),
    peer.ip,
    String(peer.port),
    '',
  ]);
  const widths = title.map((name, i) =>
    Math.max(header || i === 2 || i === 3 ? name.length : 0, ...lines.map((cells) => cells[i]!.length)),
  );
  for (const cells of header ? [title, ...lines] : lines) {
    const [netid, state, received, sent, local, port, peer, peerPort, process] = cells.map((cell, i) =>
      i === 4 || i === 6 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!),
    );
    out(`${kinds ? `${netid} ` : ''}${state} ${received} ${sent} ${local}:${port} ${peer}:${peerPort}${process}\n`);
  }
}
