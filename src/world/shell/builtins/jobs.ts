import { anyOf, type Task } from '../../../kernel';
import { exitCodeOfSignal, type Proc, parseSignal, SIGNAL_NUMBERS } from '../../process';
import { endByFatalSignal, reportDeath } from '../external';
import type { Shell } from '../shell';
import { runPendingTraps } from '../trapActions';
import type { TrapName } from '../traps';
import { type Action, type Builtin, builtin, fail, failOf, instant, wrong } from './builtin';
import { kill } from './kill';

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
    if (!/^(?:\d+|%.*)$/.test(spec)) {
      const illegal = `Illegal number: ${spec}`;
      throw wrong(shell, 'wait', { ash: illegal, dash: illegal, bash: `\`${spec}': not a pid or valid job spec` });
    }
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
    if (!shell.traps.hasPending) yield* anyOf(job.ended.wait(), shell.proc.signalled.wait());
    const interrupted = yield* trappedSignal(shell);
    if (interrupted !== undefined) return interrupted;
  }
  const status = job.ended.value!;
  // bash does not tell that a job has been ended with SIGTERM.
  const told = shell.dialect.kind !== 'bash' || status.signal !== 'TERM';
  if (told && !shell.jobs.wasNoticed(job)) reportDeath(shell, job, status, shell.jobs.textOf(job));
  return undefined;
}

/** Runs the trap of a signal that came meanwhile: it ends `wait` with the status of the signal (POSIX, 2.12). */
function* trappedSignal(shell: Shell): Task<number | undefined> {
  endByFatalSignal(shell);
  const signal = shell.traps.peekPending();
  if (signal === undefined) return undefined;
  yield* runPendingTraps(shell);
  return exitCodeOfSignal(signal);
}

function* waitAny(shell: Shell): Task<number> {
  const jobs = shell.jobs.list();
  if (jobs.length === 0) return 127;
  while (!jobs.some((job) => !job.isAlive)) {
    yield* anyOf(...jobs.map((job) => job.ended.wait()), shell.proc.signalled.wait());
    const interrupted = yield* trappedSignal(shell);
    if (interrupted !== undefined) return interrupted;
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
    else status = badTrap(shell, text);
  }
  return status;
});

/** dash does not say who it is. */
function badTrap(shell: Shell, text: string): number {
  if (shell.dialect.kind !== 'dash') return failOf(shell, 'trap', `${text}: invalid signal specification`);
  shell.proc.stderr.write(`trap: ${text}: bad trap\n`);
  return 1;
}

function trapName(text: string): TrapName | undefined {
  const upper = text.toUpperCase();
  if (upper === 'EXIT' || text === '0') return 'EXIT';
  return upper === 'ERR' ? 'ERR' : parseSignal(text);
}

/** Without job control ash and dash do not keep what a job runs. */
const jobs = instant((shell) => {
  shell.jobs.running().forEach((job, i) => {
    const lines = {
      ash: `[${i + 1}]+  Running                    \n`,
      dash: `[${i + 1}] + Running                    \n`,
      bash: `[${i + 1}]+  Running                 ${shell.jobs.textOf(job)} &\n`,
    };
    shell.proc.stdout.write(lines[shell.dialect.kind]);
  });
  return 0;
});

/** Without a terminal there is no job control. */
const foreground = (name: 'fg' | 'bg') =>
  instant((shell) => {
    const none = 'No current job';
    throw wrong(shell, name, { ash: none, dash: none, bash: 'no job control' });
  });

export const JOBS: Readonly<Record<string, Builtin>> = {
  wait: builtin(wait),
  trap,
  kill: builtin(kill),
  jobs,
  disown: instant(() => 0, ['bash']),
  fg: foreground('fg'),
  bg: foreground('bg'),
};
