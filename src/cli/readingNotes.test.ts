import { expect } from 'chai';
import { decodeManifests, Release } from '../api/index';
import { readingNotes } from './readingNotes';

const map = (name: string, ...lines: string[]) =>
  ['apiVersion: v1', 'kind: ConfigMap', `metadata: {name: ${name}}`, ...lines, ''].join('\n');

describe('What kubectl reads in another way than it looks', () => {
  const cases: readonly (readonly [what: string, text: string, notes: string[]])[] = [
    ['nothing', `${map('a')}---\n${map('b')}`, []],
    [
      'two documents without a separator',
      `${map('a')}${map('b')}`,
      [
        'm.yaml, line 4: "apiVersion" is written twice in the same map; the last one counts: is a line with --- missing before it?',
      ],
    ],
    [
      'a key that is there twice',
      map('a', 'data: {x: "1", x: "2"}'),
      ['m.yaml, line 4: "x" is written twice in the same map; the last one counts.'],
    ],
  ];
  for (const [what, text, notes] of cases)
    it(what, () => {
      expect(readingNotes(decodeManifests(text, 'm.yaml', Release.of('latest')))).to.deep.equal(notes);
    });
});
