import { echoText } from '../../applets/echo';
import { evaluateTest, TestError } from '../../applets/test';
import { FsError } from '../../files';
import { testWorld } from '../double-bracket';
import type { Shell } from '../shell';
import { type Builtin, fail, instant } from './builtin';
import { describeCommand } from './lookup';
import { printf } from './printf';

const echo = instant((shell, args) => {
  shell.proc.stdout.write(echoText(args, shell.dialect.echoEscapes ? 'always' : 'asked'));
  return 0;
});

const test = (name: 'test' | '[') =>
  instant((shell, args) => {
    let words = args;
    if (name === '[') {
      if (args.at(-1) !== ']')
        return fail(
          shell,
          shell.dialect.kind === 'bash'
            ? "[: missing `]'"
            : shell.dialect.kind === 'ash'
              ? 'missing ]'
              : '[: missing ]',
          2,
        );
      words = args.slice(0, -1);
    }
    if (shell.dialect.kind === 'dash' && words.length === 3 && words[1] === '==')
      return fail(shell, `${name}: ${words[0]}: unexpected operator`, 2);
    try {
      return evaluateTest(words, testWorld(shell)) ? 0 : 1;
    } catch (error) {
      if (!(error instanceof TestError)) throw error;
      return fail(shell, testMessage(shell, name, error), 2);
    }
  });

const TEST_WORDS = {
  ash: { number: 'bad number', unary: 'unknown operand', binary: 'unknown operand', argument: 'argument expected' },
  dash: { number: '', unary: 'unexpected operator', binary: 'unexpected operator', argument: 'argument expected' },
  bash: {
    number: 'integer expression expected',
    unary: 'unary operator expected',
    binary: 'binary operator expected',
    argument: 'argument expected',
  },
} as const;

function testMessage(shell: Shell, name: string, { kind, word }: TestError): string {
  const { kind: dialect } = shell.dialect;
  const text = TEST_WORDS[dialect][kind];
  if (dialect === 'ash') return `${word}: ${text}`;
  return `${name}: ${dialect === 'dash' && kind === 'number' ? `Illegal number: ${word}` : `${word}: ${text}`}`;
}

const cd = instant((shell, args) => {
  const [given] = args.filter((arg) => arg !== '-P' && arg !== '-L' && arg !== '--');
  const target = given === '-' ? shell.variables.get('OLDPWD') : (given ?? shell.variables.get('HOME'));
  if (target === undefined)
    return fail(
      shell,
      given === '-' ? 'cd: OLDPWD not set' : 'cd: HOME not set',
      shell.dialect.kind === 'dash' ? 2 : 1,
    );
  const path = absolute(shell, target);
  try {
    if (shell.proc.fs.stat(path).type !== 'directory') throw new FsError('ENOTDIR', path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const messages = {
      ash: `cd: can't cd to ${target}: ${error.text}`,
      dash: `cd: can't cd to ${target}`,
      bash: `cd: ${target}: ${error.text}`,
    };
    return fail(shell, messages[shell.dialect.kind], shell.dialect.kind === 'dash' ? 2 : 1);
  }
  shell.variables.set('OLDPWD', shell.proc.cwd);
  shell.proc.cwd = path;
  shell.variables.set('PWD', path);
  if (given === '-') shell.proc.stdout.write(`${path}\n`);
  return 0;
});

function absolute(shell: Shell, path: string): string {
  const parts: string[] = [];
  for (const part of shell.proc.path(path).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

const type = instant((shell, args) => {
  const words = args.filter((arg) => !arg.startsWith('-'));
  if (args[0]?.startsWith('-') && args[0] !== '-t' && args[0] !== '-p') shell.notImplemented(`type ${args[0]}`);
  return describeCommand(shell, words, args[0] === '-t' ? 'word' : args[0] === '-p' ? 'brief' : 'long');
});

export const TEXT: Readonly<Record<string, Builtin>> = {
  echo,
  printf,
  test: test('test'),
  '[': test('['),
  cd,
  pwd: instant((shell) => {
    shell.proc.stdout.write(`${shell.proc.cwd}\n`);
    return 0;
  }),
  type,
  hash: instant(() => 0),
  umask: instant((shell, args) => {
    if (args.length === 0) shell.proc.stdout.write('0022\n');
    return 0;
  }),
  ulimit: instant((shell, args) => {
    if (args.every((arg) => arg.startsWith('-'))) shell.proc.stdout.write('unlimited\n');
    return 0;
  }),
  times: instant((shell) => {
    shell.proc.stdout.write('0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
    return 0;
  }),
  shopt: instant(() => 0, ['bash']),
  enable: instant(() => 0, ['bash']),
};
