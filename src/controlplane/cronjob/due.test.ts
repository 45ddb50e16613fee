import { expect } from 'chai';
import { Release } from '../../api';
import type { CronJob } from '../../api/types';
import { dueSince } from './due';
import { parseSchedule } from './schedule';

const RELEASES = ['1.20', '1.25', '1.26', '1.36'];

function cron(schedule: string, spec: Partial<CronJob['spec']> = {}): CronJob {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'c', namespace: 'default', creationTimestamp: '2026-11-20T23:59:00Z' },
    spec: { schedule, jobTemplate: { spec: {} as never }, ...spec },
  } as CronJob;
}

describe('what a CronJob has missed', () => {
  const table: [string, string, string, Partial<CronJob['spec']>, readonly (string | undefined)[]][] = [
    ['nothing yet', '0 9 * * *', '08:59:59', {}, [undefined, undefined, undefined, undefined]],
    ['one time', '0 9 * * *', '09:00:01', {}, ['09:00', '09:00', '09:00', '09:00']],
    ['many regular times', '*/10 * * * *', '09:15:00', {}, ['09:10', '09:10', '09:10', '09:10']],
    ['two of three times', '0 9,10,18 * * *', '11:30:00', {}, ['10:00', '11:00', undefined, undefined]],
    ['two times, long ago', '0 9,10 * * *', '15:30:00', {}, ['10:00', '15:00', undefined, undefined]],
    [
      'times within the deadline',
      '0 * * * *',
      '11:30:00',
      { startingDeadlineSeconds: 5000 },
      ['11:00', '11:00', '11:00', '11:00'],
    ],
    ['more than a hundred minutes', '* * * * *', '09:00:30', {}, [undefined, '09:00', '09:00', '09:00']],
  ];
  for (const [what, schedule, now, spec, expected] of table) {
    for (const [index, release] of RELEASES.entries()) {
      it(`${what}: ${expected[index] ?? 'none'} in ${release}`, () => {
        const nowMs = Date.parse(`2026-11-21T${now}Z`);
        const { dueMs } = dueSince(cron(schedule, spec), parseSchedule(schedule), nowMs, Release.of(release));
        expect(dueMs === undefined ? undefined : new Date(dueMs).toISOString().slice(11, 16)).to.equal(expected[index]);
      });
    }
  }

  for (const [release, expected] of [
    ['1.20', { missed: 101 }],
    ['1.21', { missed: 0, isNever: true }],
  ] as const) {
    it(`a time that never comes in ${release}`, () => {
      const schedule = '0 0 30 2 *';
      const nowMs = Date.parse('2026-11-21T09:00:00Z');
      expect(dueSince(cron(schedule), parseSchedule(schedule), nowMs, Release.of(release))).to.deep.equal(expected);
    });
  }
});
