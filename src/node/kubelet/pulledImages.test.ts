import { expect } from 'chai';
import type { ContainerRuntime } from '../runtime/types';
import { PulledImages } from './pulledImages';

const login = (username: string, secret: string) => ({ username, password: 'p', secret });
const MINE = login('me', 'dev/mine/1');

describe('an image that was pulled', () => {
  const runtime = { localImage: () => ({ digest: 'sha256:1' }) } as unknown as ContainerRuntime;
  const rows: readonly (readonly [
    what: string,
    pulls: ReturnType<typeof login>[][],
    own: (typeof MINE)[],
    asks: boolean,
  ])[] = [
    ['before the kubelet came', [], [], false],
    ['without a login', [[]], [], false],
    ['with a login', [[MINE]], [], true],
    ['with a login, and later without', [[MINE], []], [], false],
    ['with the same Secret', [[MINE]], [login('changed', 'dev/mine/1')], false],
    ['with the same login from another Secret', [[MINE]], [login('me', 'test/theirs/2')], false],
    ['with another login', [[MINE]], [login('you', 'dev/yours/3')], true],
    ['with both', [[MINE], [login('you', 'dev/yours/3')]], [login('you', 'dev/yours/3')], false],
  ];
  for (const [what, pulls, own, asks] of rows) {
    it(`${what}: ${asks ? 'the registry is asked' : 'it is taken'}`, () => {
      const images = new PulledImages(runtime);
      for (const logins of pulls) images.pulled('reg.example.com/app:1', logins);
      expect(images.mustAsk('reg.example.com/app:2', () => own) !== undefined).to.equal(asks);
    });
  }
});
