import { expect } from 'chai';
import type { Pod } from '../api/index';
import { Cluster } from '../cluster';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: example/web:1}]
`;

describe('A machine without power', () => {
  it('starts no kubelet until it has power again', () => {
    const cluster = new Cluster({ readFile: () => POD });
    cluster.execute('kubectl create -f pod.yaml');
    cluster.advance(20_000);
    const node = cluster.node('k8s-node01');
    node.powerOff();
    node.restart();
    cluster.advance(20_000);
    expect(startsOf(cluster)).to.equal(1);
    node.powerOn();
    cluster.advance(60_000);
    expect(startsOf(cluster)).to.equal(2);
    expect(cluster.api.get<Pod>('Pod', 'default', 'web').status?.containerStatuses?.[0]?.restartCount).to.equal(1);
  });
});

function startsOf({ journal }: Cluster): number {
  return journal.all().filter(({ type }) => type === 'container-started').length;
}
