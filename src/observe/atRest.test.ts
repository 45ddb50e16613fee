import { expect } from 'chai';
import { Cluster } from '../cluster';
import { atRest } from './atRest';

const SERVER = '{name: web, image: nginx}';
const CRASHES = '{name: web, image: busybox, command: [sh, -c, exit 1]}';
const set = (kind: string, more: readonly string[] = [], container = SERVER) => `
apiVersion: apps/v1
kind: ${kind}
metadata: {name: web}
spec:
  ${['selector: {matchLabels: {app: web}}', ...more].join('\n  ')}
  template: {metadata: {labels: {app: web}}, spec: {containers: [${container}]}}
`;
const TWO = ['serviceName: web', 'replicas: 2'];
const QUOTA = `
apiVersion: v1
kind: ResourceQuota
metadata: {name: few}
spec: {hard: {pods: "0"}}
`;
const LATER_MS = 400_000;

/** What is not at rest so long after these objects were created. */
function restless(afterMs: number, ...manifests: string[]): string[] {
  const cluster = new Cluster({ readFile: () => manifests.join('\n---\n') });
  const { exitCode, stderr } = cluster.execute('kubectl create -f web.yaml');
  expect(exitCode, stderr).to.equal(0);
  cluster.advance(afterMs);
  return atRest(cluster).map(({ object, why }) => `${object}: ${why}`);
}

describe('what has not come to rest', () => {
  const rows: [what: string, afterMs: number, manifests: string[], found: string[]][] = [
    [
      'a StatefulSet whose first pod nobody has made',
      0,
      [set('StatefulSet', TWO)],
      ['StatefulSet/default/web: nobody has made its pod web-0'],
    ],
    ['none of its pods is missing', LATER_MS, [set('StatefulSet', TWO)], []],
    ['no pod is missing behind one that is never ready', LATER_MS, [set('StatefulSet', TWO, CRASHES)], []],
    ['no pod is missing that a quota refuses', LATER_MS, [QUOTA, set('StatefulSet', TWO)], []],
    ['a DaemonSet without a pod', 0, [set('DaemonSet')], ['DaemonSet/default/web: it has no pod on k8s-node01']],
    ['a DaemonSet is where it should be', LATER_MS, [set('DaemonSet')], []],
    ['no pod of a DaemonSet is missing that a quota refuses', LATER_MS, [QUOTA, set('DaemonSet')], []],
  ];
  for (const [what, afterMs, manifests, found] of rows)
    it(what, () => expect(restless(afterMs, ...manifests)).to.deep.equal(found));

  it('a pod that is never restarted has lost its sandbox while it was starting: so it stays', () => {
    const cluster = new Cluster({
      readFile: () => `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  restartPolicy: Never
  initContainers:
  - {name: side, image: nginx, restartPolicy: Always}
  - {name: init, image: busybox, command: [sleep, 1h]}
  containers: [${SERVER}]
`,
    });
    cluster.execute('kubectl create -f web.yaml');
    cluster.advance(20_000);
    cluster.node('k8s-node01').reboot();
    cluster.advance(LATER_MS);
    expect(atRest(cluster)).to.deep.equal([]);
  });
});
