import type { Service } from '../api/index';
import type { Cluster } from '../cluster';
import { serviceAddress } from '../observe/index';
import { deployment, describeChains } from './plays.fixture';

const WEB = `${deployment({ container: ', readinessProbe: {httpGet: {port: 80}, periodSeconds: 2}' })}---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

/** Fifty requests a second from the node that stays. */
const requests = (cluster: Cluster) => {
  const service = cluster.api.get<Service>('Service', 'default', 'web');
  const address = serviceAddress(cluster, service, 'inside');
  cluster.startTraffic({ name: 'shop', perSecond: 50, ...address, onNode: 'k8s-node02', inside: true });
};

const play = { manifest: WEB, nodes: 2, seconds: 30, asked: 'request lost' };

describeChains('lost requests', [
  {
    ...play,
    what: 'in a rollout',
    deeds: [
      [10, requests],
      [15, 'kubectl rollout restart deploy/web'],
    ],
    chain: [
      "A request of client shop was lost: refused by web-…, which is in the proxy's table but does not listen.",
      // It has ended already, of which the runtime tells a moment later.
      'SIGQUIT was sent to container c: pod web-… is to end. [signal/of-the-image]',
      'The replicaset-controller deleted pod web-…: ReplicaSet web-… wants 1 pod.',
      'The deployment-controller scaled ReplicaSet web-… from 2 to 1.',
      '`kubectl rollout restart deploy/web` changed Deployment web. → deed',
    ],
  },
  {
    ...play,
    what: 'with a machine that goes down',
    deeds: [
      [10, requests],
      [15, (cluster) => cluster.node('k8s-node01').powerOff()],
    ],
    chain: [
      'A request of client shop was lost: nobody answered the connect to 10.244.12.2 in time.',
      'Container c ended with exit code 255: its machine went down.',
      'The kubelet of node k8s-node01 was stopped, or its machine. → deed',
    ],
  },
]);
