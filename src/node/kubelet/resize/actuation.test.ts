import { expect } from 'chai';
import { podAsking, ResizeStage } from './resizeStage.fixture';

const MIB = 1024 * 1024;

/** A pod that holds 50 MiB and may take 100. */
function holding(kubernetes: string, more = ''): ResizeStage {
  const stage = new ResizeStage({ kubernetes });
  stage.behaviours.set({ pod: 'p' }, { memory: { startBytes: 50 * MIB } });
  stage.create(podAsking('p', '{requests: {memory: 10Mi}, limits: {memory: 100Mi}}', { more }));
  stage.pass(10);
  return stage;
}

const limitOf = (stage: ResizeStage) => stage.pod('p')?.status?.containerStatuses?.[0]?.resources?.limits?.['memory'];
const restartsOf = (stage: ResizeStage) => stage.pod('p')?.status?.containerStatuses?.[0]?.restartCount;

describe('a memory limit below what is in use', () => {
  const USED = 50 * MIB;
  const WHY =
    'cannot decrease memory limits: [attempting to set pod memory limit (20971520) below current usage (52428800), ' +
    'attempting to set container "c" memory limit (20971520) below current usage (52428800)]';
  const rows: readonly (readonly [kubernetes: string, events: readonly string[]])[] = [
    ['1.34', []],
    ['1.35', ['ResizeStarted', 'ResizeError']],
    ['1.36', ['ResizeStarted', 'ResizeError']],
  ];
  for (const [kubernetes, events] of rows) {
    it(`is not set until there is room (${kubernetes})`, () => {
      const stage = holding(kubernetes);
      stage.resize('p', { limits: { memory: '20Mi' } });
      stage.pass(20);
      expect(stage.resizes('p')).to.deep.equal([`InProgress Error: ${WHY}`]);
      expect(limitOf(stage)).to.equal('100Mi');
      const told = stage.events('p').filter((event) => event.startsWith('Resize'));
      expect(told.map((event) => event.split(' ')[0])).to.deep.equal(events);
      if (events.length > 0) expect(told[1]).to.contain(`"generation":2,"error":${JSON.stringify(WHY)}}`);
      stage.behaviours.set({ pod: 'p' }, { memory: { startBytes: 5 * MIB } });
      stage.pass(20);
      expect(stage.resizes('p')).to.deep.equal([]);
      expect(limitOf(stage)).to.equal('20Mi');
      expect(restartsOf(stage)).to.equal(0);
    });
  }

  it('is not set by releases that do not let limits shrink either, whatever the limit was (1.33)', () => {
    const stage = holding('1.33');
    stage.behaviours.set({ pod: 'p' }, { memory: { startBytes: 100 * MIB } });
    stage.resize('p', { requests: { memory: '20Mi' } });
    stage.pass(20);
    const why = 'aborting attempt to set pod memory limit less than current memory usage for pod p';
    expect(stage.resizes('p')).to.deep.equal([`InProgress Error: ${why}`]);
    stage.behaviours.set({ pod: 'p' }, { memory: { startBytes: USED } });
    stage.pass(20);
    expect(stage.resizes('p')).to.deep.equal([]);
  });

  it('is set when the container is started anew for it', () => {
    const stage = holding('1.36', ', resizePolicy: [{resourceName: memory, restartPolicy: RestartContainer}]');
    stage.behaviours.set({ pod: 'p' }, { memory: { startBytes: 5 * MIB, bytesPerSecond: 2 * MIB } });
    stage.resize('p', { limits: { memory: '20Mi' } });
    stage.pass(4);
    expect(limitOf(stage)).to.equal('20Mi');
    expect(restartsOf(stage)).to.equal(1);
    stage.pass(10);
    expect(stage.pod('p')?.status?.containerStatuses?.[0]?.lastState?.terminated?.reason).to.equal('OOMKilled');
  });
});

describe('a memory limit that is raised or lowered', () => {
  const growing = (limit: string) => {
    const stage = new ResizeStage();
    stage.behaviours.set({ pod: 'p' }, { memory: { bytesPerSecond: MIB } });
    stage.create(podAsking('p', `{requests: {memory: 10Mi}, limits: {memory: ${limit}}}`));
    stage.pass(10);
    return stage;
  };

  it('gives a container the time until the new limit', () => {
    const stage = growing('20Mi');
    stage.resize('p', { limits: { memory: '60Mi' } });
    stage.pass(40);
    expect(restartsOf(stage)).to.equal(0);
    stage.pass(15);
    expect(restartsOf(stage)).to.equal(1);
  });

  it('ends a container that passes it', () => {
    const stage = growing('100Mi');
    stage.resize('p', { limits: { memory: '20Mi' } });
    stage.pass(7);
    expect(restartsOf(stage)).to.equal(0);
    stage.pass(7);
    expect(restartsOf(stage)).to.equal(1);
  });
});

describe('resizes of init containers', () => {
  const pod = (init: string) => `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  terminationGracePeriodSeconds: 1
  initContainers: [{name: i, image: busybox:1.28, command: [sleep, '20'], resources: {requests: {cpu: 100m}}${init}}]
  containers: [{name: c, image: busybox:1.28, command: [sleep, '3600'], resources: {requests: {cpu: 100m}}}]`;
  const restarting = ', restartPolicy: Always, resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]';
  const initOf = (stage: ResizeStage) => {
    const { allocatedResources, resources, restartCount } = stage.pod('p')?.status?.initContainerStatuses?.[0] ?? {};
    return `${allocatedResources?.['cpu']}/${resources?.requests?.['cpu']} ${restartCount}`;
  };
  const rows: readonly (readonly [what: string, kubernetes: string, init: string, after: string])[] = [
    ['a sidecar, where it runs', '1.33', ', restartPolicy: Always', '200m/200m 0'],
    ['a sidecar, where it runs', '1.36', ', restartPolicy: Always', '200m/200m 0'],
    ['a sidecar, by a restart', '1.36', restarting, '200m/200m 1'],
    ['one that ends by itself, while it runs', '1.36', '', '200m/200m 0'],
  ];
  for (const [what, kubernetes, init, after] of rows) {
    it(`change ${what} (${kubernetes})`, () => {
      const stage = new ResizeStage({ kubernetes });
      stage.create(pod(init));
      stage.pass(5);
      stage.resize('p', { requests: { cpu: '200m' } }, 'initContainers', 'i');
      stage.pass(5);
      expect(initOf(stage)).to.equal(after);
      const kills = stage.events('p').filter((event) => event.startsWith('Killing'));
      expect(kills).to.deep.equal(after.endsWith('1') ? ['Killing Container i resize requires restart'] : []);
    });
  }
});

describe('what a status tells of resources', () => {
  for (const kubernetes of ['1.32', '1.33', '1.36']) {
    it(`is there for every container that was made (${kubernetes})`, () => {
      const stage = new ResizeStage({ kubernetes });
      stage.create(`apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  initContainers: [{name: i, image: busybox:1.28, command: ['true'], resources: {limits: {memory: 100M}}}]
  containers:
  - {name: bare, image: busybox:1.28, command: [sleep, '3600']}
  - {name: full, image: busybox:1.28, command: [sleep, '3600'], resources: {limits: {cpu: '1', memory: 100M}}}`);
      stage.pass(10);
      const { initContainerStatuses = [], containerStatuses = [] } = stage.pod('p')?.status ?? {};
      const told = [...initContainerStatuses, ...containerStatuses].map(({ allocatedResources, resources }) => [
        allocatedResources,
        resources,
      ]);
      const memory = '100M';
      const NOTHING = [undefined, undefined];
      const asAsked = { limits: { memory }, requests: { memory } };
      const asRun = { limits: { cpu: '1', memory: '100000000' }, requests: { cpu: '1', memory } };
      const expected = [
        [{ memory }, asAsked],
        [undefined, {}],
        [{ cpu: '1', memory }, asRun],
      ];
      expect(told).to.deep.equal(kubernetes === '1.32' ? [NOTHING, NOTHING, NOTHING] : expected);
    });
  }
});
