import { expect } from 'chai';
import { sleep } from '../../kernel';
import { appletPrograms } from '../applets';
import { FileSystem, FileTree } from '../files';
import { Pipe, readAll, readLine, TextOutput } from '../stream';
import { TestContainer } from '../testing';
import { ExecError, exitCodeOfSignal, type Program, ProgramTable, parseSignal, resolveProgram } from './index';

const nothing: Program = function* () {
  return 0;
};

function context(options: { assumed?: boolean } = {}) {
  const tree = new FileTree();
  tree.addProgram('/bin/busybox', 'busybox');
  tree.addLink('/bin/sh', 'busybox');
  tree.addFile('/usr/bin/tool', 'not yet executable');
  tree.addProgram('/usr/local/bin/both', 'both');
  tree.addFile('/bin/script', '#!/bin/sh -e\necho hi\n', { mode: 0o755 });
  tree.addFile('/bin/wrapped', '#! /bin/script\n', { mode: 0o755 });
  tree.addFile('/bin/bare', 'echo hi\n', { mode: 0o755 });
  tree.addFile('/bin/lost', '#!/bin/python\n', { mode: 0o755 });
  tree.addFile('/bin/turns', '#!/bin/turns\n', { mode: 0o755 });
  const programs = new ProgramTable({ busybox: nothing, both: nothing }, nothing);
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin' };
  return { fs: new FileSystem(tree, options), programs, cwd: '/bin', env };
}

describe('from a command line to a program', () => {
  const found: [argv: string[], path: string, argvThen: string[]][] = [
    [['sh', '-c', 'x'], '/bin/sh', ['sh', '-c', 'x']],
    [['/bin/sh'], '/bin/sh', ['/bin/sh']],
    [['./sh'], '/bin/sh', ['./sh']],
    [['both'], '/usr/local/bin/both', ['both']],
    [['script', 'a'], '/bin/sh', ['/bin/sh', '-e', '/bin/script', 'a']],
    [['wrapped', 'a'], '/bin/sh', ['/bin/sh', '-e', '/bin/script', '/bin/wrapped', 'a']],
  ];
  for (const [argv, path, then] of found) {
    it(argv.join(' '), () => expect(resolveProgram(argv, context())).to.deep.include({ path, argv: then }));
  }

  const failures: [name: string, code: number, message: string][] = [
    ['foo', 127, 'exec: "foo": executable file not found in $PATH'],
    ['/x/foo', 127, 'exec: "/x/foo": stat /x/foo: no such file or directory'],
    ['', 127, 'exec: "": executable file not found in $PATH'],
    ['tool', 126, 'exec: "tool": permission denied'],
    ['/bin', 126, 'exec: "/bin": is a directory'],
    ['bare', 126, 'exec bare: exec format error'],
    ['lost', 127, 'exec /bin/lost: no such file or directory'],
    ['turns', 126, 'exec /bin/turns: exec format error'],
  ];
  for (const [name, code, message] of failures) {
    it(`${name || 'an empty name'} is ${code}`, () => {
      try {
        resolveProgram([name], context());
        expect.fail('it was found');
      } catch (error) {
        expect(error).to.be.instanceOf(ExecError);
        expect([(error as ExecError).code, (error as ExecError).message]).to.deep.equal([code, message]);
      }
    });
  }

  it('an image that nobody described has every program', () => {
    expect(resolveProgram(['/app/server', '-v'], context({ assumed: true })).argv).to.deep.equal(['/app/server', '-v']);
    expect(resolveProgram(['sh'], context({ assumed: true })).path).to.equal('/bin/sh');
  });
});

describe('signals', () => {
  const table: [text: string, name: string | undefined, code?: number][] = [
    ['TERM', 'TERM', 143],
    ['SIGKILL', 'KILL', 137],
    ['sigint', 'INT', 130],
    ['3', 'QUIT', 131],
    ['WINCH', 'WINCH', 156],
    ['nosuch', undefined],
    ['99', undefined],
  ];
  for (const [text, name, code] of table) {
    it(text, () => {
      const signal = parseSignal(text);
      expect(signal).to.equal(name);
      if (signal) expect(exitCodeOfSignal(signal)).to.equal(code);
    });
  }

  it('a handler runs at once, an ignored signal is inherited, a handler is not', () => {
    const container = new TestContainer();
    const seen: number[] = [];
    const programs = appletPrograms().with({
      'bin-main': function* (proc) {
        proc.onSignal('TERM', () => seen.push(proc.kernel.now));
        proc.onSignal('HUP', 'ignore');
        const child = proc.start(['sleep', '50']);
        yield* sleep(5000);
        expect([child.actionOn('TERM'), child.actionOn('HUP')]).to.deep.equal(['default', 'ignore']);
        return 7;
      },
    });
    container.fs.addProgram('/bin/main', 'bin-main');
    const main = container.start(['main'], { programs });
    container.kernel.at(1000, () => main.signal('TERM'));
    container.kernel.runUntil(60_000);
    expect([seen, main.ended.value]).to.deep.equal([[1000], { code: 7 }]);
  });

  it('whoever is killed before its first step has ended too', () => {
    const container = new TestContainer();
    container.start(['sleep', '9']);
    const proc = container.start(['sleep', '9']);
    proc.signal('KILL');
    expect(proc.ended.value).to.deep.equal({ code: 137, signal: 'KILL' });
  });
});

describe('a pipe', () => {
  it('ends with its last writer and breaks with its last reader', () => {
    const { kernel } = new TestContainer();
    const pipe = new Pipe(kernel);
    pipe.output.open?.();
    pipe.output.open?.();
    pipe.input.open?.();
    const read: (string | undefined)[] = [];
    kernel.spawn(
      'reader',
      (function* () {
        read.push(yield* readLine(pipe.input), yield* readAll(pipe.input));
      })(),
    );
    pipe.output.write('on');
    kernel.at(10, () => pipe.output.write('e\ntwo\nthr'));
    kernel.at(20, () => pipe.output.close?.());
    kernel.at(30, () => pipe.output.write('ee'));
    kernel.at(40, () => pipe.output.close?.());
    kernel.runUntil(35);
    expect(read).to.deep.equal([]);
    kernel.runUntil(50);
    expect(read).to.deep.equal(['one\n', 'two\nthree']);
    pipe.input.close?.();
    expect(() => pipe.output.write('x')).to.throw('Broken pipe');
  });

  it('makes a writer without end wait', () => {
    const container = new TestContainer();
    const stdout = new TextOutput();
    const proc = container.start(['sh', '-c', 'while :; do echo x; done | { sleep 10; head -n 1; }'], { stdout });
    container.kernel.runUntil(60_000, () => proc.ended.isSet);
    expect([stdout.text, proc.ended.value?.code]).to.deep.equal(['x\n', 0]);
  });
});
