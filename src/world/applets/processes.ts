import { forever, sleep as pass, type Task } from '../../kernel';
import { ExecError, type Proc } from '../process';
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
function* runCommand(call: Call, argv: readonly string[], options: Parameters<Proc['start']>[1] = {}): Task<number> {
  try {
    return (yield* call.proc.start(argv, options).ended.join()).code;
  } catch (error) {
    return cannotRun(call, argv[0]!, error);
  }
}

export function cannotRun(call: Call, program: string, error: unknown): number {
  if (!(error instanceof ExecError)) throw error;
  call.complain(
    call.flavour === 'busybox'
      ? `can't execute '${program}': ${error.text}`
      : `failed to run command '${program}': ${error.text}`,
  );
  return error.code;
}

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
