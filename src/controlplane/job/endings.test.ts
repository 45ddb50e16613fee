import { expect } from 'chai';
import { Release } from '../../api';
import type { Job, Pod } from '../../api/types';
import { pod, TestCluster, type TestClusterOptions } from '../testing/testCluster';
import { finishMs, INDEX, INDEX_FAILURES, INDEX_IGNORED } from './pods';

type Spec = Partial<Omit<Job['spec'], 'podFailurePolicy' | 'successPolicy'>> & Record<string, unknown>;

function job(spec: Spec, restartPolicy: 'Never' | 'OnFailure' = 'Never'): Job {
  const template = { spec: { restartPolicy, containers: [{ name: 'c', image: 'busybox:1' }] } };
  const metadata = { name: 'j', namespace: 'default' };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template, ...spec } as Job['spec'] };
}

function started(spec: Spec, options: TestClusterOptions): TestCluster {
  const cluster = new TestCluster(options);
  cluster.create(job(spec));
  cluster.run(3000);
  return cluster;
}

const statusOf = (cluster: TestCluster) => cluster.api.get<Job>('Job', 'default', 'j').status ?? {};
const patch = (cluster: TestCluster, spec: object) =>
  cluster.api.patch('Job', 'default', 'j', { spec }, { type: 'merge' });
const conditions = (cluster: TestCluster) => (statusOf(cluster).conditions ?? []).map(({ type }) => type);

describe('pods that a Job gives up', () => {
  for (const release of ['1.22', '1.24', '1.25', '1.36']) {
    for (const [what, spec] of [
      ['with less parallelism', { parallelism: 1 }],
      ['when it is suspended', { suspend: true }],
    ] as const) {
      it(`count for nothing ${what} in ${release}`, () => {
        const cluster = started({ parallelism: 3, completions: 5, backoffLimit: 0 }, { release });
        patch(cluster, spec);
        cluster.run(8000);
        const { active, succeeded, failed } = statusOf(cluster);
        const left = 'parallelism' in spec ? 1 : undefined;
        expect({ active, succeeded, failed }).to.deep.equal({ active: left, succeeded: undefined, failed: undefined });
      });
    }
  }

  for (const [release, policy, expected] of [
    ['1.24', undefined, ['Failed']],
    ['1.25', undefined, ['Failed']],
    ['1.30', 'Failed', ['Failed']],
    ['1.31', undefined, ['FailureTarget']],
    ['1.36', 'Failed', ['FailureTarget']],
  ] as const) {
    it(`have failed when it fails in ${release}, before they have ended (${policy ?? 'no policy'})`, () => {
      const spec = { parallelism: 2, completions: 5, activeDeadlineSeconds: 5 };
      const replacement = policy ? { podReplacementPolicy: policy } : {};
      const cluster = started({ ...spec, ...replacement }, { release, stopMs: 5000 });
      cluster.run(5000);
      expect(statusOf(cluster).failed).to.equal(2);
      expect(conditions(cluster)).to.deep.equal(expected);
      cluster.run(10_000);
      expect(statusOf(cluster).failed).to.equal(2);
      expect(conditions(cluster)).to.include('Failed');
    });
  }

  it('are no failures when the Job has succeeded without them', () => {
    const spec = { parallelism: 3, completions: 3, completionMode: 'Indexed' } as const;
    const cluster = started({ ...spec, successPolicy: { rules: [{ succeededCount: 1 }] } }, { stopMs: 3000 });
    cluster.finish(cluster.pods()[0]?.metadata.name ?? '', 0);
    cluster.run(10_000);
    const { succeeded, failed } = statusOf(cluster);
    expect({ succeeded, failed }).to.deep.equal({ succeeded: 1, failed: undefined });
    expect(conditions(cluster)).to.deep.equal(['SuccessCriteriaMet', 'Complete']);
  });

  it('are those beyond its completions when an Indexed Job shrinks', () => {
    const cluster = started({ parallelism: 4, completions: 4, completionMode: 'Indexed' }, { stopMs: 3000 });
    patch(cluster, { parallelism: 2, completions: 2 });
    cluster.run(2000);
    const going = cluster.pods().filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
    expect(going.map(({ metadata }) => metadata.annotations?.[INDEX])).to.deep.equal(['2', '3']);
  });

  it('may be more than it wanted', () => {
    const cluster = new TestCluster({ release: '1.24' });
    for (const name of ['a', 'b'])
      cluster.create(pod(name, { labels: { app: 'x' }, spec: { restartPolicy: 'Never' } }));
    cluster.run(2000);
    for (const name of ['a', 'b']) cluster.finish(name, 0);
    const made = job({ manualSelector: true, selector: { matchLabels: { app: 'x' } } });
    made.spec.template.metadata = { labels: { app: 'x' } };
    cluster.create(made);
    cluster.run(3000);
    expect(cluster.events('j')).to.deep.equal([
      'TooManySucceededPods: Too many succeeded pods running after completion count reached',
      'Completed: Job completed',
    ]);
  });
});

describe('failures of an index', () => {
  const perIndex = { parallelism: 1, completions: 1, completionMode: 'Indexed', backoffLimitPerIndex: 1 } as const;
  const ignoring = {
    podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [42] } }] },
  };

  for (const [what, exitCode, counted, annotations] of [
    ['are counted', 1, 1, { [INDEX_FAILURES]: '1', [INDEX_IGNORED]: undefined }],
    ['may be ignored', 42, undefined, { [INDEX_FAILURES]: '0', [INDEX_IGNORED]: '1' }],
  ] as const) {
    it(`${what} when the pod is replaced`, () => {
      const cluster = started({ ...perIndex, ...ignoring }, {});
      cluster.finish(cluster.pods()[0]?.metadata.name ?? '', exitCode);
      cluster.run(5000);
      expect(statusOf(cluster).failed).to.equal(undefined);
      cluster.run(10_000);
      expect(statusOf(cluster).failed).to.equal(counted);
      const next = cluster.pods().find(({ status }) => status?.phase === 'Running')?.metadata.annotations ?? {};
      for (const [name, value] of Object.entries(annotations)) expect(next[name]).to.equal(value);
    });
  }

  it('do not end the index as long as they are ignored', () => {
    const cluster = started({ ...perIndex, ...ignoring }, {});
    for (let i = 0; i < 3; i++) {
      const running = cluster.pods().find(({ status }) => status?.phase === 'Running');
      cluster.finish(running?.metadata.name ?? '', 42);
      cluster.run(60_000);
    }
    expect(statusOf(cluster).failedIndexes).to.equal('');
    expect(conditions(cluster)).to.deep.equal([]);
  });

  it('start anew when the Job has let go of its pods', () => {
    const cluster = started({ ...perIndex, backoffLimitPerIndex: 2 }, {});
    cluster.finish(cluster.pods()[0]?.metadata.name ?? '', 1);
    cluster.run(15_000);
    patch(cluster, { suspend: true });
    cluster.run(3000);
    patch(cluster, { suspend: false });
    cluster.run(3000);
    const next = cluster.pods().find(({ status }) => status?.phase === 'Running')?.metadata.annotations ?? {};
    expect(next[INDEX_FAILURES]).to.equal('0');
  });

  it('do not count beyond the completions of a Job that has shrunk', () => {
    const cluster = started({ parallelism: 3, completions: 3, completionMode: 'Indexed', backoffLimit: 0 }, {});
    const last = cluster.pods().find(({ metadata }) => metadata.annotations?.[INDEX] === '2');
    cluster.finish(last?.metadata.name ?? '', 1);
    patch(cluster, { parallelism: 2, completions: 2 });
    cluster.run(3000);
    expect(statusOf(cluster)).to.deep.include({ active: 2 });
    expect(statusOf(cluster).failed).to.equal(undefined);
    expect(cluster.pod(last?.metadata.name ?? '').metadata.finalizers).to.equal(undefined);
  });
});

describe('the wait after a failed pod', () => {
  const metadata = { name: 'p', creationTimestamp: '2026-11-21T01:00:00Z' };
  const ended = (name: string, at: string) => ({ name, state: { terminated: { exitCode: 1, finishedAt: at } } });
  const spec = { containers: [{ name: 'c' }], initContainers: [{ name: 's', restartPolicy: 'Always' }, { name: 'i' }] };
  const [containerEnd, sidecarEnd] = ['2026-11-21T01:00:20Z', '2026-11-21T01:00:50Z'];
  const main = { containerStatuses: [ended('c', containerEnd)] };
  const inits = [ended('s', sidecarEnd), ended('i', '2026-11-21T01:00:10Z')];
  const unready = { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-11-21T01:00:40Z' }] };

  for (const [what, release, status, from] of [
    ['its containers', '1.36', main, containerEnd],
    ['its containers, whatever its sidecars do', '1.30', { ...main, initContainerStatuses: inits }, containerEnd],
    ['its sidecars', '1.31', { ...main, initContainerStatuses: inits }, sidecarEnd],
    [
      'its readiness',
      '1.36',
      { containerStatuses: [{ name: 'c', state: { running: {} } }], ...unready },
      '2026-11-21T01:00:40Z',
    ],
    [
      'its creation, where nothing is known',
      '1.36',
      { phase: 'Failed', reason: 'OutOfcpu' },
      metadata.creationTimestamp,
    ],
  ] as const) {
    it(`begins in ${release} at the end of ${what}`, () => {
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec, status } as unknown as Pod;
      expect(finishMs(pod, Release.of(release))).to.equal(Date.parse(from));
    });
  }
});
