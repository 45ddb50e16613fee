// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expansions of shell scripts
import { expect } from 'chai';
import * as fc from 'fast-check';
import { NeverWaits } from '../../kernel';
import { NotImplementedError } from '../process';
import { textInput } from '../stream';
import { runShell, TestContainer } from '../testing';

type Row = [script: string, stdout: string, code?: number, stderr?: string, ms?: number];

const ASH: Record<string, Row[]> = {
  'words and quotes': [
    ['echo a  b "c  d" \'e  f\'', 'a b c  d e  f\n'],
    ['x="a b  c"; for i in $x; do echo "<$i>"; done', '<a>\n<b>\n<c>\n'],
    ['set -- a "b c"; for i in "$@"; do echo "<$i>"; done; echo $#', '<a>\n<b c>\n2\n'],
    ['f() { echo $#; }; f "$@"; f ""; f $none', '0\n1\n0\n'],
    [
      'x=/a/b.tar.gz; echo ${x##*/} ${x%%.*} ${x#*.} ${x%.gz} ${#x} ${x:3:5} ${x/b/B}',
      'b.tar.gz /a/b tar.gz /a/b.tar 11 b.tar /a/B.tar.gz\n',
    ],
    ['echo ${a:-x} ${a:=y} $a ${a:+z} ${b-none}', 'x y y z none\n'],
    ['touch /tmp/a1 /tmp/a2; cd /tmp; echo a? "a?" b*; x=a; echo [$x]1', 'a1 a2 a? b*\na1\n'],
    ['cat <<E\n$((1 + 2)) $(echo sub) \\$x\nE', '3 sub $x\n'],
    ["cat <<'E'\n$x\nE", '$x\n'],
    ['echo {1..3} ~', '{1..3} /root\n'],
  ],
  'lists and compounds': [
    ['true && echo a || echo b; false && echo c || echo d', 'a\nd\n'],
    ['! true; echo $?', '1\n'],
    ['i=1; i=$(($i+1)); echo $i $(( $i * 2 )) $((1$i)) $((${i}-1))', '2 4 12 1\n'],
    ['f() { echo $(($1 + $#)) $(($# * 2)) $((-$1)); }; f 3 4; false; echo $(($? + 1))', '5 4 -3\n2\n'],
    ["op='+ 2'; echo $((1 $op)) $((1 $(echo '*') 5)); i=4; [ $(($i % 2)) -eq 0 ] && echo even", '3 5\neven\n'],
    ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); [ $i = 2 ] && continue; echo $i; done', '1\n3\n'],
    ['for i in 1 2; do for j in 1 2; do [ $j = 2 ] && continue 2; echo $i$j; done; done', '11\n21\n'],
    ['case abc in a*) echo A;; *) echo other;; esac', 'A\n'],
    ['(x=1; exit 3); echo $? $x', '3\n'],
    ['f() { local x=2; return 5; }; x=1; f; echo $? $x', '5 1\n'],
    ['set -e; false || true; echo on; false; echo never', 'on\n', 1],
    ['set -eo pipefail; echo a | false; echo never', '', 1],
    ['exit 300', '', 44],
  ],
  redirections: [
    ['echo x > /tmp/f; echo y >> /tmp/f; cat < /tmp/f; wc -l < /tmp/f', 'x\ny\n2\n'],
    ['echo x > /tmp/f; cat < /tmp/f | tr x z', 'z\n'],
    ['ls /none 2>/dev/null; echo $?', '1\n'],
    ['(echo o; echo e >&2) 2>&1 | sort', 'e\no\n'],
    ['ls /none > /tmp/o 2>&1; cat /tmp/o', 'ls: /none: No such file or directory\n'],
    ['exec 3>/tmp/f; echo a >&3; exec 3>&-; cat /tmp/f', 'a\n'],
    ['echo x > /no/dir', '', 1, "sh: can't create /no/dir: nonexistent directory\n"],
    ['cat < /none; echo $?', '1\n', 0, "sh: can't open /none: no such file\n"],
    ['echo why > /dev/termination-log; cat /dev/termination-log; echo a > /dev/null; echo b > /dev/stdout', 'why\nb\n'],
    ['echo log > /proc/1/fd/1; echo $(cat /proc/1/comm)', 'log\nsh\n'],
  ],
  'jobs and traps': [
    ['sleep 2 & wait $!; echo $?', '0\n', 0, '', 2001],
    ['sleep 1 & sleep 3 & wait', '', 0, '', 3001],
    ['sleep 9 & kill $!; wait $!; echo $?', '143\n', 0, 'Terminated\n'],
    ['sleep 9 & p=$!; kill $p; sleep 1; wait $p; echo $?', '143\n'],
    ['trap "echo bye" EXIT; exit 4', 'bye\n', 4],
    ['trap "echo u" USR1; (sleep 1; kill -USR1 $$) & sleep 5; echo end', 'u\nend\n', 0, '', 5001],
    ['trap "echo u" USR1; (sleep 1; kill -USR1 $$) & wait; echo $?', 'u\n138\n', 0, '', 1001],
    ['(sleep 3; echo late) & echo now', 'now\n'],
    ['timeout 2 sleep 10; echo $?', '143\n', 0, 'Terminated\n', 2001],
    ['yes | head -n 2', 'y\ny\n'],
    ['while true; do echo x; done | head -n 1', 'x\n'],
  ],
  'what is missing': [
    ['foo', '', 127, 'sh: foo: not found\n', 1],
    ['/x/foo; echo $?', '127\n', 0, 'sh: /x/foo: not found\n'],
    ['echo hi > /tmp/s; /tmp/s', '', 126, 'sh: /tmp/s: Permission denied\n'],
    ['echo "echo ran \\$1" > /tmp/s; chmod +x /tmp/s; /tmp/s a', 'ran a\n'],
    ["printf '#!/bin/sh\\necho $0 $1\\n' > /tmp/s; chmod +x /tmp/s; /tmp/s b", '/tmp/s b\n'],
    ["printf '#!/bin/nope\\n' > /tmp/s; chmod +x /tmp/s; /tmp/s", '', 127, 'sh: /tmp/s: not found\n'],
    ['echo a; fi', '', 2, 'sh: syntax error: unexpected "fi"\n'],
    ['echo a\nif true; then', 'a\n', 2, 'sh: syntax error: unexpected end of file (expecting "fi")\n'],
    ['echo "abc', '', 2, 'sh: syntax error: unterminated quoted string\n'],
    ['cat /tmp/hello.txt', '', 1, "cat: can't open '/tmp/hello.txt': No such file or directory\n"],
    ['[ a -gt 1 ]; echo $?', '2\n', 0, 'sh: a: bad number\n'],
  ],
  manifests: [
    ['echo The app is running! && sleep 3600', 'The app is running!\n', 0, '', 3_600_001],
    ['touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600', '', 0, '', 630_004],
    ['mkdir /v; n=$(cat /v/n 2>/dev/null || echo 0); n=$((n+1)); echo $n > /v/n; sleep 1; [ $n = 3 ]', '', 1],
    [
      'while sleep 1; do echo $(date); done | head -n 2',
      'Thu Jan 1 00:00:01 UTC 2026\nThu Jan 1 00:00:02 UTC 2026\n',
      0,
    ],
  ],
};

describe('ash', () => {
  for (const [topic, rows] of Object.entries(ASH)) {
    describe(topic, () => {
      for (const [script, stdout, code = 0, stderr = '', ms] of rows) {
        it(script, () => {
          const outcome = runShell(script);
          expect({ ...outcome, ms: ms ?? 0 }).to.deep.equal({ stdout, stderr, code, ms: ms ?? 0 });
          if (ms !== undefined) expect(outcome.ms).to.equal(ms);
        });
      }
    });
  }
});

describe('what only bash knows', () => {
  const table: [script: string, stdout: string][] = [
    ['a=(1 "2 3"); a+=(4); echo ${a[1]} ${#a[@]} "${a[-1]}"', '2 3 3 4\n'],
    ['[[ abc == a* && ! -e /none ]] && echo yes; [[ v1.2 =~ ^v([0-9]+) ]] && echo ${BASH_REMATCH[1]}', 'yes\n1\n'],
    ['((i=2)); for ((j=0; j<i; j++)); do echo $j; done', '0\n1\n'],
    ['echo {1..3}{a,b}', '1a 1b 2a 2b 3a 3b\n'],
    ['x=abc; y=x; echo ${x^^} ${!y} ${x:1}', 'ABC abc bc\n'],
    ['cat <<< "one $((1+1))"; read a b <<< "x y"; echo $b', 'one 2\ny\n'],
    ['cat <(echo sub)', 'sub\n'],
    ['set -o pipefail; false | true; echo $?', '1\n'],
  ];
  for (const [script, stdout] of table) {
    it(script, () => {
      const outcome = runShell(script, 'bash');
      expect([outcome.stdout, outcome.stderr]).to.deep.equal([stdout, '']);
    });
  }
});

describe('the same message in each shell', () => {
  const table: [script: string, ash: string, bash: string, dash: string][] = [
    ['foo', 'sh: foo: not found\n', 'bash: line 1: foo: command not found\n', 'dash: 1: foo: not found\n'],
    [
      'fi',
      'sh: syntax error: unexpected "fi"\n',
      "bash: -c: line 1: syntax error near unexpected token `fi'\nbash: -c: line 1: `fi'\n",
      'dash: 1: Syntax error: "fi" unexpected\n',
    ],
    [
      'cd /none',
      "sh: cd: line 0: can't cd to /none: No such file or directory\n",
      'bash: line 1: cd: /none: No such file or directory\n',
      "dash: 1: cd: can't cd to /none\n",
    ],
    [
      'set -u; echo $x',
      'sh: x: parameter not set\n',
      'bash: line 1: x: unbound variable\n',
      'dash: 1: x: parameter not set\n',
    ],
    [
      'readonly c=1; c=2',
      'sh: c: is read only\n',
      'bash: line 1: c: readonly variable\n',
      'dash: 1: c: is read only\n',
    ],
  ];
  for (const [script, ...expected] of table) {
    it(script, () => {
      expect((['sh', 'bash', 'dash'] as const).map((shell) => runShell(script, shell).stderr)).to.deep.equal(expected);
    });
  }
});

describe('the shell and time', () => {
  it('a loop without a wait is an error that names the container and the script', () => {
    expect(() => runShell('while true; do :; done')).to.throw(
      NeverWaits,
      /container default\/pod\/app: sh -c while true/,
    );
  });

  it('what the simulator lacks ends the run instead of answering wrongly', () => {
    expect(() => runShell('grep -P x /etc/hostname')).to.throw(NotImplementedError, /grep -P/);
    expect(() => runShell('vi /tmp/x')).to.throw(NotImplementedError, /container default\/pod\/app: vi \/tmp\/x/);
    expect(() => runShell('select x in a b; do echo $x; done', 'bash')).to.throw(NotImplementedError);
    expect(() => runShell('f() { if true; then f; fi; }; f')).to.throw(NotImplementedError, /call each other 200 deep/);
    expect(() => runShell("awk 'function f(x) { return f(x + 1) } BEGIN { f(1) }'")).to.throw(
      NotImplementedError,
      /200 deep/,
    );
  });

  it('ten minutes of waiting for a name take milliseconds', () => {
    const container = new TestContainer();
    container.start(['sh', '-c', 'until nslookup mydb; do echo waiting; sleep 2; done']);
    container.kernel.runUntil(600_000);
    expect(container.stdout.text.split('waiting').length - 1).to.be.within(290, 300);
  });

  it('reads its script from stdin line by line', () => {
    expect(runShell('sh', 'sh', textInput('echo a\nif true\nthen echo b\nfi\nexit 3\n'))).to.include({
      stdout: 'a\nb\n',
      code: 3,
    });
  });
});

describe('laws', () => {
  const small = fc.integer({ min: -1000, max: 1000 });

  it('arithmetic is that of integers', () => {
    fc.assert(
      fc.property(small, small, small, (a, b, c) => {
        const script = `echo $(( (${a}) + (${b}) * (${c}) )) $(( (${a}) - (${b}) )) $(( (${a}) < (${b}) ))`;
        expect(runShell(script).stdout).to.equal(`${a + b * c || 0} ${a - b || 0} ${Number(a < b)}\n`);
      }),
      { numRuns: 50 },
    );
  });

  it('division and remainder belong together', () => {
    fc.assert(
      fc.property(
        small,
        small.filter((n) => n !== 0),
        (a, b) => {
          expect(runShell(`echo $(( (${a}) / (${b}) * (${b}) + (${a}) % (${b}) ))`).stdout).to.equal(`${a}\n`);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('a quoted text comes out as it went in', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '*', '$', '"', '\\', '`', '~', '{', ';', '\n', '|') });
    fc.assert(
      fc.property(text, (value) => {
        const quoted = `'${value.replace(/'/g, `'\\''`)}'`;
        expect(runShell(`x=${quoted}; printf '%s' "$x"; printf '%s' ${quoted}`).stdout).to.equal(value + value);
      }),
      { numRuns: 100 },
    );
  });

  it('prefix and suffix removal put together give the whole', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/'), minLength: 1 }).filter((s) => s.includes('.'));
    fc.assert(
      fc.property(text, (value) => {
        expect(runShell(`x='${value}'; echo "\${x%%.*}.\${x#*.}" "\${x%.*}.\${x##*.}"`).stdout).to.equal(
          `${value} ${value}\n`,
        );
      }),
      { numRuns: 50 },
    );
  });
});
