import type { Task } from '../../../kernel';
import { elementKey, evaluateText } from '../arithmetic';
import { ShellError } from '../control';
import type { Shell } from '../shell';
import { type Action, type Builtin, builtin, countArgument, failOf, instant, wrong } from './builtin';
import { getopts } from './getopts';
import { listVariables } from './listing';
import { mapfile } from './mapfile';
import { set } from './options';
import { read } from './read';

const NAME = /^[A-Za-z_]\w*$/;
/** Splits `name=value`, `name+=value` and `name`. */
function declaration(shell: Shell, command: string, word: string): { name: string; value: string | undefined } {
  const match = /^([A-Za-z_]\w*)(\+)?(?:=([\s\S]*))?$/.exec(word);
  if (!match) {
    const bad = `${word.split('=')[0]}: bad variable name`;
    throw wrong(shell, command, { ash: bad, dash: bad, bash: `\`${word}': not a valid identifier` });
  }
  const value = match[3];
  return {
    name: match[1]!,
    value: match[2] && value !== undefined ? (shell.variables.get(match[1]!) ?? '') + value : value,
  };
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
        listVariables(shell, prefix, (name) =>
          what === 'export' ? variables.isExported(name) : variables.isReadonly(name),
        ),
      );
    }
    return eachDeclaration(shell, what, words, (name, value) => {
      if (value !== undefined) variables.set(name, value);
      if (what === 'export') variables.export(name, !remove);
      else variables.makeReadonly(name);
    });
  });

/** Goes on after a bad name where the shell does: that is bash. */
function eachDeclaration(
  shell: Shell,
  command: string,
  words: readonly string[],
  body: (name: string, value: string | undefined) => void,
): number {
  let status = 0;
  for (const word of words) {
    try {
      const { name, value } = declaration(shell, command, word);
      body(name, value);
    } catch (error) {
      if (!(error instanceof ShellError) || shell.dialect.kind !== 'bash') throw error;
      shell.report(error);
      status = error.code;
    }
  }
  return status;
}

const local = instant((shell, args) => {
  if (!shell.variables.inFunction) {
    const nowhere = 'not in a function';
    throw wrong(shell, 'local', { ash: nowhere, dash: nowhere, bash: 'can only be used in a function' });
  }
  const words = args.filter((word) => !word.startsWith('-'));
  return eachDeclaration(shell, 'local', words, (name, value) => {
    shell.variables.makeLocal(name, shell.dialect.kind === 'dash');
    if (value !== undefined) shell.variables.set(name, value);
  });
});

/** `declare` (bash): what it is used for in scripts of containers. */
const declare: Action = function* (shell, args) {
  const flags = args.filter((arg) => /^[-+]/.test(arg)).join('');
  const words = args.filter((arg) => !/^[-+]/.test(arg));
  if (/[fnlu]/.test(flags)) shell.notImplemented(`declare ${flags}`);
  if (flags.includes('p')) return describeVariables(shell, words);
  for (const word of words) {
    const { name, value } = declaration(shell, 'declare', word);
    yield* declareOne(shell, name, value, flags);
  }
  return 0;
};

function* declareOne(shell: Shell, name: string, value: string | undefined, flags: string): Task {
  const { variables } = shell;
  const assigned = shell.assignedArrays.delete(name);
  if (variables.inFunction && !flags.includes('g') && !assigned) variables.makeLocal(name, true);
  if (value !== undefined) variables.set(name, flags.includes('i') ? String(yield* evaluateText(shell, value)) : value);
  if (flags.includes('A') && !variables.isAssociative(name)) variables.makeAssociative(name);
  if (flags.includes('a') && !variables.isArray(name)) variables.setElements(name, variables.elements(name));
  if (flags.includes('x')) variables.export(name);
  if (flags.includes('r')) variables.makeReadonly(name);
}

/** `declare -p name`. */
function describeVariables(shell: Shell, names: readonly string[]): number {
  const { variables } = shell;
  let status = 0;
  for (const name of names) {
    if (variables.isArray(name)) shell.notImplemented(`declare -p of the array ${name}`);
    const flags = `${variables.isReadonly(name) ? 'r' : ''}${variables.isExported(name) ? 'x' : ''}` || '-';
    if (variables.isSet(name))
      shell.proc.stdout.write(listVariables(shell, `declare -${flags} `, (other) => other === name));
    else status = failOf(shell, 'declare', `${name}: not found`);
  }
  return status;
}

const unset: Action = function* (shell, args) {
  const functions = args[0] === '-f';
  let status = 0;
  for (const word of args.filter((arg) => !/^-[fv]$/.test(arg))) {
    const element = /^([A-Za-z_]\w*)\[(.+)\]$/s.exec(word);
    if (functions) shell.functions.delete(word);
    else if (element && shell.dialect.arrays) {
      shell.variables.unsetElement(element[1]!, yield* elementKey(shell, element[1]!, element[2]!));
    } else if (!NAME.test(word)) status = badUnset(shell, word);
    else if (shell.variables.isReadonly(word)) status = unsetReadonly(shell, word);
    else if (shell.variables.isSet(word) || !shell.functions.has(word)) shell.variables.unset(word);
    else shell.functions.delete(word);
  }
  return status;
};

function badUnset(shell: Shell, word: string): number {
  if (shell.dialect.kind === 'bash') return 0;
  throw new ShellError(`${word}: bad variable name`, 2, 'unset');
}

function unsetReadonly(shell: Shell, name: string): number {
  if (shell.dialect.kind === 'bash') return failOf(shell, 'unset', `${name}: cannot unset: readonly variable`);
  throw new ShellError(`${name}: is read only`, 2, 'unset');
}

const shift = instant((shell, [count = '1']) => {
  const n = countArgument(shell, 'shift', count);
  if (n > shell.positional.length) {
    if (shell.dialect.kind === 'dash') throw new ShellError("can't shift that many", 2, 'shift');
    return 1;
  }
  shell.positional = shell.positional.slice(n);
  return 0;
});

const letBuiltin: Action = function* (shell, args) {
  let value = 0n;
  try {
    for (const arg of args) value = yield* evaluateText(shell, arg);
  } catch (error) {
    // Like ((…)), a builtin ends no line of bash.
    if (!(error instanceof ShellError) || shell.dialect.kind !== 'bash') throw error;
    return failOf(shell, 'let', error.message);
  }
  return value !== 0n ? 0 : 1;
};

export const VARIABLES: Readonly<Record<string, Builtin>> = {
  export: exportOrReadonly('export'),
  readonly: exportOrReadonly('readonly'),
  local,
  declare: builtin(declare, ['bash']),
  typeset: builtin(declare, ['bash']),
  set,
  unset: builtin(unset),
  shift,
  let: builtin(letBuiltin, ['ash', 'bash']),
  read: builtin(read),
  getopts,
  mapfile: builtin(mapfile, ['bash']),
  readarray: builtin(mapfile, ['bash']),
};
