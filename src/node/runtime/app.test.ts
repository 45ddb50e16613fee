import { expect } from 'chai';
import type { Container } from '../../api/types/index';
import { expectedPorts, expectedUdpPorts } from './app';

describe('The ports that a container is expected to serve', () => {
  const probe = { httpGet: { path: '/', port: 9090 } };
  const cases: [what: string, container: Partial<Container>, tcp: number[], udp: number[]][] = [
    ['none', {}, [], []],
    ['declared without a protocol', { ports: [{ containerPort: 80 }] }, [80], []],
    ['declared for UDP', { ports: [{ containerPort: 53, protocol: 'UDP' }] }, [], [53]],
    ['declared for SCTP, which nobody serves', { ports: [{ containerPort: 38412, protocol: 'SCTP' }] }, [], []],
    [
      'one number for both',
      {
        ports: [
          { containerPort: 53, protocol: 'UDP' },
          { containerPort: 53, protocol: 'TCP' },
        ],
      },
      [53],
      [53],
    ],
    ['a probe asks for more', { ports: [{ containerPort: 53, protocol: 'UDP' }], readinessProbe: probe }, [9090], [53]],
  ];
  for (const [what, container, tcp, udp] of cases)
    it(what, () => {
      const full: Container = { name: 'c', ...container };
      expect([expectedPorts(full), expectedUdpPorts(full)]).to.deep.equal([tcp, udp]);
    });
});
