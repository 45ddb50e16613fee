import type { DatagramSocket, Listener } from '../network';
import { Proc } from '../process';

/** One line of netstat(8) or ss(8). */
export interface SocketRow {
  readonly proto: 'tcp' | 'udp';
  readonly state: 'LISTEN' | 'ESTABLISHED' | '';
  readonly local: Address;
  /** `0.0.0.0` and `*` where there is no peer. */
  readonly peer: Address;
  readonly owner: Proc | undefined;
}

interface Address {
  readonly ip: string;
  readonly port: number | '*';
}

export interface SocketChoice {
  readonly tcp: boolean;
  readonly udp: boolean;
  readonly listening: boolean;
  readonly connected: boolean;
}

const ANYBODY: Address = { ip: '0.0.0.0', port: '*' };

/** The sockets of the pod that a process is in: what listens first, then the connections. */
export function socketsOf(proc: Proc, choice: SocketChoice): SocketRow[] {
  const { net } = proc;
  const tcp = (state: SocketRow['state'], local: Address, peer: Address, owner?: Proc): SocketRow => ({
    proto: 'tcp',
    state,
    local,
    peer,
    owner,
  });
  const rows: SocketRow[] = [];
  if (choice.tcp && choice.listening)
    for (const each of net.listening())
      rows.push(tcp('LISTEN', { ip: each.address, port: each.port }, ANYBODY, ownerOf(proc, each)));
  if (choice.tcp && choice.connected)
    for (const { alive, local, remote } of net.established()) if (alive) rows.push(tcp('ESTABLISHED', local, remote));
  if (choice.udp)
    rows.push(
      ...net.udp
        .open()
        .map(datagramRow)
        .filter((row) => (row.state === '' ? choice.listening : choice.connected)),
    );
  return rows;
}

function datagramRow({ address: ip, port, remote }: DatagramSocket): SocketRow {
  const state = remote ? 'ESTABLISHED' : '';
  return { proto: 'udp', state, local: { ip, port }, peer: remote ?? ANYBODY, owner: undefined };
}

/** Whose port it is, as far as this process may see. */
function ownerOf(proc: Proc, { owner }: Listener): Proc | undefined {
  return owner instanceof Proc && owner.namespace === proc.namespace ? owner : undefined;
}
