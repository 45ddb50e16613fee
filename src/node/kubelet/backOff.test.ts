import { expect } from 'chai';
import fc from 'fast-check';
import { Kernel } from '../../kernel/index';
import { BackOff } from './backOff';

/** Starts a container as soon as its back-off lets it, each run lasting as long as told; returns the waits in seconds. */
function waits(runsSeconds: readonly number[]): number[] {
  const kernel = new Kernel();
  const backOff = new BackOff(kernel);
  const out: number[] = [];
  for (const runSeconds of runsSeconds) {
    kernel.runUntil(kernel.now + runSeconds * 1000);
    const endedMs = kernel.now;
    const endsMs = backOff.endsMs('key', endedMs) ?? endedMs;
    kernel.runUntil(endsMs);
    out.push((endsMs - endedMs) / 1000);
    backOff.next('key', endedMs);
  }
  return out;
}

describe('BackOff', () => {
  it('doubles from 10 s to 300 s after a free first time', () => {
    expect(waits([1, 1, 1, 1, 1, 1, 1, 1, 1])).to.deep.equal([0, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('forgets when a run lasted more than ten minutes', () => {
    expect(waits([1, 1, 1, 601, 1, 1])).to.deep.equal([0, 10, 20, 0, 10, 20]);
  });

  it('remembers when a run lasted nine minutes', () => {
    expect(waits([1, 1, 1, 540, 1])).to.deep.equal([0, 10, 20, 40, 80]);
  });

  it('never waits longer than 300 s, and never less than before unless it forgot', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 599 }), { maxLength: 12 }), (runs) => {
        const all = waits(runs);
        for (const [i, wait] of all.entries()) {
          expect(wait).to.be.at.most(300);
          if (i > 0) expect(wait).to.be.at.least(all[i - 1] ?? 0);
        }
      }),
    );
  });

  it('collects entries that nobody has touched for ten minutes', () => {
    const kernel = new Kernel();
    const backOff = new BackOff(kernel);
    backOff.next('key', 0);
    kernel.runUntil(600_000);
    backOff.collectGarbage();
    expect(backOff.get('key')).to.equal(10_000);
    kernel.runUntil(600_001);
    backOff.collectGarbage();
    expect(backOff.get('key')).to.equal(0);
  });
});
