import { expect } from 'chai';
import type { CronJob, Job } from '../../api/types';
import { TestCluster } from '../testing/testCluster';
import { nextDue, parseSchedule, timeIn } from './schedule';

const at = (text: string): number => Date.parse(text);

describe('cron schedules', () => {
  for (const [schedule, after, due, zone] of [
    ['* * * * *', '2026-11-21T01:28:49Z', '2026-11-21T01:29:00Z', undefined],
    ['*/15 * * * *', '2026-11-21T01:45:00Z', '2026-11-21T02:00:00Z', undefined],
    ['0 9-17/4 * * mon-fri', '2026-11-21T00:00:00Z', '2026-11-23T09:00:00Z', undefined],
    ['30 4 1,15 * 5', '2026-11-21T00:00:00Z', '2026-11-27T04:30:00Z', undefined],
    ['0 0 29 2 *', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00Z', undefined],
    ['@daily', '2026-12-31T12:00:00Z', '2027-01-01T00:00:00Z', undefined],
    ['@every 90s', '2026-11-21T01:00:00Z', '2026-11-21T01:01:30Z', undefined],
    ['0 8 * * *', '2026-07-01T00:00:00Z', '2026-07-01T06:00:00Z', 'Europe/Paris'],
    ['TZ=Europe/Paris 0 8 * * *', '2026-07-01T00:00:00Z', '2026-07-01T06:00:00Z', undefined],
    ['5/15 * * * *', '2026-11-21T01:06:00Z', '2026-11-21T01:20:00Z', undefined],
    ['5/15 * * * *', '2026-11-21T01:50:00Z', '2026-11-21T02:05:00Z', undefined],
    ['*/90 * * * *', '2026-11-21T01:00:00Z', '2026-11-21T02:00:00Z', undefined],
    ['0 0 1 JAN,feb ?', '2026-11-21T00:00:00Z', '2027-01-01T00:00:00Z', undefined],
    ['0 0 */1 * mon', '2026-11-21T00:00:00Z', '2026-11-23T00:00:00Z', undefined],
    // Both fields of days are restrictions here: one of them suffices.
    ['0 0 */10 * mon', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z', undefined],
    ['0 0 */10 * mon', '2026-11-19T00:00:00Z', '2026-11-21T00:00:00Z', undefined],
    // Half past two does not exist on the last Sunday of March, and comes twice on that of October.
    ['30 2 * * *', '2026-03-29T00:00:00Z', '2026-03-30T00:30:00Z', 'Europe/Paris'],
    ['30 2 * * *', '2026-10-25T00:00:00Z', '2026-10-25T00:30:00Z', 'Europe/Paris'],
    ['30 2 * * *', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', 'Europe/Paris'],
    ['*/30 * * * *', '2026-10-25T00:30:00Z', '2026-10-25T01:00:00Z', 'Europe/Paris'],
    ['@every 1.5h', '2026-11-21T00:00:00Z', '2026-11-21T01:30:00Z', undefined],
    ['@every 200ms', '2026-11-21T00:00:00Z', '2026-11-21T00:00:01Z', undefined],
  ] as const) {
    it(`${schedule} after ${after} is due at ${due}`, () => {
      expect(nextDue(parseSchedule(schedule), at(after), zone)).to.equal(at(due));
    });
  }

  it('is never due on 30 February', () => {
    expect(nextDue(parseSchedule('0 0 30 2 *'), at('2026-01-01T00:00:00Z'))).to.equal(undefined);
  });

  for (const [zone, time] of [
    ['UTC', '2026-11-21T01:00:00Z'],
    ['Europe/London', '2026-11-21T01:00:00Z'],
    ['Europe/Paris', '2026-11-21T02:00:00+01:00'],
    ['America/St_Johns', '2026-11-20T21:30:00-03:30'],
  ] as const) {
    it(`it is ${time} in ${zone}`, () => expect(timeIn(zone, at('2026-11-21T01:00:00Z'))).to.equal(time));
  }

  for (const [schedule, message] of [
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['61 * * * *', 'end of range (61) above maximum (59): 61'],
    ['0 0 L * *', 'failed to parse int from L: strconv.Atoi: parsing "L": invalid syntax'],
    ['0 0 15W * *', 'failed to parse int from 15W'],
    ['0 0 * * mon#2', 'failed to parse int from mon#2'],
    ['@every soon', 'failed to parse duration @every soon: time: invalid duration "soon"'],
  ] as const) {
    it(`refuses ${schedule}`, () => expect(() => parseSchedule(schedule)).to.throw(message));
  }
});

function cron(spec: Partial<CronJob['spec']> = {}): CronJob {
  const template = { spec: { restartPolicy: 'Never' as const, containers: [{ name: 'c', image: 'busybox:1' }] } };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'cj', namespace: 'default' },
    spec: { schedule: '*/1 * * * *', jobTemplate: { spec: { template } }, ...spec },
  };
}

const jobs = (cluster: TestCluster): Job[] => cluster.api.list<Job>('Job');

describe('cronjob controller', () => {
  it('starts a Job at the full minute, named by it (f21)', () => {
    const cluster = new TestCluster();
    cluster.create(cron());
    cluster.run(58_000);
    expect(jobs(cluster)).to.deep.equal([]);
    cluster.run(2500);
    const minute = Math.floor(cluster.api.wallMs() / 60_000);
    expect(jobs(cluster).map(({ metadata }) => metadata.name)).to.deep.equal([`cj-${minute}`]);
    cluster.finish(cluster.pods()[0]!.metadata.name, 0);
    cluster.run(3000);
    expect(cluster.events('cj')).to.deep.equal([
      `SuccessfulCreate: Created job cj-${minute}`,
      `SawCompletedJob: Saw completed job: cj-${minute}, condition: Complete`,
    ]);
  });

  it('looks every 10 s in 1.20, and names Jobs by seconds', () => {
    const cluster = new TestCluster({ release: '1.20' });
    cluster.create(cron());
    cluster.run(70_500);
    expect(jobs(cluster).map(({ metadata }) => metadata.name)).to.deep.equal([
      `cj-${Math.floor(cluster.api.wallMs() / 60_000) * 60}`,
    ]);
  });

  for (const [concurrencyPolicy, running] of [
    ['Allow', 2],
    ['Forbid', 1],
    ['Replace', 1],
  ] as const) {
    it(`${concurrencyPolicy}: ${running} Job(s) after two minutes without end`, () => {
      const cluster = new TestCluster();
      cluster.create(cron({ concurrencyPolicy }));
      cluster.run(125_000);
      expect(jobs(cluster)).to.have.length(running);
    });
  }

  it('keeps as many finished Jobs as the limits say', () => {
    const cluster = new TestCluster();
    cluster.create(cron({ successfulJobsHistoryLimit: 1 }));
    for (let i = 0; i < 3; i++) {
      cluster.run(60_000);
      for (const { metadata, status } of cluster.pods())
        if (status?.phase === 'Running') cluster.finish(metadata.name, 0);
      cluster.run(10);
    }
    cluster.run(20_000);
    expect(jobs(cluster)).to.have.length(1);
  });

  for (const [release, expected] of [
    ['1.25', ['SuccessfulCreate', 'SawCompletedJob', 'SuccessfulDelete']],
    ['1.26', ['SuccessfulCreate', 'SuccessfulDelete']],
  ] as const) {
    it(`${release} tells ${expected.join(', ')} of a Job that is not kept`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(cron({ successfulJobsHistoryLimit: 0 }));
      cluster.run(62_000);
      cluster.finish(cluster.pods()[0]!.metadata.name, 0);
      cluster.run(4000);
      const reasons = cluster.events('cj').map((text) => text.replace(/:.*/, ''));
      // A look at a list that is a little old may miss the Job once more.
      expect(reasons.filter((reason) => reason !== 'MissingJob')).to.deep.equal(expected);
      expect(jobs(cluster)).to.deep.equal([]);
    });
  }

  for (const [release, annotation] of [
    ['1.27', undefined],
    ['1.28', '2026-11-21T02:01:00+01:00'],
  ] as const) {
    it(`writes down in ${release} when a Job was due: ${annotation}`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(cron({ timeZone: 'Europe/Paris' }));
      cluster.run(62_000);
      const { annotations } = jobs(cluster)[0]!.metadata;
      expect(annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp']).to.equal(annotation);
      expect(cluster.events('cj')).to.have.length(1);
    });
  }

  // Two hours suspended: 1.20 starts nothing any more.
  const advice = 'Set or decrease .spec.startingDeadlineSeconds or check clock skew';
  for (const [release, expected, started] of [
    [
      '1.20',
      `FailedNeedsStart: Cannot determine if job needs to be started: too many missed start time (> 100). ${advice}`,
      0,
    ],
    ['1.25', `TooManyMissedTimes: too many missed start times: 120. ${advice}`, 1],
    ['1.26', `TooManyMissedTimes: too many missed start times. ${advice}`, 1],
  ] as const) {
    it(`${release} starts ${started} Job(s) after more than a hundred missed times`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(cron({ suspend: true }));
      cluster.run(2 * 3_600_000 + 1000);
      cluster.api.patch('CronJob', 'default', 'cj', { spec: { suspend: false } }, { type: 'merge' });
      cluster.run(12_000);
      expect(cluster.events('cj')).to.include(expected);
      expect(jobs(cluster)).to.have.length(started);
    });
  }

  for (const [release, started] of [
    ['1.20', 1],
    ['1.21', 0],
  ] as const) {
    it(`${release} starts ${started} Job(s) for what a new schedule would have been due for before`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(cron({ schedule: '0 0 1 1 *' }));
      cluster.run(90_000);
      cluster.api.patch('CronJob', 'default', 'cj', { spec: { schedule: '* * * * *' } }, { type: 'merge' });
      cluster.run(15_000);
      expect(jobs(cluster)).to.have.length(started);
      cluster.run(30_000);
      expect(jobs(cluster)).to.have.length(started + 1);
    });
  }

  for (const [release, expected] of [
    ['1.21', 'invalid schedule schedule: 0 0 31 2 * : time difference between two schedules less than 1 second'],
    ['1.26', 'invalid schedule: 0 0 31 2 * : time difference between two schedules less than 1 second'],
    ['1.27', 'invalid schedule: 0 0 31 2 * : time difference between two schedules is less than 1 second'],
  ] as const) {
    it(`${release} complains of a schedule that is never due`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(cron({ schedule: '0 0 31 2 *' }));
      cluster.run(61_000);
      expect(cluster.events('cj')).to.deep.equal([`InvalidSchedule: ${expected}`]);
    });
  }

  for (const [release, name, expected] of [
    ['1.20', 'cj-1', 'UnexpectedJob: Saw a job that the controller did not create or forgot: cj-1'],
    ['1.36', 'cj-1', 'UnexpectedJob: Saw a job that the controller did not create or forgot: cj-1'],
    ['1.36', 'manual', 'UnexpectedJob: Saw a job that the controller did not create or forgot: manual'],
  ] as const) {
    it(`${release} wonders about a Job of its own that someone else made, whatever its name: ${name}`, () => {
      const cluster = new TestCluster({ release });
      const made = cluster.create(cron({ schedule: '0 0 1 1 *' }));
      cluster.create(childOf(made, name));
      cluster.run(11_000);
      expect([...new Set(cluster.events('cj'))]).to.deep.equal([expected]);
    });
  }

  it('wonders about Jobs that are left of a CronJob of the same name', () => {
    const cluster = new TestCluster();
    const made = cluster.create(cron({ schedule: '0 0 1 1 *' }));
    const before = { ...made, metadata: { ...made.metadata, uid: 'another' } };
    cluster.create(childOf(before, 'old'));
    cluster.run(1000);
    cluster.api.patch('CronJob', 'default', 'cj', { metadata: { labels: { a: 'b' } } }, { type: 'merge' });
    cluster.run(100);
    expect(cluster.events('cj')[0]).to.contain('UnexpectedJob');
  });

  for (const [release, isOwn, expected, runs] of [
    ['1.26', true, { active: 0, due: undefined }, 1],
    ['1.27', true, { active: 1, due: '2026-11-21T01:01:00Z' }, 2],
    ['1.27', false, { active: 0, due: undefined }, 1],
  ] as const) {
    it(`${release} finds ${isOwn ? 'its Job' : 'a Job of another'} under the name that it would give`, () => {
      const cluster = new TestCluster({ release });
      const made = cluster.create(cron());
      cluster.run(50_000);
      const name = `cj-${Math.floor(cluster.api.wallMs() / 60_000) + 1}`;
      const child = childOf(made, name);
      if (!isOwn) child.metadata.ownerReferences = [];
      cluster.create(child);
      cluster.run(14_000);
      const { status } = cluster.api.get<CronJob>('CronJob', 'default', 'cj');
      expect({ active: status?.active?.length ?? 0, due: status?.lastScheduleTime }).to.deep.equal(expected);
      cluster.run(60_000);
      expect(jobs(cluster)).to.have.length(runs);
    });
  }
});

function childOf({ metadata: { name, uid } }: CronJob, child: string): Job {
  const { spec } = cron().spec.jobTemplate;
  const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'CronJob', name, uid: uid ?? '', controller: true }];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: child, namespace: 'default', ownerReferences },
    spec,
  };
}
