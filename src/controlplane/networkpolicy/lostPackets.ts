import type { Kernel } from '../../kernel';
import type { NetHost, Packet } from '../../world/network';

/**
 * Tells the journal of packets that policies drop, each kind once: a client that gets no answer goes on trying. The fact is about
 * the pod that sent it, as it is the one that waits; where no pod did, about the one that was to get it.
 */
export class LostPackets {
  private readonly told = new Set<string>();

  constructor(
    private readonly kernel: Kernel,
    private readonly component: string,
  ) {}

  /** @param by which policies, in words that end a sentence */
  tell(packet: Packet, by: string): void {
    const { from, to, ip, port, protocol } = packet;
    const object = podOf(from) ?? (to && podOf(to));
    const key = `${object} ${ip}:${port}/${protocol} ${by}`;
    if (object === undefined || this.told.has(key)) return;
    this.told.add(key);
    const detail = { says: `what it sends to ${targetOf(packet)} is dropped by ${by}`, ip, port, protocol };
    this.kernel.journal.record({ component: this.component, type: 'packet-dropped', object, detail });
  }
}

function podOf({ kind, name, info }: NetHost): string | undefined {
  return kind === 'pod' ? `Pod/${info.namespace}/${name}` : undefined;
}

function targetOf({ from, to, address, ip, port, protocol }: Packet): string {
  if (address === from.network.clusterDns) return 'the DNS of the cluster';
  const who = to?.kind === 'pod' ? `pod ${to.name}` : ip;
  return protocol === 'ICMP' ? who : `port ${port} of ${who}`;
}
