import { findExecutable, isExecutable } from '../../process';
import type { Shell } from '../shell';
import { aliasText } from './aliases';
import { findBuiltin, isSpecial } from './index';

const KEYWORDS = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  'in',
  '{',
  '}',
  '!',
  'function',
  'time',
  '[[',
  ']]',
]);

/** `command -v`, `command -V`, `type`, for each name. */
export function describeCommand(
  shell: Shell,
  names: readonly string[],
  style: 'brief' | 'long' | 'word',
  command = 'type',
): number {
  let status = 0;
  for (const name of names) {
    const line = describe(shell, name, style);
    if (line !== undefined) shell.proc.stdout.write(`${line}\n`);
    else {
      status = shell.dialect.kind === 'bash' ? 1 : 127;
      if (style === 'long') missing(shell, name, command);
    }
  }
  return status;
}

/** ash and dash say it on stdout. */
function missing(shell: Shell, name: string, command: string): void {
  if (shell.dialect.kind === 'bash') shell.complain(`${command}: ${name}: not found`);
  else shell.proc.stdout.write(`${name}: not found\n`);
}

/** Whether the shell would run anything under this name. */
export function isCommand(shell: Shell, name: string): boolean {
  return describe(shell, name, 'word') !== undefined;
}

function describe(shell: Shell, name: string, style: 'brief' | 'long' | 'word'): string | undefined {
  const say = (word: string, long: string, brief = name) =>
    style === 'word' ? word : style === 'brief' ? brief : `${name} is ${long}`;
  if (shell.aliases.has(name) && shell.dialect.kind !== 'bash') {
    return say('alias', `an alias for ${shell.aliases.get(name)}`, `alias ${aliasText(shell, name)}`);
  }
  if (KEYWORDS.has(name)) return say('keyword', 'a shell keyword');
  if (shell.functions.has(name))
    return say('function', shell.dialect.kind === 'dash' ? 'a shell function' : 'a function');
  if (findBuiltin(name, shell.dialect.kind)) {
    return say(
      'builtin',
      isSpecial(name) && shell.dialect.kind !== 'bash' ? 'a special shell builtin' : 'a shell builtin',
    );
  }
  const env = { PATH: shell.variables.get('PATH') ?? '' };
  const path = findExecutable(name, { fs: shell.proc.fs, programs: shell.proc.programs, cwd: shell.proc.cwd, env });
  if (path === undefined || !isExecutable(shell.proc.fs.nodeAt(path), shell.proc)) return undefined;
  return say('file', path, path);
}
