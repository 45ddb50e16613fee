import { expect } from 'chai';
import { Release } from '../../api/index';
import type { ContainerState, ContainerStatus, Pod } from '../../api/types/index';
import type { RuntimeContainer } from '../runtime/types';
import { containerStatuses, type StatusInput } from './containerStatuses';
import { ReasonCache } from './reasonCache';
import { NodeResourceStates } from './resize/index';
import { emptyStatus } from './runtimeStatus';

const RUNNING: ContainerState = { running: { startedAt: '2026-01-05T09:01:00Z' } };
const ENDED: ContainerState = { terminated: { exitCode: 7, reason: 'Error', startedAt: null, finishedAt: null } };

function told(
  release: string,
  old: ContainerStatus,
  options: { deleted?: boolean; now?: Partial<RuntimeContainer> },
): string {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', uid: 'u', ...(options.deleted && { deletionTimestamp: '2026-01-05T09:02:00Z' }) },
    spec: { containers: [{ name: 'app', image: 'app:1' }] },
  } as Pod;
  const api = { wallMs: () => 0, kernel: { now: 0 } };
  const resources = new NodeResourceStates();
  const context = {
    release: Release.of(release),
    api,
    kernel: api.kernel,
    resources,
  } as unknown as StatusInput['context'];
  const now = options.now
    ? [{ name: 'app', id: 'new', image: 'app:1', imageId: '', createdAtMs: 0, ...options.now }]
    : [];
  const status = { ...emptyStatus('u', 0), containers: now as RuntimeContainer[] };
  const input: StatusInput = { context, pod, status, reasons: new ReasonCache() };
  const [first] = containerStatuses(input, pod.spec.containers, [old], { init: false });
  const { reason, exitCode } = first?.lastState?.terminated ?? {};
  return `${Object.keys(first?.state ?? {})} ${first?.restartCount} ${reason ?? '-'} ${exitCode ?? '-'}`;
}

describe('containers that the runtime has lost', () => {
  const was = (state: ContainerState, restartCount: number, lastState: ContainerState = {}): ContainerStatus => ({
    name: 'app',
    containerID: 'containerd://old',
    state,
    lastState,
    restartCount,
    ready: false,
    image: 'app:1',
    imageID: '',
  });
  const anew = { state: 'running', attempt: 0, startedAtMs: 0 } as const;
  const rows: [
    what: string,
    release: string,
    old: ContainerStatus,
    options: Parameters<typeof told>[2],
    told: string,
  ][] = [
    ['one that ran', '1.36', was(RUNNING, 2), {}, 'waiting 3 ContainerStatusUnknown 137'],
    ['one that ran', '1.22', was(RUNNING, 2), {}, 'waiting 3 ContainerStatusUnknown 137'],
    ['one that ran', '1.21', was(RUNNING, 2), {}, 'waiting 2 - -'],
    [
      'one that ran, in a deleted pod',
      '1.36',
      was(RUNNING, 2),
      { deleted: true },
      'waiting 2 ContainerStatusUnknown 137',
    ],
    [
      'one that ran, in a deleted pod',
      '1.21',
      was(RUNNING, 2),
      { deleted: true },
      'waiting 2 ContainerStatusUnknown 137',
    ],
    ['one that had ended, and runs anew', '1.36', was(ENDED, 2), { now: anew }, 'running 3 Error 7'],
    ['one that had ended, and runs anew', '1.35', was(ENDED, 2), { now: anew }, 'running 0 - -'],
    ['an end before the last', '1.36', was(RUNNING, 3, ENDED), { now: anew }, 'running 3 Error 7'],
    ['an end before the last', '1.35', was(RUNNING, 3, ENDED), { now: anew }, 'running 0 - -'],
  ];
  for (const [what, release, old, options, expected] of rows) {
    it(`${what}, ${release}`, () => expect(told(release, old, options)).to.equal(expected));
  }
});
