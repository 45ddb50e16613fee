import { forever, sleep as pass, type Task } from '../../kernel';
import {
  commandName,
  ExecError,
  type Proc,
  parseSignal,
  SIGNAL_NUMBERS,
  type SignalName,
  signalOfNumber,
} from '../process';
import { type Applet, type Call, UsageError } from './call';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `10`, `0.5`, `2m`, `infinity` in milliseconds; undefined if it is no duration. */
export function durationMs(text: string): number | undefined {
  if (/^inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text);
  return match ? Number(match[1]) * UNIT_SECONDS[match[2] || 's']! * 1000 : undefined;
}

export const sleep: Applet = function* (call) {
  if (call.args.length === 0) throw new UsageError('missing operand');
  let totalMs = 0;
  for (const arg of call.args) {
    const ms = durationMs(arg);
    if (ms === undefined) {
      return call.complain(call.flavour === 'busybox' ? `invalid number '${arg}'` : `invalid time interval ‘${arg}’`);
    }
    totalMs += ms;
  }
  if (totalMs === Number.POSITIVE_INFINITY) return yield* forever();
  yield* pass(totalMs);
  return 0;
};

export const usleep: Applet = function* (call) {
  yield* pass(Number(call.args[0] ?? 0) / 1000);
  return 0;
};

function signalArgument(text: string): SignalName | undefined {
  if (text === '0') return undefined;
  const signal = parseSignal(text);
  if (!signal) throw new UsageError(`bad signal name '${text}'`);
  return signal;
}

/** The signal of `-9`, `-TERM`, `-s TERM`, and the other words. */
function signalAndRest(call: Call): { signal: SignalName | undefined; rest: string[] } {
  const [first = '', ...rest] = call.args;
  if (first === '-s') return { signal: signalArgument(rest[0] ?? ''), rest: rest.slice(1) };
  if (/^-([A-Z]|\d)/.test(first)) return { signal: signalArgument(first.slice(1)), rest };
  return { signal: 'TERM', rest: [...call.args] };
}

/** `kill -l`: the list, or the names of numbers. */
export function signalList(words: readonly string[]): string {
  if (words.length > 0) return words.map((word) => `${signalOfNumber(Number(word) % 128) ?? word}\n`).join('');
  return Object.entries(SIGNAL_NUMBERS)
    .map(([name, number]) => `${String(number).padStart(2)}) ${name}\n`)
    .join('');
}

export const kill: Applet = function* (call) {
  if (call.args[0] === '-l') {
    call.out(signalList(call.args.slice(1)));
    return 0;
  }
  const { signal, rest } = signalAndRest(call);
  let status = 0;
  for (const word of rest.filter((w) => w !== '--')) {
    const target = call.proc.namespace.find(Math.abs(Number(word)));
    if (!target) status = call.complain(`can't kill pid ${word}: No such process`);
    else if (signal) target.signal(signal);
  }
  return status;
};

function namesakes(proc: Proc, matches: (other: Proc) => boolean): Proc[] {
  return proc.namespace.list().filter((other) => other !== proc && matches(other));
}

export const killall: Applet = function* (call) {
  const { signal, rest } = signalAndRest(call);
  let status = 0;
  for (const name of rest.filter((word) => !word.startsWith('-'))) {
    const found = namesakes(call.proc, (other) => commandName(other) === name);
    if (found.length === 0) status = call.complain(`${name}: no process killed`);
    if (signal) for (const proc of found) proc.signal(signal);
  }
  return status;
};

function matching(call: Call, words: readonly string[]): Proc[] {
  const full = words.some((word) => /^-[a-z]*f/.test(word));
  const exact = words.some((word) => /^-[a-z]*x/.test(word));
  const unknown = words.find((word) => word.startsWith('-') && !/^-[flxo]+$/.test(word));
  if (unknown) call.notImplemented(unknown);
  const pattern = words.find((word) => !word.startsWith('-')) ?? '';
  const expression = new RegExp(exact ? `^(?:${pattern})$` : pattern);
  return namesakes(call.proc, (other) => expression.test(full ? other.argv.join(' ') : commandName(other)));
}

export const pkill: Applet = function* (call) {
  const { signal, rest } = signalAndRest(call);
  const found = matching(call, rest);
  if (signal) for (const proc of found) proc.signal(signal);
  return found.length > 0 ? 0 : 1;
};

export const pgrep: Applet = function* (call) {
  const found = matching(call, call.args);
  const long = call.args.some((word) => /^-[a-z]*l/.test(word));
  for (const proc of found) call.out(`${proc.pid}${long ? ` ${commandName(proc)}` : ''}\n`);
  return found.length > 0 ? 0 : 1;
};

export const pidof: Applet = function* (call) {
  const { rest, has } = call.options('so:');
  const names = rest.map((name) => name.slice(name.lastIndexOf('/') + 1));
  let found = namesakes(call.proc, (other) => names.includes(commandName(other)));
  if (has('s')) found = found.slice(0, 1);
  if (found.length === 0) return 1;
  call.out(
    `${found
      .map((proc) => proc.pid)
      .reverse()
      .join(' ')}\n`,
  );
  return 0;
};

/** `ps` as busybox prints it; `ps aux` and `ps -ef` of procps have more columns. */
export const ps: Applet = function* (call) {
  const list = call.proc.namespace.list();
  const command = (proc: Proc) => proc.argv.join(' ');
  if (call.flavour === 'busybox') {
    if (call.args.some((arg) => /^-?o/.test(arg))) call.notImplemented(call.args.join(' '));
    call.out('PID   USER     TIME  COMMAND\n');
    for (const proc of list)
      call.out(`${String(proc.pid).padStart(5)} ${userName(proc.uid).padEnd(8)} ${' 0:00'} ${command(proc)}\n`);
    return 0;
  }
  const full = call.args.some((arg) => /^-\w*f/.test(arg));
  if (call.args.length > 0 && !full && !/^-?a?u?x?$/.test(call.args[0]!)) call.notImplemented(call.args.join(' '));
  const time = clockTime(call.proc);
  if (full) {
    call.out('UID          PID    PPID  C STIME TTY          TIME CMD\n');
    for (const p of list)
      call.out(
        `${userName(p.uid).padEnd(8)} ${String(p.pid).padStart(7)} ${String(p.parent?.pid ?? 0).padStart(7)}  0 ${time} ?        00:00:00 ${command(p)}\n`,
      );
  } else {
    call.out('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
    for (const p of list)
      call.out(
        `${userName(p.uid).padEnd(8)} ${String(p.pid).padStart(7)}  0.0  0.0   2480  ${String(Math.max(512, p.memoryBytes >> 10)).padStart(4)} ?        S    ${time}   0:00 ${command(p)}\n`,
      );
  }
  return 0;
};

function clockTime(proc: Proc): string {
  return new Date(proc.wallMs()).toISOString().slice(11, 16);
}

export function userName(uid: number): string {
  return uid === 0 ? 'root' : uid === 65534 ? 'nobody' : String(uid);
}

/** Runs a command as a child and waits; 127 and 126 when it cannot be started. */
export function* runCommand(
  call: Call,
  argv: readonly string[],
  options: Parameters<Proc['start']>[1] = {},
): Task<number> {
  try {
    return (yield* call.proc.start(argv, options).ended.join()).code;
  } catch (error) {
    return cannotRun(call, argv[0]!, error);
  }
}

export function cannotRun(call: Call, program: string, error: unknown): number {
  if (!(error instanceof ExecError)) throw error;
  const text = error.code === 127 ? 'No such file or directory' : 'Permission denied';
  call.complain(
    call.flavour === 'busybox' ? `can't execute '${program}': ${text}` : `failed to run command ‘${program}’: ${text}`,
  );
  return error.code;
}

/** `timeout [-s SIG] [-k SECS] SECS command`: 124 from GNU, 143 from busybox when the time was up. */
export const timeout: Applet = function* (call) {
  const { rest, value, has } = call.options('s:k:t:f kill-after=k signal=s foreground|f preserve-status|p', 'first');
  const [first = '', ...others] = rest;
  const limit = has('t') ? value('t')! : first;
  const argv = has('t') ? rest : others;
  const limitMs = durationMs(limit);
  if (limitMs === undefined) return call.complain(`invalid number '${limit}'`, call.flavour === 'gnu' ? 125 : 1);
  const signal = signalArgument(value('s') ?? 'TERM') ?? 'TERM';
  let child: Proc;
  try {
    child = call.proc.start(argv);
  } catch (error) {
    return cannotRun(call, argv[0] ?? '', error);
  }
  for (const name of ['TERM', 'INT', 'HUP'] as const) call.proc.onSignal(name, () => child.signal(name));
  const timer = limitMs === 0 ? undefined : call.proc.kernel.after(limitMs, () => child.signal(signal), call.proc.name);
  const killMs = durationMs(value('k') ?? '');
  const killer = killMs && call.proc.kernel.after(limitMs + killMs, () => child.signal('KILL'), call.proc.name);
  const endMs = call.proc.kernel.now + limitMs;
  const status = yield* child.ended.join();
  timer?.cancel();
  if (killer) killer.cancel();
  if (
    call.flavour === 'busybox' ||
    limitMs === 0 ||
    call.proc.kernel.now < endMs ||
    status.signal !== signal ||
    has('p')
  )
    return status.code;
  return 124;
};

export const nohup: Applet = function* (call) {
  call.proc.onSignal('HUP', 'ignore');
  return yield* execCommand(call, call.args);
};

/** The command takes the applet's place. */
export function* execCommand(call: Call, argv: readonly string[], env = call.proc.env): Task<number> {
  try {
    return yield* call.proc.exec(argv, env);
  } catch (error) {
    return cannotRun(call, argv[0]!, error);
  }
}

/** `env [-i] [-u NAME] [NAME=value…] [command]`. */
export const env: Applet = function* (call) {
  const { rest, has, values } = call.options('iu:', 'first');
  const variables: Record<string, string> = has('i') ? {} : { ...call.proc.env };
  for (const name of values('u')) delete variables[name];
  let at = 0;
  for (; at < rest.length && /^[^=]+=/.test(rest[at]!); at++) {
    const [name, ...value] = rest[at]!.split('=');
    variables[name!] = value.join('=');
  }
  if (at < rest.length) return yield* execCommand(call, rest.slice(at), variables);
  for (const [name, value] of Object.entries(variables)) call.out(`${name}=${value}\n`);
  return 0;
};

export const printenv: Applet = function* (call) {
  const { env: variables } = call.proc;
  if (call.args.length === 0) for (const [name, value] of Object.entries(variables)) call.out(`${name}=${value}\n`);
  let status = 0;
  for (const name of call.args) {
    if (variables[name] === undefined) status = 1;
    else call.out(`${variables[name]}\n`);
  }
  return status;
};

export const id: Applet = function* (call) {
  const { uid, gid } = call.proc;
  const { has } = call.options('ugnG');
  if (has('u')) call.out(`${has('n') ? userName(uid) : uid}\n`);
  else if (has('g') || has('G')) call.out(`${has('n') ? userName(gid) : gid}\n`);
  else {
    const named = (n: number) => (/^\d/.test(userName(n)) ? String(n) : `${n}(${userName(n)})`);
    call.out(`uid=${named(uid)} gid=${named(gid)}${gid === 0 ? ' groups=0(root)' : ''}\n`);
  }
  return 0;
};

export const whoami: Applet = function* (call) {
  if (/^\d/.test(userName(call.proc.uid))) return call.complain(`unknown uid ${call.proc.uid}`);
  call.out(`${userName(call.proc.uid)}\n`);
  return 0;
};

export const hostname: Applet = function* (call) {
  const { has, rest } = call.options('fisd');
  if (rest.length > 0) return call.complain('sethostname: Operation not permitted');
  call.out(`${has('i') ? call.proc.net.ip : has('s') ? call.proc.hostname.split('.')[0] : call.proc.hostname}\n`);
  return 0;
};

export const uname: Applet = function* (call) {
  const { has } = call.options('asnrvmpio');
  const { machine, hostname: node } = call.proc;
  const parts: [string, string][] = [
    ['s', 'Linux'],
    ['n', node],
    ['r', machine.kernelRelease],
    ['v', '#1 SMP'],
    ['m', machine.architecture],
    ['o', call.flavour === 'busybox' ? 'Linux' : 'GNU/Linux'],
  ];
  const wanted = parts.filter(([letter]) => has('a') || has(letter));
  call.out(`${(wanted.length > 0 ? wanted : parts.slice(0, 1)).map(([, text]) => text).join(' ')}\n`);
  return 0;
};

export const uptime: Applet = function* (call) {
  const minutes = Math.floor(call.proc.kernel.now / 60_000);
  const up = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  call.out(` ${new Date(call.proc.wallMs()).toISOString().slice(11, 19)} up ${up},  load average: 0.00, 0.00, 0.00\n`);
  return 0;
};

/** Repeats a line until nobody reads it any more. */
export const yes: Applet = function* (call) {
  const line = `${call.args.length > 0 ? call.args.join(' ') : 'y'}\n`;
  const block = line.repeat(Math.max(1, Math.floor(4096 / line.length)));
  for (;;) {
    call.out(block);
    yield* pass(0);
  }
};

/** Runs a command again and again until a signal ends it. */
export const watch: Applet = function* (call) {
  const { rest, value } = call.options('n:td', 'first');
  for (;;) {
    yield* runCommand(call, ['sh', '-c', rest.join(' ')]);
    yield* pass(Number(value('n') ?? 2) * 1000);
  }
};
