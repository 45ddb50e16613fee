import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { typed } from '../testing';

/** Scenarios, and whether each passes: a command that fails is a mistake unless the scenario says that it is meant. */
const SCENARIOS: readonly (readonly [passes: boolean, title: string, ...steps: string[]])[] = [
  [false, 'nobody looks', 'When I run `kubectl delete pod nosuch`', 'And 5s pass', 'Then there are no pods'],
  [false, 'a document', 'When I run', '"""', 'kubectl get pods', 'kubectl get pod nosuch', '"""'],
  [false, 'its time says nothing', 'When I run `kubectl get pod nosuch`', 'Then it took less than 5s'],
  [
    false,
    'what is said of the next command',
    'When I run `kubectl get pod nosuch`',
    'And I run `kubectl get pods`',
    'Then its exit code is 0',
  ],
  [false, 'a property', 'Given the cluster takes 1 to 2 times as long for everything', 'When I run `kubectl get no x`'],
  [false, 'a sentence that does it', 'When I cordon node "nosuch"', 'And 5s pass'],
  [false, 'a taint', 'Given node "nosuch" has taint "gpu:NoSchedule"', 'When 5s pass'],
  [false, 'a drain', 'When I drain node "nosuch"', 'And 5s pass'],
  [false, 'a label', 'Given node "nosuch" has label "disk=ssd"', 'When 5s pass'],
  // It would be done there, and nothing be checked
  [false, 'made so under Then', 'When 5s pass', 'Then image "nginx:9" is on the node'],
  [false, 'a class under Then', 'When 5s pass', 'Then the storage class "fast" exists'],
  [false, 'a label under Then', 'When 5s pass', 'Then node "k8s-node01" has label "disk=ssd"'],
  [false, 'a service that was not there', 'Given service "nosuch" disappears after 5s', 'When 10s pass'],
  [false, 'another window', 'When I run `kubectl get pod nosuch` in another window', 'And 5s pass'],
  [false, 'one that was started', 'When I start `kubectl port-forward svc/web 80`', 'And 5s pass'],
  [
    true,
    'one that was started and is looked at',
    'When I start `kubectl get pod nosuch`',
    'And 1s passes',
    'Then it fails with "NotFound"',
  ],
  [true, 'its exit code', 'When I run `kubectl get pod nosuch`', 'And 1m passes', 'Then its exit code is 1'],
  [
    true,
    'a signal has ended it',
    'When I run `kubectl run web --image=busybox -- sleep 100`',
    'And 5s pass',
    "And I run `kubectl exec web -- sh -c 'kill -9 $$'`",
    'Then there is 1 pod',
  ],
  [true, 'its words', 'When I run `kubectl get pod nosuch`', 'Then it fails with "NotFound"'],
  [true, 'its output', 'When I run `kubectl get pod nosuch`', 'Then it prints "not found"'],
  [
    true,
    'another window between',
    'When I run `kubectl get pod nosuch`',
    'And I run `kubectl get pods` in another window',
    'Then it does not print "No resources"',
  ],
];

describe('a command that fails', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'podwright-failing-'));
  after(() => rmSync(folder, { recursive: true }));

  it('fails its step, unless a later sentence looks at it', async () => {
    const scenarios = SCENARIOS.map(([, title, ...steps]) => [`  Scenario: ${title}`, ...steps].join('\n    '));
    writeFileSync(join(folder, 'a.feature'), `Feature: commands\n${scenarios.join('\n')}\n`);
    const { stdout } = await typed(folder, 'run', 'a.feature');
    const failed = [...stdout.matchAll(/^✖ (.+?) {2}/gm)].map((match) => match[1]);
    expect(failed).to.deep.equal(SCENARIOS.filter(([passes]) => !passes).map(([, title]) => title));
    expect(stdout)
      .to.contain('When I run `kubectl delete pod nosuch`')
      .and.to.contain(
        [
          '    the command ended with exit code 1:',
          '    Error from server (NotFound): pods "nosuch" not found',
          '    Where that is meant: Then its exit code is 1',
        ].join('\n'),
      )
      .and.to.contain('nodes "nosuch" not found\n    (of nodes, the only one is k8s-node01)\n');
  });
});
