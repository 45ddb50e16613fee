import type { NetworkPeer, NetworkPolicy, NetworkPort, NetworkRule } from '../../api/types';
import { selectorText } from '../selector';
import { NONE, writeAnnotations, writeMap } from './common';
import { DescribeWriter } from './writer';

type Direction = 'ingress' | 'egress';

const OTHER_END = {
  ingress: { word: 'From', any: 'From: <any> (traffic not restricted by source)' },
  egress: { word: 'To', any: 'To: <any> (traffic not restricted by destination)' },
} as const;

/** `kubectl describe networkpolicy`. Source: kubectl describe.go, describeNetworkPolicy. */
export function describeNetworkPolicy({ metadata, spec = {} }: NetworkPolicy): string {
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  out.line(0, `Created on:\t${goTime(metadata.creationTimestamp ?? '')}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  out.line(0, 'Spec:');
  const selected = selectorText(spec.podSelector);
  const all = `${NONE} (Allowing the specific traffic to all pods in this namespace)`;
  out.line(1, `PodSelector:     ${selected === NONE ? all : selected}`);
  const { policyTypes = [] } = spec;
  writeDirection(out, 'ingress', policyTypes.includes('Ingress') ? (spec.ingress ?? []) : undefined);
  writeDirection(out, 'egress', policyTypes.includes('Egress') ? (spec.egress ?? []) : undefined);
  out.line(1, `Policy Types: ${policyTypes.join(', ')}`);
  return out.toString();
}

/** @param rules undefined when the policy does not affect this direction */
function writeDirection(out: DescribeWriter, direction: Direction, rules: readonly NetworkRule[] | undefined): void {
  if (!rules) {
    out.line(1, `Not affecting ${direction} traffic`);
    return;
  }
  out.line(1, `Allowing ${direction} traffic:`);
  if (rules.length === 0) out.line(2, `${NONE} (Selected pods are isolated for ${direction} connectivity)`);
  rules.forEach((rule, i) => {
    if (i > 0) out.line(2, '----------');
    writeRule(out, direction, rule);
  });
}

function writeRule(out: DescribeWriter, direction: Direction, { ports = [], from, to }: NetworkRule): void {
  if (ports.length === 0) out.line(2, 'To Port: <any> (traffic allowed to all ports)');
  for (const port of ports) out.line(2, portText(port));
  const { word, any } = OTHER_END[direction];
  const peers = (direction === 'ingress' ? from : to) ?? [];
  if (peers.length === 0) out.line(2, any);
  for (const peer of peers) {
    out.line(2, `${word}:`);
    writePeer(out, peer);
  }
}

function portText({ port, endPort, protocol = 'TCP' }: NetworkPort): string {
  const text = port ?? '<nil>';
  return endPort === undefined ? `To Port: ${text}/${protocol}` : `To Port Range: ${text}-${endPort}/${protocol}`;
}

function writePeer(out: DescribeWriter, { namespaceSelector, podSelector, ipBlock }: NetworkPeer): void {
  if (namespaceSelector) out.line(3, `NamespaceSelector: ${selectorText(namespaceSelector)}`);
  if (podSelector) out.line(3, `PodSelector: ${selectorText(podSelector)}`);
  if (namespaceSelector || podSelector || !ipBlock) return;
  out.line(3, 'IPBlock:');
  out.line(4, `CIDR: ${ipBlock.cidr ?? ''}`);
  out.line(4, `Except: ${(ipBlock.except ?? []).join(', ')}`);
}

/** A time as Go prints it by itself: `2026-01-05 09:00:50 +0000 UTC`. */
function goTime(time: string): string {
  return time.replace('T', ' ').replace('Z', ' +0000 UTC');
}
