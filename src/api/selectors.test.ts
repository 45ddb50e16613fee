import { expect } from 'chai';
import { Release } from './release/index';
import { formatLabelSelector, labelMatcher, parseLabelSelector } from './selectors';

const LABELS = { app: 'web', tier: 'front', size: '12' };

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
    ['missing in ()', false],
    ['app in (,web)', true],
    ['in=x', false],
    ['size>3', true],
    ['size<3', false],
    ['app>3', false],
  ];
  for (const [text, expected] of cases) {
    it(`${text || '(empty)'} ${expected ? 'matches' : 'does not match'}`, () =>
      expect(parseLabelSelector(text).matches(LABELS)).to.equal(expected));
  }

  const ITEM = 'unable to parse requirement:';
  const wrong: [text: string, says: string | RegExp, release?: string][] = [
    ['app=a b', "found 'b', expected: ',' or 'end of string'"],
    ['app in web', `${ITEM} found 'web' expected: '('`],
    ['app in (a', `${ITEM} found '', expected: ',' or ')'`],
    ['app in (=)', `${ITEM} found '=', expected: ',', ')' or identifier`],
    ['=x', "found '=', expected: !, identifier, or 'end of string'"],
    ['a==b=c', "found '=', expected: ',' or 'end of string'"],
    ['a==b,', "found '', expected: identifier after ','"],
    ['a=(b)', `${ITEM} found '(', expected: identifier`],
    ['a b', `${ITEM} found 'b', expected: in, notin, =, ==, !=, gt, lt`],
    ['a b', `${ITEM} found 'b', expected: '=', '!=', '==', 'in', notin'`, '1.21'],
    ['!a=b', "found '=', expected: ',' or 'end of string'"],
    ['a>b', `${ITEM} values[0]: Invalid value: "b": for 'Gt', 'Lt' operators, the value must be an integer`],
    ['a@=b', /^unable to parse requirement: <nil>: Invalid value: "a@": name part must consist of/],
    ['a@=b', /^unable to parse requirement: invalid label key "a@": name part must consist of/, '1.20'],
    ['a=b@', /^unable to parse requirement: values\[0\]\[a\]: Invalid value: "b@": a valid label must be/],
    ['a=b@', /^unable to parse requirement: invalid label value: "b@": at key: "a": a valid label must be/, '1.20'],
  ];
  for (const [text, says, release] of wrong) {
    it(`refuses ${text}${release ? ` (${release})` : ''}`, () =>
      expect(() => parseLabelSelector(text, Release.of(release ?? '1.36'))).to.throw(says));
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
