import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { reasonsMeant } from './eventReasons';

const RECORDINGS = join(__dirname, '..', 'fidelity', 'recordings');

describe('a reason of events', () => {
  const cases: [written: string, meant: readonly string[]][] = [
    ['Unhealthy', []],
    ['Unhealty', ['Unhealthy']],
    ['unhealthy', ['Unhealthy']],
    ['Backoff', ['BackOff']],
    ['FailedSchedule', ['FailedScheduling']],
    ['CertificateIssued', []],
    ['Reconciled', []],
  ];
  for (const [written, meant] of cases)
    it(`${written}: ${meant.join(', ') || 'taken as it is'}`, () => {
      expect(reasonsMeant(written).slice(0, meant.length || 1)).to.deep.equal(meant);
    });

  it('is known when a cluster has written it', () => {
    const files = readdirSync(RECORDINGS, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.json'),
    );
    const texts = files.map((path) => readFileSync(join(RECORDINGS, path), 'utf8'));
    const reasons = new Set(
      texts.flatMap((text) => [...text.matchAll(/"reason": ?"([A-Z]\w+)"/g)].map(([, one]) => one as string)),
    );
    expect(reasons.size).to.be.above(30);
    expect([...reasons].filter((reason) => reasonsMeant(reason).length > 0)).to.deep.equal([]);
  });
});
