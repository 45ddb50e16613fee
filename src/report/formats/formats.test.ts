import { createHash } from 'node:crypto';
import type { Envelope } from '@cucumber/messages';
import { expect } from 'chai';
import { livenessStory, type ToldFeature } from '../html/testing';
import type { StepTime } from '../story/types';
import {
  chromeTrace,
  codeQualityReport,
  githubAnnotations,
  jsonReport,
  junitReport,
  MAX_SUMMARY_BYTES,
  markdownSummary,
  type RunReport,
  reproducible,
  rerunReport,
  traceName,
  withoutWorkflowCommands,
} from './index';
import { assertWellFormed, toldOf } from './testing';

const MESSAGE = 'expected within 5s: pod "web" is "1/1 Running"\nseen: pod "web" is "0/1 Error"';

const FEATURES: readonly ToldFeature[] = [
  {
    uri: 'features/b.feature',
    name: 'Web & friends',
    scenarios: [
      { name: 'holds', tags: ['@probe'], steps: [{ text: 'a' }, { text: 'b' }] },
      { name: 'breaks', steps: [{ text: 'a' }, { text: 'the pod runs', status: 'FAILED', message: MESSAGE }] },
      { name: 'was tried again', steps: [{ text: 'a' }], attempts: 2 },
    ],
  },
  {
    uri: 'features/a.feature',
    name: 'Others',
    scenarios: [
      { name: 'of an outline', steps: [{ text: 'x', status: 'UNDEFINED' }] },
      { name: 'of an outline', steps: [{ text: 'x', status: 'SKIPPED' }] },
    ],
  },
];

const { report } = toldOf(FEATURES, { timeline: ' 1s  web  0/1 Pending\n2s  web  0/1 Error' });
const here = (file: string) => file;

describe('JUnit XML', () => {
  const text = junitReport(report);

  it('is well-formed', () => assertWellFormed(text));

  it('counts, and names the lines', () => {
    expect(text).to.contain(
      '<testsuites name="podwright" tests="5" failures="1" errors="1" skipped="1" time="450.000">',
    );
    expect(text).to.contain(
      '<testcase classname="Web &amp; friends" name="breaks" file="features/b.feature" line="13" time="90.000">',
    );
    expect(text)
      .to.contain('<property name="virtualTime" value="1m30s"/>')
      .and.contain('<property name="failedAt" value="2s"/>');
  });

  it('says which sentence failed, what was expected and seen, and what happened', () => {
    expect(text).to.contain(
      '<failure type="failed" message="At 2s: Given the pod runs: expected pod &quot;web&quot; is &quot;1/1 Running&quot;, seen pod &quot;web&quot; is &quot;0/1 Error&quot;">' +
        'At 2s: Given the pod runs\nfeatures/b.feature:15\nexpected within 5s: pod "web" is "1/1 Running"\nseen:',
    );
    expect(text).to.contain(
      '<system-out>1s  Given a\n2s  Given the pod runs  (failed)\n\nwhat happened\n 1s  web  0/1 Pending\n2s  web  0/1 Error</system-out>',
    );
  });

  it('keeps cases apart that share a name', () => {
    expect(text).to.contain('name="of an outline (line 3)"').and.contain('name="of an outline (line 13)"');
  });

  it('tells undefined steps from failures, and second tries', () => {
    expect(text).to.contain(
      '<error type="undefined" message="At 1s: Given x: No sentence of the vocabulary says this.">',
    );
    expect(text).to.contain('<skipped/>');
    expect(text).to.contain('<property name="attempts" value="2"/>\n    <property name="flaky" value="true"/>');
  });
});

describe('JSON', () => {
  it('says all of a failure', () => {
    const { features, counts, schemaVersion } = JSON.parse(jsonReport(report)) as RunReport;
    expect(schemaVersion).to.equal(1);
    expect(counts).to.deep.equal({ scenarios: 5, undefined: 1, skipped: 1, passed: 2, failed: 1 });
    expect(features.map(({ file }) => file)).to.deep.equal(['features/a.feature', 'features/b.feature']);
    expect(features[1]?.scenarios[1]?.attempts[0]).to.deep.include({
      failure: {
        line: 15,
        sentence: 'Given the pod runs',
        atMs: 2000,
        when: 'within 5s',
        expected: 'pod "web" is "1/1 Running"',
        seen: 'pod "web" is "0/1 Error"',
        message: MESSAGE,
      },
      timeline: [' 1s  web  0/1 Pending', '2s  web  0/1 Error'],
    });
    expect(features[1]?.scenarios[0]?.attempts[0]?.steps[1]).to.include({ line: 5, fromMs: 1000, toMs: 2000 });
  });

  it('has a line for each scenario', () => {
    const lines = jsonReport(report).split('\n');
    expect(lines.filter((line) => line.includes('"attempts":'))).to.have.length(5);
    expect(lines.filter((line) => line.startsWith(' "wallClock":'))).to.have.length(1);
  });

  it('tells nothing but empty lists of an empty run', () => {
    expect(JSON.parse(jsonReport(toldOf([]).report))).to.deep.include({ features: [], counts: { scenarios: 0 } });
  });
});

describe('The Markdown summary', () => {
  it('has failures first', () => {
    const text = markdownSummary(report);
    expect(text).to.match(
      /^## ✘ 2 of 5 scenarios do not hold\n\n1 undefined, 1 skipped, 2 passed, 1 failed, 7m30s of cluster time\n/,
    );
    expect(text).to.contain(
      '### ✘ breaks\n\n**At 2s: Given the pod runs**  \n`features/b.feature:15` · Web \\& friends\n',
    );
    expect(text).to.contain('Play it again: `podwright run features/b.feature:13 --seed 1`');
    expect(text.indexOf('✘ breaks')).to.be.below(text.indexOf('### Features'));
    expect(text).to.contain('| ✘ | Web \\& friends<br>`features/b.feature` | 3 | 2 | 4m30s |');
  });

  it('never gets larger than what the page of a job takes, and counts what is missing', () => {
    const scenarios = Array.from({ length: 3000 }, (_, i) => ({
      name: `number ${i}`,
      steps: [{ text: 'y', status: 'FAILED', message: 'x'.repeat(3000) }],
    }));
    const text = markdownSummary(toldOf([{ uri: 'a.feature', name: 'A', scenarios }]).report);
    expect(Buffer.byteLength(text)).to.be.within(900_000, MAX_SUMMARY_BYTES);
    const left = Number(/… and (\d+) more that do not hold/.exec(text)?.[1]);
    expect(text.match(/^### ✘ /gm)?.length).to.equal(3000 - left);
    expect(
      Buffer.byteLength(markdownSummary(toldOf([{ uri: 'a.feature', name: 'A', scenarios }]).report, 5000)),
    ).to.be.below(5000);
  });
});

describe('Annotations', () => {
  it('of GitHub point to the sentence', () => {
    expect(githubAnnotations(report, (file) => `sub/${file}`).split('\n')).to.deep.equal([
      '::error file=sub/features/a.feature,line=4,title=of an outline::At 1s: Given x%0ANo sentence of the vocabulary says this.',
      '::error file=sub/features/b.feature,line=15,title=breaks::At 2s: Given the pod runs%0Aexpected within 5s: pod "web" is "1/1 Running"%0Aseen: pod "web" is "0/1 Error"',
      '',
    ]);
  });

  it('of GitHub are as many as it shows; the last one counts the others', () => {
    const scenarios = Array.from({ length: 30 }, (_, i) => ({
      name: `n${i}`,
      steps: [{ text: 'y', status: 'FAILED' }],
    }));
    const lines = githubAnnotations(toldOf([{ uri: 'a', name: 'A', scenarios }]).report, here)
      .trimEnd()
      .split('\n');
    expect(lines).to.have.length(10);
    expect(lines.at(-1)).to.equal('::error title=21 more scenarios do not hold::The reports name them all.');
  });

  it('can not be given by what a container wrote', () => {
    expect(withoutWorkflowCommands('a ::error::\n::set-env name=x::y\n  ::add-mask::z\n##[error]x\n:::a')).to.equal(
      'a ::error::\n: :set-env name=x::y\n  : :add-mask::z\n## [error]x\n: ::a',
    );
  });

  it('of GitLab stay the same when lines move, and differ from each other', () => {
    const fingerprints = (features: readonly ToldFeature[]) =>
      (JSON.parse(codeQualityReport(toldOf(features).report, here)) as { fingerprint: string }[]).map(
        (f) => f.fingerprint,
      );
    const broken = { name: 'x', steps: [{ text: 'y', status: 'FAILED', message: 'm' }] };
    const fine = { name: 'f', steps: [{ text: 'y' }] };
    const [one, two] = fingerprints([{ uri: 'a', name: 'A', scenarios: [broken, broken] }]);
    expect(one).not.to.equal(two);
    expect(fingerprints([{ uri: 'a', name: 'A', scenarios: [fine, broken] }])).to.deep.equal([one]);
    const [finding] = JSON.parse(codeQualityReport(report, here)) as object[];
    expect(finding).to.deep.include({
      description: 'of an outline: At 1s: Given x: No sentence of the vocabulary says this.',
      severity: 'minor',
      location: { path: 'features/a.feature', lines: { begin: 4 } },
    });
  });
});

describe('The rerun file', () => {
  it('names what did not pass', () => {
    expect(rerunReport(report)).to.equal('features/a.feature:3\nfeatures/b.feature:13\n');
  });
});

describe("Cucumber's messages", () => {
  /** With ids as Cucumber draws them. */
  const drawn = (salt: string) =>
    toldOf(FEATURES).messages.map(
      (message) =>
        JSON.parse(
          JSON.stringify(message, (key, value: unknown) => {
            const random = (id: unknown) =>
              createHash('sha1').update(`${salt}${id}`).digest('hex').replace(UUID, '$1-$2-$3-$4-$5');
            if (key === 'id' || /Id$/.test(key)) return random(value);
            return /Ids$/.test(key) && Array.isArray(value) ? value.map(random) : value;
          }),
        ) as Envelope,
    );
  const UUID = /^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/;
  const times = {
    stepTimesOf: (): StepTime[] => [
      [0, 1000],
      [1000, 2500],
    ],
  };
  const told = (salt: string) => [...reproducible(drawn(salt), times)].map((message) => JSON.stringify(message));

  it('are the same whatever ids were drawn', () => {
    expect(JSON.stringify(drawn('a'))).not.to.equal(JSON.stringify(drawn('b')));
    expect(told('a')).to.deep.equal(told('b'));
  });

  it('still refer to each other', () => {
    const text = told('a').join('\n');
    const defined = new Set([...text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id));
    const used = [...text.matchAll(/"(?:pickle|testCase|testCaseStarted|pickleStep|testStep)Id":"([^"]+)"/g)];
    expect(used.length).to.be.above(20);
    for (const [, id] of used) expect(defined.has(id)).to.equal(true);
  });

  it('have virtual times, one scenario after the other', () => {
    const finished = told('a').filter((line) => line.startsWith('{"testStepFinished"'));
    expect(finished[1])
      .to.contain('"duration":{"seconds":1,"nanos":500000000}')
      .and.contain('{"seconds":1767571202,"nanos":500000000}');
    expect(finished[2])
      .to.contain('"duration":{"seconds":1,"nanos":0}')
      .and.contain('{"seconds":1767571203,"nanos":500000000}');
  });
});

describe('A trace', () => {
  const story = livenessStory();
  const subject = {
    scenario: report.features[1]!.scenarios[1]!,
    attempt: report.features[1]!.scenarios[1]!.attempts[0]!,
  };
  const text = chromeTrace(
    {
      ...story,
      steps: [
        [0, 1000],
        [1000, 2000],
      ],
    },
    subject,
  );
  interface Event {
    ph: string;
    id?: number;
    pid: number;
    tid?: number;
    ts?: number;
    dur?: number;
    name: string;
    cat?: string;
    args?: Record<string, unknown>;
  }
  const { traceEvents, otherData } = JSON.parse(text) as { traceEvents: Event[]; otherData: object };
  const named = (kind: string) => traceEvents.filter(({ name }) => name === kind).map(({ args }) => args?.['name']);

  it('has a process for each pod, a thread for each container and probe', () => {
    expect(named('process_name')).to.deep.equal(['scenario breaks', 'pod default/web']);
    expect(named('thread_name')).to.deep.equal([
      'steps',
      'commands',
      'status',
      'container c',
      'liveness probe of c',
      'events',
    ]);
    expect(otherData).to.include({ id: 'features/b.feature:13', state: 'failed', seed: 1 });
  });

  it('has states as slices, signals and events as moments, restarts as a counter; on virtual microseconds', () => {
    const has = (want: Partial<Event>) =>
      traceEvents.some((event) => Object.entries(want).every(([key, value]) => event[key as keyof Event] === value));
    expect(has({ ph: 'X', name: 'Given the pod runs', cat: 'step,failed', ts: 1_000_000, dur: 1_000_000 })).to.equal(
      true,
    );
    expect(has({ ph: 'i', name: 'SIGTERM sent', cat: 'signal' })).to.equal(true);
    expect(has({ ph: 'i', name: 'Killing', cat: 'Normal' })).to.equal(true);
    expect(has({ ph: 'C', name: 'restarts' })).to.equal(true);
    expect(traceEvents.every(({ ts, ph }) => ph === 'M' || Number.isInteger(ts))).to.equal(true);
  });

  it('has arrows from causes to their effects', () => {
    const arrows = traceEvents.filter(({ cat }) => cat === 'cause');
    const starts = arrows.filter(({ ph }) => ph === 's');
    const ends = arrows.filter(({ ph }) => ph === 'f');
    expect(starts.map(({ id }) => id)).to.deep.equal(ends.map(({ id }) => id));
    for (const [i, { ts = 0 }] of starts.entries()) expect(ends[i]?.ts).to.be.at.least(ts);
    const thread = (tid = 0) => named('thread_name')[tid + 1];
    const kill = ends.findIndex(({ ts }) => ts === traceEvents.find(({ name }) => name === 'SIGTERM sent')?.ts);
    expect([thread(starts[kill]?.tid), thread(ends[kill]?.tid)]).to.deep.equal(['liveness probe of c', 'container c']);
  });

  it('has slices that follow each other or nest: others would not be drawn', () => {
    const threads = new Map<string, Event[]>();
    for (const event of traceEvents)
      if (event.ph === 'X') {
        const key = `${event.pid}/${event.tid}`;
        threads.set(key, [...(threads.get(key) ?? []), event]);
      }
    for (const slices of threads.values())
      for (const [i, { ts = 0, dur = 0 }] of slices.entries())
        for (const other of slices.slice(i + 1)) expect(other.ts, other.name).to.be.at.least(ts + dur);
  });

  it('has a name that stands in any folder', () => {
    const name = (id: string, attempt = 0) => traceName({ ...subject.scenario, id }, attempt);
    expect(name('features/init/a.feature:12')).to.equal('features-init-a.feature-12.trace.json');
    expect(name('../../etc/<x>\u0000:1', 1)).to.equal('etc-x-1-attempt-2.trace.json');
    expect(name('é'.repeat(1000)).length).to.be.below(200);
  });
});
