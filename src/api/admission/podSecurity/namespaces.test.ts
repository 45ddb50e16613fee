import { expect } from 'chai';
import { Release } from '../../release/index';
import { refusal } from '../../store/fixtures.test';
import type { Namespace } from '../../types/index';
import { newlyEnforced } from './namespaces';

const labelled = (level: string, labels: Record<string, string> = {}): Namespace => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'n', labels: { 'pod-security.kubernetes.io/enforce': level, ...labels } },
});

describe('a namespace with wrong labels', () => {
  const cases: [what: string, namespace: Namespace, old: Namespace | undefined, isRefused: boolean][] = [
    ['a new one', labelled('strict'), undefined, true],
    ['one that was right', labelled('strict'), labelled('baseline'), true],
    ['one that was wrong otherwise', labelled('strict'), labelled('lax'), true],
    ['one of a time when nobody looked, with other labels', labelled('strict', { a: 'b' }), labelled('strict'), false],
  ];
  for (const [what, namespace, old, isRefused] of cases) {
    it(`${isRefused ? 'refuses' : 'leaves'} ${what}`, () =>
      expect(refusal(() => newlyEnforced(namespace, old, Release.of('1.36'))).startsWith('422')).to.equal(isRefused));
  }
});
