import { expect } from 'chai';
import type { Cluster } from '../../cluster';
import { type Fact, Journal } from '../../kernel/index';
import { probeKills } from './probeKills';

type Told = readonly [t: number, type: string, detail: Readonly<Record<string, unknown>>];

const probed = (t: number, probe: string, result: string): Told => [t, 'probe', { probe, result }];
const STARTED: Told = [0, 'container-started', {}];
const KILLED: Told = [16_000, 'signal-sent', { signal: 'SIGTERM', rule: 'kill/liveness-probe' }];

function hadWorked(...story: readonly Told[]): boolean[] {
  const clock = { now: 0 };
  const journal = new Journal(clock);
  for (const [t, type, detail] of story) {
    clock.now = t;
    journal.record({ component: 'kubelet', type, object: 'Pod/default/p', detail: { container: 'app', ...detail } });
  }
  const all = (): readonly Fact[] => journal.all();
  return probeKills({ journal: { all } } as unknown as Cluster, 0).map((kill) => kill.hadWorked);
}

const failures = (from: number): Told[] =>
  [from, from + 5000, from + 10_000].map((t) => probed(t, 'liveness', 'failure'));

describe('Kills by probes: whether the container had worked', () => {
  const rows: [what: string, story: readonly Told[], expected: boolean][] = [
    ['it never did', [STARTED, ...failures(1000), KILLED], false],
    [
      'its readiness probe succeeded before',
      [STARTED, probed(500, 'readiness', 'success'), ...failures(1000), KILLED],
      true,
    ],
    [
      'its liveness probe succeeded before',
      [STARTED, probed(500, 'liveness', 'success'), ...failures(1000), KILLED],
      true,
    ],
    [
      'it began to answer when the last failure was under way',
      [
        STARTED,
        ...failures(1000).slice(0, 2),
        probed(10_900, 'readiness', 'success'),
        failures(1000)[2] as Told,
        KILLED,
      ],
      false,
    ],
    [
      'its liveness probe succeeded between the failures',
      [STARTED, probed(900, 'liveness', 'failure'), probed(950, 'liveness', 'success'), ...failures(1000), KILLED],
      true,
    ],
    ['another instance did', [STARTED, probed(10, 'liveness', 'success'), STARTED, ...failures(1000), KILLED], false],
  ];
  for (const [what, story, expected] of rows) it(what, () => expect(hadWorked(...story)).to.deep.equal([expected]));
});
