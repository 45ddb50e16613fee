import { FsError } from '../../files';
import { ExitShell, LoopJump, ReturnJump, ShellError } from '../control';
import { runExternal } from '../external';
import { parseScript } from '../parse';
import { INSIDE, runText } from '../run';
import type { Shell } from '../shell';
import { callBuiltin } from '../simple';
import { type Action, type Builtin, builtin, fail, instant } from './builtin';
import { findBuiltin } from './index';
import { describeCommand } from './lookup';

function number(shell: Shell, name: string, text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  const messages = {
    ash: `${name}: Illegal number: ${text}`,
    dash: `${name}: Illegal number: ${text}`,
    bash: `${name}: ${text}: numeric argument required`,
  };
  throw new ShellError(messages[shell.dialect.kind], 2);
}

function jump(how: 'break' | 'continue') {
  return instant((shell, [levels = '1']) => {
    if (shell.loopDepth === 0) {
      if (shell.dialect.kind === 'bash')
        shell.complain(`${how}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    throw new LoopJump(how, Math.max(1, number(shell, how, levels)));
  });
}

const evaluate: Action = function* (shell, args, place) {
  const text = args.join(' ');
  if (text.trim() === '') return 0;
  return yield* runText(shell, parseScript(text, shell.dialect), { tail: place.tail });
};

const source: Action = function* (shell, [path, ...args]) {
  if (path === undefined) throw new ShellError('.: filename argument required', 2);
  const text = readScript(shell, path);
  if (text === undefined) return 1;
  const { positional } = shell;
  if (args.length > 0) shell.positional = args;
  shell.sourceDepth++;
  try {
    return yield* runText(shell, parseScript(text, shell.dialect), INSIDE);
  } catch (error) {
    if (!(error instanceof ReturnJump)) throw error;
    return error.code;
  } finally {
    shell.sourceDepth--;
    if (args.length > 0) shell.positional = positional;
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
  const messages = {
    ash: path.includes('/') ? `.: can't open '${path}': No such file or directory` : `.: ${path}: not found`,
    dash: path.includes('/') ? `.: cannot open ${path}: No such file` : `.: ${path}: not found`,
    bash: `${path}: No such file or directory`,
  };
  if (shell.dialect.kind !== 'bash') throw new ShellError(messages[shell.dialect.kind], 2);
  shell.complain(messages.bash);
  return undefined;
}

/** `command name`: no function; `command -v name`: what it would be. */
const command: Action = function* (shell, args, place) {
  const options = args[0]?.startsWith('-') ? args[0] : '';
  const rest = args.slice(options ? 1 : 0);
  if (options === '-v' || options === '-V') return describeCommand(shell, rest, options === '-v' ? 'brief' : 'long');
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
    throw new ReturnJump((code === undefined ? shell.status : number(shell, 'return', code)) & 0xff);
  }),
  exit: instant((shell, [code]) => {
    throw new ExitShell((code === undefined ? shell.status : number(shell, 'exit', code)) & 0xff);
  }),
  eval: builtin(evaluate),
  '.': builtin(source),
  source: builtin(source, ['ash', 'bash']),
  command: builtin(command),
  builtin: builtin(command, ['bash']),
  /** Its work is done where redirections are known. */
  exec: instant(() => 0),
};
