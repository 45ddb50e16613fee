import { expect } from 'chai';
import type { Seeds } from './chance';
import { partings } from './part';
import type { Story } from './story';

/** `2 Running, 30 Error`: what is told of one pod. */
function story(course: string): Story {
  const lines = course.split(', ').map((line) => {
    const [seconds, text] = line.split(' ') as [string, string];
    return { t: Number(seconds) * 1000, text };
  });
  return new Map([['Pod a', lines]]);
}

describe('what other seeds show as well is chance', () => {
  const rows: [what: string, older: string, newer: string, seeds: [string[], string[]], told: string[]][] = [
    [
      'a line that the older release shows with another seed',
      '0 Pending, 2 Running',
      '0 Pending, 1 Refused, 2 Running',
      [['0 Pending, 1 Refused, 2 Running'], ['0 Pending, 2 Running']],
      [],
    ],
    [
      'a line that the older release never shows, and the newer one not always',
      '0 Pending, 2 Running',
      '0 Pending, 1 Refused, 2 Running',
      [['0 Pending, 2 Running'], ['0 Pending, 2 Running']],
      ['+1.0s Refused'],
    ],
    [
      'a line that comes once more than with any seed of the other release',
      '0 Error, 9 Error',
      '0 Error, 9 Error, 20 Error',
      [['0 Error, 8 Error'], ['0 Error, 9 Error, 21 Error']],
      ['+20.0s Error'],
    ],
    [
      'a line that the newer release lost by chance',
      '0 Pending, 1 Refused, 2 Running',
      '0 Pending, 2 Running',
      [[], ['0 Pending, 1 Refused, 2 Running']],
      [],
    ],
    [
      'times that overlap',
      '0 Pending, 20 Running',
      '0 Pending, 26 Running',
      [['0 Pending, 28 Running'], ['0 Pending, 21 Running']],
      [],
    ],
    [
      'times that never meet',
      '0 Pending, 20 Running',
      '0 Pending, 26 Running',
      [['0 Pending, 22 Running'], ['0 Pending, 25 Running']],
      ['-20.0s Running +26.0s Running'],
    ],
    [
      'what is late by chance makes nothing later late',
      '0 Pending, 20 Running, 50 Error',
      '0 Pending, 26 Running, 56 Error',
      [['0 Pending, 27 Running, 50 Error'], []],
      [],
    ],
    ['no other seeds: everything is told', '0 Pending, 20 Running', '0 Pending', [[], []], ['-20.0s Running']],
  ];
  for (const [what, older, newer, [ofOlder, ofNewer], expected] of rows) {
    it(what, () => {
      const seeds: Seeds = { older: ofOlder.map(story), newer: ofNewer.map(story) };
      const told = partings(story(older), story(newer), seeds).map(({ before, after }) =>
        [before && `-${before}`, after && `+${after}`].filter(Boolean).join(' '),
      );
      expect(told).to.deep.equal(expected);
    });
  }
});
