import { expect } from 'chai';
import { type Finding, isSameProblem } from './finding';

const finding = (seen: string, name = 'end/ready-at-last'): Finding => ({
  kind: 'promise',
  name,
  says: '',
  sentence: '',
  seen,
  object: '',
  atMs: 0,
});

const NO_NODE = 'no node takes it: 0/1 nodes are available:';

describe('Two findings', () => {
  const ROWS: readonly [a: string, b: string, same: boolean][] = [
    ['container "a" has ended with exit code 1', 'container "b" has ended with exit code 2', true],
    ['container "a" has ended with exit code 1', 'container "a" waits for its image', false],
    [
      `${NO_NODE} 1 Insufficient cpu. preemption: 0/1 nodes`,
      'no node takes it: 0/3 nodes are available: 3 Insufficient cpu. preemption: not eligible',
      true,
    ],
    [
      `${NO_NODE} 1 Insufficient cpu. preemption: no`,
      `${NO_NODE} pod has unbound immediate PersistentVolumeClaims. not found`,
      false,
    ],
    ['7 of 300 requests failed: 7 refused', '9 of 400 requests failed: 9 nobody answered', true],
    [
      '7 of 300 requests failed: 7 refused',
      'no request was answered at all, 300 of 300 requests failed: 300 refused',
      false,
    ],
  ];
  for (const [a, b, same] of ROWS)
    it(`${a} / ${b}: ${same ? 'one problem' : 'two problems'}`, () => {
      expect(isSameProblem(finding(a), finding(b))).to.equal(same);
    });

  it('of two rules are two problems', () => {
    expect(isSameProblem(finding('it is late'), finding('it is late', 'end/jobs-complete'))).to.equal(false);
  });
});
