import { expect } from 'chai';
import { partings } from './part';
import type { Line, Story } from './story';

function story(lines: Record<string, [seconds: number, text: string][]>): Story {
  const line = ([s, text]: [number, string]): Line => ({ t: s * 1000, text });
  return new Map(Object.entries(lines).map(([object, course]) => [object, course.map(line)]));
}

describe('partings', () => {
  const pod = story({
    'Pod a': [
      [0, 'Pending'],
      [2, 'Running'],
      [30, 'Error'],
    ],
  });
  const rows: [string, Story, string[]][] = [
    [
      'the same story',
      story({
        'Pod a': [
          [0, 'Pending'],
          [3, 'Running'],
          [33, 'Error'],
        ],
      }),
      [],
    ],
    [
      'another word',
      story({
        'Pod a': [
          [0, 'Pending'],
          [2, 'Running'],
          [30, 'Completed'],
        ],
      }),
      ['-30.0s Error', '+30.0s Completed'],
    ],
    [
      'a row more',
      story({
        'Pod a': [
          [0, 'Pending'],
          [1, 'Init:0/1'],
          [2, 'Running'],
          [30, 'Error'],
        ],
      }),
      ['+1.0s Init:0/1'],
    ],
    [
      'a row less',
      story({
        'Pod a': [
          [0, 'Pending'],
          [30, 'Error'],
        ],
      }),
      ['-2.0s Running'],
    ],
    [
      'later, told once',
      story({
        'Pod a': [
          [0, 'Pending'],
          [12, 'Running'],
          [40, 'Error'],
        ],
      }),
      ['-2.0s Running +12.0s Running'],
    ],
    [
      'an object more',
      story({
        'Pod a': [
          [0, 'Pending'],
          [2, 'Running'],
          [30, 'Error'],
        ],
        'Pod b': [[1, 'Pending']],
      }),
      ['+1.0s Pending'],
    ],
  ];
  for (const [what, newer, expected] of rows) {
    it(what, () => {
      const told = partings(pod, newer).map(({ before, after }) =>
        [before && `-${before}`, after && `+${after}`].filter(Boolean).join(' '),
      );
      expect(told).to.deep.equal(expected);
    });
  }
});
