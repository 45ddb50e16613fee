import { expect } from 'chai';
import fc from 'fast-check';
import { Cluster } from '../../cluster';
import { failureOf } from '../failure';
import { StoryRecorder } from '../story/index';
import type { Span, Story } from '../story/types';
import { visible } from '../visible';
import { allScenarios, matching, stateCounts } from './page/filter';
import { changesOf, commandsAt, descriptionAt, eventsAt, lastIndexAt, podsAt, spanAt } from './page/moment';
import { condensed } from './page/timeline/condense';
import { place, showing, ticks, type View, zoomed } from './page/timeline/scale';
import { livenessStory } from './testing';
import type { RunIndex, ScenarioEntry, State } from './types';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  terminationGracePeriodSeconds: 10
  containers:
  - {name: c, image: busybox, args: [/bin/sh, -c, "trap '' TERM; sleep 20; exit 1"]}
`;

/** Rows as kubectl prints them, cells apart. */
const cells = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(/\s{2,}/));

describe('What was true at a moment', () => {
  const cluster = new Cluster({ readFile: () => POD });
  const startMs = cluster.now;
  const recorder = new StoryRecorder(cluster, startMs);
  cluster.execute('kubectl create -f web.yaml');
  const seen: { t: number; pods: string; description: string }[] = [];
  const look = () => {
    const description = cluster.execute('kubectl describe pod web').stdout;
    const pods = cluster.execute('kubectl get pods').stdout;
    seen.push({ t: cluster.now - startMs, pods, description });
  };
  // Not while something changes: a command reads some milliseconds before it is done.
  for (const ms of [1500, 2000, 18_000, 3_000, 30_000]) {
    cluster.advance(ms);
    look();
  }
  cluster.later(0, () => cluster.run('kubectl delete pod web --wait=false'));
  cluster.advance(3_500);
  look();
  cluster.advance(60_000);
  const story: Story = JSON.parse(JSON.stringify(recorder.story()));

  it('is what kubectl get pods printed', () => {
    for (const { t, pods } of seen) {
      const rows = podsAt(story, t).map((row) => [row.name, row.ready, row.status, row.restartsText, row.age]);
      expect(rows, `at ${t}`).to.deep.equal(cells(pods));
    }
    expect(podsAt(story, story.endMs)).to.deep.equal([]);
  });

  it('is what kubectl describe printed', () => {
    for (const { t, description } of seen) {
      const printed = description.trimEnd().split('\n');
      const lines = descriptionAt(story.objects[0] as Story['objects'][number], t)?.lines;
      expect(lines, `at ${t}`).to.deep.equal(
        printed.slice(
          0,
          printed.findIndex((line) => line.startsWith('Events:')),
        ),
      );
    }
  });

  it('marks the lines of a description that its last change changed', () => {
    const history = story.objects[0] as Story['objects'][number];
    const restarted = story.pods.find(({ restarts }) => restarts === 1)?.t ?? 0;
    const { lines = [], changed = new Set() } = descriptionAt(history, restarted) ?? {};
    const marked = lines.filter((_, i) => changed.has(i)).map((line) => line.trim().split(':')[0]);
    expect(marked).to.include('Restart Count').and.not.include('Args').and.not.include('Name');
    expect(descriptionAt(history, history.versions[0]?.t ?? 0)?.changed.size).to.equal(0);
  });

  it('has as many events as kubectl describe printed', () => {
    for (const { t, description } of seen) {
      const printed = description.slice(description.indexOf('Events:')).trimEnd().split('\n').slice(3);
      expect(eventsAt(story, t), `at ${t}`).to.have.length(printed.length);
    }
  });

  it('shows commands with what they had printed by then', () => {
    expect(commandsAt(story, 0).map(({ output, endMs }) => [output.length, endMs])).to.deep.equal([[0, undefined]]);
    expect(commandsAt(story, 60)[0]).to.include({ exitCode: 0 });
  });

  it('finds the last thing that is not after a moment', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.nat(60), (unsorted, t) => {
        const times = [...unsorted].sort((a, b) => a - b);
        expect(lastIndexAt(times, t, (time) => time)).to.equal(times.findLastIndex((time) => time <= t));
      }),
    );
  });

  it('changes only where a change is listed', () => {
    const liveness = livenessStory({ forMs: 200_000 });
    const changes = changesOf(liveness);
    const states = (t: number) => liveness.lanes.map((lane) => spanAt(lane, t)?.label);
    for (const [i, t] of changes.entries()) {
      const next = changes[i + 1];
      if (next !== undefined && next > t + 1) expect(states(next - 1), `before ${next}`).to.deep.equal(states(t + 1));
    }
  });
});

describe('The scale of the timeline', () => {
  const view = fc
    .tuple(fc.nat(100_000), fc.integer({ min: 20, max: 100_000 }))
    .map(([from, width]): View => ({ from, to: from + width }));

  it('keeps the moment that is zoomed around in its place, inside of the story', () => {
    fc.assert(
      fc.property(
        view,
        fc.double({ min: 0.1, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (old, factor, share) => {
          const around = old.from + share * (old.to - old.from);
          const next = zoomed(old, factor, around, 400_000);
          expect(next.from).to.be.at.least(-1e-6);
          expect(next.to).to.be.at.most(400_000 + 1e-6);
          if (next.from > 0 && next.to < 400_000) expect(place(around, next)).to.be.closeTo(share, 1e-6);
          const shown = showing(next, 12_345, 400_000);
          expect(place(12_345, shown)).to.be.within(0, 1);
        },
      ),
    );
  });

  it('has at most as many labels as there is room for, at round moments', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 2, max: 20 }), (shown, most) => {
        expect(ticks(shown, most).length).to.be.at.most(most + 1);
      }),
    );
    expect(ticks({ from: 0, to: 60_000 }, 6)).to.deep.equal(
      [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000].filter((t) => t % 10_000 === 0),
    );
  });

  it('draws no more than fits, and never hides a failure', () => {
    const spans = Array.from(
      { length: 5000 },
      (_, i): Span => ({ from: i * 20, to: i * 20 + 1, state: i === 2500 ? 'bad' : 'ok', label: '', count: 1 }),
    );
    const drawn = condensed(spans, { from: 0, to: 100_000 }, 500);
    expect(drawn.length).to.be.below(500);
    expect(drawn.some(({ span }) => span.state === 'bad')).to.equal(true);
    expect(drawn.reduce((sum, { several }) => sum + several, 0)).to.equal(5000);
  });
});

describe('Searching the report', () => {
  const scenario = (name: string, state: State, tags: string[]): ScenarioEntry => ({
    id: name,
    line: 1,
    name,
    keyword: 'Scenario',
    tags,
    state,
    attempts: [
      { state, problems: [], steps: [{ line: 2, keyword: 'Given', text: `the manifest "${name}.yaml"`, state }] },
    ],
  });
  const index: RunIndex = {
    version: '1',
    partial: false,
    releases: [],
    seeds: [],
    features: [
      {
        uri: 'a.feature',
        name: 'Probes',
        description: '',
        scenarios: [scenario('Alpha', 'failed', ['@probe']), scenario('beta', 'passed', ['@hook'])],
      },
    ],
  };
  const all = allScenarios(index);
  const filter = { text: '', states: new Set<State>(), tag: '' };
  const TABLE: [string, Partial<typeof filter>, string[]][] = [
    ['nothing', {}, ['Alpha', 'beta']],
    ['a word of a name, whatever its case', { text: 'alp' }, ['Alpha']],
    ['a word of a step', { text: 'beta.yaml' }, ['beta']],
    ['several words, all of them', { text: 'probes manifest alpha' }, ['Alpha']],
    ['the beginning of a tag', { text: '@ho' }, ['beta']],
    ['a tag', { tag: '@probe' }, ['Alpha']],
    ['a state', { states: new Set<State>(['passed']) }, ['beta']],
    ['what is nowhere', { text: 'gamma' }, []],
  ];
  for (const [what, change, names] of TABLE)
    it(`by ${what}`, () => {
      expect(matching(all, { ...filter, ...change }).map(({ scenario: { name } }) => name)).to.deep.equal(names);
    });

  it('counts states', () =>
    expect([...stateCounts(all)]).to.deep.equal([
      ['failed', 1],
      ['passed', 1],
    ]));
});

describe('What went wrong', () => {
  const attempt = (message: string) => ({
    state: 'failed' as const,
    problems: [],
    steps: [
      { line: 2, keyword: 'Then', text: 'x', state: 'passed' as const },
      { line: 3, keyword: 'And', text: 'y', state: 'failed' as const, message },
    ],
  });

  it('is taken apart into what was expected and what was seen', () => {
    const failure = failureOf(attempt('expected within 5s: pod "p" is "1/1 Running"\nseen: pod "p" is:\n  gone'));
    expect(failure).to.include({
      step: 1,
      when: 'within 5s',
      expected: 'pod "p" is "1/1 Running"',
      seen: 'pod "p" is:\n  gone',
    });
  });

  it('is told as it is where it is put in other words', () => {
    expect(failureOf(attempt('no such file')))
      .to.include({ step: 1, message: 'no such file' })
      .and.not.have.property('seen');
  });

  it('may be in no step at all', () => {
    expect(failureOf({ state: 'failed', steps: [], problems: ['what always holds did not'] })).to.include({
      step: undefined,
    });
    expect(failureOf({ state: 'passed', steps: [], problems: [] })).to.equal(undefined);
  });
});

describe('Text that steers screens', () => {
  const TABLE: [string, string][] = [
    ['\u001b[31m', '␛[31m'],
    ['a\u0000b', 'a␀b'],
    ['\u202Eabc', '⟨U+202E⟩abc'],
    ['\u200b', '⟨U+200B⟩'],
    ['a\ud800b \udc00', 'a⟨U+D800⟩b ⟨U+DC00⟩'],
    ['\uffff\ufffe', '⟨U+FFFF⟩⟨U+FFFE⟩'],
    ['line\nnext\tcell', 'line\nnext\tcell'],
    ['שלום 你好 😀', 'שלום 你好 😀'],
  ];
  for (const [text, shown] of TABLE)
    it(`${JSON.stringify(text)} is shown`, () => {
      expect(visible(text)).to.equal(shown);
    });
});
