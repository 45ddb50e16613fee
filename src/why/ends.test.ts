import type { Pod } from '../api/index';
import type { Cluster } from '../cluster';
import { behaves, deployment, describeChains, pod } from './plays.fixture';

const evict = (cluster: Cluster) =>
  cluster.node('k8s-node01').evictPod(cluster.api.get<Pod>('Pod', 'default', 'web'), {
    reason: 'Evicted',
    message: 'The node was low on resource: memory. ',
  });

describeChains('ends', [
  {
    what: 'a preStop hook that takes long',
    manifest: pod('{containers: [{name: c, image: nginx, lifecycle: {preStop: {exec: {command: [sleep, "20"]}}}}]}'),
    deeds: [[10, 'kubectl delete pod web']],
    seconds: 20,
    asked: 'pod/web',
    chain: [
      'Pod web is Terminating: it has 30s to end: hook preStop of container c runs since 10s. [delete/pod-has-grace]',
      '`kubectl delete pod web` deleted pod web. → deed',
    ],
  },
  {
    what: 'an app that takes no notice',
    manifest: pod('{containers: [{name: c, image: app}]}'),
    behaviours: behaves('ignoresTerm: true'),
    deeds: [[10, 'kubectl delete pod web']],
    seconds: 30,
    asked: 'pod/web',
    chain: [
      'Pod web is Terminating: it has 30s to end: SIGTERM was sent at 10s; the app takes no notice of it. [delete/pod-has-grace]',
      '`kubectl delete pod web` deleted pod web. → deed',
    ],
  },
  {
    what: 'a finalizer',
    manifest: pod('{containers: [{name: c, image: nginx}]}', ', finalizers: [example.com/hold]'),
    deeds: [[10, 'kubectl delete pod web --wait=false']],
    seconds: 60,
    asked: 'pod/web',
    chain: [
      'Pod web is Terminating until somebody removes its finalizers: example.com/hold. [delete/waits-for-finalizers]',
      '`kubectl delete pod web --wait=false` deleted pod web. → deed',
    ],
  },
  {
    what: 'a node that is lost',
    manifest: deployment(),
    nodes: 2,
    deeds: [[10, (cluster) => cluster.node('k8s-node01').powerOff()]],
    seconds: 400,
    asked: 'pod/OLDEST',
    chain: [
      'Pod web-… is Terminating, and its node k8s-node01 is not there to end it.',
      'The taint-eviction-controller deleted pod web-…, as it does not tolerate the taints of node k8s-node01 any longer. [taint/no-execute-evicts]',
      'Node k8s-node01 is NotReady: nobody has heard of its kubelet since 10s. [node/grace-of-silence]',
      'The kubelet of node k8s-node01 was stopped, or its machine. → deed',
    ],
  },
  {
    what: 'a rollout',
    manifest: deployment(),
    deeds: [[10, 'kubectl set image deploy/web c=nginx:1.26']],
    seconds: 60,
    asked: 'pod/GONE deleted',
    chain: [
      'The replicaset-controller deleted pod web-…: ReplicaSet web-… wants 1 pod.',
      'The deployment-controller scaled ReplicaSet web-… from 2 to 1.',
      '`kubectl set image deploy/web c=nginx:1.26` changed Deployment web. → deed',
    ],
  },
  {
    what: 'a smaller size',
    manifest: deployment(),
    deeds: [[10, 'kubectl scale deploy web --replicas=1']],
    seconds: 30,
    asked: 'pod/GONE deleted',
    chain: [
      'The replicaset-controller deleted pod web-…: ReplicaSet web-… wants 1 pod.',
      'The deployment-controller scaled ReplicaSet web-… from 2 to 1.',
      '`kubectl scale deploy web --replicas=1` scaled Deployment web. → deed',
    ],
  },
  {
    what: 'a drain',
    manifest: deployment(),
    nodes: 2,
    deeds: [[10, 'kubectl drain k8s-node01 --ignore-daemonsets']],
    seconds: 60,
    asked: 'pod/GONE deleted',
    chain: ['`kubectl drain k8s-node01 --ignore-daemonsets` deleted pod web-…. → deed'],
  },
  {
    what: 'an owner that is deleted',
    manifest: deployment(),
    deeds: [[10, 'kubectl delete deploy web']],
    seconds: 60,
    asked: 'pod/GONE deleted',
    chain: [
      'The garbage-collector deleted pod web-…, as its owner ReplicaSet web-… was deleted. [gc/background]',
      'The garbage-collector deleted ReplicaSet web-…, as its owner Deployment web was deleted. [gc/background]',
      '`kubectl delete deploy web` removed Deployment web. → deed',
    ],
  },
  {
    what: 'a taint',
    manifest: deployment(),
    nodes: 2,
    deeds: [[10, 'kubectl taint node k8s-node01 a=b:NoExecute']],
    seconds: 60,
    asked: 'pod/GONE deleted',
    chain: [
      'The taint-eviction-controller deleted pod web-…, as it does not tolerate the taints of node k8s-node01 any longer. [taint/no-execute-evicts]',
      '`kubectl taint node k8s-node01 a=b:NoExecute` changed node k8s-node01. → deed',
    ],
  },
  {
    what: 'an eviction by the node',
    manifest: pod('{containers: [{name: c, image: nginx}]}'),
    deeds: [[10, evict]],
    seconds: 30,
    asked: 'pod/web',
    chain: [
      'Container c ended with exit code 0 on SIGQUIT.',
      'SIGQUIT was sent to container c: pod web is ended by its node (The node was low on resource: memory). [signal/of-the-image] → world',
    ],
  },
  {
    what: 'a deadline',
    manifest: pod('{activeDeadlineSeconds: 10, containers: [{name: c, image: nginx}]}'),
    seconds: 30,
    asked: 'pod/web',
    chain: [
      'Pod web is DeadlineExceeded: Pod was active on the node longer than the specified deadline. [pod/active-deadline] → manifest',
    ],
  },
  {
    what: 'work that is done',
    manifest: pod('{restartPolicy: Never, containers: [{name: c, image: busybox, command: [sleep, "2"]}]}'),
    seconds: 30,
    asked: 'pod/web',
    chain: ['Container c has done its work and ended with exit code 0, 2s after its start: it runs `sleep 2`. → app'],
  },
  {
    what: 'a pod that takes the place of another',
    manifest: deployment({ replicas: 1 }),
    deeds: [[10, 'kubectl delete pod -l app=web']],
    seconds: 30,
    asked: 'pod/NEWEST',
    chain: [
      'Container c is ready: it runs, and has no readiness probe.',
      'Container c was started.',
      'The scheduler chose node k8s-node01 for pod web-….',
      'The replicaset-controller created pod web-…, as ReplicaSet web-… wants 1 pod.',
      '`kubectl delete pod -l app=web` deleted pod web-…. → deed',
    ],
  },
]);
