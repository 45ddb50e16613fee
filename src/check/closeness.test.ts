import { expect } from 'chai';
import type { Cluster } from '../cluster';
import { Journal } from '../kernel/index';
import type { RequestFact } from '../observe/index';
import { wonByMs } from './closeness';
import type { Entrance } from './serving';

type Told = readonly [t: number, type: 'signal-sent' | 'container-exited', pod: string];

function won(story: readonly Told[], visits: readonly (readonly [pod: string, sentMs: number])[]): number | undefined {
  const clock = { now: 0 };
  const journal = new Journal(clock);
  for (const [t, type, pod] of story) {
    clock.now = t;
    journal.record({ component: 'kubelet', type, object: `Pod/default/${pod}`, detail: { container: 'web' } });
  }
  const sent = visits.map(([served, sentMs]) => ({ served, t: sentMs + 5, latencyMs: 5 }) as RequestFact);
  return wonByMs({ journal } as unknown as Cluster, { container: 'web' } as Entrance, sent, 1000);
}

const STOPPED: Told[] = [
  [5000, 'signal-sent', 'web-0'],
  [5200, 'container-exited', 'web-0'],
];

describe('By how much a stop was won', () => {
  const rows: [what: string, story: readonly Told[], visits: [string, number][], expected: number | undefined][] = [
    [
      'the time since the last visitor',
      STOPPED,
      [
        ['web-0', 4000],
        ['web-0', 4960],
        ['web-1', 4999],
      ],
      40,
    ],
    [
      'the least of several pods',
      [...STOPPED, [9000, 'signal-sent', 'web-1']],
      [
        ['web-0', 1500],
        ['web-1', 8990],
      ],
      10,
    ],
    ['nothing where nobody came', STOPPED, [['web-1', 4999]], undefined],
    ['nothing where nothing was stopped', [], [['web-0', 4999]], undefined],
    [
      'nothing where the app goes on serving',
      [[5000, 'signal-sent', 'web-0']],
      [
        ['web-0', 4990],
        ['web-0', 7000],
      ],
      undefined,
    ],
    [
      'as before where a new pod has the name of the old one',
      STOPPED,
      [
        ['web-0', 4990],
        ['web-0', 7000],
      ],
      10,
    ],
    [
      'as before for a visitor that comes while the port closes',
      STOPPED,
      [
        ['web-0', 4990],
        ['web-0', 5003],
      ],
      10,
    ],
    ['nothing of stops before', [[500, 'signal-sent', 'web-0']], [['web-0', 499]], undefined],
  ];
  for (const [what, story, visits, expected] of rows)
    it(`is ${what}`, () => expect(won(story, visits)).to.equal(expected));
});
