import { expect } from 'chai';
import { formatLabelSelector, labelMatcher, parseFieldSelector, parseLabelSelector } from './selectors';
import type { Pod } from './types/index';

const LABELS = { app: 'web', tier: 'front' };

describe('label selectors', () => {
  const cases: [string, boolean][] = [
    ['', true],
    ['app=web', true],
    ['app==web,tier=front', true],
    ['app!=web', false],
    ['missing!=x', true],
    ['app in (web, db)', true],
    ['app notin (web)', false],
    ['missing notin (a,b)', true],
    ['app', true],
    ['!app', false],
    ['!missing', true],
    ['app=', false],
  ];
  for (const [text, expected] of cases) {
    it(`${text || '(empty)'} ${expected ? 'matches' : 'does not match'}`, () =>
      expect(parseLabelSelector(text).matches(LABELS)).to.equal(expected));
  }

  for (const wrong of ['app=a b', 'app in web', '=x', 'a==b=c']) {
    it(`refuses ${wrong}`, () => expect(() => parseLabelSelector(wrong)).to.throw(/unable to parse requirement/));
  }

  it('writes selectors of workloads as text', () => {
    const selector = {
      matchLabels: { b: '2', a: '1' },
      matchExpressions: [
        { key: 'c', operator: 'In' as const, values: ['y', 'x'] },
        { key: 'd', operator: 'DoesNotExist' as const },
      ],
    };
    expect(formatLabelSelector(selector)).to.equal('a=1,b=2,c in (x,y),!d');
  });

  it('of nothing match nothing, of no condition everything', () => {
    expect(labelMatcher(undefined).matches(LABELS)).to.equal(false);
    expect(labelMatcher({}).matches(LABELS)).to.equal(true);
  });
});

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

  it('refuses fields that the kind is not indexed by', () => {
    expect(() => parseFieldSelector('Pod', 'foo=bar')).to.throw('field label not supported: foo');
    expect(() => parseFieldSelector('Job', 'foo=bar')).to.throw('field label "foo" not supported for Job');
  });
});
