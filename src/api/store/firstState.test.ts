import { expect } from 'chai';
import { Cluster } from '../../cluster';

/** What a new object is stored as, by release. */
const SET =
  'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\nspec: {serviceName: s, replicas: 0, selector: {matchLabels: {a: b}}, volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}], template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: busybox}]}}}\n';
const JOB =
  'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {ttlSecondsAfterFinished: 5, template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}\n';
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {terminationGracePeriodSeconds: -1, containers: [{name: c, image: busybox}]}\n';

function shown(yaml: string, kubernetes: string, path: string): string {
  const cluster = new Cluster({ kubernetes, readFile: () => yaml });
  return cluster.execute(`kubectl create -f f.yaml --dry-run=server -o jsonpath={${path}}`).stdout;
}

describe('what the server makes of a new object', () => {
  const rows: [what: string, yaml: string, release: string, path: string, says: string][] = [
    ['no count of the available in a StatefulSet up to 1.21', SET, '1.20', '.status', '{"replicas":0}'],
    ['a claim template says what it is', SET, '1.20', '.spec.volumeClaimTemplates[0].kind', 'PersistentVolumeClaim'],
    ['and has the status of a claim', SET, '1.36', '.spec.volumeClaimTemplates[0].status.phase', 'Pending'],
    ['no time to live in a Job up to 1.20', JOB, '1.20', '.spec.ttlSecondsAfterFinished', ''],
    ['a time to live since 1.21', JOB, '1.21', '.spec.ttlSecondsAfterFinished', '5'],
    ['a negative grace up to 1.26', POD, '1.20', '.spec.terminationGracePeriodSeconds', '-1'],
    ['the shortest grace since 1.27', POD, '1.27', '.spec.terminationGracePeriodSeconds', '1'],
  ];
  for (const [what, yaml, release, path, says] of rows)
    it(what, () => {
      expect(shown(yaml, release, path)).to.equal(says);
    });
});
