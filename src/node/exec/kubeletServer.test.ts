import { expect } from 'chai';
import { StatusError } from '../../api/errors';
import { Release } from '../../api/release/index';
import type { ContainerState, ContainerStatus, Pod } from '../../api/types/index';
import type { RuntimeContainer } from '../runtime/index';
import { TestRuntime } from '../runtime/testRuntime';
import { KubeletServer } from './kubeletServer';

function server(t: TestRuntime, release = '1.36'): KubeletServer {
  return new KubeletServer({ kernel: t.kernel, release: Release.of(release), runtime: t.runtime });
}

function withStatus(pod: Pod, status: Partial<ContainerStatus>): Pod {
  const full: ContainerStatus = { name: 'c', ready: false, restartCount: 0, image: '', imageID: '', ...status };
  return { ...pod, status: { containerStatuses: [full] } };
}

function terminated(id: string | undefined): ContainerState {
  return { terminated: { exitCode: 1, ...(id && { containerID: `containerd://${id}` }) } };
}

/** A pod whose first instance printed "one" and whose second prints "two". */
function twoInstances(): { t: TestRuntime; pod: Pod; ids: [string, string] } {
  const t = new TestRuntime();
  const pod = t.pod();
  const sandbox = t.sandbox(pod);
  const first = t.start({ command: ['echo', 'one'] }, { pod, sandbox });
  t.pass(100);
  const second = t.start({ command: ['echo', 'two'] }, { pod, sandbox, attempt: 1 });
  t.pass(100);
  return { t, pod, ids: [first, second] };
}

describe('logs', () => {
  const { t, pod, ids } = twoInstances();
  const [first, second] = ids;
  const read: [string, Partial<ContainerStatus>, boolean, string][] = [
    [
      'the running instance',
      { state: { running: { startedAt: '' } }, containerID: `containerd://${second}` },
      false,
      'two',
    ],
    ['the one that has ended', { state: terminated(second) }, false, 'two'],
    ['the previous one', { state: { running: { startedAt: '' } }, lastState: terminated(first) }, true, 'one'],
    [
      'the last one while waiting',
      { state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: terminated(first) },
      false,
      'one',
    ],
  ];
  for (const [what, status, previous, text] of read) {
    it(`of ${what}`, () => {
      expect(
        server(t)
          .logs(withStatus(pod, status), 'c', { previous })
          .map((line) => line.text),
      ).to.deep.equal([text]);
    });
  }

  const refused: [string, Partial<ContainerStatus> | undefined, boolean, string][] = [
    ['c', undefined, false, 'container "c" in pod "p" is not available'],
    ['zz', undefined, false, 'container zz is not valid for pod p'],
    ['c', { state: { running: { startedAt: '' } } }, true, 'previous terminated container "c" in pod "p" not found'],
    ['c', { state: terminated(undefined) }, false, 'container "c" in pod "p" is terminated'],
    [
      'c',
      { state: { waiting: { reason: 'ContainerCreating' } } },
      false,
      'container "c" in pod "p" is waiting to start: ContainerCreating',
    ],
    [
      'c',
      { state: { waiting: { reason: 'ErrImagePull' } } },
      false,
      'container "c" in pod "p" is waiting to start: image can\'t be pulled',
    ],
    [
      'c',
      { state: { waiting: { reason: 'ImagePullBackOff' } } },
      false,
      'container "c" in pod "p" is waiting to start: trying and failing to pull image',
    ],
    ['c', { state: { waiting: {} } }, false, 'container "c" in pod "p" is waiting to start - no logs yet'],
  ];
  for (const [container, status, previous, message] of refused) {
    it(`are refused: ${message}`, () => {
      const asked = status ? withStatus(pod, status) : pod;
      expect(() => server(t).logs(asked, container, { previous }))
        .to.throw(StatusError, message)
        .with.property('code', 400);
    });
  }

  it('of an instance that was removed say so', () => {
    const asked = withStatus(pod, { state: terminated('abc') });
    expect(
      server(t)
        .logs(asked, 'c')
        .map((line) => line.text),
    ).to.deep.equal(['unable to retrieve container logs for containerd://abc']);
  });

  it('are cut by lines and time, and followed to the end', () => {
    const w = new TestRuntime();
    const id = w.start({});
    const running = withStatus(w.pod(), { state: { running: { startedAt: '' } }, containerID: `containerd://${id}` });
    w.runtime.instance(id)?.log.write('stdout', 'a\nb\nc\n');
    const texts = (options: object) =>
      server(w)
        .logs(running, 'c', options)
        .map((line) => line.text);
    expect(texts({ tailLines: 2 })).to.deep.equal(['b', 'c']);
    expect(texts({ tailLines: 0 })).to.deep.equal([]);
    expect(texts({ sinceMs: w.kernel.now })).to.deep.equal(['a', 'b', 'c']);
    expect(texts({ sinceMs: w.kernel.now + 1 })).to.deep.equal([]);
    const { lines, ended } = server(w).follow(running, 'c', { tailLines: 1 });
    w.run(w.runtime.stopContainer(id, 30_000));
    expect([lines.poll()?.text, lines.poll()?.text, lines.poll()]).to.deep.equal(['c', 'got TERM', undefined]);
    expect(ended.isSet).to.equal(true);
  });
});

describe('exec and attach', () => {
  function collect() {
    const out = { stdout: '', stderr: '' };
    const stdout = (data: string): void => {
      out.stdout += data;
    };
    const stderr = (data: string): void => {
      out.stderr += data;
    };
    return { out, io: { stdout, stderr } };
  }

  it('runs a command with its streams and exit code', () => {
    const t = new TestRuntime();
    t.start({});
    const { out, io } = collect();
    const session = server(t).exec(t.pod(), 'c', ['fail', '5'], io);
    t.pass(100);
    expect([session.ended.value, out]).to.deep.equal([{ exitCode: 5 }, { stdout: '', stderr: 'it went wrong\n' }]);
  });

  it('has one stream with a terminal', () => {
    const t = new TestRuntime();
    t.start({});
    const { out, io } = collect();
    server(t).exec(t.pod(), 'c', ['fail'], { ...io, tty: true });
    t.pass(100);
    expect(out).to.deep.equal({ stdout: 'it went wrong\n', stderr: '' });
  });

  const missing: [string, RegExp][] = [
    [
      '1.20',
      /^Internal error occurred: error executing command in container: failed to exec .*: executable file not found in \$PATH: unknown$/,
    ],
    [
      '1.36',
      /^Internal error occurred: Internal error occurred: error executing command in container: failed to exec .*: executable file not found in \$PATH$/,
    ],
  ];
  for (const [release, message] of missing) {
    it(`tells about a missing program as ${release} does`, () => {
      const t = new TestRuntime({ release });
      t.start({});
      expect(() => server(t, release).exec(t.pod(), 'c', ['nosuch'], collect().io)).to.throw(StatusError, message);
    });
  }

  it('needs a container that runs', () => {
    const t = new TestRuntime();
    const id = t.start({ command: ['echo'] });
    t.pass(100);
    expect((t.runtime.container(id) as RuntimeContainer).state).to.equal('exited');
    const cases: [act: () => unknown, says: string][] = [
      [() => server(t).exec(t.pod(), 'c', ['echo'], collect().io), 'container not found ("c")'],
      [() => server(t).attach(t.pod(), 'c', collect().io), `container c not found in pod ${t.pod().metadata.name}_`],
      [() => server(t).files(t.pod(), 'c'), 'container not found ("c")'],
    ];
    for (const [act, says] of cases) expect(act).to.throw(StatusError, `unable to upgrade connection: ${says}`);
  });

  it('attaches to no container that is taken apart', () => {
    const t = new TestRuntime();
    const id = t.start({ command: ['echo'] });
    const main = t.runtime.instance(id)?.record.main;
    t.kernel.runUntil(t.kernel.now + 1000, () => main?.isAlive === false);
    t.pass(2);
    expect(() => server(t).attach(t.pod(), 'c', collect().io)).to.throw(
      StatusError,
      `Internal error occurred: error attaching to container: failed to load task: no running task found: task ${id} not found`,
    );
  });

  it('attaches to what the container says from now on, until it ends', () => {
    const t = new TestRuntime();
    const id = t.start({});
    t.runtime.instance(id)?.log.write('stdout', 'before\n');
    const { out, io } = collect();
    const session = server(t).attach(t.pod(), 'c', io);
    t.run(t.runtime.stopContainer(id, 30_000));
    t.pass(10);
    expect([session.ended.isSet, out.stdout]).to.deep.equal([true, 'got TERM\n']);
  });

  it('reads and writes files', () => {
    const t = new TestRuntime();
    t.start({});
    const files = server(t).files(t.pod(), 'c');
    files.writeFile('/new', 'x');
    expect(files.readFile('/new')).to.equal('x');
  });
});
