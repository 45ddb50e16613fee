import type { Task } from '../../../kernel';
import { FsError } from '../../files';
import { ExitShell, LoopJump, ReturnJump, ShellError, SyntaxErrorExit } from '../control';
import { runExternal } from '../external';
import { type ParsedText, parseScript } from '../parse';
import { INSIDE, type Place, runText } from '../run';
import type { Shell } from '../shell';
import { callBuiltin } from '../simple';
import type { Site } from '../site';
import { type Action, type Builtin, builtin, countArgument, fail, failOf, instant, wrong } from './builtin';
import { findBuiltin } from './index';
import { describeCommand } from './lookup';

function jump(how: 'break' | 'continue') {
  return instant((shell, [levels = '1']) => {
    if (shell.loopDepth === 0) {
      if (shell.dialect.kind === 'bash')
        shell.complain(`${how}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    const count = countArgument(shell, how, levels, 128);
    if (count > 0) throw new LoopJump(how, count);
    const illegal = `Illegal number: ${levels}`;
    if (shell.dialect.kind !== 'bash') throw wrong(shell, how, { ash: illegal, dash: illegal, bash: '' });
    shell.complain(`${how}: ${levels}: loop count out of range`);
    throw new LoopJump('break', shell.loopDepth, 1);
  });
}

/** A syntax error in the text of `eval` or `.` ends the shell, but not bash. */
function* runNested(shell: Shell, text: ParsedText, place: Place, origin: NonNullable<Shell['origin']>): Task<number> {
  const before = shell.origin;
  shell.origin = origin;
  shell.textDepth++;
  try {
    const status = yield* runText(shell, text, place, standing(shell, origin));
    shell.origin = before;
    return status;
  } catch (error) {
    // Whoever reports an error on its way out needs to know where it was.
    if (!(error instanceof ShellError)) shell.origin = before;
    if (!(error instanceof SyntaxErrorExit) || shell.dialect.kind !== 'bash') throw error;
    return error.code;
  } finally {
    shell.textDepth--;
  }
}

/** dash counts the lines of every text anew, the others go on in that of `eval`. */
function standing(shell: Shell, origin: NonNullable<Shell['origin']>): { above?: Site; file?: string } {
  if (origin.kind === 'file') return { file: origin.path };
  return shell.dialect.kind === 'dash' ? {} : { above: shell.site };
}

const evaluate: Action = function* (shell, args, place) {
  const text = args.join(' ');
  if (text.trim() === '') return 0;
  return yield* runNested(shell, parseScript(text, shell.dialect), { tail: place.tail }, { kind: 'eval' });
};

const source: Action = function* (shell, [path, ...args]) {
  if (path === undefined) throw new ShellError('.: filename argument required', 2);
  const text = readScript(shell, path);
  if (text === undefined) return 1;
  const { positional } = shell;
  // dash has no arguments for it.
  const passes = args.length > 0 && shell.dialect.kind !== 'dash';
  if (passes) shell.positional = args;
  shell.sourceDepth++;
  try {
    return yield* runNested(shell, parseScript(text, shell.dialect), INSIDE, { kind: 'file', path });
  } catch (error) {
    if (!(error instanceof ReturnJump)) throw error;
    return error.code;
  } finally {
    shell.sourceDepth--;
    if (passes) shell.positional = positional;
  }
};

/** The file of `.`: by PATH where it has no slash (XCU dot). */
function readScript(shell: Shell, path: string): string | undefined {
  const directories = path.includes('/') ? [''] : (shell.variables.get('PATH') ?? '').split(':').map((d) => `${d}/`);
  if (!path.includes('/') && shell.dialect.kind === 'bash') directories.push('');
  for (const directory of directories) {
    try {
      return shell.proc.fs.readFile(shell.proc.path(directory + path));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  }
  if (shell.dialect.kind === 'bash') {
    shell.complain(`${path}: No such file or directory`);
    return undefined;
  }
  const found = path.includes('/');
  throw wrong(shell, '.', {
    ash: found ? `can't open '${path}': No such file or directory` : `${path}: not found`,
    dash: found ? `cannot open ${path}: No such file` : `${path}: not found`,
    bash: '',
  });
}

/** `command name`: no function; `command -v name`: what it would be. */
const command: Action = function* (shell, args, place) {
  const options = args[0]?.startsWith('-') ? args[0] : '';
  const rest = args.slice(options ? 1 : 0);
  if (options === '-v' || options === '-V')
    return describeCommand(shell, rest, options === '-v' ? 'brief' : 'long', 'command');
  if (options && options !== '-p' && options !== '--') shell.notImplemented(`command ${options}`);
  const name = rest[0];
  if (name === undefined) return 0;
  if (findBuiltin(name, shell.dialect.kind)) return yield* callBuiltin(shell, rest, place);
  return yield* runExternal(shell, rest, {
    table: new Map(shell.proc.descriptors.table),
    env: shell.variables.environment(),
    replace: false,
  });
};

/** Only dash does not cut it to what an exit code can be. */
function returnCode(shell: Shell, text: string): number {
  const code =
    shell.dialect.kind === 'bash' && !/^-?\d+$/.test(text)
      ? notNumeric(shell, 'return', text)
      : countArgument(shell, 'return', text);
  return shell.dialect.kind === 'dash' ? code : code & 0xff;
}

function exitCode(shell: Shell, text: string): number {
  return shell.dialect.kind === 'bash' && !/^-?\d+$/.test(text)
    ? notNumeric(shell, 'exit', text)
    : countArgument(shell, 'exit', text);
}

/** bash ends what it was told to end all the same, with 2. */
function notNumeric(shell: Shell, command: string, text: string): number {
  return failOf(shell, command, `${text}: numeric argument required`, 2);
}

export const FLOW: Readonly<Record<string, Builtin>> = {
  ':': instant(() => 0),
  true: instant(() => 0),
  false: instant(() => 1),
  break: jump('break'),
  continue: jump('continue'),
  return: instant((shell, [code]) => {
    if (shell.dialect.kind === 'bash' && shell.functionDepth + shell.sourceDepth === 0) {
      return fail(shell, "return: can only `return' from a function or sourced script", 2);
    }
    throw new ReturnJump(code === undefined ? shell.status : returnCode(shell, code));
  }),
  exit: instant((shell, [code]) => {
    throw new ExitShell((code === undefined ? shell.status : exitCode(shell, code)) & 0xff);
  }),
  eval: builtin(evaluate),
  '.': builtin(source),
  source: builtin(source, ['ash', 'bash']),
  command: builtin(command),
  builtin: builtin(command, ['bash']),
  /** Its work is done where redirections are known. */
  exec: instant(() => 0),
};
