import { expect } from 'chai';
import { type FileSystem, FileTree, Room } from '../files';
import { NotImplementedError } from '../process';
import { runShell, TestContainer } from '../testing';

type Row = [what: string, shell: 'sh' | 'bash', script: string, stdout: string, stderr?: string, code?: number];

/** What BusyBox of the official image has and the build that recorded/ is made with has not; and what no machine can be asked. */
const ROWS: Row[] = [
  ['comm', 'sh', "printf 'a\\nb\\n' > 1; printf 'b\\nc\\n' > 2; comm 1 2; comm -12 1 2", 'a\n\t\tb\n\tc\nb\n'],
  ['split', 'sh', 'cd /tmp; seq 5 | split -l 2 - p_; ls; cat p_ac', 'p_aa\np_ab\np_ac\n5\n'],
  ['nice', 'sh', 'nice -n 5 echo a; nice; nice -n x true', 'a\n0\n', "nice: invalid number 'x'\n", 1],
  [
    'time of a directory',
    'sh',
    'env time -p /tmp',
    '',
    "time: can't execute '/tmp': Permission denied\nCommand exited with non-zero status 126\nreal 0.00\nuser 0.00\nsys 0.00\n",
    126,
  ],
  [
    'a session of a directory',
    'bash',
    'setsid -w /tmp',
    '',
    'setsid: failed to execute /tmp: Permission denied\n',
    126,
  ],
  ['mountpoint', 'sh', 'mountpoint /proc; mountpoint /tmp', '/proc is a mountpoint\n/tmp is not a mountpoint\n', '', 1],
  [
    'flock of a descriptor',
    'sh',
    'exec 8>/tmp/l; flock 8; flock -n /tmp/l echo no; echo $?; flock -u 8; flock -n /tmp/l echo yes',
    '1\nyes\n',
  ],
  [
    'flock that waits',
    'sh',
    '(flock /tmp/l sh -c "echo a; sleep 5; echo b") & sleep 1; flock /tmp/l echo c; wait; date +%T',
    'a\nb\nc\n00:00:05\n',
  ],
  ['shared locks', 'sh', 'flock -s /tmp/l flock -s -n /tmp/l echo both', 'both\n'],
  [
    'a lock that a child has inherited',
    'sh',
    '(flock 9; sleep 2 &) 9>/tmp/l; flock -n /tmp/l echo no; flock /tmp/l date +%T',
    '00:00:02\n',
  ],
  ['processors of the machine', 'sh', 'nproc; nproc --ignore=1', '4\n3\n'],
  [
    'memory of the machine',
    'sh',
    'free -m | sed -n 2p',
    `Mem:${['8192', '0', '8192', '0', '0', '8192'].map((cell, i) => cell.padStart(i === 0 ? 15 : 12)).join('')}\n`,
  ],
  [
    'the user of a command',
    'sh',
    'su -s /bin/sh app -c "id; echo \\$HOME \\$USER"',
    'uid=1000(app) gid=1000(app) groups=1000(app),2000(logs)\n/tmp app\n',
  ],
  [
    'what another user may',
    'sh',
    'touch /root/f; chmod 600 /root/f; su app -c "cat /root/f || touch /etc/x"',
    '',
    "cat: can't open '/root/f': Permission denied\ntouch: /etc/x: Permission denied\n",
    1,
  ],
  [
    'users and groups of the image',
    'sh',
    'cd /tmp; touch f; chown app:logs f; ls -l f | cut -d" " -f6-; stat -c "%U %G" f; chown app: f; find -user app -group app; id app; groups; id nosuch',
    'app      logs             0 Jan  1 00:00 f\napp logs\n./f\nuid=1000(app) gid=1000(app) groups=1000(app),2000(logs)\nroot\n',
    'id: unknown user nosuch\n',
    1,
  ],
  ['whose processes they are', 'sh', 'su app -c "whoami; ps -o user,args | tail -1 | cut -c1-3"', 'app\napp\n'],
  ['who may become another', 'sh', "su app -c 'su root -c id'", '', 'Password: \nsu: incorrect password\n', 1],
  ['su of util-linux', 'bash', 'su app -c "id -u; exit 3"; echo $?', '1000\n3\n'],
  [
    'disks',
    'sh',
    'df -h / | tail -1 | tr -s " "; df -P /tmp | tail -1 | tr -s " " | cut -d" " -f1,2,6',
    'overlay 50.0G 8.0K 50.0G 0% /\noverlay 52428800 /\n',
  ],
  [
    'link and unlink',
    'bash',
    'cd /tmp; echo a > f; link f g; unlink f; cat g; unlink /none; link /none h',
    'a\n',
    "unlink: cannot unlink '/none': No such file or directory\nlink: cannot create link 'h' to '/none': No such file or directory\n",
    1,
  ],
  [
    'link and unlink',
    'sh',
    'cd /tmp; unlink /none; link /none h',
    '',
    "unlink: can't remove file '/none': No such file or directory\nlink: can't create hardlink 'h' to '/none': No such file or directory\n",
    1,
  ],
  [
    'hexdump',
    'sh',
    "printf 'abcdefghijklmnopqrst\\000\\n' | hexdump -C; head -c 48 /dev/zero | hd",
    '00000000  61 62 63 64 65 66 67 68  69 6a 6b 6c 6d 6e 6f 70  |abcdefghijklmnop|\n00000010  71 72 73 74 00 0a                                 |qrst..|\n00000016\n00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n00000030\n',
  ],
  ['pagers', 'sh', 'echo a | more; echo b > /tmp/f; less /tmp/f', 'a\nb\n'],
  ['mounts', 'sh', 'mount | grep " on /dev "', 'tmpfs on /dev type tmpfs (rw,relatime)\n'],
  ['nologin', 'sh', 'nologin; arch', 'This account is not available\nx86_64\n'],
  ['the archive of a directory', 'bash', 'tar cf /tmp/x.tar -C /tmp .; echo $?; tar tf /tmp/x.tar', '0\n./\n'],
];

describe('programs that manifests use', () => {
  for (const [what, shell, script, stdout, stderr = '', code = 0] of ROWS) {
    it(`${what}: ${script.slice(0, 60)}`, () => {
      const outcome = runShell(script, shell);
      expect([outcome.stdout, outcome.stderr, outcome.code]).to.deep.equal([stdout, stderr, code]);
    });
  }

  it('df tells the room of a volume in memory', () => {
    const container = new TestContainer('debian');
    const tree = new FileTree();
    tree.root.room = new Room(10 * 1024 ** 2, tree.root);
    container.fs.mount('/cache', tree);
    container.run(['sh', '-c', 'head -c 5242880 /dev/zero > /cache/half; df --output=source,size,pcent,target /cache']);
    expect(container.stdout.text).to.equal(
      'Filesystem     1K-blocks Use% Mounted on\ntmpfs              10240  50% /cache\n',
    );
  });

  it('netstat and ss tell who listens and who is connected', () => {
    const container = new TestContainer();
    container.fs.addProgram('/bin/ss', 'ss');
    container.run(
      [
        'sh',
        '-c',
        'httpd -f -p 8080 & sleep 1; netstat -lntp; ss -lnt; nc localhost 8080 & sleep 1; netstat -nt | wc -l; kill %1',
      ],
      5000,
    );
    const lines = container.stdout.text.split('\n');
    expect(lines.slice(2, 5)).to.deep.equal([
      'tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN      2/httpd             ',
      'State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess',
      'LISTEN 0      128          0.0.0.0:8080      0.0.0.0:*          ',
    ]);
    expect(lines[5]).to.equal('4');
  });

  it('the first process of a container forks before it leads a session, and does not wait', () => {
    const container = new TestContainer();
    const status = container.run(['setsid', 'sh', '-c', 'sleep 5; echo late']);
    expect([status?.code, container.stdout.text, container.kernel.now < 100]).to.deep.equal([0, '', true]);
  });

  it('a lock of a shared volume holds in every container', () => {
    const tree = new FileTree();
    const [first, second] = [new TestContainer(), new TestContainer()];
    for (const { fs } of [first, second] as { fs: FileSystem }[]) fs.mount('/data', tree);
    first.start(['flock', '/data/lock', 'sleep', '60']);
    first.kernel.runUntil(1000);
    expect(second.run(['flock', '-n', '/data/lock', 'true'])?.code).to.equal(1);
  });

  for (const [lock, again] of [
    ['flock /etc/passwd sleep 60', 'flock -n /etc/passwd true'],
    ['exec 9</etc/passwd; flock 9; sleep 60', 'exec 8</etc/passwd; flock -n 8'],
    ['flock /etc sleep 60', 'flock -n /etc true'],
  ] as const)
    it(`a lock of a file of the image holds in its container alone: ${lock}`, () => {
      const [first, second] = [new TestContainer(), new TestContainer()];
      first.start(['sh', '-c', lock]);
      first.kernel.runUntil(1000);
      const codes = [first, second].map((container) => container.run(['sh', '-c', again])?.code);
      expect(codes).to.deep.equal([1, 0]);
    });

  it('envsubst fills a template in', () => {
    const container = new TestContainer('debian');
    container.fs.addProgram('/bin/envsubst', 'envsubst');
    const script = `echo 'x $A \${B} $C \${A:-q} $$A \\$A $A_b \${A}_b $1' | A=1 B=2 envsubst; echo '$A \${B}' | A=1 B=2 envsubst '$A'; envsubst -v '$A \${B}'`;
    container.run(['sh', '-c', script]);
    expect(container.stdout.text).to.equal(`x 1 2  \${A:-q} $1 \\1  1_b $1\n1 \${B}\nA\nB\n`);
  });

  it('gosu becomes the command as somebody else', () => {
    const container = new TestContainer('debian');
    container.fs.addProgram('/bin/gosu', 'gosu');
    const users = ['app', '1000', '5', '5:6', '5:logs'].map((user) => `gosu ${user} id`).join('; ');
    const script = `${users}; gosu nosuch id; gosu app:nosuch id; echo $?; exec gosu app sh -c "echo \\$\\$ \\$HOME; exit 4"`;
    const status = container.run(['sh', '-c', script]);
    expect(container.stdout.text.split('\n').slice(0, -1)).to.deep.equal([
      'uid=1000(app) gid=1000(app) groups=1000(app),2000(logs)',
      'uid=1000(app) gid=1000(app) groups=1000(app),2000(logs)',
      'uid=5 gid=0(root) groups=0(root)',
      'uid=5 gid=6 groups=6',
      'uid=5 gid=2000(logs) groups=2000(logs)',
      '1',
      '1 /tmp',
    ]);
    expect(container.stderr.text).to.equal(
      'error: failed switching to "nosuch": unable to find user nosuch: no matching entries in passwd file\n' +
        'error: failed switching to "app:nosuch": unable to find group nosuch: no matching entries in group file\n',
    );
    expect(status?.code).to.equal(4);
  });

  it('shuf mixes by the seed', () => {
    const mixed = runShell('seq 20 | shuf').stdout;
    expect(mixed).to.equal(runShell('seq 20 | shuf').stdout);
    expect(mixed.split('\n').sort()).to.deep.equal(runShell('seq 20').stdout.split('\n').sort());
  });

  const missing: [script: string, what: string][] = [
    ['vi /etc/hosts', 'uses the program vi,'],
    ['busybox vi /etc/hosts', 'uses the program vi,'],
    ['nice -n -5 true', 'uses nice -n -5'],
    ['tar cjf /tmp/x /tmp', 'uses tar -j'],
    ['tar cf /tmp/x /bin/ls', 'uses tar of the program /bin/ls'],
    ['netstat -r', 'uses netstat -r'],
  ];
  for (const [script, what] of missing)
    it(`says what is missing: ${script}`, () => expect(() => runShell(script)).to.throw(NotImplementedError, what));
});
