import { expect } from 'chai';
import * as fc from 'fast-check';
import { Latch, sleep } from '../../kernel';
import { HttpServer } from '../network';
import { runShell, TestContainer } from '../testing';
import { positions } from './text';

type Row = [script: string, stdout: string, stderr?: string];

const ABC = 'printf "a\\nb\\nc\\n"';

const BUSYBOX: Record<string, Row[]> = {
  files: [
    ['cd /tmp; touch a; mkdir -p d/e; cp a d; mv a b; ls -1; ls d', 'b\nd\na\ne\n'],
    ['ls /none', '', 'ls: /none: No such file or directory\n'],
    ['rm /none; rm -f /none; rm -r /none', '', "rm: can't remove '/none': No such file or directory\n".repeat(2)],
    ['rm /tmp', '', "rm: '/tmp' is a directory\n"],
    ['mkdir /tmp', '', "mkdir: can't create directory '/tmp': File exists\n"],
    ['touch /no/x', '', 'touch: /no/x: No such file or directory\n'],
    [
      'cp /none /tmp; mv /none /tmp',
      '',
      "cp: can't stat '/none': No such file or directory\nmv: can't rename '/none': No such file or directory\n",
    ],
    [
      'echo x > /tmp/f; chmod 640 /tmp/f; ls -l /tmp; stat -c "%a %s %n" /tmp/f',
      'total 4\n-rw-r-----    1 root     root             2 Jan  1 00:00 f\n640 2 /tmp/f\n',
    ],
    [
      'ln -s /etc/hostname /tmp/l; readlink /tmp/l; cat /tmp/l; [ -L /tmp/l ] && ls -l /tmp | tail -1',
      '/etc/hostname\npod\nlrwxrwxrwx    1 root     root            13 Jan  1 00:00 l -> /etc/hostname\n',
    ],
    [
      'mkdir -p /tmp/a/b; touch /tmp/a/b/x.log; find /tmp -name "*.log"; find /tmp -type d',
      '/tmp/a/b/x.log\n/tmp\n/tmp/a\n/tmp/a/b\n',
    ],
    ['echo hi | tee /tmp/t; cat /tmp/t; basename /a/b.c .c; dirname /a/b', 'hi\nhi\nb\n/a\n'],
    ['head -c 3 /etc/hostname; f=$(mktemp); [ -f $f ] && echo " made"', 'pod made\n'],
  ],
  text: [
    [`${ABC} | head -n 1; ${ABC} | tail -n 1; ${ABC} | sed -n 2p; ${ABC} | wc -l`, 'a\nc\nb\n3\n'],
    [`${ABC} | grep -c .; ${ABC} | grep -v b; echo $?; echo x | grep -q y; echo $?`, '3\na\nc\n0\n1\n'],
    ['grep x /none', '', 'grep: /none: No such file or directory\n'],
    [
      "echo 'a:b c' | cut -d: -f2; echo a b | awk '{print $2, $1}'; echo abc | tr a-c A-C; echo a/b | sed 's|/|-|g'",
      'b c\nb a\nABC\na-b\n',
    ],
    [
      "printf 'b 2\\na 10\\n' | sort; printf '10\\n9\\n' | sort -n; printf 'a\\na\\nb\\n' | uniq -c",
      'a 10\nb 2\n9\n10\n      2 a\n      1 b\n',
    ],
    [
      'seq 1 2 5 | xargs echo; expr 2 + 3; echo hi | base64; printf x | md5sum',
      '1 3 5\n5\naGkK\n9dd4e461268c8034f5c8564e155c67a6  -\n',
    ],
    ["printf 'k: v\\nk2: v2\\n' | awk -F': ' '/k2/ {print $2}'; echo 1 2 3 | awk '{print $NF, NF}'", 'v2\n3 3\n'],
    [
      "printf 'a\\tb\\n' | grep -c '[[:cntrl:]]'; echo 'x y' | grep -o '[[:graph:]]*'; echo ok | grep -c '^[[:print:]]*$'",
      '1\nx\ny\n1\n',
    ],
    [
      "echo 'a-b, c!' | tr -d '[:punct:]'; echo 'x]y' | tr -d '[:punct:]'; echo aB9 | tr '[:lower:]' '[:upper:]'",
      'ab c\nxy\nAB9\n',
    ],
    ["printf 'a\\001b\\n' | tr -dc '[:print:]'; echo 0xFg | tr -cd '[:xdigit:]'", 'ab0F'],
    ['date +%Y-%m-%dT%H:%M:%S; date', '2026-01-01T00:00:00\nThu Jan  1 00:00:00 UTC 2026\n'],
  ],
  processes: [
    ['hostname; whoami; id -u; uname; pwd; echo $HOSTNAME', 'pod\nroot\n0\nLinux\n/\n\n'],
    ['X=1 env | grep X=; env -i A=2 env; printenv HOME', 'X=1\nA=2\n/root\n'],
    [
      'sleep 5 & pidof sleep; pgrep sleep; ps | sed -n 3p; killall sleep; wait $!',
      '2\n2\n    2 root      0:00 sleep 5\n',
    ],
    ['timeout 1 sh -c "trap \\"\\" TERM; sleep 3; echo late"; echo $?', 'late\n0\n'],
    ['which ls nosuch; command -v cat', '/bin/ls\n/bin/cat\n'],
    ['nohup sh -c "kill -HUP \\$\\$; echo alive"', 'alive\n'],
    ['sleep x; usleep 1000; sleep 0.5; sleep 1m; date +%T', '00:01:00\n', "sleep: invalid number 'x'\n"],
    ['busybox echo hi; busybox nosuch', 'hi\n', 'nosuch: applet not found\n'],
  ],
};

describe('applets of busybox', () => {
  for (const [topic, rows] of Object.entries(BUSYBOX)) {
    describe(topic, () => {
      for (const [script, stdout, stderr = ''] of rows) {
        it(script, () => {
          const outcome = runShell(script);
          expect([outcome.stdout, outcome.stderr]).to.deep.equal([stdout, stderr]);
        });
      }
    });
  }

  it('cut takes the fields that are asked for', () => {
    const list = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(list, (wanted) => {
        const test = positions(wanted.join(','));
        for (let i = 1; i <= 10; i++) expect(test(i)).to.equal(wanted.includes(i));
      }),
    );
  });

  it('dd of a large block is killed by the memory limit of its container', () => {
    const app = { memoryLimitBytes: 20 * 1024 * 1024 } as never;
    const container = new TestContainer('busybox', { app });
    const status = container.run(['sh', '-c', 'sleep 3; dd if=/dev/zero of=/dev/null bs=200M']);
    expect(status).to.deep.equal({ code: 137, signal: 'KILL', oomKilled: true });
    expect(container.kernel.now).to.be.within(3000, 4000);
  });

  it('tail -f prints what is added', () => {
    const script =
      'touch /tmp/log; tail -f /tmp/log & sleep 2; echo one >> /tmp/log; sleep 2; echo two >> /tmp/log; sleep 2';
    expect(runShell(script).stdout).to.equal('one\ntwo\n');
  });
});

/** A container in a network with a DNS server, a web server and an address that nobody has. */
function networked(): TestContainer {
  const container = new TestContainer();
  const { network, kernel } = container;
  const web = network.attach('10.244.0.9', { name: 'web-0', kind: 'pod' });
  const http = new HttpServer(kernel, function* ({ path }) {
    if (path === '/slow') yield* sleep(5000);
    return path === '/' ? { status: 200, body: 'hello\n' } : { status: 404, body: 'no\n' };
  });
  http.listen(web, 80, { ended: new Latch<void>(kernel) });
  network.resolver = (_from, name, type) =>
    name === 'web.default.svc.cluster.local'
      ? { name, rcode: 'NOERROR', addresses: type === 'A' ? ['10.244.0.9'] : [], authoritative: true }
      : { name, rcode: 'NXDOMAIN', addresses: [] };
  container.host.dns = { nameservers: ['10.96.0.10'], search: ['default.svc.cluster.local'], ndots: 5 };
  network.nowhere = () => 'dropped';
  return container;
}

const NXDOMAIN = "** server can't find nosuch.default.svc.cluster.local: NXDOMAIN\n\n\n\n";
const SERVER = 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n';
const FOUND = 'Name:\tweb.default.svc.cluster.local\nAddress: 10.244.0.9\n\n\n\n';

describe('applets and the network', () => {
  type NetRow = [command: string, code: number, ms: [number, number], stdout: string | RegExp, stderr?: string];
  const table: NetRow[] = [
    ['nslookup web', 0, [0, 10], `${SERVER}${FOUND}\n\n\n`],
    ['nslookup nosuch', 1, [0, 10], `${SERVER}${NXDOMAIN}${NXDOMAIN}`],
    ['nslookup web.default.svc.cluster.local', 0, [0, 10], `${SERVER}${FOUND}\n\n\n`],
    ['wget -q -O- http://web', 0, [0, 10], 'hello\n'],
    [
      'wget -O- web/x',
      1,
      [0, 10],
      '',
      'Connecting to web (10.244.0.9:80)\nwget: server returned error: HTTP/1.1 404 Not Found\n',
    ],
    [
      'wget -q -O- http://web:81',
      1,
      [0, 10],
      '',
      "wget: can't connect to remote host (10.244.0.9): Connection refused\n",
    ],
    ['wget -q -O- http://nosuch', 1, [0, 10], '', "wget: bad address 'nosuch'\n"],
    ['wget -q -T 2 -O- http://10.1.2.3', 1, [2000, 2010], '', 'wget: download timed out\n'],
    ['wget -q -T 2 -O- http://web/slow', 1, [2000, 2010], '', 'wget: download timed out\n'],
    ['wget --spider http://web', 0, [0, 10], '', 'Connecting to web (10.244.0.9:80)\nremote file exists\n'],
    ['ping -c 1 nosuch', 1, [0, 10], '', "ping: bad address 'nosuch'\n"],
    [
      'ping 10.1.2.3 -c 1',
      1,
      [10_000, 10_010],
      'PING 10.1.2.3 (10.1.2.3): 56 data bytes\n\n--- 10.1.2.3 ping statistics ---\n1 packets transmitted, 0 packets received, 100% packet loss\n',
    ],
    ['ping -c 2 -W 1 10.1.2.3 >/dev/null', 1, [2000, 2010], ''],
    [
      'ping -c 2 web',
      0,
      [1000, 1010],
      /^PING web \(10.244.0.9\): 56 data bytes\n64 bytes from 10.244.0.9: seq=0 ttl=63 time=0\.\d{3} ms\n64 bytes .* seq=1 .*\n\n--- web ping statistics ---\n2 packets transmitted, 2 packets received, 0% packet loss\nround-trip min\/avg\/max = .* ms\n$/,
    ],
    ['nc -z web 80', 0, [0, 10], ''],
    ['nc -z web 81', 1, [0, 10], ''],
    ['nc -w 3 10.1.2.3 80', 1, [3000, 3010], ''],
    ['httpd -p 8080 -h /etc; wget -q -O- localhost:8080/hostname', 0, [0, 10], 'pod\n'],
    [
      'printf \'#!/bin/sh\\nread m p v; printf "HTTP/1.1 200 OK\\\\r\\\\nConnection: close\\\\r\\\\n\\\\r\\\\npath $p\\\\n"\\n\' > /s; chmod +x /s; nc -ll -p 81 -e /s & sleep 1; wget -q -O- localhost:81/a; wget -q -O- localhost:81/b',
      0,
      [1000, 1050],
      'path /a\npath /b\n',
    ],
  ];
  for (const [command, code, [fromMs, toMs], stdout, stderr = ''] of table) {
    it(command, () => {
      const container = networked();
      const status = container.run(['sh', '-c', command], 60_000);
      expect(container.stderr.text).to.equal(stderr);
      if (typeof stdout === 'string') expect(container.stdout.text).to.equal(stdout);
      else expect(container.stdout.text).to.match(stdout);
      expect(status?.code).to.equal(code);
      expect(container.kernel.now).to.be.within(fromMs, toMs);
    });
  }

  const silent: [command: string, program: string, code: number, stderr: string, tookMs: number][] = [
    ['curl -m 3 http://web', 'curl', 28, 'curl: (28) Resolving timed out after 3000 milliseconds\n', 3000],
    [
      'curl --connect-timeout 7 http://web',
      'curl',
      28,
      'curl: (28) Resolving timed out after 7000 milliseconds\n',
      7000,
    ],
    ['curl -m 30 http://web', 'curl', 6, 'curl: (6) Could not resolve host: web\n', 10_000],
    ['wget -T 3 -q http://web', 'wget', 1, "wget: bad address 'web'\n", 10_000],
  ];
  for (const [command, program, code, stderr, tookMs] of silent) {
    it(`${command}, where no name server answers`, () => {
      const container = networked();
      container.network.resolver = undefined;
      container.fs.addProgram(`/bin/${program}`, program);
      expect(container.run(command.split(' '), 60_000)?.code).to.equal(code);
      expect(container.stderr.text).to.equal(stderr);
      expect(container.kernel.now).to.be.within(tookMs, tookMs + 10);
    });
  }

  it('nslookup of old releases asks as the C library does', () => {
    const container = networked();
    container.fs.addFile('/etc/busybox-release', '1.28\n');
    expect(container.run(['sh', '-c', 'nslookup web; nslookup nosuch'])?.code).to.equal(1);
    expect(container.stdout.text).to.equal(
      'Server:    10.96.0.10\nAddress 1: 10.96.0.10\n\nName:      web\nAddress 1: 10.244.0.9 web.default.svc.cluster.local\n' +
        'Server:    10.96.0.10\nAddress 1: 10.96.0.10\n\n',
    );
    expect(container.stderr.text).to.equal("nslookup: can't resolve 'nosuch'\n");
  });

  it('ping without -c goes on until SIGINT and then counts', () => {
    const container = networked();
    const proc = container.start(['ping', '10.1.2.3']);
    container.kernel.at(3500, () => proc.signal('INT'));
    container.kernel.runUntil(60_000, () => proc.ended.isSet);
    expect(container.stdout.text).to.contain('4 packets transmitted, 0 packets received');
    expect(proc.ended.value?.code).to.equal(1);
  });

  const curl: [command: string, code: number, stdout: string, stderr: string][] = [
    ['curl -s http://web', 0, 'hello\n', ''],
    ['curl -sf http://web/x', 22, '', ''],
    ['curl -f http://web/x', 22, '', 'curl: (22) The requested URL returned error: 404\n'],
    ["curl -s -o /dev/null -w '%{http_code}\\n' http://web/x", 0, '404\n', ''],
    [
      'curl http://web:81',
      7,
      '',
      "curl: (7) Failed to connect to web port 81 after 1 ms: Couldn't connect to server\n",
    ],
    ['curl http://nosuch', 6, '', 'curl: (6) Could not resolve host: nosuch\n'],
    ['curl --connect-timeout 2 http://10.1.2.3', 28, '', 'curl: (28) Connection timed out after 2000 milliseconds\n'],
    [
      'curl -m 1 http://web/slow',
      28,
      '',
      'curl: (28) Operation timed out after 1000 milliseconds with 0 bytes received\n',
    ],
  ];
  for (const [command, code, stdout, stderr] of curl) {
    it(command, () => {
      const container = networked();
      container.fs.addProgram('/bin/curl', 'curl');
      expect(container.run(['sh', '-c', command], 60_000)?.code).to.equal(code);
      expect([container.stdout.text, container.stderr.text]).to.deep.equal([stdout, stderr]);
    });
  }
});
