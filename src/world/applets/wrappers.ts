import type { Task } from '../../kernel';
import { ExecError } from '../process';
import { type Applet, type Call, UsageError } from './call';
import { execCommand } from './processes';

/** util-linux, and nice of coreutils, say in words of their own that there is no such command. */
function* becomeCommand(call: Call, argv: readonly string[], gnu = `failed to execute ${argv[0]}`): Task<number> {
  if (call.flavour === 'busybox') return yield* execCommand(call, argv);
  try {
    return yield* call.proc.exec(argv);
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    return call.complain(`${gnu}: ${error.text}`, error.code);
  }
}

/**
 * setsid(1): the leader of a process group must fork to lead a session, and does not wait. That is the first process of a container,
 * and what was executed in one.
 */
export const setsid: Applet = function* (call) {
  const { rest, has } = call.options(call.flavour === 'busybox' ? 'c' : 'cfw ctty|c fork|f wait|w', 'first');
  if (rest.length === 0) call.usage('no command specified');
  if (call.proc.parent && !has('f')) return yield* becomeCommand(call, rest);
  try {
    const child = call.proc.start(rest);
    return has('w') ? (yield* child.ended.join()).code : 0;
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    // The child would have said it: nobody hears its exit code.
    const code = call.complain(`failed to execute ${rest[0]}: ${error.text}`, error.code);
    return has('w') ? code : 0;
  }
};

/** nice(1): only priorities are different afterwards. Raising one takes CAP_SYS_NICE, of which processes do not know here. */
export const nice: Applet = function* (call) {
  const words = call.args.map((arg, i) => (i === 0 && /^-[-+]?\d+$/.test(arg) ? `-n${arg.slice(1)}` : arg));
  const { rest, value } = call.withArgs(words).options('n: adjustment=n', 'first');
  const adjustment = value('n') ?? '10';
  if (!/^[-+]?\d+$/.test(adjustment)) {
    const busybox = call.flavour === 'busybox';
    return busybox
      ? call.complain(`invalid number '${adjustment}'`)
      : call.complain(`invalid adjustment '${adjustment}'`, 125);
  }
  if (rest.length === 0 && value('n') !== undefined) call.usage('a command must be given with an adjustment');
  if (Number(adjustment) < 0) call.notImplemented(`-n ${adjustment} (whether it may raise a priority)`);
  if (rest.length > 0) return yield* becomeCommand(call, rest, `'${rest[0]}'`);
  call.out('0\n');
  return 0;
};

export const ionice: Applet = function* (call) {
  const { rest, has } = call.options('c:n:tp: class=c classdata=n ignore|t pid=p', 'first');
  const [first] = rest;
  // Without a class BusyBox takes the word for a process.
  if (call.flavour === 'busybox' && first !== undefined && !['c', 'n', 'p'].some(has)) {
    if (!/^\d+$/.test(first)) throw new UsageError(`invalid number '${first}'`);
  } else if (first !== undefined && !has('p')) return yield* becomeCommand(call, rest);
  if (!has('c') && !has('n')) call.out('none: prio 0\n');
  return 0;
};

/** `renice [-n] PRIORITY [-p] PID…`. */
export const renice: Applet = function* (call) {
  const words = call.args.filter((arg) => !['-n', '--priority', '-p', '--pid'].includes(arg));
  for (const word of words) if (/^-[a-z-]/.test(word)) call.notImplemented(word);
  const [priority, ...pids] = words;
  if (priority === undefined || pids.length === 0) call.usage('not enough arguments');
  let status = 0;
  for (const pid of pids) {
    const there = call.proc.namespace.find(Number(pid)) !== undefined;
    if (call.flavour === 'gnu' && there) call.out(`${pid} (process ID) old priority 0, new priority ${priority}\n`);
    if (there) continue;
    const about = call.flavour === 'busybox' ? 'setpriority' : `failed to get priority for ${pid} (process ID)`;
    status = call.complain(`${about}: No such process`);
  }
  return status;
};

/** `chrt -b|-o|-i PRIORITY command`; real-time classes take CAP_SYS_NICE. */
export const chrt: Applet = function* (call) {
  const { rest, has } = call.options('mprfobiv max|m pid|p rr|r fifo|f other|o batch|b idle|i verbose|v', 'first');
  for (const letter of 'mprf') if (has(letter)) call.notImplemented(`-${letter}`);
  if (rest.length < 2) call.usage('bad usage');
  if (!['o', 'b', 'i'].some(has)) call.notImplemented('without a class (real-time priorities)');
  return yield* becomeCommand(call, rest.slice(1));
};

/** `taskset MASK command`, `taskset -c LIST command`. */
export const taskset: Applet = function* (call) {
  const { rest, has } = call.options('apc all-tasks|a pid|p cpu-list|c', 'first');
  if (has('p')) call.notImplemented('-p');
  if (rest.length < 2) call.usage('bad usage');
  const pattern = has('c') ? /^\d+(?:-\d+(?::\d+)?)?(?:,\d+(?:-\d+(?::\d+)?)?)*$/ : /^(?:0x)?[0-9a-f,]+$/i;
  if (!pattern.test(rest[0]!)) {
    throw new UsageError(
      call.flavour === 'busybox'
        ? `bad affinity '${rest[0]}'`
        : `failed to parse CPU ${has('c') ? 'list' : 'mask'}: ${rest[0]}`,
    );
  }
  return yield* becomeCommand(call, rest.slice(1));
};

/** Output here is never held back. */
export const stdbuf: Applet = function* (call) {
  const { rest, has } = call.options('i:o:e: input=i output=o error=e', 'first');
  if (rest.length === 0) call.usage();
  if (!['i', 'o', 'e'].some(has)) call.usage('you must specify a buffering mode option');
  return yield* execCommand(call, rest);
};

/** BusyBox's time: nobody's work takes processor time here, so all of it is waiting. */
export const time: Applet = function* (call) {
  const { rest, has } = call.options('pvaf:o:', 'first');
  for (const letter of 'vafo') if (has(letter)) call.notImplemented(`-${letter}`);
  if (rest.length === 0) call.usage();
  const startMs = call.proc.kernel.now;
  let code: number;
  try {
    code = (yield* call.proc.start(rest).ended.join()).code;
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    code = call.complain(`can't execute '${rest[0]}': ${error.text}`, error.code);
  }
  const seconds = (call.proc.kernel.now - startMs) / 1000;
  const minutes = Math.floor(seconds / 60);
  if (code !== 0) call.err(`Command exited with non-zero status ${code}\n`);
  if (has('p')) call.err(`real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`);
  else call.err(`real\t${minutes}m ${(seconds - minutes * 60).toFixed(2)}s\nuser\t0m 0.00s\nsys\t0m 0.00s\n`);
  return code;
};

/** The processors of the machine: a limit of the container is none to nproc(1). */
export const nproc: Applet = function* (call) {
  const { rest, value } = call.options(' all ignore=');
  if (rest.length > 0) call.usage(`extra operand '${rest[0]}'`);
  const ignored = value('ignore') ?? '0';
  if (!/^\d+$/.test(ignored)) throw new UsageError(`invalid number${call.flavour === 'gnu' ? ':' : ''} '${ignored}'`);
  call.out(`${Math.max(1, call.proc.machine.cpus - Number(ignored))}\n`);
  return 0;
};
