import { expect } from 'chai';
import { finding, READY, shop } from './testing';

const CLAIM = `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {storageClassName: gp3, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;
const CLASS = `---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: gp3}
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
`;
const POD = 'volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]';

describe('check of what keeps data', () => {
  it('finds a rolling update that waits for a disk which only one node can have, and what ends it', () => {
    const found = finding(`${shop(READY, { pod: POD })}${CLAIM}${CLASS}`, 'rollout');
    expect(found?.verdict).to.equal('bad');
    expect(found?.answer).to.match(
      /does not come to an end .*a new pod does not get ready \(Multi-Attach error: Volume is already used by pod\(s\) shop-/,
    );
    expect(found?.repair?.sentence).to.equal('add spec.strategy: {type: Recreate}');
  });

  it('takes storage of which it knows nothing to be there for every node', () => {
    expect(finding(`${shop(READY, { pod: POD })}${CLAIM}`, 'rollout')?.answer).not.to.contain(
      'does not come to an end',
    );
  });
});
