import { expect } from 'chai';
import { Kernel } from '../kernel/index';
import { Informer } from './informer';
import { Release } from './release/index';
import { ApiServer } from './store/index';
import type { ConfigMap, Pod } from './types/index';
import { HISTORY_LENGTH } from './watch';

function server(): ApiServer {
  const kernel = new Kernel({ latencies: { watchDelay: [1, 50] }, permuteTies: true });
  return new ApiServer(kernel, { release: Release.of('1.36'), epochMs: 0 });
}

function settings(name: string, labels: Record<string, string> = {}): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'kube-public', labels }, data: {} };
}

const scope = { namespace: 'kube-public', name: 'test' };

describe('watch', () => {
  it('brings every event of a kind in the order of the commits, late but never overtaken', () => {
    const api = server();
    const seen: number[] = [];
    let lateMs = 0;
    api.watch('ConfigMap', { ...scope, sendInitialEvents: false }, ({ object }) => {
      seen.push(Number(object.metadata.resourceVersion));
      lateMs = Math.max(lateMs, api.kernel.now);
    });
    for (let i = 0; i < 100; i++) api.create(settings(`c${i}`));
    expect(seen).to.deep.equal([]);
    api.kernel.runUntil(1000);
    expect(seen).to.have.length(100);
    expect(seen).to.deep.equal([...seen].sort((a, b) => a - b));
    expect(lateMs).to.be.greaterThan(0);
  });

  it('turns a change of labels into ADDED and DELETED', () => {
    const api = server();
    const seen: string[] = [];
    api.watch('ConfigMap', { ...scope, labelSelector: 'app=web' }, ({ type, object }) =>
      seen.push(`${type} ${object.metadata.name} ${object.metadata.labels?.['app']}`),
    );
    api.create(settings('c', { app: 'db' }));
    for (const app of ['web', 'db']) api.update(settings('c', { app }));
    api.kernel.runUntil(1000);
    expect(seen).to.deep.equal(['ADDED c web', 'DELETED c web']);
  });

  it('resumes after a version, and says 410 when that is too old', () => {
    const api = server();
    api.create(settings('a'));
    const { resourceVersion } = api;
    api.create(settings('b'));
    const seen: string[] = [];
    const start = api.watch('ConfigMap', { ...scope, resourceVersion }, ({ object }) =>
      seen.push(object.metadata.name),
    );
    api.kernel.runUntil(1000);
    expect(seen).to.deep.equal(['b']);
    start.stop();
    for (let i = 0; i < 2 * HISTORY_LENGTH; i++) api.create(settings(`c${i}`));
    expect(() => api.watch('ConfigMap', { ...scope, resourceVersion }, () => undefined)).to.throw(
      /too old resource version/,
    );
    expect(() => api.watch('ConfigMap', { ...scope, resourceVersion: '99999' }, () => undefined)).to.throw(
      'Timeout: Too large resource version: 99999',
    );
  });

  it('sends bookmarks each minute to those who ask', () => {
    const api = server();
    const seen: string[] = [];
    api.watch('ConfigMap', { ...scope, bookmarks: true, sendInitialEvents: false }, ({ type }) => seen.push(type));
    api.kernel.runUntil(125_000);
    expect(seen).to.deep.equal(['BOOKMARK', 'BOOKMARK']);
  });

  it('shows each node its own pods only', () => {
    const api = server();
    const seen: string[] = [];
    for (const node of ['n1', 'n2']) {
      const options = { name: node, fieldSelector: `spec.nodeName=${node}` };
      api.watch<Pod>('Pod', options, ({ type, object }) => seen.push(`${node} ${type} ${object.metadata.name}`));
    }
    const spec = { containers: [{ name: 'a', image: 'b:1' }] };
    api.create<Pod>({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default' }, spec });
    api.bind('default', 'p', 'n2');
    api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
    api.kernel.runUntil(1000);
    expect(seen).to.deep.equal(['n2 ADDED p', 'n2 MODIFIED p', 'n2 DELETED p']);
    expect(api.list('Pod', { fieldSelector: 'spec.nodeName=n2' })).to.deep.equal([]);
  });
});

describe('Informer', () => {
  it('knows what exists, then what changes, and what was before', () => {
    const api = server();
    api.create(settings('a'));
    const informer = new Informer<ConfigMap>(api, 'ConfigMap', { name: 'test', namespace: 'kube-public' });
    const seen: string[] = [];
    informer.onChange(({ type, object, old }) => seen.push(`${type} ${object.metadata.name} ${old ? 'known' : 'new'}`));
    expect(informer.list()).to.deep.equal([]);
    api.kernel.runUntil(100);
    api.update(settings('a', { app: 'x' }));
    api.delete('ConfigMap', 'kube-public', 'a');
    api.kernel.runUntil(1000);
    expect(seen).to.deep.equal(['ADDED a new', 'ADDED kube-root-ca.crt new', 'MODIFIED a known', 'DELETED a known']);
    expect(informer.list('kube-public').map((object) => object.metadata.name)).to.deep.equal(['kube-root-ca.crt']);
  });
});
