import { expect } from 'chai';
import fc from 'fast-check';
import { Cluster } from '../../cluster';
import { MAX_LINE_CHARS, MAX_RUNS, shortened } from './limits';
import { LineDeltas } from './lineDeltas';
import { StoryRecorder } from './recorder';
import { RunTrack } from './spans';
import type { Lane, Story } from './types';

const LIVENESS = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: c
    image: busybox
    args: [/bin/sh, -c, "touch /tmp/healthy; echo hello; sleep 30; rm -f /tmp/healthy; sleep 600"]
    livenessProbe: {exec: {command: [cat, /tmp/healthy]}, initialDelaySeconds: 5, periodSeconds: 5}
    lifecycle: {preStop: {exec: {command: [sleep, "2"]}}}
`;

function play(manifest: string, script: (cluster: Cluster) => void, seed = 1): Story {
  const cluster = new Cluster({ seed, readFile: () => manifest });
  const recorder = new StoryRecorder(cluster, cluster.now);
  cluster.execute('kubectl create -f pod.yaml');
  script(cluster);
  return recorder.story();
}

const laneOf = ({ lanes }: Story, kind: string, name: string): Lane => {
  const lane = lanes.find((candidate) => candidate.kind === kind && candidate.name === name);
  if (!lane) throw new Error(`no lane ${kind} ${name}`);
  return lane;
};

const states = ({ spans }: Lane): string[] => spans.map(({ state }) => state);

describe('The story of a scenario', () => {
  const story = play(LIVENESS, (cluster) => {
    cluster.advance(200_000);
    cluster.execute('kubectl delete pod web');
  });

  it('has a lane for the pod, its container, its probe and its hook', () => {
    expect(story.lanes.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal([
      'pod web',
      'container c',
      'probe liveness',
      'hook preStop',
    ]);
  });

  it('tells what the container did, one state after the other', () => {
    const { spans } = laneOf(story, 'container', 'c');
    const once = ['running', 'ready', 'terminating', 'failed'];
    expect(states({ ...laneOf(story, 'container', 'c') }).slice(0, 9)).to.deep.equal(['waiting', ...once, ...once]);
    for (const [i, span] of spans.entries()) {
      expect(span.to).to.be.at.least(span.from);
      if (i > 0) expect(span.from).to.equal(spans[i - 1]?.to);
    }
  });

  it('puts equal answers of a probe together and counts them', () => {
    const [first, second] = laneOf(story, 'probe', 'liveness').spans;
    expect(first).to.include({ state: 'ok', count: 6 });
    expect(second).to.include({ state: 'bad', count: 3 });
    expect(second?.text).to.contain("can't open '/tmp/healthy'");
  });

  it('has signals and verdicts as marks, with the rule that acted', () => {
    const marks = laneOf(story, 'container', 'c').marks.map(({ text, rule }) => [text, rule]);
    expect(marks).to.deep.include(['SIGTERM sent', 'kill/liveness-probe']);
    expect(marks).to.deep.include(['SIGKILL sent', 'signal/sigkill-after-grace']);
    expect(laneOf(story, 'probe', 'liveness').marks[0]).to.include({ bad: true, rule: 'probe/failure-threshold' });
  });

  it('keeps the logs of containers that are long gone', () => {
    expect(story.logs.map(({ attempt }) => attempt)).to.include.members([0, 1, 2]);
    for (const { lines } of story.logs) expect(lines[0]?.text).to.equal('hello');
  });

  it('has the commands with what they printed, and when', () => {
    const [create, remove] = story.commands;
    expect(create).to.include({ t: 0, commandLine: 'kubectl create -f pod.yaml', exitCode: 0 });
    expect(create?.output.map(({ text }) => text)).to.deep.equal(['pod/web created']);
    expect(remove?.endMs).to.be.above(remove?.output[0]?.t ?? 0);
  });

  it('ends the pod where it ended', () => {
    const gone = story.pods.at(-1);
    expect(gone).to.include({ name: 'web', gone: true });
    expect(laneOf(story, 'pod', 'web').spans.at(-1)?.to).to.equal(gone?.t);
    expect(story.objects[0]?.versions.at(-1)).to.include({ gone: true, t: gone?.t });
  });

  it('is the same for the same seed', () => {
    const again = () => JSON.stringify(play(LIVENESS, (cluster) => cluster.advance(90_000), 7));
    expect(again()).to.equal(again());
  });

  it('has each request that was lost, and counts those that were not', () => {
    const traffic = play(LIVENESS, (cluster) => {
      cluster.startTraffic({ name: 'nobody', host: '10.96.0.99', perSecond: 2, timeoutMs: 100 });
      cluster.advance(3_000);
    });
    const lane = laneOf(traffic, 'client', 'nobody');
    expect(states(lane)).to.deep.equal(['bad']);
    expect(lane.spans[0]?.count).to.be.at.least(5);
  });
});

describe('A story without an end', () => {
  it('is bounded, and says so', () => {
    const endless = play(LIVENESS, (cluster) => {
      for (let i = 0; i < 600; i++) cluster.execute(`kubectl label pod web n=${i} --overwrite`);
    });
    expect(endless.objects[0]?.versions.length).to.be.within(300, 400);
    expect(endless.notes).to.deep.equal([
      `Pod/default/web changed too often: its description ends at ${endless.objects[0]?.versions.at(-1)?.t} ms.`,
    ]);
  });

  it('tells no more runs of answers apart than anybody could look at', () => {
    const track = new RunTrack();
    for (let i = 0; i < 30_000; i++) track.add(i, { state: i % 2 === 0 ? 'ok' : 'bad', label: 'x', fact: i });
    expect(track.spans).to.have.length(MAX_RUNS);
    expect(track.spans.at(-1)).to.include({ state: 'bad', to: 29_999, count: 30_000 - MAX_RUNS + 1 });
  });
});

describe('Texts of stories', () => {
  it('are cut with a note of how much is missing', () => {
    const cut = shortened('x'.repeat(1_000_000));
    expect(cut.length).to.be.below(MAX_LINE_CHARS + 50);
    expect(cut).to.match(/… \(998,000 more characters\)$/);
  });

  it('are never cut inside of a character', () => {
    expect(() => encodeURIComponent(shortened(`a${'😀'.repeat(2000)}`))).not.to.throw();
  });

  it('come back whole from their differences', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 10 }), (texts) => {
        const deltas = new LineDeltas();
        let now: string[] = [];
        for (const lines of texts) {
          const delta = deltas.next(lines);
          if (delta) {
            const middle = delta.lines.map((number) => deltas.lines[number] ?? '?');
            now = [...now.slice(0, delta.keep), ...middle, ...now.slice(now.length - delta.tail)];
          }
          expect(now).to.deep.equal(lines);
        }
      }),
    );
  });
});
