import { behaves, describeChains, pod } from './plays.fixture';

describeChains('readiness', [
  {
    what: 'a server that starts slowly',
    manifest: pod(
      '{containers: [{name: c, image: app, readinessProbe: {httpGet: {path: /healthz, port: 80}, periodSeconds: 2}}]}',
    ),
    behaviours: behaves('startsServingAfter: 40s'),
    seconds: 20,
    asked: 'pod/web NotReady',
    chain: [
      'Container c is not ready: its readiness probe has not succeeded since its start.',
      'The readiness probe of container c failed: GET /healthz on port 80 → Get "http://10.244.12.2:80/healthz": dial tcp 10.244.12.2:80: connect: connection refused; the app starts serving 40s after its start. → app',
    ],
  },
  {
    what: 'a server at another port than the probe asks',
    manifest: pod('{containers: [{name: c, image: app, readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 2}}]}'),
    behaviours: behaves('ports: [{port: 3000}]'),
    seconds: 20,
    asked: 'pod/web NotReady',
    chain: [
      'Container c is not ready: its readiness probe has not succeeded since its start.',
      'The readiness probe of container c failed: a connect to port 80 → dial tcp 10.244.12.2:80: connect: connection refused; the app listens on port 3000 alone. → app',
    ],
  },
  {
    what: 'a server that listens on localhost alone',
    manifest: pod('{containers: [{name: c, image: app, readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 2}}]}'),
    behaviours: behaves('ports: [{port: 80, address: 127.0.0.1}]'),
    seconds: 20,
    asked: 'pod/web NotReady',
    chain: [
      'Container c is not ready: its readiness probe has not succeeded since its start.',
      'The readiness probe of container c failed: a connect to port 80 → dial tcp 10.244.12.2:80: connect: connection refused; the app listens on port 80 of 127.0.0.1 alone, where only its own pod reaches it. → app',
    ],
  },
  {
    what: 'a server that keeps a port closed',
    manifest: pod('{containers: [{name: c, image: app, readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 2}}]}'),
    behaviours: behaves('refuses: [{port: 80, until: 40s}]'),
    seconds: 20,
    asked: 'pod/web NotReady',
    chain: [
      'Container c is not ready: its readiness probe has not succeeded since its start.',
      'The readiness probe of container c failed: a connect to port 80 → dial tcp 10.244.12.2:80: connect: connection refused; the app keeps its port 80 closed from its start on until 40s. → app',
    ],
  },
  {
    what: 'a server with an error',
    manifest: pod(
      '{containers: [{name: c, image: app, readinessProbe: {httpGet: {path: /healthz, port: 80}, periodSeconds: 2}}]}',
    ),
    behaviours: behaves('responses: [{path: /healthz, status: 500, from: 20s, until: 60s}]'),
    seconds: 40,
    asked: 'pod/web NotReady',
    chain: [
      'The readiness probe of container c failed 3 times in a row (failureThreshold 3): at 22s, 24s and 26s. [probe/failure-threshold]',
      'The readiness probe of container c failed: GET /healthz on port 80 → HTTP probe failed with statuscode: 500; the app answers 500 on /healthz from 20s on until 1m. → app',
    ],
  },
  {
    what: 'a server that lacks its database',
    manifest: pod(
      '{containers: [{name: c, image: app, readinessProbe: {httpGet: {path: /healthz, port: 80}, initialDelaySeconds: 5}}]}',
    ),
    behaviours: behaves('responses: [{path: /healthz, status: 503, whileUnreachable: "db:5432"}]'),
    seconds: 20,
    asked: 'pod/web NotReady',
    chain: [
      'Container c is not ready: its readiness probe has not succeeded since its start.',
      "The readiness probe of container c failed: GET /healthz on port 80 → HTTP probe failed with statuscode: 503; the app answers 503 on /healthz while it can't reach db:5432. → app",
    ],
  },
  {
    what: 'a probe that has had no turn',
    manifest: pod(
      '{containers: [{name: c, image: nginx, readinessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 30}}]}',
    ),
    seconds: 10,
    asked: 'pod/web NotReady',
    chain: [
      'Container c is not ready: its readiness probe has not been run before initialDelaySeconds 30 are over (it was started at 0s). [probe/initial-values]',
      'Container c was started.',
      'The scheduler chose node k8s-node01 for pod web.',
      '`kubectl create -f web.yaml` created pod web. → deed',
    ],
  },
  {
    what: 'a readiness gate',
    manifest: pod('{readinessGates: [{conditionType: example.com/lb}], containers: [{name: c, image: nginx}]}'),
    seconds: 20,
    asked: 'pod/web NotReady',
    chain: [
      'Pod web is not ready: nobody has set the condition of its readiness gate example.com/lb. [ready/needs-its-gates] → manifest',
    ],
  },
  {
    what: 'a node that nobody hears of',
    manifest: pod('{containers: [{name: c, image: nginx}]}'),
    deeds: [[10, (cluster) => cluster.node('k8s-node01').stop()]],
    seconds: 90,
    asked: 'pod/web NotReady',
    chain: [
      'Pod web was marked as not ready by the node controller: nobody hears of node k8s-node01.',
      'Node k8s-node01 is NotReady: nobody has heard of its kubelet since 10s. [node/grace-of-silence]',
      'The kubelet of node k8s-node01 was stopped, or its machine. → deed',
    ],
  },
  {
    what: 'all is well',
    manifest: pod('{containers: [{name: c, image: nginx, readinessProbe: {tcpSocket: {port: 80}}}]}'),
    seconds: 20,
    asked: 'pod/web ready',
    chain: [
      'The readiness probe of container c succeeded: a connect to port 80. [probe/success-threshold]',
      'Container c was started.',
      'The scheduler chose node k8s-node01 for pod web.',
      '`kubectl create -f web.yaml` created pod web. → deed',
    ],
  },
]);
