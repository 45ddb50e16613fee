import { expect } from 'chai';
import fc from 'fast-check';
import { Kernel, Signal } from '../kernel/index';
import { ApiClient } from './client';
import { EventRecorder } from './events/index';
import { Informer } from './informer';
import type { Link } from './link';
import { Release } from './release/index';
import { ApiServer } from './store/index';
import type { ConfigMap, KubeEvent } from './types/index';

const RECONNECT_MS = 10_000;

/** A network card that can be pulled out. */
class Card implements Link {
  up = true;
  readonly restored: Signal;

  constructor(kernel: Kernel) {
    this.restored = new Signal(kernel);
  }

  cut(): void {
    this.up = false;
  }

  restore(): void {
    this.up = true;
    this.restored.fire(undefined);
  }
}

function cluster(): { api: ApiServer; kernel: Kernel; card: Card } {
  const kernel = new Kernel({
    latencies: { watchDelay: [1, 5], apiReconnect: [1000, RECONNECT_MS], apiRead: 2, apiWrite: 5 },
  });
  return { kernel, api: new ApiServer(kernel, { release: Release.of('1.36'), epochMs: 0 }), card: new Card(kernel) };
}

function settings(name: string, value = '0'): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data: { value } };
}

describe('a link that is down', () => {
  it('lets no event through, and all of them, in order, when it is back', () => {
    const { api, kernel, card } = cluster();
    const seen: string[] = [];
    const scope = { namespace: 'default', name: 'node', link: card, sendInitialEvents: false };
    api.watch<ConfigMap>('ConfigMap', scope, ({ type, object }) => seen.push(`${type} ${object.data?.['value']}`));
    api.create(settings('a', '1'));
    kernel.runUntil(100);
    card.cut();
    for (const value of ['2', '3']) api.update(settings('a', value));
    kernel.runUntil(60_000);
    api.delete('ConfigMap', 'default', 'a');
    kernel.runUntil(120_000);
    expect(seen).to.deep.equal(['ADDED 1']);
    card.restore();
    kernel.runUntil(120_999);
    expect(seen).to.deep.equal(['ADDED 1']);
    kernel.runUntil(120_000 + RECONNECT_MS);
    expect(seen).to.deep.equal(['ADDED 1', 'MODIFIED 2', 'MODIFIED 3', 'DELETED 3']);
  });

  it('holds back what was on its way when it was cut', () => {
    const { api, kernel, card } = cluster();
    const seen: string[] = [];
    const scope = { namespace: 'default', name: 'node', link: card, sendInitialEvents: false };
    api.watch('ConfigMap', scope, ({ object }) => seen.push(object.metadata.name));
    api.create(settings('a'));
    card.cut();
    kernel.runUntil(1000);
    expect(seen).to.deep.equal([]);
    card.restore();
    kernel.runUntil(1000 + RECONNECT_MS);
    expect(seen).to.deep.equal(['a']);
  });

  it('that is cut again before it has reconnected stays silent', () => {
    const { api, kernel, card } = cluster();
    const seen: string[] = [];
    const scope = { namespace: 'default', name: 'node', link: card, sendInitialEvents: false };
    api.watch('ConfigMap', scope, ({ object }) => seen.push(object.metadata.name));
    card.cut();
    api.create(settings('a'));
    kernel.runUntil(1000);
    card.restore();
    kernel.runUntil(1500);
    card.cut();
    kernel.runUntil(60_000);
    expect(seen).to.deep.equal([]);
    card.restore();
    kernel.runUntil(60_000 + RECONNECT_MS);
    expect(seen).to.deep.equal(['a']);
  });

  it('makes requests wait', () => {
    const { api, kernel, card } = cluster();
    const client = new ApiClient(api, 'kubelet', card);
    card.cut();
    kernel.spawn('write', client.create(settings('a')));
    kernel.runUntil(60_000);
    expect(api.find('ConfigMap', 'default', 'a')).to.equal(undefined);
    card.restore();
    kernel.runUntil(61_000);
    expect(api.get('ConfigMap', 'default', 'a').metadata.creationTimestamp).to.equal('1970-01-01T00:01:00Z');
  });

  it('makes events late, with the time at which they happened', () => {
    const { api, kernel, card } = cluster();
    const recorder = new EventRecorder(api, { component: 'kubelet', host: 'n1', link: card });
    const made = api.create(settings('a'));
    card.cut();
    kernel.runUntil(30_000);
    recorder.event(made, 'Normal', 'Seen', 'somebody was here');
    kernel.runUntil(60_000);
    expect(api.list('Event')).to.deep.equal([]);
    card.restore();
    kernel.runUntil(75_000);
    expect(api.list<KubeEvent>('Event').map((event) => event.lastTimestamp)).to.deep.equal(['1970-01-01T00:00:30Z']);
  });

  it('never makes a copy wrong: after the last cut it is what the store is', () => {
    const step = fc.record({
      afterMs: fc.integer({ min: 0, max: 8000 }),
      what: fc.constantFrom('cut', 'restore', 'a', 'b', 'remove a'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { api, kernel, card } = cluster();
        const informer = new Informer<ConfigMap>(api, 'ConfigMap', {
          name: 'n',
          namespace: 'default',
          link: card,
        });
        let revision = 0;
        informer.onChange(({ object }) => {
          const next = Number(object.metadata.resourceVersion);
          expect(next).to.be.at.least(revision);
          revision = next;
        });
        kernel.runUntil(100);
        steps.forEach(({ afterMs, what }, i) => {
          kernel.runUntil(kernel.now + afterMs);
          if (what === 'cut') card.cut();
          else if (what === 'restore') card.restore();
          else if (what === 'remove a') {
            if (api.find('ConfigMap', 'default', 'a')) api.delete('ConfigMap', 'default', 'a');
          } else if (api.find('ConfigMap', 'default', what)) api.update(settings(what, String(i)));
          else api.create(settings(what, String(i)));
        });
        card.restore();
        kernel.runUntil(kernel.now + 2 * RECONNECT_MS);
        const versions = (list: readonly ConfigMap[]) =>
          list.map(({ metadata }) => `${metadata.name}@${metadata.resourceVersion}`).sort();
        expect(versions(informer.list())).to.deep.equal(versions(api.list('ConfigMap', { namespace: 'default' })));
      }),
      { numRuns: 60 },
    );
  });
});
