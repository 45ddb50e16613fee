import { expect } from 'chai';
import { Release } from '../../api/index';
import type { Container, Pod } from '../../api/types/index';
import { backOffKey } from './containerStarter';

const POD: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', uid: 'u' }, spec: { containers: [] } };
const APP: Container = { name: 'c', image: 'app:1', resources: { requests: { cpu: '100m' } } };

describe('the key of a restart back-off', () => {
  const rows: readonly (readonly [what: string, changed: Partial<Container>, release: string, another: boolean])[] = [
    ['an image', { image: 'app:2' }, '1.32', true],
    ['an image', { image: 'app:2' }, '1.33', true],
    ['resources', { resources: { requests: { cpu: '200m' } } }, '1.32', false],
    ['resources', { resources: { requests: { cpu: '200m' } } }, '1.33', true],
    ['a command', { command: ['sh'] }, '1.36', false],
  ];
  for (const [what, changed, version, another] of rows) {
    it(`${another ? 'is another one' : 'stays'} with ${what} that changes (${version})`, () => {
      const release = Release.of(version);
      const after = backOffKey(POD, { ...APP, ...changed }, release);
      expect(after !== backOffKey(POD, APP, release)).to.equal(another);
    });
  }
});
