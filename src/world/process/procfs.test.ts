import { expect } from 'chai';
import { runShell, TestContainer } from '../testing';
import { NotImplementedError } from './errors';

describe('world/process /proc', () => {
  const cases: [script: string, stdout: string, stderr?: string][] = [
    ['ls / | grep proc', 'proc\n'],
    ['ls /proc; true', '1\n2\nloadavg\nself\nsys\nuptime\nversion\n'],
    ['ls /proc/1', 'cgroup\ncmdline\ncomm\ncwd\nenviron\nexe\nfd\nmounts\nroot\nstatus\n'],
    ['ls /proc/self/fd', '0\n1\n2\n'],
    ['cd /tmp; for p in /proc/[0-9]*; do echo $p $(cat $p/comm); done', '/proc/1 sh\n'],
    [
      'sleep 9 & cat /proc/$!/cmdline | tr "\\0" " "; readlink /proc/$!/exe; readlink /proc/$!/cwd',
      'sleep 9 /bin/sleep\n/\n',
    ],
    ['cat /proc/self/comm; head -c 6 /proc/thread-self/cmdline', 'cat\nhead\0-'],
    [
      'echo x > /tmp/f; cat /proc/1/root/tmp/f; cd /proc/1/root/tmp; echo y >> f; rm -f none; ls; cat /tmp/f',
      'x\nf\nx\ny\n',
    ],
    ['grep " / " /proc/mounts; grep -c . /proc/1/mounts', 'overlay / overlay rw,relatime 0 0\n3\n'],
    ['[ -d /proc/1 ] && [ -f /proc/1/comm ] && [ -e /proc/1/fd/1 ] && [ ! -e /proc/77 ] && echo so', 'so\n'],
    ['sleep 9 & p=$!; kill $p; sleep 1; ls -d /proc/$p', '', 'ls: /proc/2: No such file or directory\n'],
    ['echo x > /proc/1/comm', '', "sh: can't create /proc/1/comm: Permission denied\n"],
    ['touch /proc/x', '', 'touch: /proc/x: No such file or directory\n'],
    ['cat /proc/7/comm', '', "cat: can't open '/proc/7/comm': No such file or directory\n"],
  ];
  for (const [script, stdout, stderr = ''] of cases) {
    it(script, () => {
      const outcome = runShell(script);
      expect({ stdout: outcome.stdout, stderr: outcome.stderr }).to.deep.equal({ stdout, stderr });
    });
  }

  it('says what only real kernels have', () => {
    expect(() => runShell('cat /proc/1/maps')).to.throw(NotImplementedError, 'uses the file /proc/1/maps');
    expect(() => runShell('cat /proc/meminfo')).to.throw(NotImplementedError, 'uses the file /proc/meminfo');
  });

  it('shows the processes of whoever shares the namespace, with files of their own', () => {
    const one = new TestContainer();
    const other = new TestContainer();
    const shared = one.start(['sh', '-c', 'echo secret > /tmp/key; sleep 100']);
    one.kernel.runUntil(1000, () => false);
    one.namespace.start({
      argv: ['sh', '-c', `cat /proc/${shared.pid}/root/tmp/key; ls /tmp`],
      env: {},
      cwd: '/',
      fs: other.fs,
      net: one.host,
      stdin: one.start(['true']).stdin,
      stdout: one.stdout,
      stderr: one.stderr,
      hostname: 'pod',
      programs: shared.programs,
    });
    one.kernel.runUntil(2000, () => false);
    expect(one.stdout.text).to.equal('secret\n');
  });
});
