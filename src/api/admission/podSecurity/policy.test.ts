import { expect } from 'chai';
import { Release } from '../../release/index';
import { policyOf, quotedName } from './policy';

describe('what labels of a namespace say', () => {
  const cases: [labels: Record<string, string>, release: string, enforce: string, warn: string][] = [
    [{}, '1.36', 'privileged:latest', 'privileged:latest'],
    [{ enforce: 'baseline' }, '1.36', 'baseline:latest', 'baseline:latest'],
    [{ enforce: 'baseline' }, '1.25', 'baseline:latest', 'privileged:latest'],
    [{ enforce: 'baseline', 'enforce-version': 'v1.30' }, '1.36', 'baseline:v1.30', 'baseline:v1.30'],
    [
      { enforce: 'baseline', 'enforce-version': 'v1.30', 'warn-version': 'latest' },
      '1.36',
      'baseline:v1.30',
      'baseline:latest',
    ],
    [{ enforce: 'baseline', warn: 'privileged' }, '1.36', 'baseline:latest', 'privileged:latest'],
    [{ enforce: 'baseline', warn: 'restricted' }, '1.36', 'baseline:latest', 'restricted:latest'],
    [{ enforce: 'strict' }, '1.36', 'restricted:latest', 'privileged:latest'],
    [{ warn: 'strict' }, '1.36', 'privileged:latest', 'privileged:latest'],
    [{ warn: 'baseline', 'warn-version': '30' }, '1.36', 'privileged:latest', 'baseline:latest'],
  ];
  for (const [modes, release, enforce, warn] of cases) {
    it(`${JSON.stringify(modes)} in ${release}`, () => {
      const labels = Object.fromEntries(
        Object.entries(modes).map(([mode, value]) => [`pod-security.kubernetes.io/${mode}`, value]),
      );
      const { policy } = policyOf(labels, Release.of(release));
      expect([policy.enforce, policy.warn].map(quotedName)).to.deep.equal([`"${enforce}"`, `"${warn}"`]);
    });
  }
});
