/** The small programs of images: what BusyBox and the GNU tools do, as far as manifests use it. */
import { FsError } from '../files';
import { type Proc, type Program, ProgramTable } from '../process';
import { shellProgram } from '../shell';
import { awk } from './awk';
import { type Applet, Call, type Flavour, UsageError } from './call';
import { date } from './date';
import { dd } from './dd';
import { echo } from './echo';
import * as files from './files';
import { grep } from './grep';
import { curl, wget } from './http-clients';
import { find, ls, stat } from './listing';
import { nslookup } from './nslookup';
import { ping } from './ping';
import { formatText } from './printf';
import * as processes from './processes';
import { sed } from './sed';
import { httpd, nc } from './sockets';
import { evaluateTest, TestError } from './test';
import * as text from './text';
import { which } from './which';

export { type Applet, Call, type Flavour } from './call';

const always = (code: number): Applet =>
  function* () {
    return code;
  };

const printf: Applet = function* (call) {
  const words = call.args[0] === '--' ? call.args.slice(1) : call.args;
  const { text: output, errors } = formatText(words[0] ?? '', words.slice(1));
  call.out(output);
  for (const word of errors)
    call.complain(call.flavour === 'busybox' ? `invalid number '${word}'` : `‘${word}’: expected a numeric value`);
  return errors.length > 0 ? 1 : 0;
};

const test: Applet = function* (call) {
  let words = call.args;
  if (call.name === '[') {
    if (words.at(-1) !== ']') return call.complain('missing ]', 2);
    words = words.slice(0, -1);
  }
  try {
    return evaluateTest(words, { proc: call.proc }) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    const messages = {
      number: 'bad number',
      unary: 'unknown operand',
      binary: 'unknown operand',
      argument: 'argument expected',
    };
    return call.complain(`${error.word}: ${messages[error.kind]}`, 2);
  }
};

const pwd: Applet = function* (call) {
  call.out(`${call.proc.cwd}\n`);
  return 0;
};

const APPLETS: Readonly<Record<string, Applet>> = {
  '[': test,
  awk,
  base64: text.base64,
  basename: files.basename,
  cat: files.cat,
  chgrp: files.chown,
  chmod: files.chmod,
  chown: files.chown,
  cp: files.cp,
  curl,
  cut: text.cut,
  date,
  dd,
  dirname: files.dirname,
  echo,
  egrep: grep,
  env: processes.env,
  expr: text.expr,
  false: always(1),
  fgrep: grep,
  find,
  grep,
  head: text.head,
  hostname: processes.hostname,
  id: processes.id,
  install: files.install,
  kill: processes.kill,
  killall: processes.killall,
  ln: files.ln,
  ls,
  md5sum: text.md5sum,
  mkdir: files.mkdir,
  mktemp: files.mktemp,
  mv: files.mv,
  nc,
  nohup: processes.nohup,
  nslookup,
  pgrep: processes.pgrep,
  pidof: processes.pidof,
  ping,
  pkill: processes.pkill,
  printenv: processes.printenv,
  printf,
  ps: processes.ps,
  pwd,
  readlink: files.readlink,
  realpath: files.realpath,
  rev: text.rev,
  rm: files.rm,
  rmdir: files.rmdir,
  sed,
  seq: text.seq,
  sha1sum: text.sha1sum,
  sha256sum: text.sha256sum,
  sha512sum: text.sha512sum,
  sleep: processes.sleep,
  sort: text.sort,
  stat,
  sync: always(0),
  tac: text.tac,
  tail: text.tail,
  tee: files.tee,
  test,
  timeout: processes.timeout,
  touch: files.touch,
  tr: text.tr,
  true: always(0),
  truncate: files.truncate,
  uname: processes.uname,
  uniq: text.uniq,
  uptime: processes.uptime,
  usleep: processes.usleep,
  watch: processes.watch,
  wc: text.wc,
  wget,
  which,
  whoami: processes.whoami,
  xargs: text.xargs,
  yes: processes.yes,
};

/** Programs that exist in real images but not here: whoever uses one gets an error instead of "not found". */
const MISSING =
  'mkfifo od top telnet vi less more tar gzip gunzip unzip su adduser df du free netstat ifconfig ip route traceroute hexdump diff cmp comm fold paste split strings shuf nl mount umount crond tftp ftpget ssl_client setsid nproc xxd column printenv.busybox'
    .split(' ')
    .filter((name) => !name.includes('.'));

/** In an image with a busybox every small program is busybox's. */
function flavourOf(proc: Proc): Flavour {
  return proc.fs.exists('/bin/busybox') ? 'busybox' : 'gnu';
}

function programOf(name: string, applet: Applet): Program {
  return (proc) => run(new Call(proc, name, proc.argv.slice(1), flavourOf(proc)), applet);
}

function* run(call: Call, applet: Applet) {
  try {
    return yield* applet(call);
  } catch (error) {
    if (error instanceof UsageError) return call.complain(error.message);
    if (error instanceof FsError) return call.complain(error.message);
    throw error;
  }
}

function missing(name: string): Program {
  return (proc) => run(new Call(proc, name, [], 'busybox'), (call) => call.notImplemented('(the whole program)'));
}

/** `busybox name args`: the applet of that name. */
const busybox: Program = function* (proc) {
  const name = (proc.argv[0] ?? '').slice((proc.argv[0] ?? '').lastIndexOf('/') + 1);
  const argv = name === 'busybox' ? proc.argv.slice(1) : proc.argv;
  const program = appletPrograms().find(
    argv[0] === 'httpd' ? 'busybox-httpd' : (argv[0] ?? '').slice((argv[0] ?? '').lastIndexOf('/') + 1),
  );
  if (!program) {
    proc.stderr.write(argv[0] === undefined ? 'BusyBox multi-call binary.\n' : `${argv[0]}: applet not found\n`);
    return argv[0] === undefined ? 0 : 127;
  }
  proc.argv = argv;
  return yield* program(proc);
};

let table: ProgramTable | undefined;

/**
 * The shells (`ash`, `bash`, `dash`, and `sh`, which is ash), `busybox`, and every applet under its own name. The httpd
 * of busybox is `busybox-httpd`, because Apache's has the shorter name.
 */
export function appletPrograms(): ProgramTable {
  table ??= new ProgramTable({
    ...Object.fromEntries(MISSING.map((name) => [name, missing(name)])),
    ...Object.fromEntries(Object.entries(APPLETS).map(([name, applet]) => [name, programOf(name, applet)])),
    'busybox-httpd': programOf('httpd', httpd),
    busybox,
    sh: shellProgram('ash'),
    ash: shellProgram('ash'),
    bash: shellProgram('bash'),
    dash: shellProgram('dash'),
  });
  return table;
}
