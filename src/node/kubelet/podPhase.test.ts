import { expect } from 'chai';
import { Release } from '../../api/index';
import type { Container, ContainerStatus, Pod, PodPhase, RestartPolicy } from '../../api/types/index';
import { podPhase } from './podPhase';

/** `name:state[<last]`, state = running, waiting or an exit code. */
type Row = readonly [
  policy: RestartPolicy,
  statuses: string,
  phase: PodPhase,
  how?: 'final' | 'new sandbox' | '',
  release?: string,
];

const ROWS: readonly Row[] = [
  ['Always', 'a:waiting', 'Pending'],
  ['Always', 'a:running', 'Running'],
  ['Always', 'a:1', 'Running'],
  ['Always', 'a:0', 'Running'],
  ['Always', 'a:waiting<1', 'Running'],
  ['Always', 'a:running b:waiting', 'Pending'],
  ['Always', 'a:running b:waiting<1', 'Running'],
  ['OnFailure', 'a:0', 'Succeeded'],
  ['OnFailure', 'a:1', 'Running'],
  ['OnFailure', 'a:0 b:1', 'Running'],
  ['Never', 'a:0', 'Succeeded'],
  ['Never', 'a:1', 'Failed'],
  ['Never', 'a:0 b:1', 'Failed'],
  ['Never', 'a:0 b:running', 'Running'],
  ['Always', 'i:running a:waiting', 'Pending'],
  ['Always', 'i:1 a:waiting', 'Pending'],
  ['Always', 'i:waiting<1 a:waiting', 'Pending'],
  ['Never', 'i:1 a:waiting', 'Failed'],
  ['OnFailure', 'i:1 a:waiting', 'Pending'],
  ['Always', 'i:0 a:running', 'Running'],
  ['Never', 's:running a:0', 'Running'],
  ['Never', 's:137 a:0', 'Succeeded'],
  ['Never', 's:0 a:1', 'Failed'],
  ['Always', 's:waiting a:waiting', 'Pending'],
  ['Always', 'a:0', 'Succeeded', 'final'],
  ['Always', 'a:137', 'Failed', 'final'],
  ['Always', 'a:0 b:143', 'Failed', 'final'],
  ['Always', 'a:137', 'Running', 'final', '1.26'],
  ['Always', 'i:running a:255', 'Pending', 'new sandbox', '1.27'],
  ['Always', 'i:running a:255', 'Running', 'new sandbox', '1.28'],
  ['Always', 'i:running a:255', 'Running', 'new sandbox', '1.31'],
  ['Always', 'i:running a:255', 'Pending', 'new sandbox', '1.32'],
  ['Always', 's:starting a:255', 'Running', 'new sandbox', '1.32'],
  ['Always', 's:starting a:255', 'Pending', 'new sandbox', '1.33'],
  ['Always', 's:starting a:waiting<1', 'Pending', '', '1.32'],
  ['Always', 's:starting a:waiting<1', 'Running', '', '1.33'],
];

describe('podPhase', () => {
  for (const [policy, text, phase, how = '', version = '1.36'] of ROWS) {
    it(`${policy}, ${text}${how && `, ${how}`} in ${version}: ${phase}`, () => {
      const statuses = text.split(' ').map(status);
      const spec = (test: RegExp) => statuses.filter((s) => test.test(s.name)).map(({ name }): Container => ({ name }));
      const init = [...spec(/^i/), ...spec(/^s/).map((c): Container => ({ ...c, restartPolicy: 'Always' }))];
      const pod: Pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { restartPolicy: policy, containers: spec(/^[ab]/), initContainers: init },
      };
      const hasBegun = how !== 'new sandbox' && !/a:waiting(?!<)/.test(text);
      const release = Release.of(version);
      expect(podPhase({ pod, statuses, isFinal: how === 'final', hasBegun, release }).phase).to.equal(phase);
    });
  }
});

function status(text: string): ContainerStatus {
  const [name = '', rest = ''] = text.split(':');
  const [now = '', last] = rest.split('<');
  const ended = (code: string) => ({ terminated: { exitCode: Number(code) } });
  const state =
    now === 'running' || now === 'starting'
      ? { running: { startedAt: '' } }
      : now === 'waiting'
        ? { waiting: {} }
        : ended(now);
  const base = { name, ready: false, restartCount: 0, image: '', imageID: '', started: now === 'running' };
  return { ...base, state, ...(last ? { lastState: ended(last) } : {}) };
}
