import { expect } from 'chai';
import type { EndpointSlice, Endpoints, Service } from '../../api/types';
import { pod, TestCluster } from '../testing/testCluster';

function service(spec: Partial<Service['spec']> = {}, name = 'web'): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  };
}

const web = (name: string, spec = {}) => pod(name, { labels: { app: 'web' }, spec });

/** `p r/s`: r = ready, s = serving, t = terminating, as in the recordings. */
function slices(cluster: TestCluster): string[] {
  return cluster.api
    .list<EndpointSlice>('EndpointSlice')
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'web')
    .flatMap(({ endpoints }) =>
      endpoints.map(({ targetRef, conditions = {} }) => {
        const flags = [conditions.ready && 'r', conditions.serving && 's', conditions.terminating && 't'].filter(
          Boolean,
        );
        return `${targetRef?.name} ${flags.join('/') || '-'}`;
      }),
    );
}

function endpoints(cluster: TestCluster): { ready: string[]; notReady: string[] } {
  const { subsets = [] } = cluster.api.get<Endpoints>('Endpoints', 'default', 'web');
  const names = (list: { targetRef?: { name?: string } }[] = []): string[] =>
    list.map(({ targetRef }) => targetRef?.name ?? '');
  return {
    ready: subsets.flatMap(({ addresses }) => names(addresses)),
    notReady: subsets.flatMap(({ notReadyAddresses }) => names(notReadyAddresses)),
  };
}

describe('endpoints', () => {
  for (const [release, whileEnding] of [
    ['1.36', ['p s/t', 'q r/s']],
    ['1.20', ['q r']],
  ] as const) {
    it(`follow pods that come and go in ${release} (f12)`, () => {
      const cluster = new TestCluster({ release, stopMs: 5000 });
      cluster.create(service());
      cluster.run(200);
      expect(endpoints(cluster)).to.deep.equal({ ready: [], notReady: [] });
      cluster.create(web('p'));
      cluster.create(web('q'));
      cluster.create(pod('other'));
      cluster.run(2000);
      expect(endpoints(cluster).ready).to.deep.equal(['p', 'q']);
      cluster.setStatus('q', { conditions: [{ type: 'Ready', status: 'False' }] });
      cluster.run(200);
      expect(endpoints(cluster)).to.deep.equal({ ready: ['p'], notReady: ['q'] });
      cluster.setStatus('q', { conditions: [{ type: 'Ready', status: 'True' }] });
      cluster.api.delete('Pod', 'default', 'p');
      const tookMs = cluster.until(() => !endpoints(cluster).ready.includes('p'));
      expect(tookMs).to.be.below(60);
      cluster.run(200);
      expect(slices(cluster)).to.deep.equal(whileEnding);
      cluster.run(6000);
      expect(slices(cluster).map((text) => text.split(' ')[0])).to.deep.equal(['q']);
    });
  }

  for (const [restartPolicy, phase, before] of [
    ['Always', 'Failed', true],
    ['OnFailure', 'Failed', true],
    ['OnFailure', 'Succeeded', false],
    ['Never', 'Failed', false],
  ] as const) {
    for (const release of ['1.23', '1.36']) {
      const isListed = before && release === '1.23';
      it(`${isListed ? 'list, not ready,' : 'do not list'} a pod of ${restartPolicy} that is ${phase} in ${release}`, () => {
        const cluster = new TestCluster({ release });
        cluster.create(service());
        cluster.create(web('p', { restartPolicy }));
        cluster.run(2000);
        cluster.setStatus('p', { phase, conditions: [{ type: 'Ready', status: 'False' }] });
        cluster.run(500);
        expect(endpoints(cluster)).to.deep.equal({ ready: [], notReady: isListed ? ['p'] : [] });
        expect(slices(cluster).map((text) => text.split(' ')[0])).to.deep.equal(isListed ? ['p'] : []);
      });
    }
  }

  it('kept what has ended where readiness does not count, in Endpoints and until 1.23', () => {
    const cluster = new TestCluster({ release: '1.23' });
    cluster.create(service({ publishNotReadyAddresses: true }));
    cluster.create(web('p', { restartPolicy: 'Never' }));
    cluster.run(2000);
    cluster.setStatus('p', { phase: 'Succeeded', conditions: [{ type: 'Ready', status: 'False' }] });
    cluster.run(500);
    expect(endpoints(cluster)).to.deep.equal({ ready: ['p'], notReady: [] });
    expect(slices(cluster)).to.deep.equal([]);
  });

  for (const [release, labels] of [
    ['1.32', { 'service.kubernetes.io/headless': '' }],
    ['1.33', { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller', 'service.kubernetes.io/headless': '' }],
  ] as const) {
    it(`name their controller since 1.33: ${release}`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(service({ clusterIP: 'None' }));
      cluster.run(500);
      expect(cluster.api.get<Endpoints>('Endpoints', 'default', 'web').metadata.labels).to.deep.equal(labels);
    });
  }

  it('are in slices with the labels of their Service, as it has them now', () => {
    const cluster = new TestCluster();
    cluster.create(service());
    cluster.run(500);
    cluster.api.patch('Service', 'default', 'web', { metadata: { labels: { team: 'a' } } }, { type: 'merge' });
    cluster.run(500);
    const [slice] = cluster.api.list<EndpointSlice>('EndpointSlice', { namespace: 'default' }).slice(-1);
    expect(slice?.metadata.labels).to.include({ team: 'a', 'kubernetes.io/service-name': 'web' });
  });

  it('find named ports in each pod', () => {
    const cluster = new TestCluster();
    cluster.create(service({ ports: [{ port: 80, targetPort: 'http' }] }));
    for (const [name, containerPort] of [
      ['a', 8080],
      ['b', 9090],
    ] as const) {
      cluster.create(
        web(name, { containers: [{ name: 'c', image: 'x:1', ports: [{ name: 'http', containerPort }] }] }),
      );
    }
    cluster.run(2000);
    const ports = cluster.api
      .list<EndpointSlice>('EndpointSlice')
      .flatMap((slice) => slice.ports ?? [])
      .map(({ port }) => port);
    expect(ports).to.include.members([8080, 9090]);
  });

  it('of a user are mirrored into a slice', () => {
    const cluster = new TestCluster();
    cluster.create(service({ selector: undefined } as Partial<Service['spec']>));
    cluster.create<Endpoints>({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'web', namespace: 'default' },
      subsets: [{ addresses: [{ ip: '192.168.5.5' }], ports: [{ port: 80 }] }],
    });
    cluster.run(500);
    const found = cluster.api
      .list<EndpointSlice>('EndpointSlice')
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'web');
    expect(found.flatMap((slice) => slice.endpoints.flatMap(({ addresses }) => addresses))).to.deep.equal([
      '192.168.5.5',
    ]);
  });

  it('go with their Service', () => {
    const cluster = new TestCluster();
    cluster.create(service());
    cluster.run(1000);
    cluster.api.delete('Service', 'default', 'web');
    cluster.run(3000);
    expect(slices(cluster)).to.deep.equal([]);
    expect(cluster.api.find('Endpoints', 'default', 'web')).to.equal(undefined);
  });
});
