/** The small programs of images: what BusyBox and the GNU tools do, as far as manifests use it. */
import { baseName, FsError } from '../files';
import { type Proc, type Program, ProgramTable } from '../process';
import { shellProgram } from '../shell';
import { awk } from './awk/awk';
import { type Applet, BadUsage, Call, type Flavour, UsageError } from './call';
import * as cat from './cat';
import * as columns from './columns';
import { comm } from './comm';
import { cmp, diff } from './compare';
import * as copy from './copy';
import { curl } from './curl';
import { date } from './date';
import { dd } from './dd';
import { df } from './df';
import * as digests from './digests';
import { du } from './du';
import { echo } from './echo';
import { envsubst } from './envsubst';
import { expr } from './expr';
import { find } from './find/find';
import { flock } from './flock';
import { free } from './free';
import { getent } from './getent';
import { gosu } from './gosu';
import { grep } from './grep';
import { gzip } from './gzip';
import { head, tail } from './headTail';
import { hexdump } from './hexdump';
import { httpd } from './httpd';
import * as identity from './identity';
import * as kill from './kill';
import { ls } from './listing';
import * as make from './make';
import { mount } from './mount';
import { mountpoint } from './mountpoint';
import * as names from './names';
import { nc } from './netcat/nc';
import { netstat } from './netstat';
import { nslookup } from './nslookup';
import { od } from './od';
import * as paths from './paths';
import * as permissions from './permissions';
import { ping } from './ping';
import { formatText } from './printf';
import * as processes from './processes';
import { ps } from './ps';
import * as remove from './remove';
import { sed } from './sed/sed';
import { shuf } from './shuf';
import { sort } from './sort';
import { split } from './split';
import { ss } from './ss';
import { stat } from './stat';
import { su } from './su';
import { sysctl } from './sysctl';
import { tar } from './tar/tar';
import { evaluateTest, TestError } from './test';
import * as text from './text';
import { timeout } from './timeout';
import { tr } from './tr';
import { wget } from './wget';
import { which } from './which';
import * as wrappers from './wrappers';
import { xargs } from './xargs';

export { type Applet, Call, type Flavour } from './call';

const always = (code: number): Applet =>
  function* () {
    return code;
  };

const printf: Applet = function* (call) {
  const words = call.args[0] === '--' ? call.args.slice(1) : call.args;
  if (words.length === 0) call.usage();
  const busybox = call.flavour === 'busybox';
  const { text: output, faults } = formatText(words[0]!, words.slice(1), { strict: busybox });
  call.out(output);
  for (const { kind, word } of faults) {
    if (kind === 'directive')
      call.complain(busybox ? `${word}: invalid format` : `%${word[1]}: invalid conversion specification`);
    else if (busybox) call.complain(`invalid number '${word}'`);
    else
      call.complain(
        kind === 'incomplete-number'
          ? `'${word}': value not completely converted`
          : `'${word}': expected a numeric value`,
      );
  }
  return faults.length > 0 ? 1 : 0;
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
      range: 'out of range',
      unary: 'unknown operand',
      binary: 'unknown operand',
      argument: 'argument expected',
    };
    return call.complain(`${error.word}: ${messages[error.kind]}`, 2);
  }
};

/** Without a terminal, pagers only copy. */
const pager: Applet = function* (call) {
  if (call.proc.tty || call.args.some((arg) => /^[-+]./.test(arg))) call.notImplemented(call.args.join(' '));
  return yield* cat.cat(call);
};

const pwd: Applet = function* (call) {
  call.out(`${call.proc.cwd}\n`);
  return 0;
};

const APPLETS: Readonly<Record<string, Applet>> = {
  '[': test,
  arch: identity.arch,
  awk,
  base64: digests.base64,
  basename: paths.basename,
  cat: cat.cat,
  chgrp: permissions.chown,
  chmod: permissions.chmod,
  chown: permissions.chown,
  chrt: wrappers.chrt,
  cmp,
  comm,
  cp: copy.cp,
  curl,
  cut: text.cut,
  date,
  dd,
  df,
  diff,
  dirname: paths.dirname,
  du,
  echo,
  egrep: grep,
  env: processes.env,
  envsubst,
  expr,
  false: always(1),
  fgrep: grep,
  find,
  flock,
  fold: columns.fold,
  free,
  getent,
  gosu,
  grep,
  groups: identity.groups,
  gunzip: gzip,
  gzip,
  head,
  hexdump,
  hd: hexdump,
  hostname: identity.hostname,
  id: identity.id,
  install: copy.install,
  ionice: wrappers.ionice,
  kill: kill.kill,
  killall: kill.killall,
  link: names.link,
  ln: copy.ln,
  ls,
  md5sum: digests.md5sum,
  mkdir: make.mkdir,
  mktemp: make.mktemp,
  more: pager,
  less: pager,
  mount,
  mountpoint,
  mv: copy.mv,
  nc,
  netstat,
  nice: wrappers.nice,
  nl: columns.nl,
  nohup: processes.nohup,
  nologin: identity.nologin,
  nproc: wrappers.nproc,
  nslookup,
  od,
  paste: columns.paste,
  pgrep: kill.pgrep,
  pidof: kill.pidof,
  ping,
  pkill: kill.pkill,
  printenv: processes.printenv,
  printf,
  ps,
  pwd,
  readlink: paths.readlink,
  realpath: paths.realpath,
  renice: wrappers.renice,
  rev: text.rev,
  rm: remove.rm,
  rmdir: remove.rmdir,
  sed,
  seq: text.seq,
  setsid: wrappers.setsid,
  sha1sum: digests.sha1sum,
  sha224sum: digests.sha224sum,
  sha256sum: digests.sha256sum,
  sha384sum: digests.sha384sum,
  sha512sum: digests.sha512sum,
  shuf,
  sleep: processes.sleep,
  sort,
  split,
  ss,
  stat,
  stdbuf: wrappers.stdbuf,
  'su-exec': gosu,
  su,
  sync: always(0),
  sysctl,
  tac: text.tac,
  tail,
  tar,
  taskset: wrappers.taskset,
  tee: cat.tee,
  test,
  time: wrappers.time,
  timeout,
  touch: make.touch,
  tr,
  true: always(0),
  truncate: make.truncate,
  tty: identity.tty,
  uname: identity.uname,
  unlink: names.unlink,
  uniq: text.uniq,
  uptime: identity.uptime,
  usleep: processes.usleep,
  watch: processes.watch,
  wc: text.wc,
  wget,
  which,
  whoami: identity.whoami,
  xargs,
  yes: processes.yes,
  zcat: gzip,
};

/** In an image with a busybox every small program is busybox's. */
function flavourOf(proc: Proc): Flavour {
  return proc.fs.exists('/bin/busybox') ? 'busybox' : 'gnu';
}

/** @param flavour whose it is; by default the image tells */
function programOf(name: string, applet: Applet, flavour?: Flavour): Program {
  return (proc) => run(new Call(proc, name, proc.argv.slice(1), flavour ?? flavourOf(proc)), applet);
}

function* run(call: Call, applet: Applet) {
  try {
    return yield* applet(call);
  } catch (error) {
    if (error instanceof BadUsage) return call.reportUsage(error);
    if (error instanceof UsageError) return call.complain(error.message);
    if (error instanceof FsError)
      return error.code === 'ENOSPC' ? notWritten(call, error) : call.complain(error.message);
    throw error;
  }
}

/** Applets of BusyBox that write by themselves; the others leave it to stdio, and hear of nothing. Recorded with 1.35. */
const WRITES: ReadonlySet<string> = new Set(['cat', 'cp', 'echo', 'mv']);

/** There was no room for the output. */
function notWritten(call: Call, { text }: FsError): number {
  if (call.flavour === 'busybox' && !WRITES.has(call.name)) return 0;
  return call.complain(`write error: ${text}`, call.name === 'ls' ? 2 : 1);
}

/** A program that real images have and nobody has written: whoever uses it gets an error instead of "not found". */
export function missingProgram(name: string): Program {
  return (proc) => run(new Call(proc, name, [], 'busybox'), (call) => call.notImplemented());
}

/**
 * `busybox name args`: the applet of that name.
 * @param applets the names that this build has
 */
export function busyboxProgram(applets: readonly string[], find: (name: string) => Program | undefined): Program {
  const names = new Set(applets);
  return function* (proc) {
    const argv = baseName(proc.argv[0] ?? '') === 'busybox' ? proc.argv.slice(1) : proc.argv;
    const [word] = argv;
    const name = baseName(word ?? '');
    const program = names.has(name) ? find(name) : undefined;
    if (program) {
      proc.becomes(argv);
      return yield* program(proc);
    }
    if (word === '--list')
      proc.stdout.write(
        [...names]
          .sort()
          .map((each) => `${each}\n`)
          .join(''),
      );
    else proc.stderr.write(word === undefined ? 'BusyBox multi-call binary.\n' : `${word}: applet not found\n`);
    return word === undefined || word === '--list' ? 0 : 127;
  };
}

let table: ProgramTable | undefined;

/**
 * The shells (`ash`, `bash`, `dash`, and `sh`, which is ash), and every applet under its own name. The httpd
 * of busybox is `busybox-httpd`, because Apache's has the shorter name; `nc.openbsd` is the nc of images that have it beside a
 * busybox.
 */
export function appletPrograms(): ProgramTable {
  table ??= new ProgramTable({
    ...Object.fromEntries(Object.entries(APPLETS).map(([name, applet]) => [name, programOf(name, applet)])),
    'busybox-httpd': programOf('httpd', httpd),
    'nc.openbsd': programOf('nc', nc, 'gnu'),
    sh: shellProgram('ash'),
    ash: shellProgram('ash'),
    bash: shellProgram('bash'),
    dash: shellProgram('dash'),
  });
  return table;
}
