import { expect } from 'chai';
import { Release } from '../../api/index';
import type { ContainerState, ContainerStatus, Pod } from '../../api/types/index';
import { Kernel } from '../../kernel/index';
import { podConditions } from './podConditions';

const STATES = {
  waiting: { state: { waiting: {} } },
  running: { state: { running: { startedAt: '' } } },
  ended: { state: { terminated: { exitCode: 255 } } },
  'in back-off': { state: { waiting: {} }, lastState: { terminated: { exitCode: 1 } } },
} as const satisfies Record<string, { state: ContainerState; lastState?: ContainerState }>;

const statusOf = (name: string, of: keyof typeof STATES): ContainerStatus => ({
  name,
  ready: false,
  restartCount: 0,
  image: '',
  imageID: '',
  ...STATES[of],
});

describe('the condition Initialized while an init container runs again', () => {
  const rows: readonly (readonly [app: keyof typeof STATES, before: boolean, release: string, is: 'True' | 'False'])[] =
    [
      ['ended', true, '1.27', 'False'],
      ['ended', true, '1.28', 'True'],
      ['ended', false, '1.36', 'True'],
      ['in back-off', true, '1.35', 'False'],
      ['in back-off', true, '1.36', 'True'],
      ['waiting', true, '1.35', 'False'],
      ['waiting', true, '1.36', 'True'],
      ['waiting', false, '1.36', 'False'],
    ];
  for (const [app, wasInitialized, version, expected] of rows) {
    it(`is ${expected} in ${version} with an app that is ${app}${wasInitialized ? '' : ', not initialized yet'}`, () => {
      const pod: Pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { initContainers: [{ name: 'i' }], containers: [{ name: 'a' }] },
      };
      const conditions = podConditions({
        pod,
        release: Release.of(version),
        kernel: new Kernel(),
        phase: 'Running',
        containerStatuses: [statusOf('a', app)],
        initContainerStatuses: [statusOf('i', 'running')],
        sandboxReady: true,
        wasInitialized,
      });
      expect(conditions.find(({ type }) => type === 'Initialized')?.status).to.equal(expected);
    });
  }
});
