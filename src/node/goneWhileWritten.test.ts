import { expect } from 'chai';
import { Cluster } from '../cluster';
import { slowed } from '../slowness';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: example/web:1}]
`;

describe('A pod that is removed by force while its status is being written', () => {
  for (let seed = 1; seed <= 30; seed++) {
    it(`is no fault of its kubelet (seed ${seed})`, () => {
      const cluster = new Cluster({ seed, latencies: slowed(10), readFile: () => POD });
      cluster.execute('kubectl create -f pod.yaml');
      cluster.run('kubectl delete pod web --grace-period=0 --force --wait=false');
      cluster.advance(60_000);
      expect(cluster.api.find('Pod', 'default', 'web')).to.equal(undefined);
    });
  }
});
