import type { Applet, Call } from './call';
import { type SocketChoice, type SocketRow, socketsOf } from './sockets';

/**
 * netstat(8): who listens, and which connections there are. Addresses and ports are numbers also without -n: pods have no names and
 * images no /etc/services.
 */
export const netstat: Applet = function* (call) {
  const { has } = call.options(call.flavour === 'busybox' ? LETTERS : `${LETTERS}gisocFCMv ${LONGS}`);
  for (const letter of 'regisocFCMv') if (has(letter)) call.notImplemented(`-${letter}`);
  const every = !['t', 'u', 'w', 'x'].some(has);
  const choice: Choice = {
    tcp: every || has('t'),
    udp: every || has('u'),
    raw: has('w'),
    unix: every || has('x'),
    listening: has('l') || has('a'),
    connected: !has('l') || has('a'),
    programs: has('p'),
  };
  if (choice.tcp || choice.udp || choice.raw) internet(call, choice);
  if (choice.unix) unix(call, choice);
  return 0;
};

const LETTERS = 'raltuwxenpW';
const LONGS = 'listening|l all|a numeric|n tcp|t udp|u programs|p program|p wide|W';
const PROGRAMS = 'PID/Program name    ';

interface Choice extends SocketChoice {
  readonly raw: boolean;
  readonly unix: boolean;
  /** Whose each socket is. */
  readonly programs: boolean;
}

function which({ listening, connected }: Choice): string {
  if (!listening) return '(w/o servers)';
  return connected ? '(servers and established)' : '(only servers)';
}

function internet(call: Call, choice: Choice): void {
  const gap = call.flavour === 'busybox' ? '' : ' ';
  const end = (program: string) => (choice.programs ? gap + program : '');
  call.out(`Active Internet connections ${which(choice)}\n${line(call, HEADER)}${end(PROGRAMS)}\n`);
  for (const row of socketsOf(call.proc, choice)) call.out(`${line(call, cellsOf(row))}${end(programOf(row))}\n`);
}

/** Nobody has one here. */
function unix(call: Call, choice: Choice): void {
  const path = call.flavour === 'busybox' ? 'Path' : '  Path';
  call.out(`Active UNIX domain sockets ${which(choice)}\n`);
  call.out(`Proto RefCnt Flags       Type       State         I-Node ${choice.programs ? PROGRAMS : ''}${path}\n`);
}

const HEADER = ['Proto', 'Recv-Q', 'Send-Q', 'Local Address', 'Foreign Address', 'State'];

function line(
  call: Call,
  [proto = '', received = '', sent = '', local = '', peer = '', state = '']: readonly string[],
): string {
  const last = call.flavour === 'busybox' ? 12 : 11;
  return `${proto.padEnd(5)} ${received.padStart(6)} ${sent.padStart(6)} ${local.padEnd(23)} ${peer.padEnd(23)} ${state.padEnd(last)}`;
}

function cellsOf({ proto, local, peer, state }: SocketRow): string[] {
  return [proto, '0', '0', `${local.ip}:${local.port}`, `${peer.ip}:${peer.port}`, state];
}

function programOf({ owner }: SocketRow): string {
  return (owner ? `${owner.pid}/${owner.comm}` : '-').padEnd(20);
}
