import { expect } from 'chai';
import { runShell, TestContainer } from '../testing';

const EATER = 'sleep 2; a=xxxxxxxxxxxxxxxx; while :; do a=$a$a; done';
const MIB = 1024 * 1024;

describe('what a shell holds in variables', () => {
  it('meets the memory limit of its container', () => {
    const container = new TestContainer('busybox', { app: { memoryLimitBytes: 16 * MIB } as never });
    expect(container.run(['sh', '-c', EATER])).to.deep.equal({ code: 137, signal: 'KILL', oomKilled: true });
  });

  it('meets it in a child, which alone dies', () => {
    const container = new TestContainer('busybox', { app: { memoryLimitBytes: 16 * MIB } as never });
    expect(container.run(['sh', '-c', `sh -c '${EATER}'; echo rc $?`])).to.deep.equal({ code: 0 });
    expect(container.stdout.text).to.equal('rc 137\n');
  });

  it('ends the shell where nothing limits it', () => {
    const { code, stderr } = runShell(EATER);
    expect([code, stderr]).to.deep.equal([2, 'sh: out of memory\n']);
  });
});
