import { forever, sleep as pass, type Task } from '../../kernel';
import { ExecError, type Proc, parseSignal } from '../process';
import { roomIn } from '../stream';
import type { Applet, Call } from './call';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `10`, `0.5`, `2m`, `infinity` in milliseconds; undefined if it is no duration. */
export function durationMs(text: string): number | undefined {
  if (/^inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text);
  return match ? Number(match[1]) * UNIT_SECONDS[match[2] || 's']! * 1000 : undefined;
}

export const sleep: Applet = function* (call) {
  if (call.args.length === 0) call.usage();
  let totalMs = 0;
  for (const arg of call.args) {
    const ms = durationMs(arg);
    if (ms === undefined) {
      return call.complain(call.flavour === 'busybox' ? `invalid number '${arg}'` : `invalid time interval '${arg}'`);
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
    call.flavour === 'busybox' ? `can't execute '${program}': ${text}` : `failed to run command '${program}': ${text}`,
  );
  return error.code;
}

/** `timeout [-s SIG] [-k SECS] SECS command`: 124 from GNU, 143 from busybox when the time was up. */
export const timeout: Applet = function* (call) {
  const { rest, value, has } = call.options(
    `s:k:${call.flavour === 'busybox' && call.isOlderThan(1, 30) ? 't:' : ''} kill-after=k signal=s foreground|f preserve-status|p`,
    'first',
  );
  const [first, ...others] = rest;
  if (first === undefined || (others.length === 0 && !has('t'))) return call.usage();
  const limit = has('t') ? value('t')! : first;
  const argv = has('t') ? rest : others;
  const limitMs = durationMs(limit);
  if (limitMs === undefined) return call.complain(`invalid number '${limit}'`, call.flavour === 'gnu' ? 125 : 1);
  const name = value('s') ?? 'TERM';
  const signal = parseSignal(name);
  if (!signal)
    return call.complain(
      `${call.flavour === 'busybox' ? 'unknown signal' : 'invalid signal:'} '${name}'`,
      call.flavour === 'gnu' ? 125 : 1,
    );
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
  // The program has taken the place of busybox's timeout: whoever waits for that sees it die of the signal.
  if (call.flavour === 'busybox' && status.signal) {
    call.proc.onSignal(status.signal, 'default');
    call.proc.signal(status.signal);
  }
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
  if (call.args.length === 0) call.usage();
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
  const { rest, has, values } = call.options('iu:0 ignore-environment|i unset=u', 'first');
  // A lone dash is -i.
  const bare = rest[0] === '-';
  const variables: Record<string, string> = has('i') || bare ? {} : { ...call.proc.env };
  for (const name of values('u')) delete variables[name];
  let at = bare ? 1 : 0;
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

/** Repeats a line until nobody reads it any more. */
export const yes: Applet = function* (call) {
  const line = `${call.args.length > 0 ? call.args.join(' ') : 'y'}\n`;
  const block = line.repeat(Math.max(1, Math.floor(4096 / line.length)));
  for (;;) {
    call.out(block);
    if (!(yield* roomIn(call.proc.stdout))) yield* pass(0);
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
