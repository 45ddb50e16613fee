import { expect } from 'chai';
import { podAsking, ResizeStage } from './resizeStage.fixture';

const SINCE_1_33 = ['1.33', '1.34', '1.35', '1.36'];
const ASKS_2 = "Node didn't have enough resource: cpu, requested: 2000, used: 2500, capacity: 4000";

/** It asks after 10 s, and is tried again each 3 minutes from then on. */
const CROWDED_S = 13;

/** Of 4 cpus, `p` has one and wants two, and `q` has two and a half. */
function crowded(kubernetes: string, q = {}): ResizeStage {
  const stage = new ResizeStage({ kubernetes });
  stage.create(podAsking('p', '{requests: {cpu: "1"}}'));
  stage.create(podAsking('q', '{requests: {cpu: 2500m}}', q));
  stage.pass(10);
  stage.resize('p', { requests: { cpu: '2' } });
  stage.pass(3);
  return stage;
}

describe('a resize that does not fit beside the other pods', () => {
  const EVENTS: Record<string, string[]> = {
    '1.35': ['ResizeDeferred Pod resize Deferred:'],
    '1.36': ['ResizeDeferred Pod resize OutOfcpu:'],
  };
  for (const kubernetes of SINCE_1_33) {
    it(`waits, and the pod keeps what it has (${kubernetes})`, () => {
      const stage = crowded(kubernetes);
      expect(stage.resizes('p')).to.deep.equal([`Pending Deferred: ${ASKS_2}`]);
      expect(stage.cpu('p')).to.equal('1/1');
      expect(stage.pod('p')?.spec.containers[0]?.resources?.requests?.['cpu']).to.equal('2');
      const [condition] = stage.pod('p')?.status?.conditions ?? [];
      expect(condition?.observedGeneration).to.equal(kubernetes === '1.33' ? undefined : 2);
      expect(
        stage
          .events('p')
          .filter((event) => event.startsWith('Resize'))
          .map((event) => event.split(' {')[0]),
      ).to.deep.equal(EVENTS[kubernetes] ?? []);
    });

    it(`is over when it is taken back (${kubernetes})`, () => {
      const stage = crowded(kubernetes);
      stage.resize('p', { requests: { cpu: '1' } });
      stage.pass(3);
      expect(stage.resizes('p')).to.deep.equal([]);
      expect(stage.cpu('p')).to.equal('1/1');
    });

    it(`does not come through with a restart of the container (${kubernetes})`, () => {
      const stage = crowded(kubernetes);
      stage.node.runtime
        .containers()
        .find(({ podName }) => podName === 'p')
        ?.main?.signal('KILL', { outside: true });
      stage.pass(5);
      expect(stage.pod('p')?.status?.containerStatuses?.[0]?.restartCount).to.equal(1);
      expect(stage.cpu('p')).to.equal('1/1');
    });
  }

  const GRANTED: readonly (readonly [kubernetes: string, fromSeconds: number, toSeconds: number])[] = [
    ['1.33', 3, 92],
    ['1.34', 1, 5],
    ['1.35', 1, 5],
    ['1.36', 1, 5],
  ];
  for (const [kubernetes, from, to] of GRANTED) {
    it(`is granted ${from} to ${to} s after the other pod was deleted (${kubernetes})`, () => {
      const stage = crowded(kubernetes);
      stage.api.delete('Pod', 'default', 'q');
      expect(stage.secondsUntil('p', '2', 100)).to.be.within(from, to);
      stage.pass(2);
      expect(stage.resizes('p')).to.deep.equal([]);
    });
  }

  const ENDED: readonly (readonly [kubernetes: string, fromSeconds: number, toSeconds: number])[] = [
    ['1.34', 190, 193],
    ['1.35', 190, 193],
    ['1.36', 30, 34],
  ];
  for (const [kubernetes, from, to] of ENDED) {
    it(`is granted ${from} to ${to} s after its beginning when the other pod ends after 30 s (${kubernetes})`, () => {
      const stage = crowded(kubernetes, { command: '[sleep, "30"]', spec: 'restartPolicy: Never' });
      expect(stage.secondsUntil('p', '2', 300) + CROWDED_S).to.be.within(from, to);
    });
  }

  it('is granted when the other pod takes less', () => {
    const stage = crowded('1.36');
    stage.resize('q', { requests: { cpu: '1' } });
    expect(stage.secondsUntil('p', '2', 10)).to.be.below(3);
  });

  it('is granted in the order of priority', () => {
    const stage = new ResizeStage();
    for (const [name, value] of [
      ['low', 1],
      ['high', 2],
    ] as const)
      stage.create(`apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: ${name}}\nvalue: ${value}`);
    for (const name of ['low', 'high'])
      stage.create(podAsking(name, '{requests: {cpu: "1"}}', { spec: `priorityClassName: ${name}` }));
    stage.create(podAsking('q', '{requests: {cpu: "2"}}'));
    stage.pass(10);
    for (const name of ['low', 'high']) stage.resize(name, { requests: { cpu: '2500m' } });
    stage.pass(3);
    expect([stage.cpu('low'), stage.cpu('high')]).to.deep.equal(['1/1', '1/1']);
    stage.api.delete('Pod', 'default', 'q');
    stage.pass(5);
    expect([stage.cpu('low'), stage.cpu('high')]).to.deep.equal(['1/1', '2500m/2500m']);
  });

  it('waits on over a restart of the kubelet, which asks again after 30 s', () => {
    const stage = crowded('1.36');
    stage.node.stop();
    stage.api.delete('Pod', 'default', 'q', { gracePeriodSeconds: 0 });
    stage.pass(10);
    stage.node.start();
    stage.pass(20);
    expect(stage.resizes('p')).to.deep.equal([`Pending Deferred: ${ASKS_2}`]);
    expect(stage.cpu('p')).to.equal('1/1');
    expect(stage.secondsUntil('p', '2', 20)).to.be.within(8, 13);
  });
});

describe('a resize to more than the node has', () => {
  for (const kubernetes of SINCE_1_33) {
    it(kubernetes === '1.36' ? 'is refused (1.36)' : `is infeasible (${kubernetes})`, () => {
      const stage = new ResizeStage({ kubernetes });
      stage.create(podAsking('p', '{requests: {cpu: "1", memory: 1Gi}}'));
      stage.pass(10);
      const ask = () => stage.resize('p', { requests: { cpu: '5', memory: '9Gi' } });
      if (kubernetes === '1.36') {
        expect(ask).to.throw(
          'pods "p" is forbidden: node didn\'t have enough allocatable resources: cpu, requested: 5000, allocatable: 4000; memory, requested: 9663676416, allocatable: 8485076992',
        );
        return;
      }
      ask();
      stage.pass(200);
      const why = "Node didn't have enough capacity: memory, requested: 9663676416, capacity: 8485076992";
      expect(stage.resizes('p')).to.deep.equal([`Pending Infeasible: ${why}`]);
      expect(stage.cpu('p')).to.equal('1/1');
      stage.resize('p', { requests: { cpu: '2', memory: '1Gi' } });
      expect(stage.secondsUntil('p', '2', 5)).to.be.below(3);
    });
  }
});
