import { describeChains, pod } from './plays.fixture';

describeChains('pods that wait', [
  {
    what: 'no room',
    manifest: pod('{containers: [{name: c, image: nginx, resources: {requests: {cpu: "64"}}}]}'),
    seconds: 20,
    asked: 'pod/web',
    chain: [
      'No node takes pod web: 0/1 nodes are available: 1 Insufficient cpu; it requests cpu 64. [scheduler/room] → manifest',
    ],
  },
  {
    what: 'no such node',
    manifest: pod('{nodeSelector: {disk: ssd}, containers: [{name: c, image: nginx}]}'),
    seconds: 20,
    asked: 'pod/web Pending',
    chain: [
      "No node takes pod web: 0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. [scheduler/node-affinity] → manifest",
    ],
  },
  {
    what: 'a scheduling gate',
    manifest: pod('{schedulingGates: [{name: example.com/wait}], containers: [{name: c, image: nginx}]}'),
    seconds: 20,
    asked: 'pod/web',
    chain: ['Pod web is not scheduled as long as it has the gate example.com/wait. [scheduler/gates-hold] → manifest'],
  },
  {
    what: 'a claim that is missing',
    manifest: pod(
      '{volumes: [{name: v, persistentVolumeClaim: {claimName: data}}], containers: [{name: c, image: nginx}]}',
    ),
    seconds: 20,
    asked: 'pod/web',
    chain: [
      'No node takes pod web: 0/1 nodes are available: persistentvolumeclaim "data" not found. not found. [scheduler/claims] → manifest',
    ],
  },
  {
    what: 'a claim of no class',
    manifest: `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
${pod('{volumes: [{name: v, persistentVolumeClaim: {claimName: data}}], containers: [{name: c, image: nginx}]}')}`,
    seconds: 20,
    asked: 'pod/web',
    chain: [
      'No node takes pod web: 0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found. Claim data: no persistent volumes available for this claim and no storage class is set. [scheduler/claims] → manifest',
    ],
  },
  {
    what: 'a volume that cannot be mounted',
    manifest: pod(
      '{volumes: [{name: v, configMap: {name: settings}}], containers: [{name: c, image: nginx, volumeMounts: [{name: v, mountPath: /v}]}]}',
    ),
    seconds: 20,
    asked: 'pod/web ContainerCreating',
    chain: [
      'Container c waits for the volumes of pod web: MountVolume.SetUp failed for volume "v" : configmap "settings" not found. [volume/retry-doubles] → manifest',
    ],
  },
  {
    what: 'an init container that waits for a service',
    manifest: pod(
      '{initContainers: [{name: wait, image: busybox, command: [sh, -c, "until nslookup mydb; do sleep 2; done"]}], containers: [{name: c, image: nginx}]}',
    ),
    seconds: 20,
    asked: 'pod/web Init:0/1',
    chain: [
      "Init container wait runs since 0s and has not ended; it says “** server can't find mydb.cluster.local: NXDOMAIN”: there is no service mydb. [init/next-after-success] → world",
    ],
  },
  {
    what: 'an init container whose questions a policy drops',
    manifest: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: nothing}
spec: {podSelector: {}, policyTypes: [Egress]}
---
${pod(
  '{initContainers: [{name: wait, image: busybox, command: [sh, -c, "until nc -z mydb 80; do sleep 2; done"]}], containers: [{name: c, image: nginx}]}',
)}`,
    seconds: 20,
    asked: 'pod/web Init:0/1',
    chain: [
      "Init container wait runs since 0s and has not ended; it says “nc: bad address 'mydb'”: what it sends to the DNS of the cluster is dropped by NetworkPolicy nothing: nothing there lets it out of pod default/web. [network-policy/isolates] → manifest",
    ],
  },
  {
    what: 'an init container that fails',
    manifest: pod(
      '{initContainers: [{name: setup, image: busybox, command: [sh, -c, "echo cannot migrate; exit 1"]}], containers: [{name: c, image: nginx}]}',
    ),
    seconds: 5,
    asked: 'pod/web Init:Error',
    chain: [
      'Init container setup ended by itself with exit code 1, right after its start: it runs `sh -c "echo cannot migrate; exit 1"`. It said last: “cannot migrate”. → app',
    ],
  },
  {
    what: 'an init container in back-off',
    manifest: pod(
      '{initContainers: [{name: setup, image: busybox, command: [sh, -c, "echo cannot migrate; exit 1"]}], containers: [{name: c, image: nginx}]}',
    ),
    seconds: 60,
    asked: 'pod/web Init:CrashLoopBackOff',
    chain: [
      'Init container setup is started again 20s after its last end, until 32s (CrashLoopBackOff). [back-off/doubles]',
      'Init container setup ended by itself with exit code 1, right after its start: it runs `sh -c "echo cannot migrate; exit 1"`. → app',
    ],
  },
  {
    what: 'a sidecar that does not start up',
    manifest: pod(
      '{initContainers: [{name: proxy, image: nginx, restartPolicy: Always, startupProbe: {tcpSocket: {port: 9}, periodSeconds: 1, failureThreshold: 100}}], containers: [{name: c, image: nginx}]}',
    ),
    seconds: 20,
    asked: 'pod/web',
    chain: [
      'Sidecar proxy is not ready: its startup probe has not succeeded since its start.',
      'The startup probe of sidecar proxy failed: a connect to port 9 → dial tcp 10.244.12.2:9: connect: connection refused; nothing in the container listens there. → app',
    ],
  },
  {
    what: 'an image that is not there',
    manifest: pod('{containers: [{name: c, image: "nginx:nope-1"}]}'),
    seconds: 20,
    asked: 'pod/web ImagePullBackOff',
    chain: [
      'Container c is ImagePullBackOff: it waits before its image is asked for again. [image/failed-pull-waits]',
      'Image nginx:nope-1 could not be pulled: rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope-1": failed to resolve image: docker.io/library/nginx:nope-1: not found. → world',
    ],
  },
  {
    what: 'an image with an impossible name',
    manifest: pod('{containers: [{name: c, image: "nginx:::x"}]}'),
    seconds: 20,
    asked: 'pod/web',
    chain: [
      'Container c is InvalidImageName: Failed to apply default image tag "nginx:::x": couldn\'t parse image name "nginx:::x": invalid reference format. [image/invalid-name-waits] → manifest',
    ],
  },
  {
    what: 'a ConfigMap that is missing',
    manifest: pod('{containers: [{name: c, image: nginx, envFrom: [{configMapRef: {name: settings}}]}]}'),
    seconds: 20,
    asked: 'pod/web',
    chain: [
      'Container c is CreateContainerConfigError: configmap "settings" not found. [start/needs-its-references] → manifest',
    ],
  },
  {
    what: 'a program that is not there',
    manifest: pod('{containers: [{name: c, image: nginx, command: [/nope]}]}'),
    seconds: 10,
    asked: 'pod/web RunContainerError',
    chain: [
      'Container c is RunContainerError: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/nope": stat /nope: no such file or directory. [exit/128-without-a-start] → manifest',
    ],
  },
]);
