import { echoText } from '../../applets/echo';
import type { Shell } from '../shell';
import { type Builtin, fail, failOf, instant } from './builtin';
import { describeCommand, isCommand } from './lookup';
import { printf } from './printf';
import { test } from './test';

const echo = instant((shell, args) => {
  shell.proc.stdout.write(echoText(args, shell.dialect.echoEscapes ? 'always' : 'asked'));
  return 0;
});

const type = instant((shell, args) => {
  const words = args.filter((arg) => !arg.startsWith('-'));
  if (args[0]?.startsWith('-') && args[0] !== '-t' && args[0] !== '-p') shell.notImplemented(`type ${args[0]}`);
  return describeCommand(shell, words, args[0] === '-t' ? 'word' : args[0] === '-p' ? 'brief' : 'long');
});

function hash(shell: Shell, args: readonly string[]): number {
  const { kind } = shell.dialect;
  if (args.length === 0 && kind === 'bash') shell.proc.stdout.write('hash: hash table empty\n');
  let status = 0;
  for (const name of args.filter((arg) => !arg.startsWith('-'))) {
    if (!isCommand(shell, name)) status = failOf(shell, 'hash', `${name}: not found`);
  }
  return status;
}

/** What the limits of a container are, as far as scripts ask: core files are not written. */
const LIMITS: Readonly<Record<string, string>> = { c: '0', n: '1048576', s: '8192', p: '4096' };
const LIMIT_LETTERS = 'SHacdefilmnpqrstuvxP';

function ulimit(shell: Shell, args: readonly string[]): number {
  const letter = args.find((arg) => arg.startsWith('-'))?.replace(/[-SH]/g, '') || 'f';
  if (!LIMIT_LETTERS.includes(letter)) return badLimit(shell, letter);
  if (letter === 'a') shell.notImplemented('ulimit -a');
  const wanted = args.find((arg) => !arg.startsWith('-'));
  if (wanted === undefined) shell.proc.stdout.write(`${shell.limits.get(letter) ?? LIMITS[letter] ?? 'unlimited'}\n`);
  else shell.limits.set(letter, wanted);
  return 0;
}

function badLimit(shell: Shell, letter: string): number {
  if (shell.dialect.kind === 'dash') return fail(shell, `ulimit: Illegal option -${letter}`, 2);
  if (shell.dialect.kind === 'ash') {
    shell.proc.stderr.write(`ulimit: invalid option -- '${letter}'\n`);
    return 1;
  }
  shell.complain(`ulimit: -${letter}: invalid option`);
  shell.proc.stderr.write('ulimit: usage: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]\n');
  return 2;
}

export const TEXT: Readonly<Record<string, Builtin>> = {
  echo,
  printf,
  test: test('test'),
  '[': test('['),
  type,
  hash: instant(hash),
  ulimit: instant(ulimit),
  times: instant((shell) => {
    shell.proc.stdout.write('0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
    return 0;
  }),
  shopt: instant(() => 0, ['bash']),
  enable: instant(() => 0, ['bash']),
};
