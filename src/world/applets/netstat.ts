import type { Applet, Call } from './call';
import { type SocketRow, socketsOf } from './sockets';

/**
 * netstat(8): who listens, and which connections there are. Addresses and ports are numbers also without -n: pods have no names and
 * images no /etc/services.
 */
export const netstat: Applet = function* (call) {
  const spec =
    call.flavour === 'busybox'
      ? 'raltuwxenpW'
      : 'raltuwxenpWgisocFCMv listening|l all|a numeric|n tcp|t udp|u programs|p program|p wide|W';
  const { has } = call.options(spec);
  for (const letter of 'regisocFCMv') if (has(letter)) call.notImplemented(`-${letter}`);
  const every = !['t', 'u', 'w', 'x'].some(has);
  const listening = has('l') || has('a');
  const connected = !has('l') || has('a');
  const which = listening ? (connected ? 'servers and established' : 'only servers') : 'w/o servers';
  const programs = has('p') ? 'PID/Program name    ' : '';
  if (every || has('t') || has('u') || has('w')) {
    call.out(`Active Internet connections (${which})\n${line(call, HEADER)}${programs}\n`);
    const rows = socketsOf(call.proc, { tcp: every || has('t'), udp: every || has('u'), listening, connected });
    for (const row of rows) call.out(`${line(call, cellsOf(row))}${has('p') ? programOf(row) : ''}\n`);
  }
  if (every || has('x')) {
    call.out(`Active UNIX domain sockets (${which})\n`);
    const path = call.flavour === 'busybox' ? 'Path' : '  Path';
    call.out(`Proto RefCnt Flags       Type       State         I-Node ${programs}${path}\n`);
  }
  return 0;
};

const HEADER = ['Proto', 'Recv-Q', 'Send-Q', 'Local Address', 'Foreign Address', 'State'];

function line(
  call: Call,
  [proto = '', received = '', sent = '', local = '', peer = '', state = '']: readonly string[],
): string {
  const last = call.flavour === 'busybox' ? 12 : 11;
  return `${proto.padEnd(5)} ${received.padStart(6)} ${sent.padStart(6)} ${local.padEnd(23)} ${peer.padEnd(23)} ${state.padEnd(last)}${call.flavour === 'busybox' ? '' : ' '}`;
}

function cellsOf({ proto, local, peer, state }: SocketRow): string[] {
  return [proto, '0', '0', `${local.ip}:${local.port}`, `${peer.ip}:${peer.port}`, state];
}

function programOf({ owner }: SocketRow): string {
  return (owner ? `${owner.pid}/${owner.comm}` : '-').padEnd(20);
}
