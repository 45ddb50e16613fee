import { expect } from 'chai';
import type { Container } from '../../api/types/index';
import { FileTree } from '../../world/index';
import { TestRuntime } from './testRuntime';
import { RuntimeError } from './types';

describe('a container of the runtime', () => {
  it('is created, runs, and ends', () => {
    const t = new TestRuntime();
    const id = t.start({ command: ['echo', 'hello'] });
    expect(t.runtime.container(id)).to.include({ state: 'running', createdAtMs: 130, startedAtMs: 150 });
    t.pass(100);
    expect(t.runtime.container(id)).to.include({
      state: 'exited',
      exitCode: 0,
      reason: 'Completed',
      finishedAtMs: 151,
    });
    expect(t.log(id)).to.deep.equal(['hello']);
    expect(t.kernel.journal.all().map((fact) => fact.type)).to.deep.equal([
      'sandbox-started',
      'container-created',
      'container-started',
      'container-exited',
    ]);
    expect(id).to.match(/^[0-9a-f]{64}$/);
    expect(t.runtime.container(id)?.imageId).to.equal(`docker.io/library/test@sha256:${'a'.repeat(64)}`);
  });

  const commands: [string, Partial<Container>, string[]][] = [
    ['the image has', {}, ['server']],
    ['`args` replaces', { args: ['echo', 'a'] }, ['echo', 'a']],
    ['`command` replaces, without the image arguments', { command: ['sleep'] }, ['sleep']],
    ['is expanded from the environment', { command: ['echo', '$(NAME)', '$(NO)'] }, ['echo', 'web', '$(NO)']],
  ];
  for (const [what, container, argv] of commands) {
    it(`runs what ${what}`, () => {
      const t = new TestRuntime();
      const id = t.start(container, { env: { NAME: 'web' } });
      expect(t.runtime.container(id)?.main?.argv).to.deep.equal(argv);
    });
  }

  it('sees image, host name and spec in its environment', () => {
    const t = new TestRuntime();
    const id = t.start({ command: ['env'] }, { env: { FROM_IMAGE: 'no', OWN: '1' } });
    t.pass(10);
    expect(t.log(id)).to.deep.equal([
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'FROM_IMAGE=no',
      'HOSTNAME=p',
      'OWN=1',
      'HOME=/',
    ]);
  });

  it('has the files of its pod, its volumes and its own', () => {
    const t = new TestRuntime();
    const volume = new FileTree();
    volume.addFile('/a/file', 'x');
    const mounts = [{ mountPath: '/data', tree: volume, subPath: '/a', readOnly: true }];
    const id = t.start({ workingDir: '/made' }, { mounts });
    const fs = t.runtime.instance(id)?.fs;
    expect(fs?.readFile('/data/file')).to.equal('x');
    expect(() => fs?.writeFile('/data/file', 'y')).to.throw('Read-only file system');
    expect(fs?.stat('/made').type).to.equal('directory');
    expect(fs?.readFile('/etc/hostname')).to.equal('p\n');
    expect(fs?.readFile('/etc/hosts')).to.match(
      /^# Kubernetes-managed hosts file\.\n127\.0\.0\.1\tlocalhost\n[\s\S]*10\.244\.1\.2\tp\n$/,
    );
    expect(fs?.readFile('/etc/resolv.conf')).to.equal(
      'search dev.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
    );
  });

  it('has a fresh writable layer each time and shares the image', () => {
    const t = new TestRuntime();
    const pod = t.pod();
    const sandbox = t.sandbox(pod);
    const first = t.start({}, { pod, sandbox });
    t.runtime.instance(first)?.fs.writeFile('/mark', '1');
    const second = t.start({}, { pod, sandbox, attempt: 1 });
    expect(t.runtime.instance(second)?.fs.exists('/mark')).to.equal(false);
    expect(t.runtime.podStatus('uid-p').containers.map((c) => c.attempt)).to.deep.equal([1, 0]);
  });

  it('may have a root that cannot be written', () => {
    const t = new TestRuntime();
    const id = t.start({ securityContext: { readOnlyRootFilesystem: true } });
    const fs = t.runtime.instance(id)?.fs;
    expect(() => fs?.writeFile('/x', '')).to.throw('Read-only file system');
    fs?.writeFile('/dev/termination-log', 'bye');
  });

  const users: [Partial<Container>, string | undefined, [number, number]][] = [
    [{}, undefined, [0, 0]],
    [{}, 'web', [101, 102]],
    [{}, '1000:2000', [1000, 2000]],
    [{ securityContext: { runAsUser: 33 } }, 'web', [33, 0]],
    [{ securityContext: { runAsGroup: 7 } }, 'web', [101, 7]],
  ];
  for (const [container, user, [uid, gid]] of users) {
    it(`runs as ${uid}:${gid} with image user ${user} and ${JSON.stringify(container)}`, () => {
      const t = new TestRuntime({ image: user === undefined ? {} : { user } });
      expect(t.runtime.container(t.start(container))?.main).to.include({ uid, gid });
    });
  }

  // Since 1.28 all processes of the container end, not only the one that took too much.
  const greedy: [string, string, number][] = [
    ['greedy', '1.36', 137],
    ['parent', '1.27', 0],
    ['parent', '1.28', 137],
  ];
  for (const [program, release, exitCode] of greedy) {
    it(`that takes too much memory ends as OOMKilled (${program}, ${release}, ${exitCode})`, () => {
      const t = new TestRuntime({ release });
      const id = t.start({ command: [program], resources: { limits: { memory: '64Mi' } } });
      t.pass(2000);
      expect(t.runtime.container(id)).to.include({ exitCode, reason: 'OOMKilled' });
    });
  }
});

/** Since runc 1.2. */
const INIT = 'error during container init: ';

describe('a program that cannot be started', () => {
  const cases: [string, string[], string, number][] = [
    ['1.20', ['nosuch'], 'exec: "nosuch": executable file not found in $PATH: unknown', 127],
    ['1.36', ['nosuch'], 'exec: "nosuch": executable file not found in $PATH', 127],
    ['1.36', ['/no/such'], 'exec: "/no/such": stat /no/such: no such file or directory', 127],
    ['1.36', ['/data.txt'], 'exec: "/data.txt": permission denied', 126],
    ['1.20', ['/etc'], 'exec: "/etc": permission denied: unknown', 126],
    ['1.36', ['/etc'], 'exec: "/etc": is a directory', 126],
  ];
  for (const [release, command, why, code] of cases) {
    it(`leaves a StartError behind (${release}, ${command})`, () => {
      const t = new TestRuntime({ release });
      const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${release === '1.36' ? INIT : ''}${why}`;
      const id = t.create({ command });
      expect(() => t.run(t.runtime.startContainer(id)))
        .to.throw(RuntimeError, message)
        .with.property('reason', 'RunContainerError');
      const instance = t.runtime.container(id);
      expect(instance).to.include({ state: 'exited', exitCode: 128, reason: 'StartError', message });
      expect(instance?.startedAtMs).to.equal(undefined);
    });

    it(`tells whoever execs it (${release}, ${command})`, () => {
      const t = new TestRuntime({ release });
      const id = t.start({});
      const pattern =
        /^(rpc error: code = Unknown desc = )?failed to exec in container: failed to start exec "[0-9a-f]{64}": OCI runtime exec failed: exec failed: unable to start container process: /;
      const io = { stdout: () => {}, stderr: () => {} };
      for (const act of [() => t.run(t.runtime.execSync(id, command)), () => t.runtime.exec(id, command, io)]) {
        let error: unknown;
        try {
          act();
        } catch (caught) {
          error = caught;
        }
        expect(error).to.be.instanceOf(RuntimeError).with.property('exitCode', code);
        expect((error as Error).message.replace(pattern, '')).to.equal(why);
      }
    });
  }

  it('leaves a StartError behind when its sandbox was stopped meanwhile', () => {
    const t = new TestRuntime();
    const sandbox = t.sandbox();
    const id = t.create({}, { sandbox });
    t.run(t.runtime.stopPodSandbox(sandbox.id));
    const message = `sandbox container "${sandbox.id}" is not running`;
    expect(() => t.run(t.runtime.startContainer(id)))
      .to.throw(RuntimeError, message)
      .with.property('reason', 'RunContainerError');
    expect(t.runtime.container(id)).to.include({ state: 'exited', exitCode: 128, reason: 'StartError', message });
  });

  it('is refused already at creation when there is nothing to run', () => {
    const t = new TestRuntime({ image: { cmd: [] } });
    expect(() => t.create({}))
      .to.throw(
        RuntimeError,
        /^failed to generate container "[0-9a-f]{64}" spec: failed to generate spec: no command specified$/,
      )
      .with.property('reason', 'CreateContainerError');
    expect(t.runtime.containers()).to.deep.equal([]);
  });
});

describe('stopping a container', () => {
  const cases: [string, Partial<Container>, { stopSignal?: string }, number, number, number, string[]][] = [
    ['handles its signal', {}, {}, 30_000, 210, 0, ['SIGTERM']],
    ['has its own stop signal', {}, { stopSignal: 'SIGQUIT' }, 30_000, 210, 0, ['SIGQUIT']],
    ['ignores the signal', { command: ['sleep', '600'] }, {}, 5000, 5010, 137, ['SIGTERM', 'SIGKILL']],
    ['gets no time at all', {}, {}, 0, 5, 137, ['SIGKILL']],
  ];
  for (const [what, container, image, timeoutMs, takesMs, exitCode, signals] of cases) {
    it(`that ${what}`, () => {
      const t = new TestRuntime({ image });
      const id = t.start(container);
      t.pass(1000);
      const before = t.kernel.now;
      t.run(t.runtime.stopContainer(id, timeoutMs));
      expect(t.kernel.now - before).to.equal(takesMs);
      expect(t.runtime.container(id)?.exitCode).to.equal(exitCode);
      expect(t.facts('signal-sent').map((fact) => fact.detail['signal'])).to.deep.equal(signals);
    });
  }

  it('that has ended takes no time', () => {
    const t = new TestRuntime();
    const id = t.start({ command: ['echo'] });
    t.pass(100);
    const before = t.kernel.now;
    t.run(t.runtime.stopContainer(id, 30_000));
    expect(t.kernel.now).to.equal(before);
  });

  it('sends the stop signal once, however often it is asked', () => {
    const t = new TestRuntime();
    const id = t.start({ command: ['sleep', '600'] });
    t.kernel.spawn('first', t.runtime.stopContainer(id, 10_000));
    t.pass(1000);
    t.run(t.runtime.stopContainer(id, 2000));
    expect(t.facts('signal-sent').map((fact) => fact.detail['signal'])).to.deep.equal(['SIGTERM', 'SIGKILL']);
  });

  it('gives it two seconds at least, also when two ask at the same time', () => {
    const t = new TestRuntime();
    const id = t.start({ command: ['sleep', '600'] });
    t.kernel.spawn('first', t.runtime.stopContainer(id, 2000));
    t.pass(1);
    t.run(t.runtime.stopContainer(id, 2000));
    const [stop, kill] = t.facts('signal-sent');
    expect(kill?.detail['signal']).to.equal('SIGKILL');
    expect((kill?.t ?? 0) - (stop?.t ?? 0)).to.equal(2000);
  });

  it('lets a program die of SIGTERM where it is not PID 1', () => {
    const t = new TestRuntime();
    const pod = t.pod({ shareProcessNamespace: true });
    const id = t.start({ command: ['sleep', '600'] }, { pod });
    t.run(t.runtime.stopContainer(id, 30_000));
    expect(t.runtime.container(id)).to.include({ exitCode: 143, reason: 'Error', signal: 'SIGTERM' });
  });
});

describe('last words', () => {
  const long = 'x'.repeat(5000);
  const cases: [string, Partial<Container>, string | undefined][] = [
    ['none', { command: ['fail', '3'] }, undefined],
    ['from the file', { command: ['lastwords', '/dev/termination-log', 'why\n'] }, 'why\n'],
    ['from another file', { terminationMessagePath: '/tmp/w', command: ['lastwords', '/tmp/w', 'why'] }, 'why'],
    [
      'the end of a long file',
      { command: ['lastwords', '/dev/termination-log', `${long}end`] },
      `${long}end`.slice(-4096),
    ],
    ['from the log', { terminationMessagePolicy: 'FallbackToLogsOnError', command: ['fail', '3'] }, 'it went wrong\n'],
    [
      'not from the log of a success',
      { terminationMessagePolicy: 'FallbackToLogsOnError', command: ['echo', 'a'] },
      undefined,
    ],
    [
      'the file before the log',
      { terminationMessagePolicy: 'FallbackToLogsOnError', command: ['lastwords', '/dev/termination-log', 'file'] },
      'file',
    ],
  ];
  for (const [what, container, message] of cases) {
    it(what, () => {
      const t = new TestRuntime();
      const id = t.start(container);
      t.pass(100);
      expect(t.runtime.container(id)?.message).to.equal(message);
    });
  }

  it('share 12 KiB among the containers of a pod', () => {
    const t = new TestRuntime();
    const pod = t.pod({ containers: Array.from({ length: 6 }, (_, i) => ({ name: `c${i}` })) });
    const id = t.start({ command: ['lastwords', '/dev/termination-log', long] }, { pod });
    t.pass(100);
    expect(t.runtime.container(id)?.message).to.have.length(2048);
  });
});

describe('a command in a container', () => {
  it('returns exit code and output', () => {
    const t = new TestRuntime();
    const id = t.start({});
    expect(t.run(t.runtime.execSync(id, ['fail', '7']))).to.deep.equal({
      exitCode: 7,
      stdout: '',
      stderr: 'it went wrong\n',
    });
  });

  it('is killed when its time is up', () => {
    const t = new TestRuntime();
    const id = t.start({});
    const before = t.kernel.now;
    expect(t.run(t.runtime.execSync(id, ['sleep', '60'], 1000))).to.equal('timeout');
    expect(t.kernel.now - before).to.equal(1010);
    expect(t.runtime.container(id)?.main?.namespace.list()).to.have.length(1);
  });

  it('ends with 137 when the container dies', () => {
    for (const shareProcessNamespace of [false, true]) {
      const t = new TestRuntime();
      const id = t.start({}, { pod: t.pod({ shareProcessNamespace }) });
      const session = t.runtime.exec(id, ['sleep', '60'], { stdout: () => {}, stderr: () => {} });
      t.run(t.runtime.stopContainer(id, 30_000));
      expect(session.ended.value).to.deep.equal({ exitCode: 137 });
    }
  });

  const refusals = [
    ['1.30', 0, '', /^failed to create exec "[0-9a-f]{64}": cannot exec in a stopped state: unknown$/],
    ['1.36', 0, '', /^failed to create exec "[0-9a-f]{64}": cannot exec in a stopped state$/],
    ['1.30', 2, 'NotFound', /^failed to load task: no running task found: task [0-9a-f]{64} not found: not found$/],
    ['1.36', 2, 'NotFound', /^failed to load task: no running task found: task [0-9a-f]{64} not found$/],
  ] as const;
  for (const [release, afterMs, rpcCode, why] of refusals)
    it(`is refused ${afterMs} ms after the end of the container, which isn't called exited yet (${release})`, () => {
      const t = new TestRuntime({ release });
      const id = t.start({ command: ['echo'] });
      const main = t.runtime.instance(id)?.record.main;
      t.kernel.runUntil(t.kernel.now + 1000, () => main?.isAlive === false);
      t.pass(afterMs);
      expect(t.runtime.container(id)?.state).to.equal('running');
      const says = `failed to exec in container: ${why.source.slice(1)}`;
      const stream = { stdout: () => {}, stderr: () => {} };
      expect(() => t.runtime.exec(id, ['sleep', '60'], stream)).to.throw(RuntimeError, new RegExp(`^${says}`));
      expect(main?.namespace.list()).to.deep.equal([]);
      if (!rpcCode) return;
      t.kernel.latencies.set('execStart', 0);
      const rpc = new RegExp(`^rpc error: code = ${rpcCode} desc = ${says}`);
      expect(() => t.run(t.runtime.execSync(id, ['echo']))).to.throw(RuntimeError, rpc);
    });

  it('is refused when the container does not run', () => {
    const t = new TestRuntime();
    const id = t.create({});
    expect(() => t.run(t.runtime.execSync(id, ['echo']))).to.throw(
      RuntimeError,
      'rpc error: code = Unknown desc = failed to exec in container: container is in CONTAINER_CREATED state',
    );
  });
});

describe('a node that loses power', () => {
  it('finds its containers as exited with 255', () => {
    const t = new TestRuntime();
    const running = t.start({ command: ['sleep', '600'] });
    t.runtime.reboot();
    t.pass(100);
    expect(t.runtime.container(running)).to.include({ state: 'exited', exitCode: 255, reason: 'Unknown' });
    expect(t.runtime.podStatus('uid-p').sandboxes[0]?.state).to.equal('notready');
    expect(t.facts('container-exited')).to.have.length(1);
  });
});
