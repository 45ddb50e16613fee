import { DatagramSocket } from './datagram';
import { BindError } from './error';
import { Flows } from './flows';
import type { NetHost } from './host';
import type { Endpoint, SocketOwner } from './types';

export interface BindOptions {
  /** `127.0.0.1` makes it reachable from its own host only. Default `0.0.0.0`. */
  readonly address?: string;
  /** The socket closes when its owner ends. */
  readonly owner?: SocketOwner;
}

/** The UDP ports of one host; they have nothing to do with its TCP ports of the same numbers. */
export class UdpPorts {
  readonly flows: Flows;
  private readonly sockets: DatagramSocket[] = [];

  constructor(private readonly host: NetHost) {
    this.flows = new Flows(host.network.kernel);
  }

  /**
   * Opens a UDP port.
   * @param port 0: any that is free
   * @throws BindError
   */
  bind(port: number, { address = '0.0.0.0', owner }: BindOptions = {}): DatagramSocket {
    const number = port === 0 ? this.freePort(address) : port;
    if (this.host.refusesPort(number, owner)) throw new BindError('EACCES', address, number, this.host.name, 'udp');
    if (this.isTaken(number, address)) throw new BindError('EADDRINUSE', address, number, this.host.name, 'udp');
    const socket = new DatagramSocket(this.host, number, address, owner);
    this.sockets.push(socket);
    return socket;
  }

  /** Who takes a datagram that `from` sends to this port by way of the address `ip`. */
  taking(port: number, ip: string, from: Endpoint): DatagramSocket | undefined {
    return this.sockets.find((socket) => socket.takes(port, ip, from));
  }

  /** The sockets that are open, for `netstat -lnu` and `ss -lnu`. */
  open(): readonly DatagramSocket[] {
    return this.sockets;
  }

  /** Removes a socket that has closed. */
  drop(socket: DatagramSocket): void {
    const index = this.sockets.indexOf(socket);
    if (index >= 0) this.sockets.splice(index, 1);
  }

  closeAll(): void {
    for (const socket of [...this.sockets]) socket.close();
  }

  private freePort(address: string): number {
    for (;;) {
      const port = this.host.ephemeralPort();
      if (!this.isTaken(port, address)) return port;
    }
  }

  private isTaken(port: number, address: string): boolean {
    return this.sockets.some(
      (socket) =>
        socket.open &&
        socket.port === port &&
        (socket.address === address || socket.address === '0.0.0.0' || address === '0.0.0.0'),
    );
  }
}
