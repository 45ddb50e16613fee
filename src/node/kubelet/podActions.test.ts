import { expect } from 'chai';
import { computePodActions } from './podActions';
import { type Case, input } from './podActions.fixture';

const sidecar = { restartPolicy: 'Always' } as const;

const CASES: readonly Case[] = [
  {
    what: 'a new pod gets a sandbox and all containers',
    sandboxes: [],
    expect: { createSandbox: true, attempt: 0, start: ['a'] },
  },
  {
    what: 'a new pod with init containers starts the first of them',
    sandboxes: [],
    init: [{ name: 'i' }, { name: 'j' }],
    expect: { createSandbox: true, init: ['i'], start: [] },
  },
  { what: 'a running container is left alone', instances: ['a:running'], expect: { killPod: false, start: [] } },
  { what: 'Always: exit 0 is followed by a restart', instances: ['a:0'], expect: { start: ['a'] } },
  {
    what: 'OnFailure: exit 0 ends the pod',
    policy: 'OnFailure',
    instances: ['a:0'],
    expect: { killPod: true, start: [] },
  },
  {
    what: 'OnFailure: exit 3 is followed by a restart',
    policy: 'OnFailure',
    instances: ['a:3'],
    expect: { start: ['a'] },
  },
  { what: 'Never: exit 3 ends the pod', policy: 'Never', instances: ['a:3'], expect: { killPod: true, start: [] } },
  {
    what: 'a container that was created and not started is started again',
    instances: ['a:created'],
    expect: { start: ['a'] },
  },
  {
    what: 'an unknown container is killed first',
    instances: ['a:unknown'],
    expect: { kill: ['Container is in "unknown" state, try killing it before restart'], start: ['a'] },
  },
  { what: 'a deleted pod restarts nothing', instances: ['a:1'], deleted: true, expect: { start: [], killPod: true } },
  {
    what: 'another image restarts the container, whatever the policy',
    policy: 'Never',
    containers: [{ name: 'a', image: 'new' }],
    instances: ['a:running'],
    expect: { kill: ['Container a definition changed, will be restarted'], start: ['a'] },
  },
  {
    what: 'a failed liveness probe',
    instances: ['a:running'],
    liveness: { a: 'failure' },
    expect: { kill: ['Container a failed liveness probe, will be restarted'], start: ['a'] },
  },
  {
    what: 'a failed liveness probe under Never only kills',
    policy: 'Never',
    instances: ['a:running'],
    liveness: { a: 'failure' },
    expect: { kill: ['Container a failed liveness probe'], start: [], killPod: true },
  },
  {
    what: 'a failed startup probe',
    instances: ['a:running'],
    startup: { a: 'failure' },
    expect: { kill: ['Container a failed startup probe, will be restarted'], start: ['a'] },
  },
  {
    what: 'liveness goes before startup',
    instances: ['a:running'],
    liveness: { a: 'failure' },
    startup: { a: 'failure' },
    expect: { kill: ['Container a failed liveness probe, will be restarted'] },
  },

  {
    what: 'init: the one that runs is waited for',
    init: [{ name: 'i' }, { name: 'j' }],
    instances: ['i:running'],
    expect: { init: [], start: [] },
  },
  {
    what: 'init: the next one starts after success',
    init: [{ name: 'i' }, { name: 'j' }],
    instances: ['i:0'],
    expect: { init: ['j'], start: [] },
  },
  {
    what: 'init: after the last one the regular containers start',
    init: [{ name: 'i' }, { name: 'j' }],
    instances: ['j:0', 'i:0'],
    expect: { init: [], start: ['a'] },
  },
  {
    what: 'init: a failure is tried again',
    init: [{ name: 'i' }],
    instances: ['i:1'],
    expect: { init: ['i'], start: [] },
  },
  {
    what: 'init: a failure under Never fails the pod',
    policy: 'Never',
    init: [{ name: 'i' }],
    instances: ['i:1'],
    expect: { killPod: true, init: [], start: [] },
  },
  {
    what: 'init: out of memory is a failure, even with exit code 0',
    policy: 'Never',
    init: [{ name: 'i' }],
    instances: ['i:oom'],
    expect: { killPod: true },
  },
  {
    what: 'init: out of memory with exit code 0 is a success up to 1.22',
    policy: 'Never',
    release: '1.22',
    init: [{ name: 'i' }],
    instances: ['i:oom'],
    expect: { killPod: false, start: ['a'] },
  },
  {
    what: 'init: not looked at again while a regular container runs',
    init: [{ name: 'i' }],
    containers: [{ name: 'a' }, { name: 'b' }],
    instances: ['b:1', 'a:running', 'i:1'],
    expect: { init: [], start: ['b'] },
  },

  {
    what: 'sidecar: running, so the next init container starts',
    init: [{ name: 's', ...sidecar }, { name: 'i' }],
    instances: ['s:running'],
    expect: { init: ['i'] },
  },
  {
    what: 'sidecar: its startup probe holds the next one back',
    init: [{ name: 's', ...sidecar, startupProbe: {} }, { name: 'i' }],
    instances: ['s:running'],
    startup: { s: 'unknown' },
    expect: { init: [] },
  },
  {
    what: 'sidecar: started up',
    init: [{ name: 's', ...sidecar, startupProbe: {} }, { name: 'i' }],
    instances: ['s:running'],
    startup: { s: 'success' },
    expect: { init: ['i'] },
  },
  {
    what: 'sidecar: a failed startup probe',
    init: [{ name: 's', ...sidecar, startupProbe: {} }, { name: 'i' }],
    instances: ['s:running'],
    startup: { s: 'failure' },
    expect: { init: ['s'], kill: ['Init container s failed startup probe'] },
  },
  {
    what: 'sidecar: restarted when it has ended, also with 0 under Never',
    policy: 'Never',
    init: [{ name: 's', ...sidecar }],
    instances: ['a:running', 's:0'],
    expect: { init: ['s'], start: [] },
  },
  {
    what: 'sidecar: restarted beside a failed init container',
    init: [{ name: 's', ...sidecar }, { name: 'i' }],
    instances: ['i:1', 's:1'],
    expect: { init: ['s', 'i'] },
  },
  {
    what: 'sidecar: stopped with the pod when the regular containers are done',
    policy: 'Never',
    init: [{ name: 's', ...sidecar }],
    instances: ['a:0', 's:running'],
    expect: { killPod: true },
  },
  {
    what: 'sidecar: a failed liveness probe',
    init: [{ name: 's', ...sidecar, livenessProbe: {} }],
    instances: ['a:running', 's:running'],
    liveness: { s: 'failure' },
    expect: { init: ['s'], kill: ['Init container s failed liveness probe'] },
  },

  {
    what: 'a lost sandbox is replaced and everything starts',
    sandboxes: ['notready'],
    instances: ['a:137'],
    expect: { killPod: true, createSandbox: true, attempt: 1, start: ['a'] },
  },
  {
    what: 'a lost sandbox runs init containers again',
    sandboxes: ['notready'],
    init: [{ name: 'i' }],
    instances: ['a:137', 'i:0'],
    expect: { createSandbox: true, init: ['i'], start: [] },
  },
  {
    what: 'a lost sandbox ends a pod with Never',
    policy: 'Never',
    sandboxes: ['notready'],
    instances: ['a:137'],
    expect: { killPod: true, createSandbox: false, start: [] },
  },
  {
    what: 'OnFailure: what has succeeded does not run again in a new sandbox',
    policy: 'OnFailure',
    sandboxes: ['notready'],
    containers: [{ name: 'a' }, { name: 'b' }],
    instances: ['b:1', 'a:0'],
    expect: { createSandbox: true, start: ['b'] },
  },
  {
    what: 'OnFailure: all done, no new sandbox',
    policy: 'OnFailure',
    sandboxes: ['notready'],
    instances: ['a:0'],
    expect: { createSandbox: false, killPod: true },
  },
  {
    what: 'two ready sandboxes are one too many',
    sandboxes: ['ready', 'ready'],
    instances: ['a:running'],
    expect: { killPod: true, createSandbox: true, attempt: 2 },
  },

  {
    what: 'rules: a matching code is followed by a restart under Never',
    policy: 'Never',
    containers: [
      {
        name: 'a',
        restartPolicy: 'Never',
        restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
      },
    ],
    instances: ['a:42'],
    expect: { start: ['a'] },
  },
  {
    what: 'rules: another code is not',
    policy: 'Always',
    containers: [
      {
        name: 'a',
        restartPolicy: 'Never',
        restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
      },
    ],
    instances: ['a:41'],
    expect: { start: [], killPod: true },
  },
  {
    what: 'rules: NotIn',
    policy: 'Never',
    containers: [
      {
        name: 'a',
        restartPolicy: 'Never',
        restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'NotIn', values: [0] } }],
      },
    ],
    instances: ['a:7'],
    expect: { start: ['a'] },
  },
  {
    what: 'rules: a release without them asks the pod',
    release: '1.30',
    policy: 'Never',
    containers: [{ name: 'a', restartPolicy: 'Always' }],
    instances: ['a:7'],
    expect: { start: [], killPod: true },
  },
  {
    what: 'rules: RestartAllContainers resets the pod, the one that asked last',
    policy: 'Never',
    init: [{ name: 'i' }],
    containers: [
      {
        name: 'a',
        restartPolicy: 'Never',
        restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [9] } }],
      },
      { name: 'b' },
    ],
    instances: ['b:running', 'a:9', 'i:0'],
    restartAll: true,
    expect: { reset: ['b', 'i', 'a'], killPod: false },
  },
  {
    what: 'resize: a running container gets other resources where it runs',
    instances: ['a:running'],
    resize: 'in-place',
    expect: { resize: ['a'], start: [], kill: [] },
  },
  {
    what: 'resize: or it is restarted',
    policy: 'Never',
    instances: ['a:running'],
    resize: 'restart',
    expect: { resize: [], start: ['a'], kill: ['Container a resize requires restart'] },
  },
];

describe('computePodActions', () => {
  for (const test of CASES) {
    it(test.what, () => {
      const actions = computePodActions(input(test));
      const seen = {
        killPod: actions.killPod,
        createSandbox: actions.createSandbox,
        attempt: actions.attempt,
        init: actions.initToStart.map((c) => c.name),
        start: actions.toStart.map((c) => c.name),
        kill: actions.toKill.map((k) => k.message),
        ephemeral: actions.ephemeralToStart.map((c) => c.name),
        reset: actions.toReset.map((c) => c.name),
        resize: actions.toResize.map((c) => c.name),
      };
      expect(seen).to.deep.include(test.expect);
    });
  }
});
