import type { Pod } from '../../api/types';
import { DNS_IP, DNS_POD } from '../clusterServices';
import { isTerminal } from '../common/pods';

/** One end of a connection, as the rules of policies see it. */
export interface Party {
  readonly ip: string;
  /** Of a pod with a network of its own; machines and what is outside are addresses, no more. */
  readonly pod?: PartyPod;
}

export interface PartyPod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: Pick<Pod['spec'], 'containers' | 'initContainers'>;
}

/**
 * Who is behind an address, as far as the API server knows it: the address of a pod is not told before its kubelet has written
 * it into the status, so what a new pod does first may come too early for rules that let it through by its labels.
 */
export class Parties {
  private readonly byIp = new Map<string, Party>();

  constructor(pods: readonly Pod[]) {
    const dns: Party = { ip: DNS_POD.ip, pod: DNS_POD };
    // Policies see packets for a Service after its address was replaced by that of a pod
    for (const address of [DNS_IP, DNS_POD.ip]) this.byIp.set(address, dns);
    for (const pod of pods.filter(hasOwnNetwork)) {
      const address = pod.status?.podIP;
      if (address) this.byIp.set(address, { ip: address, pod: partyPod(pod) });
    }
  }

  at(ip: string): Party {
    return this.byIp.get(ip) ?? { ip };
  }
}

/** Policies know pods in the network of their node by nothing but its address. */
export function hasOwnNetwork(pod: Pod): boolean {
  return !pod.spec.hostNetwork && !isTerminal(pod);
}

export function partyPod({ metadata, spec }: Pod): PartyPod {
  return { namespace: metadata.namespace ?? 'default', labels: metadata.labels ?? {}, spec };
}
