import { expect } from 'chai';
import { OneNode } from '../testing/oneNode';

interface Case {
  readonly what: string;
  readonly releases: readonly string[];
  /** Of the hook, in seconds. */
  readonly hook: number;
  readonly end: (node: OneNode) => void;
  /** Seconds from the beginning of the end to the signals. */
  readonly term: number;
  readonly kill: number;
}

const deletion = (graceSeconds?: number) => (node: OneNode) => {
  const options = graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds };
  node.api.delete('Pod', 'default', 'p', options);
};
const eviction = (graceSeconds: number) => (node: OneNode) => {
  const pod = node.pod('p');
  if (pod)
    node.node.evictPod(pod, { reason: 'Evicted', message: 'The node was low on resource: memory. ', graceSeconds });
};

/** An app that does not hear SIGTERM, in a pod with 20 s of grace. */
const CASES: readonly Case[] = [
  {
    what: 'a hook takes of the grace',
    releases: ['1.20', '1.21', '1.28', '1.36'],
    hook: 5,
    end: deletion(),
    term: 5,
    kill: 20,
  },
  { what: 'the grace begins after the hook', releases: ['1.22', '1.27'], hook: 5, end: deletion(), term: 5, kill: 25 },
  { what: 'a long hook leaves 2 s', releases: ['1.21', '1.28'], hook: 60, end: deletion(), term: 20, kill: 22 },
  { what: 'a long hook leaves the grace', releases: ['1.22', '1.27'], hook: 60, end: deletion(), term: 20, kill: 40 },
  { what: 'a shorter grace for both', releases: ['1.21', '1.28'], hook: 2, end: deletion(6), term: 2, kill: 6 },
  { what: 'a shorter grace for each', releases: ['1.22', '1.27'], hook: 2, end: deletion(6), term: 2, kill: 8 },
  { what: '2 s at least', releases: ['1.21', '1.28'], hook: 0, end: deletion(1), term: 0, kill: 2 },
  { what: 'a single second', releases: ['1.22', '1.27'], hook: 0, end: deletion(1), term: 0, kill: 1 },
  { what: 'an eviction cuts the hook', releases: ['1.28', '1.36'], hook: 9, end: eviction(4), term: 4, kill: 6 },
  {
    what: 'an eviction waits for the hook',
    releases: ['1.21', '1.22', '1.27'],
    hook: 9,
    end: eviction(4),
    term: 9,
    kill: 13,
  },
];

describe('a container that is stopped', () => {
  for (const { what, releases, hook, end, term, kill } of CASES) {
    for (const kubernetes of releases) {
      it(`${what} (${kubernetes})`, () => {
        const node = new OneNode({ kubernetes, seed: 4 });
        node.create(pod(hook));
        node.pass(10);
        const startMs = node.kernel.now;
        end(node);
        node.pass(80);
        const signals = node.kernel.journal.all().filter(({ type, t }) => type === 'signal-sent' && t >= startMs);
        const sentAt = (name: string) =>
          ((signals.find(({ detail }) => detail['signal'] === name)?.t ?? Number.NaN) - startMs) / 1000;
        // The kubelet sees the end, and waits for a look at the runtime, within a second and a half.
        expect(sentAt('SIGTERM')).to.be.within(term, term + 1.5);
        expect(sentAt('SIGKILL') - sentAt('SIGTERM')).to.be.closeTo(kill - term, 0.1);
      });
    }
  }
});

function pod(hookSeconds: number): string {
  const lifecycle = hookSeconds > 0 ? `lifecycle: {preStop: {exec: {command: [sleep, '${hookSeconds}']}}}, ` : '';
  return `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  terminationGracePeriodSeconds: 20
  containers: [{name: c, image: 'busybox:1.28', ${lifecycle}command: [sh, -c, 'trap "" TERM; sleep 3600']}]`;
}
