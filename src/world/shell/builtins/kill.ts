import { sleep } from '../../../kernel';
import { isDescendant, type Proc, parseSignal, SIGNAL_NUMBERS, type SignalName, signalOfNumber } from '../../process';
import type { Shell } from '../shell';
import { type Action, fail } from './builtin';

/** `kill`: also `%1` and `-l`. What the shell sends to itself has arrived before its next command. */
export const kill: Action = function* (shell, args) {
  if (args[0] === '-l' || args[0] === '-L') return listSignals(shell, args.slice(1));
  const parsed = killArguments(args);
  if (typeof parsed === 'string') return badSignal(shell, args[0]!, parsed);
  if (parsed.targets.length === 0) return noTargets(shell);
  let status = 0;
  for (const target of parsed.targets) {
    if (!/^(?:-?\d+|%.*)$/.test(target)) {
      status = notAPid(shell, target);
      continue;
    }
    const pid = target.startsWith('%') ? shell.jobs.ofSpec(target)?.pid : Number(target);
    const found = killTargets(shell, pid);
    if (found.length === 0) status = noProcess(shell, target);
    else if (parsed.signal !== undefined) for (const proc of found) proc.signal(parsed.signal);
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

function isFamily(self: Proc, proc: Proc): boolean {
  return proc === self || isDescendant(proc, self) || isDescendant(self, proc);
}

/** Undefined is signal 0, which only asks whether the process is there. A text is a signal that is none. */
function killArguments(args: readonly string[]): { signal: SignalName | undefined; targets: string[] } | string {
  let name = 'TERM';
  let targets = [...args];
  const first = args[0] ?? '';
  if (first === '-s' || first === '-n') {
    name = args[1] ?? '';
    targets = targets.slice(2);
  } else if (first.startsWith('-') && first !== '--') {
    name = first.slice(1);
    targets = targets.slice(1);
  }
  if (targets[0] === '--') targets.shift();
  const signal = parseSignal(name);
  return signal || name === '0' ? { signal, targets } : name;
}

function badSignal(shell: Shell, option: string, name: string): number {
  switch (shell.dialect.kind) {
    case 'bash':
      return fail(shell, `kill: ${name}: invalid signal specification`);
    case 'ash':
      return fail(shell, `bad signal name '${name}'`);
    case 'dash':
      return fail(
        shell,
        option === '-s' ? `kill: invalid signal number or name: ${name}` : `kill: Illegal option -${name[0]}`,
        2,
      );
  }
}

function noTargets(shell: Shell): number {
  switch (shell.dialect.kind) {
    case 'bash':
      shell.proc.stderr.write(
        'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
      );
      return 2;
    case 'ash':
      return fail(shell, 'you need to specify whom to kill');
    case 'dash':
      return fail(
        shell,
        'kill: Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]',
        2,
      );
  }
}

function notAPid(shell: Shell, target: string): number {
  switch (shell.dialect.kind) {
    case 'bash':
      return fail(shell, `kill: ${target}: arguments must be process or job IDs`);
    case 'ash':
      return fail(shell, `invalid number '${target}'`);
    case 'dash':
      return fail(shell, `kill: Illegal number: ${target}`, 2);
  }
}

function noProcess(shell: Shell, target: string): number {
  switch (shell.dialect.kind) {
    case 'bash':
      return fail(
        shell,
        target.startsWith('%') ? `kill: ${target}: no such job` : `kill: (${target}) - No such process`,
      );
    case 'ash':
      return fail(shell, `can't kill pid ${target}: No such process`);
    case 'dash':
      return fail(shell, 'kill: No such process\n');
  }
}

function listSignals(shell: Shell, words: readonly string[]): number {
  if (words.length === 0) {
    shell.proc.stdout.write(LISTS[shell.dialect.kind]());
    return 0;
  }
  let status = 0;
  for (const word of words) {
    const text = translated(shell, word);
    if (text === undefined) status = shell.dialect.kind === 'dash' ? 2 : 1;
    else shell.proc.stdout.write(`${text}\n`);
    if (text === undefined && shell.dialect.kind === 'dash') return status;
  }
  return status;
}

/** The name of a number, an exit code included; but for dash the number of a name too. */
function translated(shell: Shell, word: string): string | undefined {
  const { kind } = shell.dialect;
  if (!/^\d+$/.test(word)) {
    const signal = kind === 'dash' ? undefined : parseSignal(word);
    if (signal) return String(SIGNAL_NUMBERS[signal]);
    if (kind === 'dash') shell.complain(`kill: Illegal number: ${word}`);
    else if (kind === 'bash') shell.complain(`kill: ${word}: invalid signal specification`);
    else shell.complain(`unknown signal '${word}'`);
    return undefined;
  }
  const signal = signalOfNumber(Number(word) > 128 ? Number(word) - 128 : Number(word));
  if (signal) return signal;
  if (kind === 'ash') return String(Number(word) & 0x7f);
  if (kind === 'dash') shell.complain(`kill: invalid signal number or exit status: ${word}`);
  else shell.complain(`kill: ${word}: invalid signal specification`);
  return undefined;
}

const NUMBERED = Object.entries(SIGNAL_NUMBERS);

const LISTS = {
  ash: () => NUMBERED.map(([name, n]) => `${String(n).padStart(2)}) ${name}\n`).join(''),
  dash: () => ['0', ...NUMBERED.map(([name]) => name)].map((name) => `${name}\n`).join(''),
  bash: () =>
    NUMBERED.map(([name, n], i) => `${String(n).padStart(2)}) SIG${name}${i % 5 === 4 ? '\n' : '\t'}`)
      .join('')
      .replace(/\t?$/, '\n'),
} as const;
