import { expect } from 'chai';
import type { EndpointSlice, Endpoints, Service } from '../../api/types';
import { pod, TestCluster } from '../testing/test-cluster';

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
