import { expect } from 'chai';
import { TestWorld } from './testWorld';

describe('stress', () => {
  const endings: [title: string, argv: string[], code: number, said: string][] = [
    [
      'works for a while',
      ['stress', '-c', '2', '--timeout', '5s'],
      0,
      'stress: info: [1] successful run completed in 5s',
    ],
    [
      'takes less than it may',
      ['stress', '--vm', '2', '--vm-bytes=20M', '-t', '3'],
      0,
      'dispatching hogs: 0 cpu, 0 io, 2 vm',
    ],
    [
      'takes more than it may',
      ['stress', '--vm', '2', '--vm-bytes', '60M'],
      1,
      'stress: FAIL: [1] (416) <-- worker 2 got signal 9',
    ],
    ['has nothing to do', ['stress'], 1, 'imposes certain types of compute stress'],
  ];
  for (const [title, argv, code, said] of endings) {
    it(title, () => {
      const world = new TestWorld();
      const container = world.start('polinux/stress', { argv, limit: 100 << 20 });
      world.advance(10_000);
      expect(container.main.ended.value?.code).to.equal(code);
      expect(container.stdout.text + container.stderr.text).to.include(said);
    });
  }

  it('vish/stress takes its memory in pieces, and goes on until it is told to end', () => {
    const world = new TestWorld();
    const container = world.start('vish/stress', {
      argv: ['/stress', '-cpus', '1', '-mem-total', '100Mi', '-mem-alloc-size', '10Mi', '-mem-alloc-sleep', '1s'],
    });
    world.advance(5500);
    expect(container.main.memoryBytes).to.be.closeTo(55 << 20, 5 << 20);
    world.advance(60_000);
    expect(container.main.memoryBytes).to.equal(100 << 20);
    expect(container.stderr.text).to.match(/^I0101 00:00:00\.\d{6} {7}1 main\.go:26\] Allocating "104857600" memory/);
    expect(container.stop('TERM')).to.deep.include({ code: 2 });
  });
});
