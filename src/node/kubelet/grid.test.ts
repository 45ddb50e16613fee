import { expect } from 'chai';
import fc from 'fast-check';
import { Kernel } from '../../kernel/index';
import { Grid, LazyTicker } from './grid';
import { WorkQueue } from './workQueue';

describe('Grid', () => {
  it('has its instants at phase plus whole periods', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(10_000), fc.nat(100_000), (periodMs, phaseMs, timeMs) => {
        const grid = new Grid(periodMs, phaseMs);
        const next = grid.atOrAfter(timeMs);
        expect((next - phaseMs) % periodMs).to.equal(0);
        expect(next).to.be.at.least(timeMs);
        expect(grid.after(next)).to.equal(next + periodMs);
        expect(grid.atOrBefore(next)).to.equal(next);
      }),
    );
  });

  it('knows no instant before its first', () => {
    expect(new Grid(1000, 500).atOrBefore(499)).to.equal(Number.NEGATIVE_INFINITY);
  });
});

describe('LazyTicker', () => {
  it('ticks once for many requests, at the next instant', () => {
    const kernel = new Kernel();
    const ticks: number[] = [];
    const ticker = new LazyTicker(kernel, new Grid(1000, 300), 'test', () => ticks.push(kernel.now));
    for (const atMs of [0, 100, 250]) kernel.at(atMs, () => ticker.request());
    kernel.at(1300, () => ticker.request());
    kernel.runUntil(60_000);
    expect(ticks).to.deep.equal([300, 2300]);
    expect(kernel.pending).to.equal(0);
  });
});

describe('WorkQueue', () => {
  it('hands pods out with the first tick at which they are due; the last appointment counts', () => {
    const kernel = new Kernel();
    const seen: [number, string[]][] = [];
    const queue = new WorkQueue(kernel, new Grid(1000, 300), 'test', (uids) => seen.push([kernel.now, uids]));
    queue.enqueue('a', 5_000);
    queue.enqueue('b', 5_000);
    queue.enqueue('b', 7_500);
    kernel.runUntil(60_000);
    expect(seen.map(([, uids]) => uids)).to.deep.equal([['a'], ['b']]);
    const [first, second] = seen.map(([atMs]) => atMs) as [number, number];
    expect(first).to.be.within(5_000, 6_000);
    expect(second).to.be.within(7_500, 8_500);
    expect((second - first) % 1000).to.equal(0);
  });
});
