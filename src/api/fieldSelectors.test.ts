import { expect } from 'chai';
import { parseFieldSelector } from './fieldSelectors';
import { Release } from './release/index';
import type { Pod } from './types/index';

describe('field selectors', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [], nodeName: 'n' },
  } as Pod;
  const cases: [string, boolean][] = [
    ['metadata.name=p', true],
    ['spec.nodeName!=n', false],
    ['status.phase=', true],
    ['spec.hostNetwork=false', true],
    ['metadata.name=p,spec.nodeName=x', false],
  ];
  for (const [text, expected] of cases) {
    it(`${text} ${expected ? 'matches' : 'does not match'}`, () =>
      expect(parseFieldSelector('Pod', text).matches(pod)).to.equal(expected));
  }

  const ONLY = 'is not a known field selector: only "metadata.name", "metadata.namespace"';
  const refused: [kind: string, field: string, says: string, release?: string][] = [
    ['Pod', 'foo', 'field label not supported: foo'],
    ['Pod', 'spec.hostNetwork', 'field label not supported: spec.hostNetwork', '1.27'],
    ['Job', 'foo', 'field label "foo" not supported for Job'],
    ['Node', 'metadata.namespace', 'field label not supported: metadata.namespace'],
    ['Deployment', 'status.replicas', `"status.replicas" ${ONLY}`],
    ['ReplicaSet', 'status.replicas', `"status.replicas" ${ONLY}`],
    ['Service', 'foo', 'field label not supported: foo'],
    ['Service', 'spec.type', `"spec.type" ${ONLY}`, '1.30'],
  ];
  for (const [kind, field, says, release = '1.36'] of refused)
    it(`of a ${kind} do not know ${field} (${release})`, () =>
      expect(() => parseFieldSelector(kind, `${field}=x`, Release.of(release))).to.throw(says));
  it('of Services know the type', () => expect(() => parseFieldSelector('Service', 'spec.type=x')).not.to.throw());
});
