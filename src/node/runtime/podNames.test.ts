import { expect } from 'chai';
import { Release } from '../../api/index';
import type { Pod, PodSpec } from '../../api/types/index';
import { podNames } from './podNames';

const node = { hostname: 'n1', resolver: { nameservers: [], search: [], ndots: 1 } };

describe('names of a pod', () => {
  const cases: [spec: Partial<PodSpec>, hostname: string, line: string][] = [
    [{}, 'p', '10.0.0.1\tp'],
    [{ hostname: 'a' }, 'a', '10.0.0.1\ta'],
    [{ hostname: 'a', subdomain: 'b' }, 'a', '10.0.0.1\ta.b.dev.svc.cluster.local\ta'],
    [
      { subdomain: 'b', setHostnameAsFQDN: true },
      'p.b.dev.svc.cluster.local',
      '10.0.0.1\tp.b.dev.svc.cluster.local\tp',
    ],
    [{ hostname: 'a', subdomain: 'b', hostnameOverride: 'x.y' }, 'x.y', '10.0.0.1\tx.y'],
    [{ hostname: `${'a'.repeat(62)}-b` }, 'a'.repeat(62), `10.0.0.1\t${'a'.repeat(62)}`],
    [{ hostNetwork: true }, 'n1', '10.0.0.1\tn1'],
    [{ hostAliases: [{ ip: '10.1.2.3', hostnames: ['foo', 'bar'] }] }, 'p', '10.1.2.3\tfoo\tbar'],
    [{ hostAliases: [{ ip: '10.1.2.3', hostnames: ['foo'] }] }, 'p', '# Entries added by HostAliases.'],
  ];
  for (const [spec, hostname, line] of cases) {
    it(`${JSON.stringify(spec)}: ${hostname}`, () => {
      const pod = { metadata: { name: 'p', namespace: 'dev' }, spec: { containers: [], ...spec } } as unknown as Pod;
      const names = podNames(pod, '10.0.0.1', node, Release.of('latest'));
      expect(names.hostname).to.equal(hostname);
      expect(names.hosts.split('\n')).to.include(line);
    });
  }
});
