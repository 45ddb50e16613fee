import { labelMatcher } from '../../api';
import type { NetworkPeer, NetworkPort } from '../../api/types';
import type { Packet } from '../../world/network';
import { namedPort } from '../common/namedPort';
import { isInCidr } from './cidr';
import type { Party, PartyPod } from './party';

/** The labels of a namespace. */
export type NamespaceLabels = (namespace: string) => Readonly<Record<string, string>> | undefined;

/**
 * Whether one of these peers is the other end; none at all means everybody.
 * @param namespace of the policy: its own pods are meant where a peer names no namespace
 * Source: kubernetes.io, Network Policies, "Behavior of to and from selectors"
 */
export function isPeer(
  peers: readonly NetworkPeer[] | undefined,
  party: Party,
  namespace: string,
  labelsOf: NamespaceLabels,
): boolean {
  if (!peers?.length) return true;
  return peers.some(({ ipBlock, namespaceSelector, podSelector }) => {
    if (ipBlock) return isInBlock(party.ip, ipBlock);
    const { pod } = party;
    if (!pod) return false;
    const isThere = namespaceSelector
      ? labelMatcher(namespaceSelector).matches(labelsOf(pod.namespace))
      : pod.namespace === namespace;
    return isThere && (!podSelector || labelMatcher(podSelector).matches(pod.labels));
  });
}

function isInBlock(ip: string, { cidr = '', except = [] }: NonNullable<NetworkPeer['ipBlock']>): boolean {
  return isInCidr(ip, cidr) && !except.some((hole) => isInCidr(ip, hole));
}

/**
 * Whether one of these ports is meant; none at all means every port, and pings too.
 * @param target the pod that the packet goes to: a name is looked up in its containers
 */
export function isPort(
  ports: readonly NetworkPort[] | undefined,
  { protocol, port: actual }: Pick<Packet, 'protocol' | 'port'>,
  target: PartyPod | undefined,
): boolean {
  if (!ports?.length) return true;
  return ports.some(({ protocol: wanted = 'TCP', port, endPort }) => {
    if (wanted !== protocol) return false;
    if (port === undefined) return true;
    if (typeof port === 'string') return target !== undefined && namedPort(target.spec, port, wanted) === actual;
    return actual >= port && actual <= (endPort ?? port);
  });
}
