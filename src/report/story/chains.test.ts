import { expect } from 'chai';
import { Cluster } from '../../cluster';
import { StoryRecorder } from './recorder';
import type { Story } from './types';

const LIVENESS = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: c
    image: busybox
    args: [/bin/sh, -c, "touch /tmp/live; sleep 60; rm -f /tmp/live; sleep 600"]
    livenessProbe: {exec: {command: [test, -e, /tmp/live]}, periodSeconds: 3}
`;

function play(manifest: string, forMs: number): Story {
  const cluster = new Cluster({ readFile: () => manifest });
  const recorder = new StoryRecorder(cluster, cluster.now);
  cluster.execute('kubectl create -f pod.yaml');
  cluster.advance(forMs);
  return recorder.story();
}

function sentences({ why }: Story, first: number | undefined): string[] {
  const found: string[] = [];
  for (let number = first; number !== undefined; number = why.reasons[number]?.next) {
    found.push(why.reasons[number]?.says ?? '?');
    expect(found.length).to.be.below(100);
  }
  return found;
}

describe('Chains of a story', () => {
  const story = play(LIVENESS, 150_000);
  const states = story.lanes.flatMap(({ spans, marks }) => [...spans, ...marks]);

  it('are there for every span and mark, and end in a root', () => {
    expect(states).to.have.length.above(10);
    for (const { why } of states) {
      const chain = sentences(story, why);
      const last = story.why.reasons.find(({ says }) => says === chain.at(-1));
      expect(last?.root, chain.join(' ← ')).to.be.a('string');
    }
  });

  it('lead from the restart to the file', () => {
    const restart = states.find((state) => 'type' in state && state.text === 'started again (restart 1)');
    const chain = sentences(story, restart?.why);
    expect(chain[0]).to.match(/^Container c was started again \(restart 1\)/);
    expect(chain.at(-1)).to.equal('/tmp/live was removed in container c by `rm -f /tmp/live`.');
  });

  it('name rules with what they say and their source', () => {
    const used = new Set(story.why.reasons.flatMap(({ rule }) => rule ?? []));
    expect([...used].sort((a, b) => a - b)).to.deep.equal(story.why.rules.map((_, i) => i));
    expect(story.why.rules.map(({ id }) => id)).to.include('probe/failure-threshold');
    for (const { says, source } of story.why.rules) expect(says && source).to.not.equal('');
  });

  it('share the links that they have in common', () => {
    const links = states.reduce((sum, { why }) => sum + sentences(story, why).length, 0);
    expect(links).to.be.above(3 * story.why.reasons.length);
  });
});
