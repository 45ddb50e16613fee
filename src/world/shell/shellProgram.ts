import { sleep, type Task } from '../../kernel';
import { baseName, FsError } from '../files';
import type { Proc, Program } from '../process';
import { readLine } from '../stream';
import { setOptions } from './builtins/options';
import { ExitShell, ShellError } from './control';
import { DIALECTS, type ShellKind } from './dialect';
import { runToEnd } from './fork';
import { parseScript } from './parse';
import { INSIDE, runText } from './run';
import { Shell } from './shell';
import { ABOVE_FIRST_LINE } from './site';

/** `sh`, `sh -c 'script' name args`, `sh file args`, `sh < file`: the shell as a program of an image. */
export function shellProgram(kind: ShellKind): Program {
  return function* (proc) {
    const shell = new Shell(proc, DIALECTS[kind], proc.argv[0] ?? 'sh');
    initialVariables(shell);
    return yield* runToEnd(shell, () => main(shell));
  };
}

/** Runs a script in a shell of its own process state: for those who embed the shell, such as the user's workstation. */
export function* runScript(proc: Proc, kind: ShellKind, script: string, name = 'sh'): Task<number> {
  const shell = new Shell(proc, DIALECTS[kind], name);
  initialVariables(shell);
  return yield* runToEnd(shell, () => runText(shell, parseScript(script, shell.dialect), INSIDE));
}

function initialVariables(shell: Shell): void {
  const { variables, proc } = shell;
  variables.set('PWD', proc.cwd, { exported: true });
  if (!variables.isSet('PATH')) variables.set('PATH', '/sbin:/usr/sbin:/bin:/usr/bin');
  variables.set('IFS', ' \t\n');
  variables.set('OPTIND', '1');
  if (shell.dialect.kind !== 'bash') {
    variables.set('PPID', String(proc.parent?.pid ?? 0));
    return;
  }
  variables.set('BASH_VERSION', '5.2.15(1)-release');
  if (!variables.isSet('SHLVL')) variables.set('SHLVL', '0', { exported: true });
}

interface CommandLine {
  readonly command: string | undefined;
  readonly rest: string[];
}

/** Options come first: `-ec 'script'`, `-o pipefail`, `-l`, `-i`, `-s`. */
function commandLine(shell: Shell): CommandLine {
  const args = shell.proc.argv.slice(1);
  let takesCommand = false;
  while (args[0] !== undefined && /^[-+]./.test(args[0])) {
    const option = args.shift()!;
    if (option === '--') break;
    if (option.startsWith('--')) {
      if (!/^--(login|norc|noprofile|posix)$/.test(option))
        shell.notImplemented(`the option ${option} of ${shell.name}`);
      continue;
    }
    takesCommand ||= option.startsWith('-') && option.includes('c');
    const letters = option.slice(1).replace(/[clis]/g, '');
    if (letters === '') continue;
    const names = letters.includes('o') ? [args.shift() ?? ''] : [];
    startOptions(shell, [option[0] + letters, ...names]);
  }
  if (!takesCommand) return { command: undefined, rest: args };
  const command = args.shift();
  if (command === undefined) {
    const texts = {
      ash: '-c requires an argument',
      dash: '0: -c requires an argument',
      bash: '-c: option requires an argument',
    };
    shell.proc.stderr.write(`${shell.name}: ${texts[shell.dialect.kind]}\n`);
    throw new ExitShell(2);
  }
  return { command, rest: args };
}

/** What `set` complains about is not its fault here. */
function startOptions(shell: Shell, words: readonly string[]): void {
  try {
    setOptions(shell, words);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    const prefix = shell.dialect.kind === 'dash' ? `${shell.name}: 0: ` : `${shell.name}: `;
    shell.proc.stderr.write(`${prefix}${error.message}\n`);
    throw new ExitShell(error.code);
  }
}

function* main(shell: Shell): Task<number> {
  const { command, rest } = commandLine(shell);
  if (command !== undefined) {
    shell.fromCommandLine = true;
    shell.traps.catchInterrupt();
    const named = rest.length > 0 ? renamed(shell, rest[0]!) : shell;
    named.positional = rest.slice(1);
    const above = shell.dialect.kind === 'ash' ? ABOVE_FIRST_LINE : undefined;
    return yield* runText(named, parseScript(command, shell.dialect), { tail: true }, { above });
  }
  if (rest.length === 0) return yield* runInput(shell);
  const app = appInstead(shell, rest[0]!);
  if (app) return yield* app(shell.proc);
  shell.positional = rest.slice(1);
  shell.scriptName = rest[0];
  shell.traps.catchInterrupt();
  const text = loadScript(shell, rest[0]!);
  return yield* runText(shell, parseScript(text.replace(/^#!.*/, ''), shell.dialect), INSIDE);
}

/** An image that nobody described may well have a script that is not here: the app takes its place, unless a volume should have it. */
function appInstead({ proc }: Shell, script: string): Program | undefined {
  const path = proc.path(script);
  if (!proc.fs.assumed || proc.fs.exists(path)) return undefined;
  const inVolume = proc.fs.mountPoints().some((point) => path.startsWith(`${point}/`));
  return inVolume ? undefined : proc.programs.fallback;
}

/** `sh -c script name`: messages and `$0` use the given name. */
function renamed(shell: Shell, name: string): Shell {
  (shell as { name: string }).name = name;
  return shell;
}

function loadScript(shell: Shell, path: string): string {
  try {
    return shell.proc.fs.readFile(shell.proc.path(path));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const messages = {
      ash: `can't open '${path}': ${error.text}`,
      dash: `0: cannot open ${path}: ${error.code === 'ENOENT' ? 'No such file' : error.text}`,
      bash: `${path}: ${error.text}`,
    };
    shell.proc.stderr.write(`${shell.name}: ${messages[shell.dialect.kind]}\n`);
    throw new ExitShell(shell.dialect.kind === 'bash' ? 127 : 2);
  }
}

/** A shell at a terminal is not ended by what ends its commands (XCU sh, "Asynchronous events"); they do not inherit it. */
function ignoreSignalsAtTerminal({ proc }: Shell): void {
  for (const signal of ['INT', 'QUIT', 'TERM'] as const) proc.onSignal(signal, () => {});
}

/** Commands from stdin, each run as soon as it is complete. */
function* runInput(shell: Shell): Task<number> {
  if (shell.proc.tty) ignoreSignalsAtTerminal(shell);
  let text = '';
  for (;;) {
    const line = yield* readLine(shell.proc.stdin);
    text += line ?? '';
    const parsed = parseScript(text, shell.dialect);
    if (line !== undefined && (parsed.error?.incomplete || text.endsWith('\\\n'))) continue;
    if (text.trim() !== '') shell.status = yield* runText(shell, parsed, INSIDE);
    text = '';
    if (line === undefined) return shell.status;
    yield* sleep(0);
  }
}

/** Which shell a program path means: `/bin/bash`, `dash`, everything else is what the image says. */
export function shellKindOf(path: string, fallback: ShellKind): ShellKind {
  const name = baseName(path).replace(/^-/, '');
  return name === 'bash' || name === 'dash' || name === 'ash' ? name : fallback;
}
