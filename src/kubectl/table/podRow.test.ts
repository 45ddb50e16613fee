import { expect } from 'chai';
import { type Container, type ContainerStatus, type Pod, Release } from '../../api';
import { podRow } from './podRow';

const NOW = '2026-11-21T00:01:12Z';
const AT_MS = 1_795_219_272_000;
const STARTED = '2026-11-21T00:00:00Z';

function status(name: string, state: ContainerStatus['state'], more: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name, state, ready: false, restartCount: 0, image: 'i', imageID: '', ...more };
}
const running = (name: string, more: Partial<ContainerStatus> = {}) =>
  status(name, { running: { startedAt: STARTED } }, { ready: true, ...more });
const waiting = (name: string, reason: string, more: Partial<ContainerStatus> = {}) =>
  status(name, { waiting: { reason } }, more);
const ended = (
  name: string,
  exitCode: number,
  more: { reason?: string; signal?: number } = {},
  rest: Partial<ContainerStatus> = {},
) => status(name, { terminated: { exitCode, ...more } }, rest);
const ago = (finishedAt: string) => ({ lastState: { terminated: { exitCode: 1, finishedAt } } });

interface Given {
  phase?: NonNullable<Pod['status']>['phase'];
  reason?: string;
  names?: string[];
  init?: (string | Container)[];
  containers?: ContainerStatus[];
  inits?: ContainerStatus[];
  conditions?: { type: string; status: 'True' | 'False'; reason?: string }[];
  deleting?: boolean;
}

function pod(given: Given): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...(given.deleting ? { deletionTimestamp: NOW } : {}) },
    spec: {
      containers: (given.names ?? ['a']).map((name) => ({ name })),
      initContainers: (given.init ?? []).map((init) => (typeof init === 'string' ? { name: init } : init)),
    },
    status: {
      phase: given.phase ?? 'Running',
      ...(given.reason ? { reason: given.reason } : {}),
      ...(given.conditions ? { conditions: given.conditions } : {}),
      initContainerStatuses: given.inits ?? [],
      containerStatuses: given.containers ?? [],
    },
  };
}

const sidecar: Container = { name: 's', restartPolicy: 'Always' };
const CASES: [title: string, release: string, given: Given, row: string][] = [
  ['without statuses the phase shows', '1.36', { phase: 'Pending' }, '0/1 Pending 0'],
  ['status.reason goes before the phase', '1.36', { phase: 'Failed', reason: 'Evicted' }, '0/1 Evicted 0'],
  [
    'a gate goes before both',
    '1.36',
    { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] },
    '0/1 SchedulingGated 0',
  ],
  [
    'waiting shows its reason',
    '1.36',
    { phase: 'Pending', containers: [waiting('a', 'ImagePullBackOff')] },
    '0/1 ImagePullBackOff 0',
  ],
  [
    'the first container that does not run decides',
    '1.36',
    {
      names: ['a', 'b', 'c'],
      containers: [running('a'), waiting('b', 'CrashLoopBackOff'), ended('c', 1, { reason: 'Error' })],
    },
    '1/3 CrashLoopBackOff 0',
  ],
  ['running but not ready is not counted', '1.36', { containers: [running('a', { ready: false })] }, '0/1 Running 0'],
  ['ended without a reason: exit code', '1.36', { containers: [ended('a', 3)] }, '0/1 ExitCode:3 0'],
  ['ended without a reason: signal', '1.36', { containers: [ended('a', 137, { signal: 9 })] }, '0/1 Signal:9 0'],
  [
    'restarts with their age',
    '1.36',
    { containers: [running('a', { restartCount: 3, ...ago(STARTED) })] },
    '1/1 Running 3 (72s ago)',
  ],
  ['… from 1.22 on', '1.21', { containers: [running('a', { restartCount: 3, ...ago(STARTED) })] }, '1/1 Running 3'],
  [
    'one completed, one runs and the pod is ready',
    '1.36',
    {
      names: ['a', 'b'],
      containers: [running('a'), ended('b', 0, { reason: 'Completed' })],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
    '1/2 Running 0',
  ],
  [
    'one completed, one runs, not ready',
    '1.36',
    { names: ['a', 'b'], containers: [running('a'), ended('b', 0, { reason: 'Completed' })] },
    '1/2 NotReady 0',
  ],
  [
    'an error is hidden behind Completed up to 1.34',
    '1.34',
    {
      phase: 'Failed',
      names: ['a', 'b'],
      containers: [ended('a', 0, { reason: 'Completed' }), ended('b', 1, { reason: 'Error' })],
    },
    '0/2 Completed 0',
  ],
  [
    '… and preferred from 1.35 on',
    '1.35',
    {
      phase: 'Failed',
      names: ['a', 'b'],
      containers: [ended('a', 0, { reason: 'Completed' }), ended('b', 1, { reason: 'Error' })],
    },
    '0/2 Error 0',
  ],
  [
    'init: the first that has not ended',
    '1.36',
    {
      phase: 'Pending',
      init: ['i', 'j'],
      inits: [ended('i', 0), waiting('j', 'PodInitializing')],
      containers: [waiting('a', 'PodInitializing')],
    },
    '0/1 Init:1/2 0',
  ],
  [
    'init: its error',
    '1.36',
    {
      phase: 'Pending',
      init: ['i'],
      inits: [ended('i', 1, { reason: 'Error' })],
      containers: [waiting('a', 'PodInitializing')],
    },
    '0/1 Init:Error 0',
  ],
  [
    'init: exit code and signal',
    '1.36',
    { phase: 'Pending', init: ['i'], inits: [ended('i', 137, { signal: 9 })] },
    '0/1 Init:Signal:9 0',
  ],
  [
    'init: back-off and its restarts',
    '1.36',
    { phase: 'Pending', init: ['i'], inits: [waiting('i', 'CrashLoopBackOff', { restartCount: 2, ...ago(STARTED) })] },
    '0/1 Init:CrashLoopBackOff 2 (72s ago)',
  ],
  [
    'init restarts are forgotten afterwards',
    '1.36',
    { init: ['i'], inits: [ended('i', 0, {}, { restartCount: 2 })], containers: [running('a')] },
    '1/1 Running 0',
  ],
  [
    'a sidecar counts in READY',
    '1.36',
    { init: [sidecar], inits: [running('s', { started: true, restartCount: 1 })], containers: [running('a')] },
    '2/2 Running 1',
  ],
  [
    'a sidecar that has not started holds the others',
    '1.36',
    {
      phase: 'Pending',
      init: [sidecar, 'i'],
      inits: [running('s', { started: false, ready: false }), waiting('i', 'PodInitializing')],
    },
    '0/2 Init:0/2 0',
  ],
  ['deletion hides a running pod', '1.36', { deleting: true, containers: [running('a')] }, '1/1 Terminating 0'],
  [
    'deletion shows how a pod ended from 1.31 on',
    '1.31',
    { deleting: true, phase: 'Succeeded', containers: [ended('a', 0, { reason: 'Completed' })] },
    '0/1 Completed 0',
  ],
  [
    '… and hides it before',
    '1.30',
    { deleting: true, phase: 'Succeeded', containers: [ended('a', 0, { reason: 'Completed' })] },
    '0/1 Terminating 0',
  ],
  [
    'a lost node makes it Unknown',
    '1.36',
    { deleting: true, reason: 'NodeLost', containers: [running('a')] },
    '1/1 Unknown 0',
  ],
];

describe('kubectl/table podRow', () => {
  for (const [title, release, given, expected] of CASES) {
    it(`${title} (${release})`, () => {
      const { ready, status: word, restarts } = podRow(pod(given), AT_MS, Release.of(release));
      expect(`${ready} ${word} ${restarts}`).to.equal(expected);
    });
  }
});
