import { expect } from 'chai';
import { Kernel } from '../../kernel/index';
import { Release } from '../release/index';
import { ApiServer } from '../store/index';
import type { KubeEvent, ObjectReference } from '../types/index';
import { EventRecorder, SchedulerEventRecorder } from './index';

/** A round number of hours after 1970, so that names of events sort by their time. */
const EPOCH_MS = 1_795_222_800_000;

function server(kubernetes = '1.36'): ApiServer {
  const kernel = new Kernel({ latencies: { apiWrite: 5, apiRead: 1, watchDelay: 1 } });
  return new ApiServer(kernel, { release: Release.of(kubernetes), epochMs: EPOCH_MS, eventTtlMs: 24 * 3_600_000 });
}

const POD: ObjectReference = { kind: 'Pod', namespace: 'default', name: 'p', uid: 'u', apiVersion: 'v1' };

/** Reports the messages, so many seconds apart, and returns what the store has in the end. */
function report(messages: string[], everySeconds: number): KubeEvent[] {
  const api = server();
  const recorder = new EventRecorder(api, { component: 'kubelet', host: 'n1' });
  messages.forEach((message, i) => {
    api.kernel.at(i * everySeconds * 1000, () => recorder.event(POD, 'Warning', 'BackOff', message));
  });
  api.kernel.runUntil((messages.length + 1) * everySeconds * 1000 + 1000);
  return api.list<KubeEvent>('Event');
}

const rows = (events: KubeEvent[]) => events.map(({ message, count }) => `${message} x${count}`);

describe('EventRecorder', () => {
  it('counts what is the same', () => {
    const [event] = report(['a', 'a', 'a'], 10);
    expect(event).to.include({
      message: 'a',
      count: 3,
      firstTimestamp: '2026-11-21T01:00:00Z',
      lastTimestamp: '2026-11-21T01:00:20Z',
    });
    expect(event?.metadata.name).to.match(/^p\.[0-9a-f]+$/);
  });

  it('combines the tenth of ten that differ in their message only', () => {
    const messages = Array.from({ length: 12 }, (_, i) => `m${i}`);
    expect(rows(report(messages, 10)).slice(-2)).to.deep.equal(['m8 x1', '(combined from similar events): m11 x3']);
  });

  it('does not combine what is more than 600 s apart', () => {
    expect(
      report(
        Array.from({ length: 12 }, (_, i) => `m${i}`),
        601,
      ),
    ).to.have.length(12);
  });

  it('lets 25 through, then one each 300 s', () => {
    const [event] = report(
      Array.from({ length: 600 }, () => 'again'),
      1,
    );
    expect(event?.count, 'counted in memory, written at 300 s').to.equal(301);
    const api = server();
    const recorder = new EventRecorder(api, { component: 'kubelet' });
    for (let i = 0; i < 600; i++) api.kernel.at(i * 1000, () => recorder.event(POD, 'Warning', 'BackOff', 'again'));
    api.kernel.runUntil(700_000);
    const writes = api.kernel.journal.all().filter((fact) => fact.object.startsWith('Event/')).length;
    expect(writes).to.be.within(26, 27);
  });

  for (const [kubernetes, kept] of [
    ['1.20', ['Warning']],
    ['1.36', ['Warning', 'Normal']],
  ] as const)
    it(`${kubernetes}: a flood of warnings ${kept.length === 1 ? 'drowns' : 'spares'} what is normal`, () => {
      const api = server(kubernetes);
      const recorder = new EventRecorder(api, { component: 'kubelet' });
      for (let i = 0; i < 30; i++) recorder.event(POD, 'Warning', 'Unhealthy', 'again');
      recorder.event(POD, 'Normal', 'Killing', 'Stopping container c');
      api.kernel.runUntil(1000);
      expect(api.list<KubeEvent>('Event').map((event) => event.type)).to.have.members([...kept]);
    });

  it('keeps container and pod apart by the field', () => {
    const api = server();
    const recorder = new EventRecorder(api, { component: 'kubelet' });
    for (const field of ['spec.containers{a}', 'spec.containers{b}'])
      recorder.event(POD, 'Normal', 'Created', 'x', field);
    api.kernel.runUntil(1000);
    expect(api.list<KubeEvent>('Event').map((event) => event.involvedObject.fieldPath)).to.deep.equal([
      'spec.containers{a}',
      'spec.containers{b}',
    ]);
  });
});

describe('SchedulerEventRecorder', () => {
  it('makes a series of repeats, written the second time, when it is quiet, and then forgotten', () => {
    const api = server();
    const recorder = new SchedulerEventRecorder(api);
    const note = { type: 'Warning', reason: 'FailedScheduling', action: 'Scheduling' } as const;
    for (let i = 0; i < 4; i++) api.kernel.at(i * 1000, () => recorder.event(POD, { ...note, note: `n${i}` }));
    const events = () => api.list<KubeEvent>('Event');
    api.kernel.runUntil(10_000);
    expect(events()[0]).to.include({ message: 'n0', eventTime: '2026-11-21T01:00:00.000000Z', lastTimestamp: null });
    expect(events()[0]?.series?.count).to.equal(2);
    api.kernel.runUntil(400_000);
    expect(events()[0]?.series?.count).to.equal(4);
    recorder.event(POD, { ...note, note: 'later' });
    api.kernel.runUntil(401_000);
    expect(events()).to.have.length(2);
  });
});

describe('Events', () => {
  it('expire an hour after their last write', () => {
    const kernel = new Kernel({ latencies: { apiWrite: 5, apiRead: 1, watchDelay: 1 } });
    const api = new ApiServer(kernel, { release: Release.of('1.36'), epochMs: 0 });
    const recorder = new EventRecorder(api, { component: 'kubelet' });
    recorder.event(POD, 'Normal', 'A', 'a');
    recorder.event(POD, 'Normal', 'B', 'b');
    kernel.at(1_800_000, () => recorder.event(POD, 'Normal', 'A', 'a'));
    kernel.runUntil(3_700_000);
    expect(rows(api.list('Event'))).to.deep.equal(['a x2']);
    kernel.runUntil(5_500_000);
    expect(api.list('Event')).to.deep.equal([]);
  });
});
