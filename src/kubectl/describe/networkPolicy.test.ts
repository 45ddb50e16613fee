import { expect } from 'chai';
import type { NetworkPolicy } from '../../api/types';
import { describeNetworkPolicy } from './networkPolicy';

type Spec = NetworkPolicy['spec'];

const HEAD = `Name:         p
Namespace:    default
Created on:   2026-01-05 09:00:50 +0000 UTC
Labels:       <none>
Annotations:  <none>
Spec:
`;

/** What follows the head, as kubectl's own describe.go writes it. */
const TABLE: readonly (readonly [what: string, spec: Spec, rest: string])[] = [
  [
    'nobody',
    { podSelector: {}, policyTypes: ['Ingress'] },
    `  PodSelector:     <none> (Allowing the specific traffic to all pods in this namespace)
  Allowing ingress traffic:
    <none> (Selected pods are isolated for ingress connectivity)
  Not affecting egress traffic
  Policy Types: Ingress
`,
  ],
  [
    'everybody, anywhere',
    { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] },
    `  PodSelector:     app=db
  Allowing ingress traffic:
    To Port: <any> (traffic allowed to all ports)
    From: <any> (traffic not restricted by source)
  Allowing egress traffic:
    To Port: <any> (traffic allowed to all ports)
    To: <any> (traffic not restricted by destination)
  Policy Types: Ingress, Egress
`,
  ],
  [
    'peers of each kind, and ports',
    {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] },
      policyTypes: ['Egress'],
      egress: [
        {
          ports: [
            { port: 53, protocol: 'UDP' },
            { port: 8000, endPort: 9000, protocol: 'TCP' },
          ],
          to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }, { podSelector: {} }],
        },
        { to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] } }] },
      ],
    },
    `  PodSelector:     app in (db,web)
  Not affecting ingress traffic
  Allowing egress traffic:
    To Port: 53/UDP
    To Port Range: 8000-9000/TCP
    To:
      NamespaceSelector: <none>
      PodSelector: k8s-app=kube-dns
    To:
      PodSelector: <none>
    ----------
    To Port: <any> (traffic allowed to all ports)
    To:
      IPBlock:
        CIDR: 10.0.0.0/8
        Except: 10.1.0.0/16, 10.2.0.0/16
  Policy Types: Egress
`,
  ],
];

describe('kubectl describe networkpolicy', () => {
  for (const [what, spec, rest] of TABLE)
    it(`tells of ${what}`, () => {
      const metadata = { name: 'p', namespace: 'default', creationTimestamp: '2026-01-05T09:00:50Z' };
      const policy: NetworkPolicy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
      expect(describeNetworkPolicy(policy)).to.equal(HEAD + rest);
    });
});
