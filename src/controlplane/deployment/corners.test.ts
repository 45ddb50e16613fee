import { expect } from 'chai';
import type { Deployment, KubeObject, ReplicaSet } from '../../api/types';
import { TestCluster } from '../testing/testCluster';
import { DESIRED, MAX, REVISION } from './annotations';
import { resize } from './decisions';
import { limitsOf } from './limits';
import { withProgress } from './progress';

function deployment(spec: Partial<Deployment['spec']> = {}): Deployment {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'nginx:1.17.1' }] },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template, ...spec },
  };
}

function replicaSet(name: string, replicas: number, annotations: Record<string, string> = {}): ReplicaSet {
  const metadata = { name, uid: name, annotations, creationTimestamp: `2026-11-21T01:00:0${name}Z` };
  return { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec: { replicas } } as unknown as ReplicaSet;
}

const rolling = (maxSurge: number | string, maxUnavailable: number | string): Partial<Deployment['spec']> => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
});
const patch = (cluster: TestCluster, spec: object) =>
  cluster.api.patch('Deployment', 'default', 'web', { spec }, { type: 'strategic' });
const roll = (cluster: TestCluster, image: string) =>
  patch(cluster, { template: { spec: { containers: [{ name: 'web', image }] } } });
const numberOf = ({ metadata }: ReplicaSet): string | undefined => metadata.annotations?.[REVISION];
const get = (cluster: TestCluster) => cluster.api.get<Deployment>('Deployment', 'default', 'web');
const conditionOf = (cluster: TestCluster, type: string) =>
  get(cluster).status?.conditions?.find((each) => each.type === type);

describe('corners of a rollout', () => {
  it('tells of pods that are not available, and then of those that are, when both go', () => {
    const cluster = new TestCluster();
    cluster.create(deployment(rolling(0, 2)));
    cluster.run(5000);
    const [lame] = cluster.pods();
    cluster.setStatus(lame?.metadata.name ?? '', { conditions: [{ type: 'Ready', status: 'False' }] });
    cluster.run(1000);
    roll(cluster, 'nginx:1.18.0');
    cluster.run(500);
    const down = cluster.events('web').filter((text) => text.includes('Scaled down'));
    expect(down.map((text) => text.replace(/.*from/, 'from'))).to.deep.equal(['from 3 to 2', 'from 2 to 1']);
  });

  it('takes as many over the size as before into the share of a ReplicaSet', () => {
    const web = deployment({ replicas: 9, ...rolling(3, 5) });
    const sets = [replicaSet('1', 8, { [MAX]: '13' }), replicaSet('2', 1, { [MAX]: '20' })];
    expect(resize(web, sets[1], [sets[0] as ReplicaSet]).map(({ to }) => to)).to.deep.equal([11, 1]);
  });

  it('lets a share go the other way than the whole', () => {
    const web = deployment({ replicas: 9, ...rolling(3, 5) });
    const sets = [replicaSet('1', 6, { [MAX]: '12' }), replicaSet('2', 5, { [MAX]: '20' })];
    expect(resize(web, sets[1], [sets[0] as ReplicaSet]).map(({ to }) => to)).to.deep.equal([9, 3]);
  });

  it('measures a ReplicaSet without annotation by the status', () => {
    const web = { ...deployment({ replicas: 8, ...rolling(0, 5) }), status: { replicas: 4 } };
    const sets = [replicaSet('1', 3), replicaSet('2', 1)];
    expect(resize(web, sets[1], [sets[0] as ReplicaSet]).map(({ to }) => to)).to.deep.equal([6, 2]);
  });

  it('keeps a surge in numbers for no replicas', () => {
    expect(limitsOf(deployment({ replicas: 0, ...rolling(2, 1) }))).to.deep.equal({ maxSurge: 2, maxUnavailable: 0 });
    expect(limitsOf(deployment({ replicas: 0, ...rolling('25%', '25%') }))).to.deep.equal({
      maxSurge: 0,
      maxUnavailable: 0,
    });
  });

  for (const [release, left] of [
    ['1.20', ['2', '4']],
    ['1.21', ['3', '4']],
  ] as const) {
    it(`keeps in ${release} of the history of a rollback ${left.join(' and ')}`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(deployment({ replicas: 1, revisionHistoryLimit: 1 }));
      for (const image of ['nginx:2', 'nginx:1.17.1', 'nginx:3']) {
        cluster.run(10_000);
        roll(cluster, image);
      }
      cluster.run(10_000);
      const revisions = cluster.api.list<ReplicaSet>('ReplicaSet').map(numberOf);
      expect(revisions.sort()).to.deep.equal(left);
    });
  }

  it('takes no other one of the history in place of an old ReplicaSet that is in use', () => {
    const cluster = new TestCluster();
    cluster.create(deployment({ replicas: 2, ...rolling(1, 0) }));
    for (const image of ['nginx:2', 'nginx:3']) {
      cluster.run(20_000);
      roll(cluster, image);
    }
    cluster.run(20_000);
    const revisions = (): ReplicaSet[] =>
      cluster.api.list<ReplicaSet>('ReplicaSet').sort((a, b) => Number(numberOf(a)) - Number(numberOf(b)));
    // Somebody else makes the oldest one grow again.
    const [oldest] = revisions();
    const { name = '' } = oldest?.metadata ?? {};
    cluster.api.patch('ReplicaSet', 'default', name, { spec: { replicas: 1 } }, { type: 'merge' });
    patch(cluster, { paused: true, revisionHistoryLimit: 1 });
    cluster.run(5000);
    expect(revisions().map(numberOf)).to.deep.equal(['2', '3']);
  });

  it('says why its ReplicaSet could not be made, by that name', () => {
    const cluster = new TestCluster();
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'default' } };
    cluster.create({ ...quota, spec: { hard: { 'count/replicasets.apps': '0' } } } as KubeObject);
    cluster.run(1000);
    cluster.create(deployment({ progressDeadlineSeconds: 600 }));
    cluster.run(1000);
    const told = conditionOf(cluster, 'Progressing');
    expect(told?.reason).to.equal('ReplicaSetCreateError');
    expect(told?.message).to.match(
      /^Failed to create new replica set "web-[a-z0-9]+": replicasets.apps "web-\w+" is forbidden/,
    );
    expect(cluster.events('web')).to.include(`ReplicaSetCreateError: ${told?.message}`);
  });

  it('has no progress to tell of without a deadline', () => {
    const cluster = new TestCluster();
    cluster.create(deployment({ progressDeadlineSeconds: 600 }));
    cluster.run(5000);
    expect(conditionOf(cluster, 'Progressing')?.status).to.equal('True');
    patch(cluster, { progressDeadlineSeconds: 2_147_483_647 });
    cluster.run(1000);
    expect(conditionOf(cluster, 'Progressing')).to.equal(undefined);
  });

  it('repeats the failure of its new ReplicaSet rather than that of an old one', () => {
    const cluster = new TestCluster();
    const [old, fresh] = ['1', '2'].map((name) => {
      const message = `no pods for ${name}`;
      const conditions = [{ type: 'ReplicaFailure', status: 'True' as const, reason: 'FailedCreate', message }];
      return { ...replicaSet(name, 1, { [DESIRED]: '1' }), status: { replicas: 0, conditions } };
    }) as [ReplicaSet, ReplicaSet];
    const { conditions } = withProgress(deployment(), {}, [old, fresh], fresh, cluster.api);
    expect(conditions?.find(({ type }) => type === 'ReplicaFailure')?.message).to.equal('no pods for 2');
  });
});
