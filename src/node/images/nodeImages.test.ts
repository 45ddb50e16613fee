import { expect } from 'chai';
import { Release } from '../../api/release/index';
import { Kernel, sleep } from '../../kernel/index';
import { type Image, PullError, type Registry } from '../../world/index';
import { RuntimeError } from '../runtime/types';
import { NodeImages } from './nodeImages';

const REF = 'docker.io/library/app:1';

/** A registry whose pulls take 1 s, or 100 ms when the layers are there; `fail` makes them fail. */
function node(options: { release?: string; onNode?: boolean; fail?: PullError } = {}) {
  const kernel = new Kernel();
  const asked: (boolean | undefined)[] = [];
  const image = (reference: string) =>
    ({ reference, described: false, digest: 'sha256:1', sizeBytes: 5 }) as unknown as Image;
  const registry = {
    isOnNode: () => options.onNode ?? false,
    image,
    *pull(reference: string, how: { present?: boolean }) {
      asked.push(how.present);
      yield* sleep(how.present ? 100 : 1000);
      if (options.fail) throw options.fail;
      return image(reference);
    },
  } as unknown as Registry;
  const release = Release.of(options.release ?? '1.36');
  const images = new NodeImages({ kernel, release, nodeName: 'n1', registry });
  return { kernel, images, asked };
}

describe('images of a node', () => {
  it('are pulled one after the other, and the wait is counted', () => {
    const { kernel, images } = node();
    const pulls: [string, number, number][] = [];
    for (const reference of ['app:1', 'other:1', 'third:1']) {
      kernel.spawn(
        reference,
        (function* () {
          const { pullMs, includingWaitingMs } = yield* images.pull(reference, 'Pod/dev/p');
          pulls.push([reference, pullMs, includingWaitingMs]);
        })(),
      );
    }
    kernel.runUntil(10_000);
    expect(pulls).to.deep.equal([
      ['app:1', 1000, 1000],
      ['other:1', 1000, 2000],
      ['third:1', 1000, 3000],
    ]);
  });

  it('are asked for their digest only when they are there', () => {
    const { kernel, images, asked } = node();
    kernel.spawn(
      'pulls',
      (function* () {
        yield* images.pull('app:1', '');
        yield* images.pull(REF, '');
      })(),
    );
    kernel.runUntil(10_000);
    expect(asked).to.deep.equal([false, true]);
  });

  const present: [string, boolean, string | undefined, boolean][] = [
    ['never pulled', false, undefined, false],
    ['there from the beginning', true, undefined, true],
    ['there from the beginning and removed', true, REF, false],
  ];
  for (const [what, onNode, remove, expected] of present) {
    it(what, () => {
      const { images } = node({ onNode });
      if (remove) images.remove(remove);
      expect(images.find('app:1') !== undefined).to.equal(expected);
    });
  }

  const failures: [string, PullError, string][] = [
    ['1.36', new PullError('NotFound', 'app: not found'), 'rpc error: code = NotFound desc = app: not found'],
    ['1.27', new PullError('Unknown', 'refused'), 'rpc error: code = Unknown desc = refused'],
    ['1.28', new PullError('Unknown', 'refused'), 'refused'],
  ];
  for (const [release, fail, message] of failures) {
    it(`that fail say "${message}" (${release}) and let the next one try`, () => {
      const { kernel, images } = node({ release, fail });
      const errors: unknown[] = [];
      for (let i = 0; i < 2; i++) {
        kernel.spawn(
          'pull',
          (function* () {
            try {
              yield* images.pull('app:1', 'Pod/dev/p');
            } catch (error) {
              errors.push(error);
            }
          })(),
        );
      }
      kernel.runUntil(10_000);
      expect(errors).to.have.length(2);
      expect(errors[0]).to.be.instanceOf(RuntimeError).with.property('message', message);
    });
  }

  it('that nobody described are named once in the journal', () => {
    const { kernel, images } = node();
    kernel.spawn(
      'pulls',
      (function* () {
        yield* images.pull('app:1', 'Pod/dev/p');
        yield* images.pull('app:1', 'Pod/dev/p');
      })(),
    );
    kernel.runUntil(10_000);
    const facts = kernel.journal.all();
    expect(facts.map((fact) => fact.type)).to.deep.equal([
      'image-pulling',
      'image-pulled',
      'image-assumed',
      'image-pulling',
      'image-pulled',
    ]);
    expect(facts[2]?.detail).to.deep.equal({ image: 'app:1' });
  });
});
