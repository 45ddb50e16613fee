import { behaves, describeChains, pod } from './plays.fixture';

/** @param resources as JSON */
const resize = (resources: string) =>
  `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"c","resources":${resources}}]}}'`;

const deed = (command: string) => `\`${command.slice(0, 119)}…\` changed pod web. → deed`;

const web = (resources: string, more = '') =>
  pod(`{containers: [{name: c, image: nginx, resources: ${resources}${more}}]}`);
const db = web('{requests: {cpu: "2"}}').replace('name: web', 'name: db');
const withDb = `${web('{requests: {cpu: "1"}}')}---\n${db}`;
const threeCpus = resize('{"requests":{"cpu":"3"}}');

describeChains('resizes', [
  {
    what: 'one that waits for room',
    manifest: withDb,
    deeds: [[10, threeCpus]],
    seconds: 20,
    asked: 'pod/web',
    chain: [
      "The resize of pod web (container c: requests.cpu 3 instead of 1) is Deferred until node k8s-node01 has room for it: Node didn't have enough resource: cpu, requested: 3000, used: 2000, capacity: 4000; pod db is there as well. [resize/waits-for-room]",
      deed(threeCpus),
    ],
  },
  {
    what: 'everything that is not well',
    manifest: withDb,
    deeds: [[10, threeCpus]],
    seconds: 20,
    asked: '',
    chain: [
      "The resize of pod web (container c: requests.cpu 3 instead of 1) is Deferred until node k8s-node01 has room for it: Node didn't have enough resource: cpu, requested: 3000, used: 2000, capacity: 4000; pod db is there as well. [resize/waits-for-room]",
      deed(threeCpus),
    ],
  },
  {
    what: 'one that has waited',
    manifest: withDb,
    deeds: [
      [10, threeCpus],
      [20, 'kubectl delete pod db'],
    ],
    seconds: 60,
    asked: 'pod/web Deferred',
    chain: [
      "The resize of pod web (container c: requests.cpu 3 instead of 1) is Deferred until node k8s-node01 has room for it: Node didn't have enough resource: cpu, requested: 3000, used: 2000, capacity: 4000; pod db is there as well. [resize/waits-for-room]",
      deed(threeCpus),
    ],
  },
  {
    what: 'more than the node',
    kubernetes: '1.35',
    manifest: web('{requests: {cpu: "1"}}'),
    deeds: [[10, resize('{"requests":{"cpu":"8"}}')]],
    seconds: 20,
    asked: 'pod/web resize',
    chain: [
      "The resize of pod web (container c: requests.cpu 8 instead of 1) is Infeasible: Node didn't have enough capacity: cpu, requested: 8000, capacity: 4000; it runs on with what it has. [resize/more-than-the-node]",
      deed(resize('{"requests":{"cpu":"8"}}')),
    ],
  },
  {
    what: 'less than is used',
    manifest: web('{requests: {memory: 64Mi}, limits: {memory: 128Mi}}'),
    behaviours: behaves('memory: {start: 100Mi, perSecond: 1Ki, from: 1h}'),
    deeds: [[10, resize('{"limits":{"memory":"96Mi"}}')]],
    seconds: 30,
    asked: 'pod/web',
    chain: [
      'Pod web cannot be resized (container c: limits.memory 96Mi instead of 128Mi): cannot decrease memory limits: [attempting to set pod memory limit (100663296) below current usage (104857600), attempting to set container "c" memory limit (100663296) below current usage (104857600)]. [resize/not-below-what-is-used]',
      deed(resize('{"limits":{"memory":"96Mi"}}')),
    ],
  },
  {
    what: 'an app that grows until it meets the limit that it still has',
    manifest: web('{requests: {memory: 64Mi}, limits: {memory: 128Mi}}'),
    behaviours: behaves('memory: {start: 100Mi, perSecond: 1Mi}'),
    deeds: [[10, resize('{"limits":{"memory":"96Mi"}}')]],
    seconds: 31,
    asked: 'pod/web restarted',
    chain: [
      'Container c was started again (restart 1) 0s after its end. [restart/first-at-once]',
      'Container c was OOMKilled, 28s after its start: it used more memory than its limit of 128Mi; that is how the app behaves: its memory grows. [exit/oom-killed-by-any-process] → app',
    ],
  },
  {
    what: 'a container that is restarted for it',
    manifest: web('{requests: {cpu: 100m}}', ', resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]'),
    deeds: [[10, resize('{"requests":{"cpu":"200m"}}')]],
    seconds: 30,
    asked: 'pod/web restarted',
    chain: [
      'Container c was started again (restart 1) at once. [restart/no-wait-after-kill]',
      'Container c ended with exit code 0 on SIGQUIT.',
      'SIGQUIT was sent to container c: its resources had changed, and its resizePolicy says RestartContainer. [kill/resize-policy]',
      deed(resize('{"requests":{"cpu":"200m"}}')),
    ],
  },
]);
