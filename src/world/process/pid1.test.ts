import { expect } from 'chai';
import { TestContainer } from '../testing';
import type { SignalName } from './signals';

type ShellName = 'sh' | 'bash' | 'dash';

/** What PID 1 is ten virtual milliseconds after `sh -c script` was started. */
function pidOne(shell: ShellName, script: string): string {
  const container = new TestContainer(shell === 'sh' ? 'busybox' : 'debian');
  const proc = container.start([shell, '-c', script]);
  container.kernel.runUntil(10);
  return proc.argv[0] === shell ? 'shell' : proc.argv[0]!;
}

/** The exit code and time after SIGTERM (or another) at 10 s and SIGKILL at 40 s, both from outside. */
function stop(
  shell: ShellName,
  script: string,
  signal: SignalName = 'TERM',
): { code: number; atMs: number; stdout: string } {
  const container = new TestContainer(shell === 'sh' ? 'busybox' : 'debian');
  const proc = container.start([shell, '-c', script]);
  container.kernel.at(10_000, () => proc.signal(signal, { outside: true }));
  container.kernel.at(40_000, () => proc.signal('KILL', { outside: true }));
  let atMs = 0;
  container.kernel.runUntil(100_000, () => {
    atMs = container.kernel.now;
    return proc.ended.isSet;
  });
  return { code: proc.ended.value!.code, atMs, stdout: container.stdout.text };
}

describe('PID 1', () => {
  describe('what it is', () => {
    const table: [script: string, ash: string, bash: string, dash: string][] = [
      ['sleep 60', 'sleep', 'sleep', 'shell'],
      ['echo hi; sleep 60', 'sleep', 'sleep', 'shell'],
      ['true && sleep 60', 'sleep', 'sleep', 'shell'],
      ['sleep 60; echo bye', 'shell', 'shell', 'shell'],
      ['while true; do sleep 1; done', 'shell', 'shell', 'shell'],
      ['sleep 60 | cat', 'shell', 'shell', 'shell'],
      ['trap : TERM; sleep 60', 'shell', 'shell', 'shell'],
      ['if true; then sleep 60; fi', 'sleep', 'shell', 'shell'],
      ['(sleep 60)', 'sleep', 'shell', 'shell'],
      ['exec sleep 60', 'sleep', 'sleep', 'sleep'],
      ['! sleep 60', 'shell', 'shell', 'shell'],
      ['sleep 60 &  wait', 'shell', 'shell', 'shell'],
    ];
    for (const [script, ash, bash, dash] of table) {
      it(script, () => {
        expect([pidOne('sh', script), pidOne('bash', script), pidOne('dash', script)]).to.deep.equal([ash, bash, dash]);
      });
    }
  });

  describe('how it takes SIGTERM', () => {
    const table: [script: string, code: number, atMs: number, stdout?: string][] = [
      ['sleep 60', 137, 40_000],
      ['while true; do sleep 1; done', 137, 40_000],
      ['trap "exit 0" TERM; sleep 60', 137, 40_000],
      ['trap "exit 0" TERM; sleep 20', 0, 20_001],
      ['trap "exit 0" TERM; while true; do sleep 1; done', 0, 10_010],
      ['trap "exit 0" TERM; sleep 60 & wait', 0, 10_000],
      ['trap "echo x" TERM; sleep 60 & wait; echo $?', 0, 10_000, 'x\n143\n'],
      ['trap "" TERM; sleep 20; echo end', 0, 20_001, 'end\n'],
      ['trap "echo got TERM" TERM; sleep 3600 & while :; do wait $!; done', 137, 40_000, 'got TERM\n'],
      ['trap "echo c; sleep 3; exit 1" TERM; while :; do sleep 3600 & wait $!; done', 1, 13_001, 'c\n'],
    ];
    for (const [script, code, atMs, stdout = ''] of table) {
      it(script, () => {
        for (const shell of ['sh', 'bash', 'dash'] as const) {
          expect(stop(shell, script), shell).to.deep.equal({ code, atMs, stdout });
        }
      });
    }
  });

  describe('how it takes SIGINT', () => {
    const table: [script: string, code: number, atMs: number, stdout?: string][] = [
      ['sleep 20; echo after; sleep 1', 130, 20_001],
      ['sleep 60 & wait', 130, 10_000],
      ['while :; do sleep 1; done', 130, 10_010],
      ['trap "exit 3" TERM; while :; do sleep 1; done', 130, 10_010],
      ['trap "exit 4" INT; trap - INT; while :; do sleep 1; done', 130, 10_010],
      ['trap "echo bye" EXIT; while :; do sleep 1; done', 130, 10_010, 'bye\n'],
      ['trap "exit 4" INT; while :; do sleep 1; done', 4, 10_010],
      ['trap "" INT; sleep 20; echo end', 0, 20_001, 'end\n'],
    ];
    for (const [script, code, atMs, stdout = ''] of table) {
      it(script, () => {
        for (const shell of ['sh', 'dash'] as const) {
          expect(stop(shell, script, 'INT'), shell).to.deep.equal({ code, atMs, stdout });
        }
      });
    }

    it('is ignored by bash, and by what is not a shell any more', () => {
      expect(stop('bash', 'while :; do sleep 1; done', 'INT').code).to.equal(137);
      expect(stop('sh', 'sleep 60', 'INT').code).to.equal(137);
    });
  });

  it('runs the EXIT trap of bash on SIGTERM and ends with 143, not that of the others', () => {
    const script = 'trap "echo bye" EXIT; sleep 20; echo after';
    expect(stop('bash', script)).to.deep.equal({ code: 143, atMs: 10_000, stdout: 'bye\n' });
    expect(stop('sh', script)).to.deep.equal({ code: 0, atMs: 20_001, stdout: 'after\nbye\n' });
    expect(stop('bash', 'trap "echo bye" EXIT; sleep 20 & wait')).to.deep.equal({
      code: 143,
      atMs: 10_000,
      stdout: 'bye\n',
    });
  });

  it('is not killed from inside, not even by SIGKILL', () => {
    const container = new TestContainer();
    const proc = container.start(['sh', '-c', 'kill -9 1; sleep 1; kill -TERM $$; echo alive; sleep 5; exit 4']);
    container.kernel.runUntil(60_000, () => proc.ended.isSet);
    expect(proc.ended.value).to.deep.equal({ code: 4 });
    expect(container.stdout.text).to.equal('alive\n');
  });

  it('takes everything with it', () => {
    const container = new TestContainer();
    container.start(['sh', '-c', 'sleep 100 & (sleep 200; echo never) & sleep 1']);
    container.kernel.runUntil(500);
    expect(container.namespace.list().map((proc) => proc.argv[0])).to.deep.equal(['sleep', 'sleep', 'sh', 'sleep']);
    container.kernel.runUntil(300_000);
    expect(container.namespace.list()).to.deep.equal([]);
    expect(container.stdout.text).to.equal('');
  });

  it('is an ordinary process where somebody else is PID 1', () => {
    const container = new TestContainer();
    container.start(['sleep', 'infinity']);
    const proc = container.start(['sleep', '60']);
    container.kernel.at(5, () => proc.signal('TERM', { outside: true }));
    container.kernel.runUntil(100, () => proc.ended.isSet);
    expect(proc.ended.value).to.deep.equal({ code: 143, signal: 'TERM' });
  });

  it('adopts orphans', () => {
    const container = new TestContainer();
    container.start(['sh', '-c', 'sh -c "sleep 50 & echo" ; sleep 100']);
    container.kernel.runUntil(1000);
    const orphan = container.namespace.list().find((proc) => proc.argv[1] === '50');
    expect(orphan?.parent?.pid).to.equal(1);
  });
});
