import { expect } from 'chai';
import type { Pod } from '../api/index';
import { Cluster } from '../cluster';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  restartPolicy: OnFailure
  initContainers: [{name: prepare, image: busybox, command: [sleep, "3"]}]
  containers: [{name: web, image: busybox, command: [sleep, "3600"]}]
`;

describe('Init containers that run again after a reboot', () => {
  for (const policy of ['OnFailure', 'Never', 'Always']) {
    it(`under the restart policy ${policy}`, () => {
      const cluster = new Cluster({ readFile: () => POD.replace('OnFailure', policy) });
      cluster.execute('kubectl create -f pod.yaml');
      cluster.advance(20_000);
      cluster.node('k8s-node01').reboot();
      cluster.advance(60_000);
      const { phase, initContainerStatuses } = cluster.api.get<Pod>('Pod', 'default', 'web').status ?? {};
      expect(phase).to.equal(policy === 'Never' ? 'Failed' : 'Running');
      expect(initContainerStatuses?.[0]?.state?.terminated?.exitCode).to.equal(0);
    });
  }

  const phases = [
    ['1.27', 'Pending'],
    ['1.28', 'Running'],
    ['1.31', 'Running'],
    ['1.32', 'Pending'],
    ['1.36', 'Pending'],
  ] as const;
  for (const [kubernetes, expected] of phases) {
    it(`in a pod whose phase is ${expected} (${kubernetes})`, () => {
      const manifest = POD.replace('"3"]', '"30"]').replace('OnFailure', 'Always');
      const cluster = new Cluster({ kubernetes, readFile: () => manifest });
      cluster.execute('kubectl create -f pod.yaml');
      cluster.advance(50_000);
      cluster.node('k8s-node01').reboot();
      cluster.advance(15_000);
      const { phase, initContainerStatuses } = cluster.api.get<Pod>('Pod', 'default', 'web').status ?? {};
      expect(initContainerStatuses?.[0]?.state?.running).not.to.equal(undefined);
      expect(phase).to.equal(expected);
    });
  }
});
