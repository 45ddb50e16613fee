import type { Task } from '../../kernel';
import type { Connection } from './connection';
import type { NetHost } from './host';

/** What the router is asked about: TCP connects, UDP datagrams and pings take different rules. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP' | 'ICMP';

/**
 * What the packet rules of the sender's node make of a destination: another address (a Service's endpoint), an answer
 * that refuses (ICMP port unreachable), silence, or `undefined` when no rule matches and the packet goes where it was sent.
 */
export type Route = Endpoint | 'refused' | 'dropped' | undefined;

/** An address and a port. */
export interface Endpoint {
  readonly ip: string;
  readonly port: number;
}

/** A packet as its sender sees it. */
export interface Sent {
  readonly from: NetHost;
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** No filter is asked: the sender stands for somebody whom they let through. */
  readonly isAdmitted?: boolean;
}

/** @param before where earlier datagrams of the same flow went: later ones go there too while the rules still lead there */
export type Router = (from: NetHost, ip: string, port: number, protocol: Protocol, before?: Endpoint) => Route;

/** What becomes of a packet to an address that no machine has. */
export type Nowhere =
  /** A router says at once that it knows no such host. */
  | 'no-route'
  /** The address belongs to the local network, where nobody answers for it: three tries of a second each. */
  | 'no-neighbour'
  /** The sender has no route that leads there. */
  | 'unreachable'
  | 'dropped';

export type HostKind = 'pod' | 'node' | 'external';

export interface HostInfo {
  readonly name: string;
  readonly kind: HostKind;
  /** Of a pod. */
  readonly namespace?: string;
  /** The node a pod runs on: packets between the two need no cable. */
  readonly node?: string;
  /** Kernel parameters that differ from the usual ones. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Whoever a socket belongs to; a `Proc` is one. When it ends, the operating system closes its sockets.
 */
export interface SocketOwner {
  readonly ended: { readonly isSet: boolean; join(): Task<unknown> };
  /** Whether it may open ports that are not for everybody. Without: it may. */
  hasCapability?(name: 'NET_BIND_SERVICE'): boolean;
}

/** Called for each accepted connection; a task it returns runs as a kernel process that dies with the owner. */
export type Accept = (connection: Connection) => Task<void> | void;

export interface ListenOptions {
  /** `127.0.0.1` makes it reachable from its own host only. Default `0.0.0.0`. */
  readonly address?: string;
}

/** The other side has closed and everything it sent has been read. */
export const EOF: unique symbol = Symbol('end of file');
