import { expect } from 'chai';
import { TestRuntime } from './testRuntime';
import { RuntimeError } from './types';

describe('a sandbox', () => {
  it('gives each pod an address of the node, and reuses it late', () => {
    const t = new TestRuntime();
    const first = t.sandbox(t.pod({}, 'a'));
    const second = t.sandbox(t.pod({}, 'b'));
    expect([first.ip, second.ip]).to.deep.equal(['10.244.1.2', '10.244.1.3']);
    t.run(t.runtime.stopPodSandbox(first.id));
    expect(t.network.hostAt(first.ip)).to.equal(undefined);
    expect(t.sandbox(t.pod({}, 'c')).ip).to.equal('10.244.1.4');
    expect(t.sandbox(t.pod({ hostNetwork: true }, 'd')).ip).to.equal('192.168.66.12');
  });

  it('takes its containers with it when it is stopped', () => {
    const t = new TestRuntime();
    const id = t.start({ command: ['sleep', '600'] });
    const [sandbox] = t.runtime.podStatus('uid-p').sandboxes;
    t.run(t.runtime.stopPodSandbox(sandbox?.id ?? ''));
    expect(t.runtime.container(id)?.exitCode).to.equal(137);
    expect(t.runtime.podStatus('uid-p').sandboxes[0]?.state).to.equal('notready');
    expect(t.facts('sandbox-stopped')).to.have.length(1);
    t.runtime.removePodSandbox(sandbox?.id ?? '');
    expect(t.runtime.podStatus('uid-p')).to.deep.equal({ sandboxes: [], containers: [] });
  });

  for (const [shareProcessNamespace, state] of [
    [false, 'running'],
    [true, 'exited'],
  ] as const) {
    it(`that is killed leaves containers ${state} with shareProcessNamespace ${shareProcessNamespace}`, () => {
      const t = new TestRuntime();
      const id = t.start({}, { pod: t.pod({ shareProcessNamespace }) });
      t.runtime.killSandbox('uid-p');
      t.pass(100);
      expect(t.runtime.podStatus('uid-p').sandboxes[0]?.state).to.equal('notready');
      expect(t.runtime.container(id)?.state).to.equal(state);
    });
  }

  it('shows the processes that share its namespace', () => {
    const t = new TestRuntime();
    const pod = t.pod({ shareProcessNamespace: true });
    const sandbox = t.sandbox(pod);
    t.start({ name: 'a' }, { pod, sandbox });
    const id = t.start({ name: 'b', command: ['pid'] }, { pod, sandbox });
    t.pass(10);
    expect(t.log(id)).to.deep.equal(['1 /pause,2 server,3 pid']);
  });

  it('lets a debugger into the namespace of its target', () => {
    const t = new TestRuntime();
    const pod = t.pod();
    const sandbox = t.sandbox(pod);
    const targetId = t.start({}, { pod, sandbox });
    const id = t.start({ name: 'debug', command: ['pid'] }, { pod, sandbox, kind: 'ephemeral', targetId });
    t.pass(10);
    expect(t.log(id)).to.deep.equal(['1 server,2 pid']);
  });

  it('makes no debugger for a target that has ended', () => {
    const t = new TestRuntime();
    const pod = t.pod();
    const sandbox = t.sandbox(pod);
    const targetId = t.start({}, { pod, sandbox });
    t.run(t.runtime.stopContainer(targetId, 0));
    expect(() => t.create({ name: 'debug' }, { pod, sandbox, kind: 'ephemeral', targetId }))
      .to.throw(
        RuntimeError,
        new RegExp(
          `^failed to generate container "[0-9a-f]{64}" spec: failed to generate spec opts: invalid target container: container "${targetId}" is not running - in state CONTAINER_EXITED$`,
        ),
      )
      .with.property('reason', 'CreateContainerError');
  });
});
