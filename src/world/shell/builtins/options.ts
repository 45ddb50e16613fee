import { ShellError } from '../control';
import type { ShellKind } from '../dialect';
import type { OptionName, Shell } from '../shell';
import { type Builtin, failOf, instant } from './builtin';
import { listVariables } from './listing';

/** What `set -o` shows, in the order of each shell, with the letter of those that are here. */
const NAMES: Readonly<Record<ShellKind, readonly string[]>> = {
  ash: 'errexit noglob ignoreeof monitor noexec xtrace verbose noclobber allexport notify nounset errtrace vi pipefail'.split(
    ' ',
  ),
  dash: 'errexit noglob ignoreeof interactive monitor noexec stdin xtrace verbose vi emacs noclobber allexport notify nounset privileged nolog debug'.split(
    ' ',
  ),
  bash: 'allexport braceexpand emacs errexit errtrace functrace hashall histexpand history ignoreeof interactive-comments keyword monitor noclobber noexec noglob nolog notify nounset onecmd physical pipefail posix privileged verbose vi xtrace'.split(
    ' ',
  ),
};

const LETTER_OF: Readonly<Record<string, OptionName>> = {
  allexport: 'a',
  noclobber: 'C',
  errexit: 'e',
  errtrace: 'E',
  functrace: 'T',
  noglob: 'f',
  noexec: 'n',
  nounset: 'u',
  verbose: 'v',
  xtrace: 'x',
  monitor: 'm',
  notify: 'b',
  hashall: 'h',
  pipefail: 'pipefail',
};

/** Options that change nothing here. */
const IDLE = new Set([
  'posix',
  'physical',
  'braceexpand',
  'interactive-comments',
  'emacs',
  'vi',
  'history',
  'histexpand',
]);

const LETTERS: Readonly<Record<ShellKind, string>> = {
  ash: 'aCefnuvxmbIi',
  dash: 'aCefnuvxmbIiVE',
  bash: 'aCefnuvxmbhBEHPT',
};

const BASH_USAGE = 'set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n';

/** Sets options from letters and `-o` names; what is left are positional parameters. Returns undefined if none were given. */
export function setOptions(shell: Shell, args: readonly string[]): string[] | undefined {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') return args.slice(i + 1);
    if (!/^[-+]./.test(arg)) return args.slice(i);
    for (const letter of arg.slice(1)) {
      const name = letter === 'o' ? longOption(shell, args[++i], arg[0]!) : letter;
      if (name === undefined) continue;
      if (name !== 'pipefail' && !LETTERS[shell.dialect.kind].includes(name))
        throw unknownLetter(shell, `${arg[0]}${name}`);
      if (arg.startsWith('-')) shell.options.add(name as OptionName);
      else shell.options.delete(name as OptionName);
    }
  }
  return undefined;
}

function unknownLetter(shell: Shell, option: string): ShellError {
  const texts = {
    ash: `illegal option ${option}`,
    dash: `Illegal option ${option}`,
    bash: `${option}: invalid option`,
  };
  return new ShellError(texts[shell.dialect.kind], 2, 'set');
}

/** Undefined for an option without effect, and for one that is not there, which ash survives. */
function longOption(shell: Shell, name: string | undefined, sign: string): OptionName | undefined {
  const { kind } = shell.dialect;
  if (name === undefined) {
    listOptions(shell, sign);
    return undefined;
  }
  if (NAMES[kind].includes(name)) {
    const letter = LETTER_OF[name];
    if (!letter && !IDLE.has(name)) shell.notImplemented(`set -o ${name}`);
    return letter;
  }
  const texts = {
    ash: `illegal option -o ${name}`,
    dash: `Illegal option -o ${name}`,
    bash: `${name}: invalid option name`,
  };
  if (kind === 'ash') throw new SetFailed(texts.ash, 1, 'set');
  throw new ShellError(texts[kind], 2, 'set');
}

/** An unknown name fails in ash, but does not end it. */
class SetFailed extends ShellError {}

/** `set -o` and `set +o`. */
function listOptions(shell: Shell, sign: string): void {
  const { kind } = shell.dialect;
  const isSet = (name: string) => {
    const letter = LETTER_OF[name];
    return letter
      ? shell.options.has(letter)
      : kind === 'bash' && (name === 'braceexpand' || name === 'interactive-comments');
  };
  const width = kind === 'bash' ? 15 : 16;
  const lines = NAMES[kind].map((name) => {
    if (sign === '+') return `set ${isSet(name) ? '-' : '+'}o ${name}\n`;
    return `${name.padEnd(width)}${kind === 'bash' ? '\t' : ''}${isSet(name) ? 'on' : 'off'}\n`;
  });
  shell.proc.stdout.write(`${kind === 'dash' && sign === '-' ? 'Current option settings\n' : ''}${lines.join('')}`);
}

export const set: Builtin = instant((shell, args) => {
  if (args.length === 0) {
    shell.proc.stdout.write(listVariables(shell, '', (name) => shell.variables.get(name) !== undefined));
    return 0;
  }
  try {
    shell.positional = setOptions(shell, args) ?? shell.positional;
    return 0;
  } catch (error) {
    if (error instanceof SetFailed) return failOf(shell, 'set', error.message);
    if (error instanceof ShellError && error.message.endsWith('invalid option') && shell.dialect.kind === 'bash') {
      shell.report(error);
      shell.proc.stderr.write(BASH_USAGE);
      return 2;
    }
    throw error;
  }
});

/** The letters of `$-` in the order of each shell. */
const SHOWN: Readonly<Record<ShellKind, string>> = {
  ash: 'ubaCvxcsnmiIfe',
  dash: 'ubaCEVvxsnmiIfe',
  bash: 'abefhikmnprtuvxBCEHPTcs',
};

/** `$-`. */
export function optionLetters(shell: Shell): string {
  const { kind } = shell.dialect;
  const own = kind === 'bash' ? 'hB' : '';
  const set = new Set<string>([...shell.options, ...own, ...(shell.fromCommandLine && kind !== 'dash' ? ['c'] : [])]);
  return [...SHOWN[kind]].filter((letter) => set.has(letter)).join('');
}
