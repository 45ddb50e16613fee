import { anyOf, sleep, type Task } from '../../../kernel';
import { exitCodeOfSignal, type Proc, parseSignal, SIGNAL_NUMBERS, signalOfNumber } from '../../process';
import { ShellError } from '../control';
import { endByFatalSignal, reportDeath } from '../external';
import type { Shell } from '../shell';
import { runPendingTraps } from '../trap-actions';
import type { TrapName } from '../traps';
import { type Action, type Builtin, builtin, fail, instant } from './builtin';

/** `wait`: ends early, with 128 + n, when a trapped signal arrives (XCU 2.12). */
const wait: Action = function* (shell, args) {
  const specs = args.filter((arg) => !arg.startsWith('-'));
  if (args.includes('-n')) return yield* waitAny(shell);
  if (specs.length === 0) {
    for (const job of shell.jobs.list()) {
      const interrupted = yield* waitFor(shell, job);
      if (interrupted !== undefined) return interrupted;
      shell.jobs.forget(job.pid);
    }
    return 0;
  }
  let status = 0;
  for (const spec of specs) {
    const job = shell.jobs.ofSpec(spec);
    if (!job) {
      if (shell.dialect.kind === 'bash') fail(shell, `wait: pid ${spec} is not a child of this shell`);
      status = 127;
      continue;
    }
    const interrupted = yield* waitFor(shell, job);
    if (interrupted !== undefined) return interrupted;
    status = job.ended.value!.code;
  }
  return status;
};

/** Waits for one job; the status if a trapped signal was first. */
function* waitFor(shell: Shell, job: Proc): Task<number | undefined> {
  while (job.isAlive) {
    if (!shell.traps.hasPending) yield* anyOf(job.ended.wait() as never, shell.proc.signalled.wait() as never);
    endByFatalSignal(shell);
    const signal = shell.traps.peekPending();
    if (signal === undefined) continue;
    yield* runPendingTraps(shell);
    return exitCodeOfSignal(signal);
  }
  if (shell.dialect.kind !== 'bash' && !shell.jobs.wasNoticed(job)) reportDeath(shell, job, job.ended.value!);
  return undefined;
}

function* waitAny(shell: Shell): Task<number> {
  const jobs = shell.jobs.list();
  if (jobs.length === 0) return 127;
  while (!jobs.some((job) => !job.isAlive)) {
    yield* anyOf(...jobs.map((job) => job.ended.wait() as never), shell.proc.signalled.wait() as never);
    endByFatalSignal(shell);
    const signal = shell.traps.peekPending();
    if (signal === undefined) continue;
    yield* runPendingTraps(shell);
    return exitCodeOfSignal(signal);
  }
  const done = jobs.find((job) => !job.isAlive)!;
  shell.jobs.forget(done.pid);
  return done.ended.value!.code;
}

/** `trap action signals…`, `trap - signals…`, `trap '' signals…`, `trap signals…` (resets). */
const trap = instant((shell, given) => {
  const args = given[0] === '--' ? given.slice(1) : given;
  if (args.length === 0 || args[0] === '-p') {
    shell.proc.stdout.write(shell.traps.listing());
    return 0;
  }
  if (args[0] === '-l') {
    shell.proc.stdout.write(`${Object.keys(SIGNAL_NUMBERS).join(' ')}\n`);
    return 0;
  }
  const resets = args[0] === '-' || args.length === 1 || /^\d+$/.test(args[0]!);
  const action = resets ? undefined : args[0];
  const names = resets && args[0] !== '-' ? args : args.slice(1);
  let status = 0;
  for (const text of names) {
    const name = trapName(text);
    if (name) shell.traps.set(name, action);
    else {
      const messages = {
        ash: `trap: ${text}: invalid signal specification`,
        dash: `trap: ${text}: bad trap`,
        bash: `trap: ${text}: invalid signal specification`,
      };
      status = fail(shell, messages[shell.dialect.kind]);
    }
  }
  return status;
});

function trapName(text: string): TrapName | undefined {
  const upper = text.toUpperCase();
  if (upper === 'EXIT' || text === '0') return 'EXIT';
  return upper === 'ERR' ? 'ERR' : parseSignal(text);
}

/** `kill`: also `%1` and `-l`. What the shell sends to itself has arrived before its next command. */
const kill: Action = function* (shell, args) {
  if (args[0] === '-l' || args[0] === '-L') return listSignals(shell, args.slice(1));
  const { signal, targets } = killArguments(shell, args);
  let status = 0;
  for (const target of targets) {
    const pid = target.startsWith('%') ? shell.jobs.ofSpec(target)?.pid : Number(target);
    const found = killTargets(shell, pid);
    if (found.length === 0) status = fail(shell, noProcess(shell, target));
    else if (signal !== undefined) for (const proc of found) proc.signal(signal);
  }
  yield* sleep(0);
  return status;
};

/** 0 and negative pids mean the process group; without job control that is everyone of this namespace but PID 1's callers. */
function killTargets(shell: Shell, pid: number | undefined): Proc[] {
  const { namespace } = shell.proc;
  if (pid === undefined || Number.isNaN(pid)) return [];
  if (pid === -1) return namespace.list().filter((proc) => proc !== shell.proc && proc.pid !== 1);
  if (pid === 0) return namespace.list().filter((proc) => isFamily(shell.proc, proc));
  const proc = namespace.find(Math.abs(pid));
  if (!proc) return [];
  return pid < 0 ? namespace.list().filter((other) => other === proc || isDescendant(other, proc)) : [proc];
}

function isDescendant(proc: Proc, ancestor: Proc): boolean {
  for (let p = proc.parent; p; p = p.parent) if (p === ancestor) return true;
  return false;
}

function isFamily(self: Proc, proc: Proc): boolean {
  return proc === self || isDescendant(proc, self) || isDescendant(self, proc);
}

function killArguments(shell: Shell, args: readonly string[]) {
  let signal: ReturnType<typeof parseSignal> | undefined = 'TERM';
  let targets = [...args];
  const first = args[0] ?? '';
  if (first === '-s' || first === '-n') {
    signal = signalOf(shell, args[1] ?? '');
    targets = targets.slice(2);
  } else if (first.startsWith('-') && first !== '--') {
    signal = signalOf(shell, first.slice(1));
    targets = targets.slice(1);
  }
  if (targets[0] === '--') targets.shift();
  if (targets.length === 0) throw new ShellError('kill: usage: kill [-s sigspec | -n signum | -sigspec] pid', 2);
  return { signal, targets };
}

/** Undefined is signal 0: only asks whether the process is there. */
function signalOf(shell: Shell, text: string): ReturnType<typeof parseSignal> {
  if (text === '0') return undefined;
  const signal = parseSignal(text);
  if (!signal)
    throw new ShellError(
      shell.dialect.kind === 'bash' ? `kill: ${text}: invalid signal specification` : `kill: bad signal name '${text}'`,
      1,
    );
  return signal;
}

function noProcess(shell: Shell, target: string): string {
  switch (shell.dialect.kind) {
    case 'bash':
      return `kill: (${target}) - No such process`;
    case 'ash':
      return `can't kill pid ${target}: No such process`;
    case 'dash':
      return 'kill: No such process';
  }
}

function listSignals(shell: Shell, numbers: readonly string[]): number {
  if (numbers.length === 0)
    shell.proc.stdout.write(
      Object.entries(SIGNAL_NUMBERS)
        .map(([name, n]) => `${String(n).padStart(2)}) ${name}\n`)
        .join(''),
    );
  for (const text of numbers) shell.proc.stdout.write(`${signalOfNumber(Number(text) % 128) ?? text}\n`);
  return 0;
}

const jobs = instant((shell) => {
  shell.jobs.running().forEach((job, i) => {
    shell.proc.stdout.write(`[${i + 1}]+  Running                 ${job.argv.join(' ')} &\n`);
  });
  return 0;
});

export const JOBS: Readonly<Record<string, Builtin>> = {
  wait: builtin(wait),
  trap,
  kill: builtin(kill),
  jobs,
  disown: instant(() => 0, ['bash']),
  fg: builtin(function* (shell) {
    const job = shell.jobs.list().at(-1);
    return job ? (yield* job.ended.join()).code : fail(shell, 'fg: no current job');
  }),
  bg: instant((shell) => fail(shell, 'bg: no job control')),
};
