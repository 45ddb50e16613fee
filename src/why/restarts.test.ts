import { behaves, describeChains, pod } from './plays.fixture';

describeChains('restarts', [
  {
    what: 'a liveness probe that misses a file',
    manifest: pod(
      '{containers: [{name: c, image: busybox, command: [sh, -c, "touch /tmp/live; sleep 60; rm /tmp/live; sleep 600"], livenessProbe: {exec: {command: [test, -e, /tmp/live]}, periodSeconds: 3}}]}',
    ),
    seconds: 150,
    asked: 'pod/web restarted',
    chain: [
      'Container c was started again (restart 1) at once. [restart/no-wait-after-kill]',
      'Container c ended with exit code 137 on SIGKILL.',
      'SIGKILL was sent to container c: 30s after SIGTERM it still ran. [signal/sigkill-after-grace]',
      'SIGTERM was sent to container c: its liveness probe had failed. [kill/liveness-probe]',
      'The liveness probe of container c failed 3 times in a row (failureThreshold 3): at 1m3s, 1m6s and 1m9s. [probe/failure-threshold]',
      'The liveness probe of container c failed: `test -e /tmp/live` failed without a word.',
      '/tmp/live was removed in container c by `rm /tmp/live`. → app',
    ],
  },
  {
    what: 'a behaviour that loses a file',
    manifest: pod(
      '{containers: [{name: c, image: app, livenessProbe: {exec: {command: [cat, /tmp/live]}, periodSeconds: 3}}]}',
    ),
    behaviours: behaves('files: [{path: /tmp/live, after: 0s, content: x}, {path: /tmp/live, after: 30s}]'),
    seconds: 90,
    asked: 'pod/web restarted',
    chain: [
      'Container c was started again (restart 2) at once. [restart/first-at-once]',
      'Container c ended with exit code 0 on SIGTERM.',
      'SIGTERM was sent to container c: its liveness probe had failed. [kill/liveness-probe]',
      'The liveness probe of container c failed 3 times in a row (failureThreshold 3): at 1m12s, 1m15s and 1m18s. [probe/failure-threshold]',
      "The liveness probe of container c failed: `cat /tmp/live` → cat: can't open '/tmp/live': No such file or directory.",
      '/tmp/live was removed in container c; that is how the app behaves. → app',
    ],
  },
  {
    what: 'a server that hangs',
    manifest: pod(
      '{containers: [{name: c, image: app, livenessProbe: {httpGet: {path: /healthz, port: 80}, periodSeconds: 2}}]}',
    ),
    behaviours: behaves('hangs: [{from: 20s}]'),
    seconds: 90,
    asked: 'pod/web restarted',
    chain: [
      'Container c was started again (restart 1) at once. [restart/no-wait-after-kill]',
      'Container c ended with exit code 137 on SIGKILL.',
      'SIGKILL was sent to container c: 30s after SIGTERM it still ran. [signal/sigkill-after-grace]',
      'SIGTERM was sent to container c: its liveness probe had failed. [kill/liveness-probe]',
      'The liveness probe of container c failed 3 times in a row (failureThreshold 3): at 23s, 25s and 27s. [probe/failure-threshold]',
      'The liveness probe of container c failed: GET /healthz on port 80 → Get "http://10.244.12.2:80/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers); the app hangs from 20s on. → app',
    ],
  },
  {
    what: 'a startup probe that gives up',
    manifest: pod(
      '{containers: [{name: c, image: app, startupProbe: {httpGet: {port: 80}, periodSeconds: 2, failureThreshold: 4}}]}',
    ),
    behaviours: behaves('startsServingAfter: 40s'),
    seconds: 60,
    asked: 'pod/web restarted',
    chain: [
      'Container c was started again (restart 3) 11s after its end. [back-off/starts-at-10s]',
      'Container c ended with exit code 0 on SIGTERM.',
      'SIGTERM was sent to container c: its startup probe had failed. [kill/startup-probe]',
      'The startup probe of container c failed 4 times in a row (failureThreshold 4): at 18s, 20s, 22s and 24s. [probe/failure-threshold]',
      'The startup probe of container c failed: GET / on port 80 → Get "http://10.244.12.2:80/": dial tcp 10.244.12.2:80: connect: connection refused; the app starts serving 40s after its start. → app',
    ],
  },
  {
    what: 'a program that ends',
    manifest: pod('{containers: [{name: c, image: busybox, command: [sh, -c, "echo no config; sleep 2; exit 3"]}]}'),
    seconds: 60,
    asked: 'pod/web CrashLoopBackOff',
    chain: [
      'Container c is started again 20s after its last end, until 38s (CrashLoopBackOff). [back-off/doubles]',
      'Container c ended by itself with exit code 3, 2s after its start: it runs `sh -c "echo no config; sleep 2; exit 3"`. → app',
    ],
  },
  {
    what: 'memory',
    manifest: pod('{containers: [{name: c, image: app, resources: {limits: {memory: 64Mi}}}]}'),
    behaviours: behaves('memory: {fullAfter: 10s}'),
    seconds: 15,
    asked: 'pod/web restarted',
    chain: [
      'Container c was started again (restart 1) 1s after its end. [restart/first-at-once]',
      'Container c was OOMKilled, 10s after its start: it used more memory than its limit of 64Mi; that is how the app behaves: its memory grows. [exit/oom-killed-by-any-process] → app',
    ],
  },
  {
    what: 'a postStart hook that fails',
    manifest: pod(
      '{containers: [{name: c, image: nginx, lifecycle: {postStart: {exec: {command: [sh, -c, "exit 1"]}}}}]}',
    ),
    seconds: 10,
    asked: 'pod/web restarted',
    chain: [
      'Container c was started again (restart 1) 0s after its end. [restart/first-at-once]',
      'Container c ended with exit code 0 on SIGQUIT.',
      'SIGQUIT was sent to container c: its postStart hook had failed. [start/failed-post-start-kills]',
      'The hook postStart of container c failed: Exec lifecycle hook ([sh -c exit 1]) for Container "c" in Pod "web_default(ae14d484-0877-479e-aa36-12b5f57e9e4d)" failed - error: command \'sh -c exit 1\' exited with 1: , message: "". → app',
    ],
  },
  {
    what: 'another image',
    manifest: pod('{containers: [{name: c, image: nginx}]}'),
    deeds: [[10, 'kubectl set image pod/web c=nginx:1.26']],
    seconds: 30,
    asked: 'pod/web restarted',
    chain: [
      'Container c was started again (restart 1) at once. [restart/no-wait-after-kill]',
      'Container c ended with exit code 0 on SIGQUIT.',
      'SIGQUIT was sent to container c: its definition had changed. [kill/definition-changed]',
      '`kubectl set image pod/web c=nginx:1.26` changed pod web. → deed',
    ],
  },
  {
    what: 'a machine that boots',
    manifest: pod('{containers: [{name: c, image: nginx}]}'),
    deeds: [[10, (cluster) => cluster.node('k8s-node01').reboot()]],
    seconds: 60,
    asked: 'pod/web restarted',
    chain: [
      'Container c was started again (restart 1) at once. [restart/first-at-once]',
      'Container c ended with exit code 255: its machine went down.',
      'The kubelet of node k8s-node01 was stopped, or its machine. → deed',
    ],
  },
]);
