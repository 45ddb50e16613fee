import { labelMatcher } from '../../api';
import type { NetworkPolicy, NetworkRule, Pod } from '../../api/types';
import { type Kernel, rule } from '../../kernel';
import type { NetHost, Packet } from '../../world/network';
import { hasOwnNetwork, Parties, type Party, type PartyPod, partyPod } from './party';
import { isPeer, isPort, type NamespaceLabels } from './rules';

const SOURCE = 'kubernetes.io, Network Policies';
const ISOLATES = rule(
  'network-policy/isolates',
  'What comes to a pod that policies select for Ingress, or leaves one that they select for Egress, is lost unless one of them allows it.',
  `${SOURCE}, "The two sorts of pod isolation"`,
);
const ADDS_UP = rule(
  'network-policy/adds-up',
  'Policies add up: one that allows it is enough, and there is no order among them.',
  `${SOURCE}, "The two sorts of pod isolation"`,
);
const OWN_NODE = rule(
  'network-policy/own-node',
  'A pod and the node that it runs on always reach each other, probes too, whatever the policies say.',
  `${SOURCE}, "What you can't do with network policies"`,
);

type Direction = 'Ingress' | 'Egress';
type Selected = Readonly<Record<Direction, readonly NetworkPolicy[]>>;

/** A pod that policies select, known by its name: its own node knows it before anybody has heard of its address. */
interface Isolated extends Selected {
  readonly pod: PartyPod;
}

/** Who is isolated from whom, as filters have it at one time. */
export class Isolation {
  private readonly byPod = new Map<string, Isolated>();
  private readonly parties: Parties;

  constructor(
    private readonly kernel: Kernel,
    policies: readonly NetworkPolicy[],
    pods: readonly Pod[],
    private readonly labelsOf: NamespaceLabels,
  ) {
    this.parties = new Parties(pods);
    for (const pod of pods.filter(hasOwnNetwork)) {
      const of = policies.filter((policy) => selects(policy, pod));
      if (of.length === 0) continue;
      const { namespace = '', name } = pod.metadata;
      this.byPod.set(`${namespace}/${name}`, {
        pod: partyPod(pod),
        Ingress: of.filter(({ spec }) => spec?.policyTypes?.includes('Ingress')),
        Egress: of.filter(({ spec }) => spec?.policyTypes?.includes('Egress')),
      });
    }
  }

  /** @returns which pod's policies drop a packet, in words that end a sentence */
  droppedBy(packet: Packet): string | undefined {
    const { from, to } = packet;
    if (from === to) return undefined;
    return this.outOf(from, packet) ?? (to && this.into(to, packet));
  }

  private outOf(from: NetHost, packet: Packet): string | undefined {
    const isolated = this.of(from);
    if (!isolated) return undefined;
    const isOwnNode = packet.to?.kind === 'node' && packet.to.name === from.machine;
    return this.judge('Egress', from, isolated, { peer: this.targetOf(packet), packet, isOwnNode });
  }

  private into(to: NetHost, packet: Packet): string | undefined {
    const isolated = this.of(to);
    if (!isolated) return undefined;
    const { from } = packet;
    const isOwnNode = from.kind === 'node' && from.name === to.machine;
    return this.judge('Ingress', to, isolated, { peer: this.senderOf(packet, to), packet, isOwnNode });
  }

  private judge(
    direction: Direction,
    host: NetHost,
    isolated: Isolated,
    { peer, packet, isOwnNode }: { peer: Party; packet: Packet; isOwnNode: boolean },
  ): string | undefined {
    const policies = isolated[direction];
    if (policies.length === 0) return undefined;
    const target = direction === 'Ingress' ? isolated.pod : peer.pod;
    const allowing = policies.filter((policy) => this.allows(policy, direction, peer, packet, target));
    if (allowing.length > 0) {
      if (allowing.length < policies.length) this.kernel.acts(ADDS_UP);
      return undefined;
    }
    this.kernel.acts(isOwnNode ? OWN_NODE : ISOLATES);
    if (isOwnNode) return undefined;
    const names = policies.map(({ metadata }) => metadata.name).join(', ');
    const way = direction === 'Ingress' ? 'into' : 'out of';
    return `NetworkPolicy ${names}: nothing there lets it ${way} pod ${host.info.namespace}/${host.name}`;
  }

  private allows(
    { metadata: { namespace = '' }, spec }: NetworkPolicy,
    direction: Direction,
    peer: Party,
    packet: Packet,
    target: PartyPod | undefined,
  ): boolean {
    const rules: readonly NetworkRule[] = (direction === 'Ingress' ? spec?.ingress : spec?.egress) ?? [];
    return rules.some(
      ({ from, to, ports }) =>
        isPeer(direction === 'Ingress' ? from : to, peer, namespace, this.labelsOf) && isPort(ports, packet, target),
    );
  }

  private of({ kind, info: { namespace }, name }: NetHost): Isolated | undefined {
    return kind === 'pod' ? this.byPod.get(`${namespace}/${name}`) : undefined;
  }

  private targetOf({ ip }: Packet): Party {
    return this.parties.at(ip);
  }

  /**
   * What comes from outside by way of another node's port bears that node's address; on the pod's own node it is filtered
   * before its address is replaced (kubernetes.io, Virtual IPs and Service Proxies; netfilter, FORWARD before POSTROUTING).
   */
  private senderOf({ from, address }: Packet, to: NetHost): Party {
    const entrance = from.kind === 'external' ? from.network.hostAt(address) : undefined;
    const isElsewhere = entrance?.kind === 'node' && entrance.machine !== to.machine;
    return this.parties.at(isElsewhere ? entrance.ip : from.ip);
  }
}

/** An absent selector is an empty one: all pods of the namespace. */
function selects({ metadata, spec }: NetworkPolicy, pod: Pod): boolean {
  if (metadata.namespace !== pod.metadata.namespace) return false;
  return labelMatcher(spec?.podSelector ?? {}).matches(pod.metadata.labels);
}
