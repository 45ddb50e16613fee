import { expect } from 'chai';
import type { Service } from '../../api/types';
import type { DnsType } from '../../world/network';
import { pod, TestCluster } from '../testing/testCluster';

function service(name: string, spec: Partial<Service['spec']>): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { ports: [{ name: 'http', port: 80 }], ...spec },
  };
}

function world(): TestCluster {
  const cluster = new TestCluster();
  cluster.create(service('web', { selector: { app: 'web' }, clusterIP: '10.96.7.7' }));
  cluster.create(service('also', { selector: { app: 'web' }, clusterIP: '10.96.7.8' }));
  cluster.create(service('sts', { selector: { app: 'sts' }, clusterIP: 'None' }));
  cluster.create(service('empty', { selector: { app: 'nobody' }, clusterIP: 'None' }));
  cluster.create(
    service('out', { type: 'ExternalName', externalName: 'example.org', ports: undefined } as Partial<Service['spec']>),
  );
  cluster.create(pod('sts-0', { labels: { app: 'sts' }, spec: { hostname: 'sts-0', subdomain: 'sts' } }));
  cluster.run(1000);
  cluster.create(pod('web-0', { labels: { app: 'web' } }));
  cluster.network.names.add('example.org', '93.184.216.34');
  cluster.run(2000);
  return cluster;
}

describe('cluster DNS', () => {
  const cluster = world();
  const client = cluster.network.attach('10.244.9.9', { name: 'client', kind: 'pod', node: 'node-1' });
  const ask = (name: string, type: DnsType = 'A') => cluster.network.resolver!(client, name, type);
  const table: [string, DnsType, string, string[]][] = [
    ['web.default.svc.cluster.local', 'A', 'NOERROR', ['10.96.7.7']],
    ['WEB.default.svc.cluster.local.', 'A', 'NOERROR', ['10.96.7.7']],
    ['web.default.svc.cluster.local', 'AAAA', 'NOERROR', []],
    ['kubernetes.default.svc.cluster.local', 'A', 'NOERROR', ['10.96.0.1']],
    ['kube-dns.kube-system.svc.cluster.local', 'A', 'NOERROR', ['10.96.0.10']],
    ['nosuch.default.svc.cluster.local', 'A', 'NXDOMAIN', []],
    ['web.nosuch.svc.cluster.local', 'A', 'NXDOMAIN', []],
    ['web.svc.cluster.local', 'A', 'NXDOMAIN', []],
    ['sts.default.svc.cluster.local', 'A', 'NOERROR', ['10.244.0.1']],
    ['sts-0.sts.default.svc.cluster.local', 'A', 'NOERROR', ['10.244.0.1']],
    ['10-244-0-2.web.default.svc.cluster.local', 'A', 'NOERROR', ['10.244.0.2']],
    ['10-244-0-3.web.default.svc.cluster.local', 'A', 'NXDOMAIN', []],
    ['sts-1.sts.default.svc.cluster.local', 'A', 'NXDOMAIN', []],
    ['empty.default.svc.cluster.local', 'A', 'NXDOMAIN', []],
    ['10-244-1-5.default.pod.cluster.local', 'A', 'NOERROR', ['10.244.1.5']],
    ['10-244-1-5.nosuch.pod.cluster.local', 'A', 'NXDOMAIN', []],
    ['out.default.svc.cluster.local', 'A', 'NOERROR', ['93.184.216.34']],
    ['example.org', 'A', 'NOERROR', ['93.184.216.34']],
    ['nosuch.example.org', 'A', 'NXDOMAIN', []],
  ];
  for (const [name, type, rcode, addresses] of table) {
    it(`${type} ${name}: ${addresses.join() || rcode}`, () => {
      const found = ask(name, type);
      expect([found.rcode, [...found.addresses]]).to.deep.equal([rcode, addresses]);
    });
  }

  it('answers SRV, PTR and CNAME', () => {
    expect(ask('_http._tcp.web.default.svc.cluster.local', 'SRV').records).to.deep.equal([
      '0 100 80 web.default.svc.cluster.local',
    ]);
    expect(ask('_http._tcp.sts.default.svc.cluster.local', 'SRV').records).to.deep.equal([
      '0 100 80 sts-0.sts.default.svc.cluster.local',
    ]);
    expect(ask('7.7.96.10.in-addr.arpa', 'PTR').records).to.deep.equal(['web.default.svc.cluster.local']);
    expect(ask('2.0.244.10.in-addr.arpa', 'PTR').records).to.deep.equal([
      '10-244-0-2.web.default.svc.cluster.local',
      '10-244-0-2.also.default.svc.cluster.local',
    ]);
    expect(ask('out.default.svc.cluster.local').cname).to.equal('example.org');
  });

  it('learns of a new Service within a tenth of a second or so', () => {
    cluster.create(service('late', { selector: { app: 'x' } }));
    const name = 'late.default.svc.cluster.local';
    expect(ask(name).rcode).to.equal('NXDOMAIN');
    expect(cluster.until(() => ask(name).rcode === 'NOERROR')).to.be.below(120);
  });
});
