import { expect } from 'chai';
import { OneNode } from '../testing/oneNode';

/** What somebody does at a time, in seconds after the creation. */
type Act = readonly [atSeconds: number, act: (node: OneNode) => void];

interface Story {
  readonly what: string;
  readonly kubernetes?: readonly string[];
  readonly pod: string;
  readonly acts?: readonly Act[];
  readonly forSeconds: number;
  /** `seconds STATUS READY RESTARTS`, or without the seconds where they do not matter. */
  readonly rows: readonly string[];
  /** How far a time may be off; a probe or a relist may come up to a second later. */
  readonly toleranceSeconds?: number;
  readonly events?: readonly string[];
  readonly noEvents?: readonly string[];
}

const remove = (graceSeconds?: number) => (node: OneNode) => {
  const options = graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds };
  node.api.delete('Pod', 'default', 'p', options);
};
const sh = (script: string) => `{name: c, image: 'busybox:1.28', command: [sh, -c, '${script}']}`;
const one = (script: string, more = '') => `{${more} containers: [${sh(script)}]}`;
const FOREVER = 'sleep 3600';
const GRACEFUL = 'trap "exit 0" TERM; while :; do sleep 0.1; done';

const STORIES: readonly Story[] = [
  {
    what: 'a pod comes up',
    pod: one(FOREVER),
    forSeconds: 20,
    rows: ['0 Pending 0/1 0', '0 ContainerCreating 0/1 0', '0.6 Running 1/1 0'],
    events: ['Pulled', 'Created', 'Started'],
  },
  {
    what: 'init containers run one after the other',
    pod: `{initContainers: [{name: a, image: 'busybox:1.28', command: [sleep, '2']}, {name: b, image: 'busybox:1.28', command: [sleep, '3']}], containers: [${sh(FOREVER)}]}`,
    forSeconds: 20,
    toleranceSeconds: 2.2,
    rows: [
      '0 Pending 0/1 0',
      '0 Init:0/2 0/1 0',
      '3.2 Init:1/2 0/1 0',
      '6.5 PodInitializing 0/1 0',
      '6.7 Running 1/1 0',
    ],
  },
  {
    what: 'crash loop: the first restart is free, then 10 s',
    kubernetes: ['1.36'],
    pod: one('exit 1'),
    forSeconds: 11,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'Running 1/1 0', 'Error 0/1 0', 'Running 1/1 1', 'Error 0/1 1'],
    events: ['BackOff'],
  },
  {
    what: 'crash loop: releases before the exact timer show CrashLoopBackOff a second after the first refusal',
    kubernetes: ['1.20'],
    pod: one('exit 1'),
    forSeconds: 9,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'Error 0/1 0', 'Error 0/1 1', 'CrashLoopBackOff 0/1 1'],
  },
  {
    what: 'restartPolicy OnFailure: exit 0 is the end',
    pod: one('sleep 3', 'restartPolicy: OnFailure,'),
    forSeconds: 20,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'Running 1/1 0', '4.1 Completed 0/1 0'],
  },
  {
    what: 'restartPolicy Never: a failed init container fails the pod',
    pod: `{restartPolicy: Never, initContainers: [{name: i, image: 'busybox:1.28', command: [sh, -c, 'sleep 1; exit 2']}], containers: [${sh(FOREVER)}]}`,
    forSeconds: 20,
    rows: ['Pending 0/1 0', 'Init:0/1 0/1 0', 'Init:Error 0/1 0'],
  },
  {
    what: 'deletion: a process that ignores TERM is killed when the grace is over, and ends as Failed',
    kubernetes: ['1.27', '1.36'],
    pod: one('trap "" TERM; sleep 3600', 'terminationGracePeriodSeconds: 5,'),
    acts: [[10, remove()]],
    forSeconds: 25,
    rows: [
      'Pending 0/1 0',
      'ContainerCreating 0/1 0',
      'Running 1/1 0',
      '10 Terminating 1/1 0',
      '15.2 Error 0/1 0',
      '15.9 gone',
    ],
    events: ['Killing'],
  },
  {
    what: 'deletion: old releases show no end, and wait for the sandbox and the status pass',
    kubernetes: ['1.20'],
    pod: one('trap "" TERM; sleep 3600', 'terminationGracePeriodSeconds: 5,'),
    acts: [[10, remove()]],
    forSeconds: 90,
    toleranceSeconds: 14,
    rows: [
      'Pending 0/1 0',
      'ContainerCreating 0/1 0',
      'Running 1/1 0',
      '10 Terminating 1/1 0',
      '15.6 Terminating 0/1 0',
      '24 gone',
    ],
  },
  {
    what: 'deletion: a graceful end is a success',
    kubernetes: ['1.27', '1.36'],
    pod: one(GRACEFUL),
    acts: [[10, remove()]],
    forSeconds: 20,
    rows: [
      'Pending 0/1 0',
      'ContainerCreating 0/1 0',
      'Running 1/1 0',
      '10 Terminating 1/1 0',
      '10.2 Completed 0/1 0',
      '11 gone',
    ],
  },
  {
    what: 'deletion: grace 1 gives two seconds',
    kubernetes: ['1.27', '1.36'],
    pod: one('trap "" TERM; sleep 3600'),
    acts: [[10, remove(1)]],
    forSeconds: 20,
    rows: [
      'Pending 0/1 0',
      'ContainerCreating 0/1 0',
      'Running 1/1 0',
      '10 Terminating 1/1 0',
      '12.2 Error 0/1 0',
      '12.8 gone',
    ],
  },
  {
    what: 'deletion: --force removes the object at once',
    pod: one('trap "" TERM; sleep 3600'),
    acts: [[10, remove(0)]],
    forSeconds: 20,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'Running 1/1 0', '10 gone'],
  },
  {
    what: 'preStop: runs before the stop signal and is taken from the grace',
    kubernetes: ['1.36'],
    pod: `{containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, '${GRACEFUL}'], lifecycle: {preStop: {sleep: {seconds: 4}}}}]}`,
    acts: [[10, remove()]],
    forSeconds: 20,
    rows: [
      'Pending 0/1 0',
      'ContainerCreating 0/1 0',
      'Running 1/1 0',
      '10 Terminating 1/1 0',
      '14.2 Completed 0/1 0',
      '15 gone',
    ],
  },
  {
    what: 'preStop: one that overruns leaves two seconds',
    kubernetes: ['1.36'],
    pod: `{terminationGracePeriodSeconds: 3, containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, 'trap "" TERM; sleep 3600'], lifecycle: {preStop: {exec: {command: [sleep, '60']}}}}]}`,
    acts: [[10, remove()]],
    forSeconds: 25,
    rows: [
      'Pending 0/1 0',
      'ContainerCreating 0/1 0',
      'Running 1/1 0',
      '10 Terminating 1/1 0',
      '15.2 Error 0/1 0',
      '16 gone',
    ],
  },
  {
    what: 'postStart: blocks the status, and its failure kills the container',
    kubernetes: ['1.36'],
    pod: `{containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, '${GRACEFUL}'], lifecycle: {postStart: {exec: {command: [sh, -c, 'sleep 2; exit 7']}}}}]}`,
    forSeconds: 8,
    rows: [
      'Pending 0/1 0',
      'ContainerCreating 0/1 0',
      'PostStartHookError 0/1 0',
      'PostStartHookError 0/1 1',
      'CrashLoopBackOff 0/1 1',
    ],
    events: [
      'FailedPostStartHook PostStart hook failed'.replace('PostStart hook', 'PostStartHook'),
      'Killing FailedPostStartHook',
    ],
  },
  {
    what: 'liveness: three failures kill, and the restart comes in the same sync',
    kubernetes: ['1.24', '1.36'],
    pod: `{containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, '${GRACEFUL}'], livenessProbe: {exec: {command: ['false']}, periodSeconds: 5}}]}`,
    forSeconds: 22,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', '0.6 Running 1/1 0', '15.6 Running 1/1 1'],
    events: ['Unhealthy Liveness probe failed: ', 'Killing Container c failed liveness probe, will be restarted'],
  },
  {
    what: 'liveness: a probe whose program is missing says nothing',
    pod: `{containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, '${GRACEFUL}'], livenessProbe: {exec: {command: [nosuch]}, periodSeconds: 3}}]}`,
    forSeconds: 40,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'Running 1/1 0'],
    events: ['Unhealthy Liveness probe errored'],
    noEvents: ['Killing'],
  },
  {
    what: 'readiness: ready while the file is there',
    kubernetes: ['1.36'],
    pod: `{containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, 'sleep 5; touch /ok; sleep 10; rm /ok; sleep 3600'], readinessProbe: {exec: {command: [test, -e, /ok]}, periodSeconds: 1, failureThreshold: 2}}]}`,
    forSeconds: 30,
    toleranceSeconds: 1.5,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', '0.6 Running 0/1 0', '6 Running 1/1 0', '17 Running 0/1 0'],
  },
  {
    what: 'startup: liveness waits for it, and READY follows at once',
    kubernetes: ['1.36'],
    pod: `{containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, 'sleep 7; touch /up; sleep 3600'], startupProbe: {exec: {command: [test, -e, /up]}, periodSeconds: 2, failureThreshold: 10}, livenessProbe: {exec: {command: [test, -e, /up]}, periodSeconds: 1, failureThreshold: 1}}]}`,
    forSeconds: 30,
    toleranceSeconds: 2.2,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', '0.6 Running 0/1 0', '8.4 Running 1/1 0'],
  },
  {
    what: 'startup: in 1.20 without a readiness probe READY waits for the resync',
    kubernetes: ['1.20'],
    pod: `{containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, 'sleep 3600'], startupProbe: {exec: {command: ['true']}, periodSeconds: 2}}]}`,
    forSeconds: 110,
    toleranceSeconds: 16,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'Running 0/1 0', '77 Running 1/1 0'],
  },
  {
    what: 'images: a policy of Never without the image',
    pod: `{containers: [{name: c, image: 'busybox:9.9-absent', imagePullPolicy: Never}]}`,
    forSeconds: 10,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'ErrImageNeverPull 0/1 0'],
  },
  {
    what: 'images: a name that is none',
    pod: `{containers: [{name: c, image: 'Busybox:@bad'}]}`,
    forSeconds: 10,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'InvalidImageName 0/1 0'],
  },
  {
    what: 'configuration: heals when the ConfigMap appears',
    pod: `{containers: [{name: c, image: 'busybox:1.28', command: [sleep, '3600'], envFrom: [{configMapRef: {name: settings}}]}]}`,
    acts: [[20, (node) => node.create('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: b}')]],
    forSeconds: 40,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'CreateContainerConfigError 0/1 0', 'Running 1/1 0'],
    events: ['Failed Error: configmap "settings" not found'],
  },
  {
    what: 'sidecars: start in their turn, and stop last',
    kubernetes: ['1.36'],
    pod: `{terminationGracePeriodSeconds: 20, initContainers: [{name: s, image: 'busybox:1.28', restartPolicy: Always, command: [sh, -c, '${GRACEFUL}']}], containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, 'trap "sleep 3; exit 0" TERM; while :; do sleep 0.1; done']}]}`,
    acts: [[10, remove()]],
    forSeconds: 20,
    rows: [
      'Pending 0/1 0',
      'Init:0/1 0/1 0',
      'PodInitializing 0/1 0',
      'Running 1/1 0',
      '10 Terminating 1/1 0',
      '13.4 Completed 0/1 0',
      '14 gone',
    ],
  },
  {
    what: 'activeDeadlineSeconds: Failed when the containers have ended',
    kubernetes: ['1.36'],
    pod: one('trap "" TERM; sleep 3600', 'terminationGracePeriodSeconds: 3, activeDeadlineSeconds: 10,'),
    forSeconds: 30,
    toleranceSeconds: 2.2,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'Running 1/1 0', '14 Error 0/1 0'],
    events: ['DeadlineExceeded'],
  },
  {
    what: 'the sandbox dies: init containers run again',
    kubernetes: ['1.36'],
    pod: `{initContainers: [{name: i, image: 'busybox:1.28', command: [sleep, '2']}], containers: [${sh(GRACEFUL)}]}`,
    acts: [[10, (node) => node.node.runtime.killSandbox(node.pod('p')?.metadata.uid ?? '')]],
    forSeconds: 30,
    rows: [
      'Pending 0/1 0',
      'Init:0/1 0/1 0',
      'PodInitializing 0/1 0',
      'Running 1/1 0',
      'Init:0/1 0/1 0',
      'Running 1/1 1',
    ],
    events: ['SandboxChanged'],
  },
  {
    what: 'the kubelet restarts: containers run on, READY stays',
    kubernetes: ['1.36'],
    pod: `{containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, '${GRACEFUL}'], readinessProbe: {exec: {command: ['true']}}}]}`,
    acts: [
      [10, (node) => node.node.stop()],
      [20, (node) => node.node.start()],
    ],
    forSeconds: 60,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'Running 0/1 0', 'Running 1/1 0'],
  },
  {
    what: 'the machine reboots: everything is started again',
    kubernetes: ['1.36'],
    pod: one(FOREVER),
    acts: [[10, (node) => node.node.reboot()]],
    forSeconds: 40,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'Running 1/1 0', 'Unknown 0/1 0', 'Running 1/1 1'],
  },
  {
    what: 'eviction: Failed with reason Evicted, when nothing runs any more',
    kubernetes: ['1.36'],
    pod: one('trap "" TERM; sleep 3600'),
    acts: [
      [
        10,
        (node) =>
          node.node.evictPod(node.pod('p')!, { reason: 'Evicted', message: 'The node was low on resource: memory. ' }),
      ],
    ],
    forSeconds: 30,
    rows: ['Pending 0/1 0', 'ContainerCreating 0/1 0', 'Running 1/1 0', '12.5 Error 0/1 0'],
    toleranceSeconds: 2,
    events: ['Evicted The node was low on resource: memory.'],
  },
  {
    what: 'admission: more than the node has',
    pod: `{containers: [{name: c, image: 'busybox:1.28', resources: {requests: {cpu: '64'}}}]}`,
    forSeconds: 10,
    rows: ['Pending 0/1 0', 'OutOfcpu 0/1 0'],
    events: ['OutOfcpu'],
  },
];

describe('the kubelet tells', () => {
  for (const story of STORIES) {
    for (const kubernetes of story.kubernetes ?? ['1.20', '1.27', '1.36']) {
      it(`${story.what} (${kubernetes})`, () => {
        const node = play(story, kubernetes);
        compare(node.timed('p'), story);
        for (const event of story.events ?? []) expect(node.events('p').join('\n')).to.include(event);
        for (const event of story.noEvents ?? []) expect(node.events('p').join('\n')).not.to.include(event);
      });
    }
  }
});

function play(story: Story, kubernetes: string): OneNode {
  const node = new OneNode({ kubernetes, seed: 7 });
  node.create(`apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: ${story.pod}`);
  let seconds = 0;
  for (const [atSeconds, act] of story.acts ?? []) {
    node.pass(atSeconds - seconds);
    seconds = atSeconds;
    act(node);
  }
  node.pass(story.forSeconds - seconds);
  return node;
}

/** Rows that live for less than a second may be missing on either side: whether they are seen is chance. */
function compare(seen: readonly string[], { rows, toleranceSeconds = 1.2 }: Story): void {
  const times = seen.map((row) => Number(row.split(' ')[0]));
  const texts = seen.map((row) => row.replace(/^[\d.]+ /, ''));
  let at = 0;
  for (const wanted of rows) {
    const [, seconds, text = ''] = /^(?:([\d.]+) )?(.*)$/.exec(wanted) ?? [];
    while (texts[at] !== text && (times[at + 1] ?? Number.POSITIVE_INFINITY) - (times[at] ?? 0) < 1.3) at++;
    expect(texts[at], `in ${JSON.stringify(seen)}`).to.equal(text);
    if (seconds !== undefined) {
      expect(times[at], `${text} in ${JSON.stringify(seen)}`).to.be.closeTo(Number(seconds), toleranceSeconds);
    }
    at++;
  }
  const rest = seen
    .slice(at)
    .filter((_, i) => (times[at + i + 1] ?? Number.POSITIVE_INFINITY) - (times[at + i] ?? 0) >= 1.3);
  expect(rest, `more than told in ${JSON.stringify(seen)}`).to.deep.equal([]);
}
