import { expect } from 'chai';
import fc from 'fast-check';
import { Cluster } from '../../cluster';
import type { Fact } from '../../kernel/index';
import { endingOf } from './deletionGrace';
import { killedBy, readinessVerdicts } from './probeVerdicts';
import { restartWaits } from './restartBackOff';

/** A cluster in which a pod `p` lives. */
function clusterWith(container: string, spec = ''): Cluster {
  const manifest = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${spec}  volumes: [{name: v, emptyDir: {}}]\n  containers:\n${container}`;
  const cluster = new Cluster({ readFile: () => manifest });
  cluster.execute('kubectl create -f p.yaml');
  return cluster;
}

function factsOf(cluster: Cluster, ...types: string[]): Fact[] {
  return cluster.journal.all().filter(({ type, object }) => types.includes(type) && object === 'Pod/default/p');
}

const seconds = (ms = 0) => ms / 1000;

describe('the simulator is as its models', function () {
  this.timeout(30_000);

  it('waits before restarts', () => {
    // Boring runs end at once; some last a while, some so long that the back-off is forgotten.
    const run = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 120 }), fc.constantFrom(590, 620));
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 7 }), (runs) => {
        const cluster = clusterWith(`  - name: c
    image: busybox
    volumeMounts: [{name: v, mountPath: /v}]
    command: [sh, -c, 'n=$(cat /v/n || echo 0); n=$((n+1)); echo $n > /v/n; sleep $(echo ${runs.join(' ')} 9999 | cut -d" " -f$n); exit 1']
`);
        const waits = restartWaits(runs);
        cluster.advance(1000 * [...runs, ...waits].reduce((sum, one) => sum + 1.5 * one + 5, 60));
        const starts = factsOf(cluster, 'container-started');
        const ends = factsOf(cluster, 'container-exited');
        expect(ends.length, 'all runs are over').to.equal(runs.length);
        for (const [i, wait] of waits.entries()) {
          const waited = seconds((starts[i + 1]?.t ?? Number.NaN) - (ends[i]?.t ?? 0));
          expect(waited, `restart ${i + 1} of ${runs}`).to.be.within(wait - 0.1, wait + Math.min(wait / 2, 30) + 3);
        }
      }),
      { numRuns: 15, seed: 1 },
    );
  });

  const results = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });
  const threshold = fc.constantFrom(1, 3, 2, 4);
  const scripted = (kind: string, row: readonly boolean[], more: string) =>
    clusterWith(`  - name: c
    image: busybox
    command: [sleep, 1d]
    volumeMounts: [{name: v, mountPath: /v}]
    ${kind}:
      periodSeconds: 5
${more}      exec: {command: [sh, -c, 'n=$(cat /v/n || echo 0); n=$((n+1)); echo $n > /v/n; test $(echo ${row.map(Number).join('')} | cut -c$n) = 1']}
`);
  const toldOf = (cluster: Cluster, count: number) => {
    const told: string[] = [];
    let result = 0;
    for (const { type, detail } of factsOf(cluster, 'probe', 'probe-verdict')) {
      if (type === 'probe') result++;
      else if (result <= count) told.push(`${result} ${detail['result']}`);
    }
    return told;
  };

  it('counts results of readiness probes', () => {
    fc.assert(
      fc.property(results, threshold, threshold, (row, failureThreshold, successThreshold) => {
        const cluster = scripted(
          'readinessProbe',
          row,
          `      failureThreshold: ${failureThreshold}\n      successThreshold: ${successThreshold}\n`,
        );
        cluster.advance(5000 * (row.length + 2));
        const wanted = readinessVerdicts(row, { failureThreshold, successThreshold });
        expect(toldOf(cluster, row.length)).to.deep.equal(
          wanted.map(({ result, success }) => `${result} ${success ? 'success' : 'failure'}`),
        );
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('counts failures of liveness probes', () => {
    fc.assert(
      fc.property(results, threshold, (row, failureThreshold) => {
        const cluster = scripted(
          'livenessProbe',
          [...row, ...Array(20).fill(true)],
          `      failureThreshold: ${failureThreshold}\n`,
        );
        cluster.advance(5000 * (row.length + 2));
        const kill = killedBy(row, failureThreshold);
        expect(toldOf(cluster, kill ?? row.length)).to.deep.equal(kill === undefined ? [] : [`${kill} failure`]);
        expect(factsOf(cluster, 'signal-sent').length > 0).to.equal(kill !== undefined);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('shares the grace period between hook and app', () => {
    const some = fc.constantFrom(0, 1, 5, 10, 30);
    fc.assert(
      fc.property(fc.constantFrom(30, 1, 5, 10), some, some, (graceSeconds, preStopSeconds, wholeSeconds) => {
        // Not on the very second at which the grace ends.
        const appSeconds = wholeSeconds + 0.5;
        const cluster = clusterWith(
          `  - name: c
    image: example.com/app:1
    lifecycle: {preStop: {exec: {command: [sleep, "${preStopSeconds}"]}}}
`,
          `  terminationGracePeriodSeconds: ${graceSeconds}\n`,
        );
        cluster.behaviours.set({ container: 'c' }, { drain: { forMs: appSeconds * 1000 } });
        cluster.advance(5000);
        cluster.run('kubectl delete pod p');
        cluster.advance(120_000);
        const [hook] = factsOf(cluster, 'hook-started');
        const [stop, kill] = factsOf(cluster, 'signal-sent');
        const [end] = factsOf(cluster, 'container-exited');
        const since = (fact: Fact | undefined) => seconds((fact?.t ?? Number.NaN) - (hook?.t ?? 0));
        const wanted = endingOf({ graceSeconds, preStopSeconds, appSeconds });
        expect(since(stop), 'stop signal').to.be.closeTo(wanted.stopSignal, 0.3);
        expect(since(end), 'end').to.be.closeTo(wanted.end, 0.5);
        expect(kill !== undefined, 'SIGKILL').to.equal(wanted.killed);
      }),
      { numRuns: 30, seed: 1 },
    );
  });
});
