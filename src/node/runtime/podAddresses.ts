import type { Network } from '../../world/index';

/**
 * Addresses of a node's pods, one after the other through the node's subnet as the host-local CNI plugin hands them
 * out: an address that was given back is not used again before the others had their turn.
 */
export class PodAddresses {
  private last: number;

  /** @param subnet the first three numbers of a /24: `10.244.1` */
  constructor(
    private readonly subnet: string,
    private readonly network: Network,
  ) {
    // .1 is the bridge, the pods' gateway.
    this.last = 1;
  }

  /** The next free address; undefined when all 253 are in use. */
  next(): string | undefined {
    for (let tries = 0; tries < 253; tries++) {
      this.last = this.last >= 254 ? 2 : this.last + 1;
      const ip = `${this.subnet}.${this.last}`;
      if (!this.network.hostAt(ip)) return ip;
    }
    return undefined;
  }
}
