import { expect } from 'chai';
import { Behaviours, isSameImage } from './behaviour';

describe('behaviours of images', () => {
  const cases: [wanted: string, image: string, expected: boolean][] = [
    ['example/web:2', 'example/web:2', true],
    ['example/web:2', 'example/web:1', false],
    ['example/web:*', 'example/web:1', true],
    ['nginx', 'docker.io/library/nginx:latest', true],
    ['docker.io/library/nginx', 'nginx:latest', true],
    ['nginx', 'nginx:1.25', false],
    ['Not An Image', 'nginx', false],
  ];
  for (const [wanted, image, expected] of cases)
    it(`“${wanted}” ${expected ? 'means' : 'does not mean'} ${image}`, () => {
      expect(isSameImage(wanted, image)).to.equal(expected);
    });

  it('are those of the containers that run them', () => {
    const behaviours = new Behaviours();
    behaviours.set({ container: 'web', image: 'example/web:2' }, { ignoresTerm: true });
    const of = (container: string, image: string) =>
      behaviours.of({ namespace: 'default', pod: 'p', container, image });
    expect([of('web', 'example/web:2'), of('web', 'example/web:1'), of('other', 'example/web:2')]).to.deep.equal([
      { ignoresTerm: true },
      {},
      {},
    ]);
  });
});
