import { expect } from 'chai';
import { Cluster } from '../../cluster';

const MANIFEST = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  restartPolicy: Never
  initContainers:
  - {name: i, image: "busybox:1.36", command: [sh, -c, "sleep 2"]}
  containers:
  - name: a
    image: busybox:1.36
    command: [sh, -c, "sleep 10; exit 88"]
    restartPolicy: Never
    restartPolicyRules: [{action: RestartAllContainers, exitCodes: {operator: In, values: [88]}}]
  - {name: b, image: "busybox:1.36", command: [sh, -c, "trap 'sleep 1; exit 0' TERM; while true; do sleep 0.2; done"]}
`;

interface Seen {
  readonly phase: string;
  readonly initialized: string;
  readonly restarting: string;
  readonly states: readonly string[];
}

/** What the pod says, without repetitions. */
function stories(): Seen[] {
  const cluster = new Cluster({ seed: 1, readFile: () => MANIFEST });
  cluster.execute('kubectl create -f pod.yaml');
  const seen: Seen[] = [];
  for (let i = 0; i < 210; i++) {
    cluster.advance(100);
    const { status = {} } = JSON.parse(cluster.execute('kubectl get pod p -o json').stdout);
    const condition = (type: string) =>
      status.conditions?.find((c: { type: string }) => c.type === type)?.status ?? 'absent';
    const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
    const next: Seen = {
      phase: status.phase,
      initialized: condition('Initialized'),
      restarting: condition('AllContainersRestarting'),
      states: all.map(({ name, state, restartCount }) => {
        const [kind, { reason = '' }] = Object.entries(state)[0] as [string, { reason?: string }];
        return `${name} ${kind} ${reason} ${restartCount}`.replace('  ', ' ');
      }),
    };
    if (JSON.stringify(next) !== JSON.stringify(seen.at(-1))) seen.push(next);
  }
  return seen;
}

// As a real kubelet of 1.36.2 told it.
it('a pod that starts over in place says so at each step, while its init containers run again too', () => {
  const all = stories();
  const exit = all.findIndex(({ states }) => states.includes('a terminated Error 0'));
  const [before, ended, removed, initRuns, initDone, again] = all.slice(exit - 1);
  const running = { phase: 'Running', initialized: 'True', restarting: 'False' };
  expect(before).to.deep.equal({ ...running, states: ['i terminated Completed 0', 'a running 0', 'b running 0'] });
  const trigger = ['i terminated Completed 0', 'a terminated Error 0', 'b running 0'];
  expect(ended).to.deep.equal({ ...running, restarting: 'True', states: trigger });
  expect(removed).to.deep.equal({
    ...running,
    states: ['i', 'a', 'b'].map((name) => `${name} waiting RestartingAllContainers 1`),
  });
  const waiting = ['a waiting PodInitializing 1', 'b waiting PodInitializing 1'];
  expect(initRuns).to.deep.equal({ ...running, phase: 'Pending', states: ['i running 1', ...waiting] });
  expect(initDone).to.deep.equal({ ...running, states: ['i terminated Completed 1', ...waiting] });
  expect(again).to.deep.equal({ ...running, states: ['i terminated Completed 1', 'a running 1', 'b running 1'] });
});
