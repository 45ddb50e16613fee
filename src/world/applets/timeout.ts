import type { Task } from '../../kernel';
import { ExecError, type ExitStatus, isDescendant, type Proc, parseSignal, type SignalName } from '../process';
import { type Applet, BadUsage, type Call, UsageError } from './call';
import { cannotRun, durationMs } from './processes';

interface Limits {
  readonly limitMs: number;
  readonly signal: SignalName;
  /** After how much more time SIGKILL follows. */
  readonly killMs: number | undefined;
}

/** `timeout [-s SIG] [-k SECS] SECS command`: 124 from GNU when the time was up; without that it dies as the command does, as busybox always does. */
export const timeout: Applet = function* (call) {
  // Up to 1.29 the time was the value of -t.
  const old = call.flavour === 'busybox' && call.isOlderThan(1, 30);
  const spec = `s:k:${old ? 't:' : ''}fpv kill-after=k signal=s foreground|f preserve-status|p`;
  const { rest, value, has } = call.options(spec, 'first');
  const argv = has('t') ? rest : rest.slice(1);
  // GNU's says no more than where help is.
  if (argv.length === 0) throw new BadUsage({});
  let limits: Limits;
  let child: Proc;
  try {
    limits = limitsOf(call, has('t') ? value('t')! : rest[0]!, value);
    child = call.proc.start(argv);
  } catch (error) {
    if (error instanceof ExecError) return cannotRun(call, argv[0]!, error);
    if (!(error instanceof UsageError)) throw error;
    if (call.flavour === 'gnu') throw new BadUsage({ gnu: error.message });
    return call.complain(error.message);
  }
  const alone = call.flavour === 'busybox' || has('f');
  const { status, timedOut, handedOn } = yield* supervise(
    call,
    child,
    limits,
    alone ? sendTo(child) : sendToGroup(call.proc),
  );
  if (call.flavour === 'busybox' || !(timedOut || handedOn)) return endAsChild(call, status);
  return !timedOut || has('p') || status.signal === 'KILL' ? status.code : 124;
};

/** @throws UsageError */
function limitsOf(call: Call, text: string, value: (letter: string) => string | undefined): Limits {
  const limitMs = durationMs(text);
  const busybox = call.flavour === 'busybox';
  if (limitMs === undefined)
    throw new UsageError(busybox ? `invalid number '${text}'` : `invalid time interval '${text}'`);
  const name = value('s') ?? 'TERM';
  const signal = parseSignal(name);
  if (!signal) throw new UsageError(busybox ? `unknown signal '${name}'` : `'${name}': invalid signal`);
  return { limitMs, signal, killMs: value('k') === undefined ? undefined : durationMs(value('k')!) };
}

type Send = (signal: SignalName) => void;

const sendTo =
  (child: Proc): Send =>
  (signal) =>
    child.signal(signal);

/** GNU's makes a group of itself and all that it has started, and ignores the signal itself, if it can. */
const sendToGroup =
  (own: Proc): Send =>
  (signal) => {
    own.onSignal(signal, 'ignore');
    for (const proc of own.namespace.list()) if (proc === own || isDescendant(proc, own)) proc.signal(signal);
  };

/** Hands on the signals that it gets, and sends its own when the time is up; 0 is no limit. */
function* supervise(
  call: Call,
  child: Proc,
  { limitMs, signal, killMs }: Limits,
  send: Send,
): Task<{ status: ExitStatus; timedOut: boolean; handedOn: boolean }> {
  const { proc } = call;
  let handedOn = false;
  for (const name of ['TERM', 'INT', 'HUP'] as const)
    proc.onSignal(name, () => {
      handedOn = true;
      child.signal(name);
    });
  const endMs = proc.kernel.now + limitMs;
  const later = (ms: number, name: SignalName) => proc.kernel.after(ms, () => send(name), proc.name);
  const timers = limitMs === 0 ? [] : [later(limitMs, signal), ...(killMs ? [later(limitMs + killMs, 'KILL')] : [])];
  const status = yield* child.ended.join();
  for (const timer of timers) timer.cancel();
  return { status, timedOut: limitMs > 0 && proc.kernel.now >= endMs, handedOn };
}

/** Whoever waits for it sees it die of the signal: the program has taken the place of busybox's, GNU's raises it (timeout.c). */
function endAsChild(call: Call, status: ExitStatus): number {
  if (status.signal) {
    call.proc.onSignal(status.signal, 'default');
    call.proc.signal(status.signal);
  }
  return status.code;
}
