import { expect } from 'chai';
import fc from 'fast-check';
import type { KubeNode, Pod } from '../../api/types';
import { ClusterCache } from './cache';
import { NodeInfo } from './nodeInfo';

const change = fc.record({
  what: fc.constantFrom('seen', 'assumed', 'forgotten', 'ended', 'removed'),
  uid: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
  cpu: fc.constantFrom('100m', '1', '2'),
});

function node(name: string): KubeNode {
  const metadata = { name };
  return { apiVersion: 'v1', kind: 'Node', metadata, status: { allocatable: { cpu: '8' } } } as unknown as KubeNode;
}

function podOf(uid: string, cpu: string, phase: string): Pod {
  const containers = [{ name: 'c', resources: { requests: { cpu } } }];
  const metadata = { name: uid, namespace: 'default', uid };
  // A pod stays on its node for life.
  const nodeName = uid < 'p3' ? 'a' : 'b';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { containers, nodeName },
    status: { phase },
  } as unknown as Pod;
}

function tell(cache: ClusterCache, what: string, pod: Pod): void {
  if (what === 'assumed') cache.assume(pod, pod.spec.nodeName ?? '');
  else if (what === 'forgotten') cache.forget(pod);
  else if (what === 'removed') cache.removePod(pod.metadata.uid ?? '');
  else cache.setPod(pod);
}

describe('the cache of the scheduler', () => {
  it('has the sums of what it was told last, however often somebody has looked before', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const [watched, fresh] = [new ClusterCache(), new ClusterCache()];
        for (const cache of [watched, fresh]) for (const name of ['b', 'a']) cache.setNode(node(name));
        for (const { what, uid, cpu } of changes) {
          const pod = podOf(uid, cpu, what === 'ended' ? 'Failed' : 'Running');
          for (const cache of [watched, fresh]) tell(cache, what, pod);
          watched.snapshot();
        }
        expect(watched.snapshot().map(({ name }) => name)).to.deep.equal(['a', 'b']);
        expect(watched.snapshot()).to.deep.equal(fresh.snapshot());
        for (const info of fresh.snapshot()) {
          const cpus = info.pods.map((pod) => NodeInfo.of(info.node, [pod]).requested.get('cpu') ?? 0);
          expect(info.requested.get('cpu') ?? 0).to.equal(cpus.reduce((sum, each) => sum + each, 0));
        }
      }),
    );
  });

  it('takes a pod that was assumed for seen, and one that has ended for gone', () => {
    const cache = new ClusterCache();
    cache.setNode(node('a'));
    const cpu = () => cache.snapshot()[0]?.requested.get('cpu') ?? 0;
    cache.assume(podOf('p1', '1', 'Pending'), 'a');
    expect([cpu(), cache.isAssumed('p1')]).to.deep.equal([1000, true]);
    cache.setPod(podOf('p1', '1', 'Running'));
    expect([cpu(), cache.isAssumed('p1')]).to.deep.equal([1000, false]);
    cache.setPod(podOf('p1', '1', 'Failed'));
    expect(cpu()).to.equal(0);
  });
});
