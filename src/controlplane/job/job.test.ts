import { expect } from 'chai';
import type { Job } from '../../api/types';
import { TestCluster } from '../testing/testCluster';
import { formatIndexes, parseIndexes } from './indexes';

function job(spec: Partial<Job['spec']> = {}): Job {
  const template = { spec: { restartPolicy: 'Never' as const, containers: [{ name: 'c', image: 'busybox:1.28' }] } };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'j', namespace: 'default' },
    spec: { template, ...spec },
  };
}

const get = (cluster: TestCluster): Job => cluster.api.get<Job>('Job', 'default', 'j');

function conditions(cluster: TestCluster): string[] {
  return (get(cluster).status?.conditions ?? []).map(({ type, status, reason }) =>
    `${type}=${status} ${reason ?? ''}`.trim(),
  );
}

/** Ends each new pod after `runMs`; returns the seconds at which pods were created, from the Job's creation. */
function play(cluster: TestCluster, manifest: Job, runMs: number, exitCode: number, forMs: number): number[] {
  const startMs = cluster.kernel.now;
  const created: number[] = [];
  const seen = new Set<string>();
  cluster.create(manifest);
  const endMs = startMs + forMs;
  while (cluster.kernel.now < endMs) {
    cluster.run(20);
    for (const { metadata, status } of cluster.pods()) {
      if (seen.has(metadata.name) || status?.phase !== 'Running') continue;
      seen.add(metadata.name);
      created.push((cluster.kernel.now - startMs - 500) / 1000);
      cluster.kernel.after(runMs, () => cluster.finish(metadata.name, exitCode));
    }
  }
  return created;
}

describe('job controller', () => {
  // f15: pods at 0 / 12 / 34 s in 1.36.2, at 0 / 2.7 / 12.7 s in 1.20.2; Failed at 39.6 s and 32.8 s.
  for (const [release, expected, failedAt] of [
    ['1.36', [0, 12.5, 34.5], 'FailureTarget=True BackoffLimitExceeded'],
    ['1.20', [0, 2.7, 12.7], 'Failed=True BackoffLimitExceeded'],
    // Changes are batched, and a failure waits as long as the one before (job_controller.go 1.25 and 1.26).
    ['1.24', [0, 3.7, 16.3], 'Failed=True BackoffLimitExceeded'],
    ['1.26', [0, 3.7, 16.3], 'Failed=True BackoffLimitExceeded'],
    ['1.27', [0, 12.5, 34.5], 'Failed=True BackoffLimitExceeded'],
  ] as const) {
    it(`retries as ${release} does, then fails`, () => {
      const cluster = new TestCluster({ release });
      const created = play(cluster, job({ backoffLimit: 2 }), 2100, 1, 45_000);
      expect(created).to.have.length(3);
      for (const [index, at] of expected.entries()) expect(created[index]).to.be.closeTo(at, 1.3);
      expect(conditions(cluster)[0]).to.equal(failedAt);
      expect(conditions(cluster).at(-1)).to.equal('Failed=True BackoffLimitExceeded');
      expect(get(cluster).status?.failed).to.equal(3);
      expect(cluster.events('j').at(-1)).to.equal('BackoffLimitExceeded: Job has reached the specified backoff limit');
    });
  }

  it('runs three pods, two at a time (f16)', () => {
    const cluster = new TestCluster();
    const created = play(cluster, job({ completions: 3, parallelism: 2 }), 7000, 0, 25_000);
    expect(created).to.have.length(3);
    expect(created[2]).to.be.closeTo(8.6, 1);
    expect(conditions(cluster)).to.deep.equal([
      'SuccessCriteriaMet=True CompletionsReached',
      'Complete=True CompletionsReached',
    ]);
    expect(get(cluster).status).to.include({ succeeded: 3 });
    expect(get(cluster).status?.completionTime).not.to.equal(undefined);
    expect(cluster.pods().every(({ metadata }) => metadata.finalizers === undefined)).to.equal(true);
    expect(cluster.events('j').at(-1)).to.equal('Completed: Job completed');
  });

  it('fails at once when a rule says so (g12)', () => {
    const cluster = new TestCluster();
    const podFailurePolicy = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] };
    play(cluster, job({ podFailurePolicy }), 1000, 42, 6000);
    expect(conditions(cluster)).to.deep.equal(['FailureTarget=True PodFailurePolicy', 'Failed=True PodFailurePolicy']);
    expect(cluster.events('j').at(-1)).to.match(
      /Container c for pod default\/j-\w+ failed with exit code 42 matching FailJob rule at index 0$/,
    );
  });

  for (const [release, expected] of [
    ['1.26', ['FailureTarget=True PodFailurePolicy', 'Failed=True PodFailurePolicy']],
    ['1.30', ['FailureTarget=True PodFailurePolicy', 'Failed=True PodFailurePolicy']],
  ] as const) {
    it(`${release} has the condition FailureTarget of a policy`, () => {
      const cluster = new TestCluster({ release });
      const podFailurePolicy = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] };
      play(cluster, job({ podFailurePolicy }), 1000, 42, 6000);
      expect(conditions(cluster)).to.deep.equal(expected);
    });
  }

  it('lets the indexes that have not failed go on while another one waits', () => {
    const cluster = new TestCluster();
    cluster.create(job({ completions: 4, parallelism: 2, completionMode: 'Indexed', backoffLimitPerIndex: 2 }));
    cluster.run(3000);
    cluster.finish(cluster.pods().find(({ metadata }) => metadata.name.startsWith('j-0-'))!.metadata.name, 1);
    cluster.run(3000);
    // The lowest free index is the one that waits.
    expect(cluster.pods().map(({ metadata }) => metadata.name.slice(0, 3))).to.deep.equal(['j-0', 'j-1']);
    cluster.finish(cluster.pods().find(({ metadata }) => metadata.name.startsWith('j-1-'))!.metadata.name, 0);
    cluster.run(3000);
    cluster.finish(cluster.pods().find(({ metadata }) => metadata.name.startsWith('j-2-'))!.metadata.name, 0);
    cluster.run(6000);
    const made = cluster.pods().map(({ metadata }) => metadata.name.slice(0, 3));
    expect(made).to.deep.equal(['j-0', 'j-0', 'j-1', 'j-2', 'j-3']);
  });

  for (const [release, active] of [
    ['1.35', undefined],
    ['1.36', 1],
  ] as const) {
    it(`${release} tells of ${active} active pod while it waits`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(job({ completions: 2, parallelism: 2 }));
      cluster.run(3000);
      cluster.finish(cluster.pods()[0]!.metadata.name, 1);
      cluster.run(5000);
      expect(get(cluster).status?.active).to.equal(active);
    });
  }

  for (const [release, ready] of [
    ['1.30', 1],
    ['1.31', 0],
  ] as const) {
    it(`${release} has ${ready} ready pods when the deadline has ended the Job`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(job({ activeDeadlineSeconds: 5 }));
      cluster.run(12_000);
      expect(conditions(cluster).at(-1)).to.equal('Failed=True DeadlineExceeded');
      expect(get(cluster).status?.ready).to.equal(ready);
    });
  }

  for (const [release, kept] of [
    ['1.35', true],
    ['1.36', false],
  ] as const) {
    it(`${release} ${kept ? 'keeps' : 'forgets'} the start of a Job that is suspended`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(job());
      cluster.run(3000);
      cluster.api.patch('Job', 'default', 'j', { spec: { suspend: true } }, { type: 'merge' });
      cluster.run(3000);
      expect(get(cluster).status?.startTime !== undefined).to.equal(kept);
    });
  }

  it('suspends and resumes, and ends by its success policy (g12c)', () => {
    const cluster = new TestCluster({ stopMs: 2000 });
    const rules = [{ succeededIndexes: '0' }];
    cluster.create(
      job({ suspend: true, completions: 3, parallelism: 3, completionMode: 'Indexed', successPolicy: { rules } }),
    );
    cluster.run(3000);
    expect(cluster.pods()).to.deep.equal([]);
    expect(conditions(cluster)).to.deep.equal(['Suspended=True JobSuspended']);
    cluster.api.patch('Job', 'default', 'j', { spec: { suspend: false } }, { type: 'merge' });
    cluster.run(3000);
    expect(cluster.pods().map(({ metadata }) => metadata.name.slice(0, 3))).to.deep.equal(['j-0', 'j-1', 'j-2']);
    cluster.api.patch('Job', 'default', 'j', { spec: { suspend: true } }, { type: 'merge' });
    cluster.run(5000);
    expect(cluster.pods()).to.deep.equal([]);
    expect(get(cluster).status?.startTime).to.equal(undefined);
    cluster.api.patch('Job', 'default', 'j', { spec: { suspend: false } }, { type: 'merge' });
    cluster.run(3000);
    cluster.finish(cluster.pods()[0]!.metadata.name, 0);
    cluster.run(6000);
    expect(conditions(cluster)).to.include('Complete=True SuccessPolicy');
    expect(get(cluster).status).to.include({ succeeded: 1, completedIndexes: '0' });
    expect(cluster.pods()).to.have.length(1);
  });

  it('goes with its pods after ttlSecondsAfterFinished', () => {
    const cluster = new TestCluster();
    play(cluster, job({ ttlSecondsAfterFinished: 10 }), 1000, 0, 4000);
    expect(conditions(cluster)).to.include('Complete=True CompletionsReached');
    cluster.run(12_000);
    expect(cluster.api.find('Job', 'default', 'j')).to.equal(undefined);
    expect(cluster.pods()).to.deep.equal([]);
  });

  it('leaves nothing behind when it is deleted', () => {
    const cluster = new TestCluster();
    cluster.create(job());
    cluster.run(2000);
    cluster.api.delete('Job', 'default', 'j', { propagationPolicy: 'Background' });
    cluster.run(5000);
    expect(cluster.pods()).to.deep.equal([]);
  });

  for (const [text, indexes] of [
    ['0,2-4', [0, 2, 3, 4]],
    ['0,1', [0, 1]],
    ['', []],
  ] as const) {
    it(`writes indexes as "${text}"`, () => {
      expect(formatIndexes(indexes)).to.equal(text);
      expect([...parseIndexes(text)]).to.deep.equal(indexes);
    });
  }

  for (const [managedBy, pods] of [
    ['example.com/other', 0],
    ['kubernetes.io/job-controller', 1],
  ] as const) {
    it(`${pods === 0 ? 'leaves' : 'does not leave'} a Job to ${managedBy}`, () => {
      const cluster = new TestCluster();
      const made = job();
      cluster.create({ ...made, spec: { ...made.spec, managedBy } });
      cluster.run(3000);
      expect(cluster.pods()).to.have.length(pods);
    });
  }
});
