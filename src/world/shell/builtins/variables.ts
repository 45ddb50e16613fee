import { evaluateText } from '../arithmetic';
import { ShellError } from '../control';
import { quoteWord } from '../quote';
import type { OptionName, Shell } from '../shell';
import { type Action, type Builtin, builtin, fail, instant } from './builtin';
import { getopts, read } from './read';

const NAME = /^[A-Za-z_]\w*$/;
const LONG_OPTIONS: Readonly<Record<string, OptionName>> = {
  allexport: 'a',
  noclobber: 'C',
  errexit: 'e',
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
const LETTERS = 'aCefnuvxmbh';

/** Splits `name=value`, `name+=value` and `name`. */
function declaration(shell: Shell, word: string): { name: string; value: string | undefined } {
  const match = /^([A-Za-z_]\w*)(\+)?(?:=([\s\S]*))?$/.exec(word);
  if (!match)
    throw new ShellError(
      shell.dialect.kind === 'bash' ? `\`${word}': not a valid identifier` : `${word}: bad variable name`,
      shell.dialect.kind === 'bash' ? 1 : 2,
    );
  const value = match[3];
  return {
    name: match[1]!,
    value: match[2] && value !== undefined ? (shell.variables.get(match[1]!) ?? '') + value : value,
  };
}

/** Sets options from letters and `-o` names; what is left are positional parameters. Returns undefined if none were given. */
export function setOptions(shell: Shell, args: readonly string[]): string[] | undefined {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') return args.slice(i + 1);
    if (!/^[-+]./.test(arg)) return args.slice(i);
    for (const letter of arg.slice(1)) {
      const name = letter === 'o' ? longOption(shell, args[++i]) : letter;
      if (!LETTERS.includes(name) && name !== 'pipefail')
        throw new ShellError(`set: ${illegal(shell, `${arg[0]}${name}`)}`, 2);
      if (arg.startsWith('-')) shell.options.add(name as OptionName);
      else shell.options.delete(name as OptionName);
    }
  }
  return undefined;
}

function illegal(shell: Shell, option: string): string {
  return shell.dialect.kind === 'bash' ? `${option}: invalid option` : `illegal option ${option}`;
}

function longOption(shell: Shell, name: string | undefined): OptionName {
  const option = LONG_OPTIONS[name ?? ''];
  if (option && (option !== 'pipefail' || shell.dialect.pipefail)) return option;
  if (name === 'posix' || name === 'physical') return 'h';
  throw new ShellError(
    shell.dialect.kind === 'bash' ? `set: ${name}: invalid option name` : `set: illegal option -o ${name ?? ''}`,
    2,
  );
}

function listing(shell: Shell, prefix: string, which: (name: string) => boolean): string {
  return shell.variables
    .names()
    .filter(which)
    .map((name) => `${prefix}${name}='${(shell.variables.get(name) ?? '').replace(/'/g, `'\\''`)}'\n`)
    .join('');
}

const exportOrReadonly = (what: 'export' | 'readonly') =>
  instant((shell, args) => {
    const { variables, proc } = shell;
    const remove = args[0] === '-n';
    const words = args.filter((arg) => !/^-[pfn]+$/.test(arg) && arg !== '--');
    if (words.length === 0) {
      const declares = what === 'export' ? 'declare -x ' : 'declare -r ';
      const prefix = shell.dialect.kind === 'bash' ? declares : `${what} `;
      proc.stdout.write(
        listing(shell, prefix, (name) => (what === 'export' ? variables.isExported(name) : variables.isReadonly(name))),
      );
    }
    for (const word of words) {
      const { name, value } = declaration(shell, word);
      if (value !== undefined) variables.set(name, value);
      if (what === 'export') variables.export(name, !remove);
      else variables.makeReadonly(name);
    }
    return 0;
  });

const local = instant((shell, args) => {
  if (!shell.variables.inFunction)
    return fail(
      shell,
      shell.dialect.kind === 'bash' ? 'local: can only be used in a function' : 'local: not in a function',
      shell.dialect.kind === 'bash' ? 1 : 2,
    );
  for (const word of args) {
    if (word.startsWith('-')) continue;
    const { name, value } = declaration(shell, word);
    shell.variables.makeLocal(name, shell.dialect.kind !== 'bash');
    if (value !== undefined) shell.variables.set(name, value);
  }
  return 0;
});

/** `declare` (bash): what it is used for in scripts of containers. */
const declare: Action = function* (shell, args) {
  const flags = args.filter((arg) => /^[-+]/.test(arg)).join('');
  if (/[Afn]/.test(flags)) shell.notImplemented(`declare ${flags}`);
  for (const word of args.filter((arg) => !/^[-+]/.test(arg))) {
    const { name, value } = declaration(shell, word);
    if (shell.variables.inFunction && !flags.includes('g')) shell.variables.makeLocal(name, true);
    if (value !== undefined) {
      shell.variables.set(name, flags.includes('i') ? String(yield* evaluateText(shell, value)) : value);
    }
    if (flags.includes('a') && !shell.variables.isArray(name))
      shell.variables.setElements(name, shell.variables.elements(name));
    if (flags.includes('x')) shell.variables.export(name);
    if (flags.includes('r')) shell.variables.makeReadonly(name);
  }
  return 0;
};

const set: Builtin = instant((shell, args) => {
  if (args.length === 0) {
    shell.proc.stdout.write(listing(shell, '', (name) => shell.variables.get(name) !== undefined));
    return 0;
  }
  shell.positional = setOptions(shell, args) ?? shell.positional;
  return 0;
});

const unset = instant((shell, args) => {
  const functions = args[0] === '-f';
  for (const name of args.filter((arg) => !arg.startsWith('-'))) {
    if (functions) shell.functions.delete(name);
    else if (!NAME.test(name)) shell.notImplemented(`unset ${name}`);
    else if (shell.variables.isSet(name) || !shell.functions.has(name)) shell.variables.unset(name);
    else shell.functions.delete(name);
  }
  return 0;
});

const shift = instant((shell, [count = '1']) => {
  const n = Number(count);
  if (n > shell.positional.length) {
    if (shell.dialect.kind === 'dash') throw new ShellError("shift: can't shift that many", 2);
    return 1;
  }
  shell.positional = shell.positional.slice(n);
  return 0;
});

const letBuiltin: Action = function* (shell, args) {
  let value = 0;
  for (const arg of args) value = yield* evaluateText(shell, arg);
  return value !== 0 ? 0 : 1;
};

const alias = instant((shell, args) => {
  for (const arg of args) {
    const [name, ...value] = arg.split('=');
    if (arg.includes('=')) shell.aliases.set(name!, value.join('='));
    else if (shell.aliases.has(name!))
      shell.proc.stdout.write(`alias ${name}=${quoteWord(shell.aliases.get(name!)!)}\n`);
    else return fail(shell, `alias: ${name} not found`);
  }
  return 0;
});

export const VARIABLES: Readonly<Record<string, Builtin>> = {
  export: exportOrReadonly('export'),
  readonly: exportOrReadonly('readonly'),
  local,
  declare: builtin(declare, ['bash']),
  typeset: builtin(declare, ['bash']),
  set,
  unset,
  shift,
  let: builtin(letBuiltin, ['ash', 'bash']),
  alias,
  unalias: instant((shell, args) => {
    for (const name of args) shell.aliases.delete(name);
    return 0;
  }),
  read: builtin(read),
  getopts: builtin(getopts),
};
