import { anyOf, sleep, type Task } from '../../kernel';
import { ExecError, type ExitStatus, exitCodeOfSignal, findExecutable, type Proc, type SignalName } from '../process';
import { ExitShell } from './control';
import { forkShell } from './fork';
import { parseScript } from './parse';
import { quoteWord } from './quote';
import type { Table } from './redirect';
import { runText } from './run';
import type { Shell } from './shell';

export interface ExternalOptions {
  readonly table: Table;
  readonly env: Readonly<Record<string, string>>;
  /** The program takes the shell's place. */
  readonly replace: boolean;
  /** The builtin that runs it, which its errors name. */
  readonly command?: string;
}

/** Runs a program of the file system and waits for it. */
export function* runExternal(shell: Shell, argv: readonly string[], options: ExternalOptions): Task<number> {
  const { proc } = shell;
  const path = shell.variables.get('PATH');
  const env = path === undefined ? options.env : { ...options.env, PATH: path };
  try {
    if (options.replace) {
      proc.descriptors.replace(options.table);
      return yield* proc.exec(argv, env);
    }
    const child = proc.start(argv, { env, descriptors: options.table });
    return yield* waitForeground(shell, child);
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    if (error.failure === 'exec-format') return yield* runAsScript(shell, argv, { ...options, env });
    yield* sleep(proc.kernel.latency('processStart'));
    options.table.get(2)?.output?.write(shell.messageOf(options.command, failureText(shell, argv[0]!, error, options)));
    return error.code;
  }
}

/** A file without `#!` that the kernel refuses is run by a copy of the shell (XCU 2.9.1.1). */
function* runAsScript(shell: Shell, argv: readonly string[], options: ExternalOptions): Task<number> {
  const path = findExecutable(argv[0]!, { ...shell.proc, env: options.env })!;
  const child = forkShell(shell, { env: options.env, descriptors: options.table }, (inner) => {
    inner.positional = argv.slice(1);
    inner.scriptName = argv[0];
    inner.functions = new Map();
    return runText(inner, parseScript(inner.proc.fs.readFile(inner.proc.path(path)), inner.dialect), { tail: false });
  });
  return yield* waitForeground(shell, child);
}

/** Waits for a child; what it died of is said as the shell says it. Traps wait until it has ended. */
function* waitForeground(shell: Shell, child: Proc): Task<number> {
  const status = yield* joinChild(shell, child);
  reportDeath(shell, child, status);
  return status.code;
}

/**
 * Waits for the end of a child.
 * @throws ExitShell when a signal meanwhile ends the shell
 */
export function* joinChild(shell: Shell, child: Proc): Task<ExitStatus> {
  while (child.isAlive) {
    if (shell.dialect.kind === 'bash') endByFatalSignal(shell);
    yield* anyOf(child.ended.wait(), shell.proc.signalled.wait());
  }
  shell.jobs.noticeEnded();
  endByFatalSignal(shell);
  return child.ended.value!;
}

/** What nobody has set a trap for ends the shell with 128 + n: bash at once, the others when their command has ended. */
export function endByFatalSignal(shell: Shell): void {
  const { fatal } = shell.traps;
  shell.traps.fatal = undefined;
  if (fatal) throw new ExitShell(exitCodeOfSignal(fatal));
}

const DEATHS: Partial<Record<SignalName, string>> = {
  HUP: 'Hangup',
  QUIT: 'Quit',
  ILL: 'Illegal instruction',
  ABRT: 'Aborted',
  FPE: 'Floating point exception',
  KILL: 'Killed',
  SEGV: 'Segmentation fault',
  ALRM: 'Alarm clock',
  TERM: 'Terminated',
  USR1: 'User defined signal 1',
  USR2: 'User defined signal 2',
};

/** @param command its text, where the child was not executed but forked */
export function reportDeath(shell: Shell, child: Proc, status: ExitStatus, command?: string): void {
  const text = status.signal && DEATHS[status.signal];
  if (!text) return;
  // bash says no more of whom it ended than the others do (config-top.h, DONT_REPORT_SIGTERM).
  if (shell.dialect.kind !== 'bash' || status.signal === 'TERM') shell.proc.stderr.write(`${text}\n`);
  else
    shell.complain(
      `${String(child.pid).padStart(5)} ${text.padEnd(23)} ${command ?? child.argv.map(quoteWord).join(' ')}`,
    );
}

function failureText(shell: Shell, name: string, error: ExecError, { command }: ExternalOptions): string {
  const { kind } = shell.dialect;
  switch (error.failure) {
    case 'not-in-path':
      return kind === 'bash' && !command ? `${name}: command not found` : `${name}: not found`;
    case 'no-interpreter':
      return kind === 'bash' ? `${name}: cannot execute: required file not found` : `${name}: not found`;
    case 'no-such-file':
      return kind === 'bash' ? `${name}: No such file or directory` : `${name}: not found`;
    default: {
      const directory =
        kind === 'bash' &&
        shell.proc.fs.exists(shell.proc.path(name)) &&
        shell.proc.fs.stat(shell.proc.path(name)).type === 'directory';
      return `${name}: ${directory ? 'Is a directory' : 'Permission denied'}`;
    }
  }
}
