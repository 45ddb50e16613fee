import { expect } from 'chai';
import fc from 'fast-check';
import { allRules, type Fact } from '../kernel/index';
import { behaves, deployment, job, type Play, played, pod } from './plays.fixture';
import type { Moment } from './types';
import { Why } from './why';

const PROBE = '{httpGet: {path: /healthz, port: 80}, periodSeconds: 2, failureThreshold: 2}';

const MANIFESTS = [
  pod('{containers: [{name: c, image: app}]}'),
  pod(`{terminationGracePeriodSeconds: 3, containers: [{name: c, image: app, livenessProbe: ${PROBE}}]}`),
  pod(
    `{containers: [{name: c, image: app, readinessProbe: ${PROBE}, lifecycle: {preStop: {exec: {command: [sleep, "2"]}}}}]}`,
  ),
  pod(
    '{initContainers: [{name: i, image: busybox, command: [sh, -c, "sleep 1; exit 1"]}], containers: [{name: c, image: app}]}',
  ),
  pod('{restartPolicy: OnFailure, containers: [{name: c, image: busybox, command: [sh, -c, "rm -f /tmp/x; exit 1"]}]}'),
  pod('{containers: [{name: c, image: "nginx:nope-1"}, {name: d, image: nginx, resources: {requests: {cpu: "64"}}}]}'),
  deployment({ container: `, readinessProbe: ${PROBE}`, spec: ', progressDeadlineSeconds: 20' }),
  job('[sh, -c, "sleep 2; exit 1"]', 'backoffLimit: 1, '),
];

const BEHAVIOURS = [
  'hangs: [{from: 5s}]',
  'startsServingAfter: 20s',
  'exits: {after: 4s, code: 3}',
  'ignoresTerm: true',
  'responses: [{path: /healthz, status: 500, from: 5s, until: 15s}]',
];

const DEEDS: NonNullable<Play['deeds']>[number][1][] = [
  'kubectl delete pod web --wait=false',
  'kubectl delete pod -l app=web --wait=false',
  'kubectl set image deploy/web c=nginx:1.26',
  'kubectl scale deploy web --replicas=0',
  'kubectl drain k8s-node01 --ignore-daemonsets --force',
  'kubectl taint node k8s-node01 a=b:NoExecute',
  'kubectl delete job j',
  (cluster) => cluster.node('k8s-node01').powerOff(),
  (cluster) => cluster.node('k8s-node01').restart(),
  (cluster) => cluster.node('k8s-node01').reboot(),
];

const plays: fc.Arbitrary<Play> = fc.record({
  manifest: fc.constantFrom(...MANIFESTS),
  behaviours: fc.constantFrom(...BEHAVIOURS).map(behaves),
  nodes: fc.integer({ min: 1, max: 2 }),
  deeds: fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(...DEEDS)), {
      maxLength: 3,
      selector: ([seconds]) => seconds,
    })
    .map((deeds) => deeds.sort(([a], [b]) => a - b)),
  seconds: fc.integer({ min: 5, max: 120 }),
});

/** Everything that somebody could ask about a fact. */
function momentsOf(fact: Fact, endMs: number): Moment[] {
  const asked: Moment[] = [{ fact, about: 'fact' }];
  if (fact.type !== 'api-write') return asked;
  if (fact.object.startsWith('Pod/')) {
    asked.push({ fact, about: 'status' }, { fact, about: 'ready' });
    for (const container of ['c', 'd', 'i'])
      asked.push({ fact, about: 'container', container }, { fact, about: 'container', container, untilMs: endMs });
  }
  asked.push({ fact, about: 'status', untilMs: endMs });
  return asked;
}

describe('why, of any state in any small play', () => {
  it('has a chain that ends in a root and never comes back', () => {
    const rules = new Set(allRules().map(({ id }) => id));
    fc.assert(
      fc.property(plays, (play) => {
        const { cluster, startMs } = played(play);
        const why = new Why(cluster, { startMs });
        for (const fact of cluster.journal.all()) {
          if (fact.t < startMs || fact.object.startsWith('Event/')) continue;
          for (const moment of momentsOf(fact, cluster.now)) {
            const chain = why.chain(moment);
            const told = chain.map(({ says }) => says).join(' ← ');
            expect(chain.length, told).to.be.within(1, 60);
            expect(
              chain.map(({ root }) => root !== undefined),
              told,
            ).to.deep.equal(chain.map((_, i) => i === chain.length - 1));
            const facts = chain.slice(1).map((link) => link.fact);
            expect(facts, told).to.deep.equal([...facts].sort((a, b) => b - a));
            for (const { says, rule } of chain) {
              expect(says).to.match(/^[A-Z/`].*[.…”]$/s);
              expect(says).not.to.match(/undefined|NaN|\[object/);
              if (rule !== undefined) expect(rules.has(rule), rule).to.equal(true);
            }
          }
        }
      }),
      { numRuns: 40, seed: 6 },
    );
  }).timeout(120_000);
});
