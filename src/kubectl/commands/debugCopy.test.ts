import { expect } from 'chai';
import { Release } from '../../api';
import { privileges } from './debugCopy';

const CONFINED = { capabilities: { drop: ['ALL'] }, runAsNonRoot: true };

describe('what a profile of kubectl debug lets the container do', () => {
  const cases: [profile: string, release: string, securityContext: object | undefined][] = [
    ['legacy', '1.36', undefined],
    ['general', '1.36', { capabilities: { add: ['SYS_PTRACE'] } }],
    ['sysadmin', '1.36', { privileged: true }],
    ['restricted', '1.27', CONFINED],
    [
      'restricted',
      '1.28',
      { ...CONFINED, allowPrivilegeEscalation: false, seccompProfile: { type: 'RuntimeDefault' } },
    ],
  ];
  for (const [profile, release, securityContext] of cases) {
    it(`${profile} of ${release}`, () =>
      expect(privileges(profile, Release.of(release)).securityContext).to.deep.equal(securityContext));
  }
});
