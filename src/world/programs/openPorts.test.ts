import { expect } from 'chai';
import type { Behaviour } from '../behaviour';
import { NetError } from '../network';
import { TestWorld } from './testWorld';

/** Which of its ports take connections from outside, `at` so many seconds after its start. */
function openAt(atMs: number, behaviour: Behaviour, image = 'team/app:v1'): number[] {
  const world = new TestWorld();
  world.behaviours.set({}, behaviour);
  const container = world.start(image, { ports: [8080, 9090] });
  world.advance(atMs);
  return [8080, 9090, 7070].filter((port) => !(world.get(container.net, port, '/') instanceof NetError));
}

describe('the ports of an app', () => {
  const later = { ports: [{ port: 7070 }], refuses: [{ port: 7070, untilMs: 10_000 }] };
  const cases: [what: string, behaviour: Behaviour, atMs: number, open: number[]][] = [
    ['those of its manifest', {}, 1000, [8080, 9090]],
    ['another one', { ports: [{ port: 7070 }] }, 1000, [7070]],
    ['several', { ports: [{ port: 7070 }, { port: 8080 }] }, 1000, [8080, 7070]],
    ['twice the same', { ports: [{ port: 7070 }, { port: 7070 }] }, 1000, [7070]],
    ['of its own pod alone', { ports: [{ address: '127.0.0.1' }] }, 1000, []],
    [
      'one of them of its own pod alone',
      { ports: [{ port: 8080, address: '127.0.0.1' }, { port: 9090 }] },
      1000,
      [9090],
    ],
    ['one that is closed', { refuses: [{ port: 9090 }] }, 1000, [8080]],
    ['one that opens later: before', later, 9000, []],
    ['one that opens later: then', later, 11_000, [7070]],
    ['one that closes', { refuses: [{ port: 9090, fromMs: 5000 }] }, 6000, [8080]],
    ['none before the app serves', { ports: [{ port: 7070 }], startsServingAfterMs: 5000 }, 4000, []],
    ['none while it refuses all', { ports: [{ port: 7070 }], refuses: [{ fromMs: 500 }] }, 1000, []],
  ];
  for (const [what, behaviour, atMs, open] of cases)
    it(what, () => {
      expect(openAt(atMs, behaviour)).to.deep.equal(open);
    });

  it('changes while the app runs', () => {
    const world = new TestWorld();
    const container = world.start('team/app:v1', { ports: [8080] });
    world.advance(1000);
    world.behaviours.set({}, { ports: [{ port: 7070 }] });
    world.advance(1000);
    expect(container.net.listening().map(({ port }) => port)).to.deep.equal([7070]);
  });

  it('can not be told of an image that has a configuration', () => {
    expect(() => openAt(1000, { ports: [{ port: 7070 }] }, 'nginx:1.25')).to.throw(
      'runs image nginx:1.25, which listens where its own configuration and arguments say',
    );
  });
});
