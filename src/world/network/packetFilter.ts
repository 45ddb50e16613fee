import type { NetHost } from './host';
import type { Protocol } from './types';

/** What begins something new: the first packet of a connection, a datagram, a ping, a question to a name server. */
export interface Packet {
  readonly from: NetHost;
  /** Who has the address where it ends; undefined when nobody in the world has it. */
  readonly to: NetHost | undefined;
  /** The address that it was sent to, before the packet rules of its node led it elsewhere. */
  readonly address: string;
  /** Where it ends. */
  readonly ip: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/**
 * Says who drops a packet, in words that end a sentence; undefined when it gets through. What belongs to a connection that
 * stands is not asked about: filters let it pass (nf_conntrack, ESTABLISHED).
 */
export type PacketFilter = (packet: Packet) => string | undefined;
