import { expect } from 'chai';
import { chainOf, deployment, describeChains, job } from './plays.fixture';

describeChains('workloads', [
  {
    what: 'a quota',
    manifest: `apiVersion: v1
kind: ResourceQuota
metadata: {name: q}
spec: {hard: {pods: "0"}}
---
${deployment()}`,
    seconds: 30,
    asked: 'deploy/web',
    chain: [
      'Deployment web has no pods: pods "web-…" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0. → manifest',
    ],
  },
  {
    what: 'commands in the same moment: the one that did it is told',
    manifest: deployment({ spec: ', replicas: 0' }),
    deeds: [[0, 'kubectl delte pod x']],
    seconds: 0,
    asked: 'deploy/web',
    chain: [
      'Deployment web has all of its 0 pods ready.',
      '`kubectl create -f web.yaml` created Deployment web. → deed',
    ],
  },
  {
    what: 'a state that one of its pods came to',
    manifest: deployment({ container: ', command: [sh, -c, "sleep 5; exit 3"]', replicas: 1 }),
    seconds: 10,
    asked: 'deploy/web restarted',
    chain: [
      'Container c was started again (restart 1) 0s after its end. [restart/first-at-once]',
      'Container c ended by itself with exit code 3, 5s after its start: it runs `sh -c "sleep 5; exit 3"`. → app',
    ],
  },
  {
    what: 'a state that a Job came to itself',
    manifest: job('[sh, -c, "exit 2"]', 'backoffLimit: 0, '),
    seconds: 60,
    asked: 'job/j Failed',
    chain: [
      'Job j is Failed (BackoffLimitExceeded: Job has reached the specified backoff limit); its backoffLimit is 0. [job/back-off-limit]',
      'Container c ended by itself with exit code 2, right after its start: it runs `sh -c "exit 2"`. → app',
    ],
  },
  {
    what: 'a rollout that does not progress',
    manifest: deployment({
      container: ', readinessProbe: {httpGet: {port: 81}}',
      spec: ', progressDeadlineSeconds: 30',
    }),
    seconds: 90,
    asked: 'deploy/web',
    chain: [
      'Deployment web is not progressing (ProgressDeadlineExceeded: ReplicaSet "web-…" has timed out progressing).',
      'Container c is not ready: its readiness probe has not succeeded since its start.',
      'The readiness probe of container c failed: GET / on port 81 → Get "http://10.244.12.3:81/": dial tcp 10.244.12.3:81: connect: connection refused; nothing in the container listens there. → app',
    ],
  },
  {
    what: 'a Job that fails',
    manifest: job('[sh, -c, "sleep 1; exit 2"]', 'backoffLimit: 1, '),
    seconds: 60,
    asked: 'job/j',
    chain: [
      'Job j is Failed (BackoffLimitExceeded: Job has reached the specified backoff limit); its backoffLimit is 1. [job/back-off-limit]',
      'Container c ended by itself with exit code 2, 1s after its start: it runs `sh -c "sleep 1; exit 2"`. → app',
    ],
  },
  {
    what: 'a Job that is out of time',
    manifest: job('[sleep, "100"]', 'activeDeadlineSeconds: 10, '),
    seconds: 60,
    asked: 'job/j',
    chain: [
      'Job j is Failed (DeadlineExceeded: Job was active longer than specified deadline). [job/active-deadline]',
      'Pod j-… is gone, 30s after it was asked to go.',
      'The job-controller deleted pod j-…, as Job j was active for its activeDeadlineSeconds 10. [job/active-deadline] → manifest',
    ],
  },
  {
    what: 'a Job that is done',
    manifest: job('[sleep, "3"]'),
    seconds: 60,
    asked: 'job/j',
    chain: [
      'Job j is Complete (CompletionsReached: Reached expected number of succeeded pods). [job/completions]',
      'Container c has done its work and ended with exit code 0, 3s after its start: it runs `sleep 3`. → app',
    ],
  },
  {
    what: 'a StatefulSet without its image',
    manifest: `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {serviceName: db, replicas: 2, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: "nginx:nope-1"}]}}}
`,
    seconds: 60,
    asked: 'sts/db',
    chain: [
      'StatefulSet db has 0 of 2 pods ready.',
      'Image nginx:nope-1 could not be pulled (try 3): rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope-1": failed to resolve image: docker.io/library/nginx:nope-1: not found. → world',
    ],
  },
  {
    what: 'a node',
    manifest: deployment(),
    nodes: 2,
    deeds: [[10, (cluster) => cluster.node('k8s-node01').powerOff()]],
    seconds: 90,
    asked: 'node/k8s-node01',
    chain: [
      'Node k8s-node01 is NotReady: nobody has heard of its kubelet since 10s. [node/grace-of-silence]',
      'The kubelet of node k8s-node01 was stopped, or its machine. → deed',
    ],
  },
]);

describe('why: workloads that never were so', () => {
  const ROWS: readonly (readonly [asked: string, seen: RegExp])[] = [
    ['deploy/web restarted', /^no pod of deployment "web" was so: pod "web-\S+" never restarted; it was .*Running$/],
    [
      'deploy/web CrashLoop',
      /^no pod of deployment "web" was so: pod "web-\S+" was never CrashLoop; it was .*Running$/,
    ],
    ['deploy/web deleted', /^no pod of deployment "web" was so: pod "web-\S+" was never asked to go/],
  ];
  for (const [asked, seen] of ROWS)
    it(asked, () => expect(() => chainOf({ manifest: deployment(), seconds: 20 }, asked)).to.throw(seen));
});
