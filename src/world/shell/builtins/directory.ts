import { parseMode } from '../../applets/mode';
import { EXECUTE, FsError } from '../../files';
import type { Shell } from '../shell';
import { type Builtin, fail, failOf, instant, wrong } from './builtin';

const cd = instant((shell, args) => {
  const words = args.filter((arg) => arg !== '-P' && arg !== '-L' && arg !== '--');
  const [given] = words;
  const { kind } = shell.dialect;
  if (kind === 'bash' && words.length > 1) return failOf(shell, 'cd', 'too many arguments');
  const name = given === '-' ? 'OLDPWD' : 'HOME';
  const target = given !== undefined && given !== '-' ? given : shell.variables.get(name);
  if (target === undefined) return kind === 'bash' ? failOf(shell, 'cd', `${name} not set`) : 0;
  const status = target === '' ? 0 : changeDirectory(shell, 'cd', target);
  if (status === 0 && given === '-') shell.proc.stdout.write(`${shell.proc.cwd}\n`);
  return status;
});

function changeDirectory(shell: Shell, command: string, target: string): number {
  const path = absolute(shell, target);
  try {
    if (shell.proc.fs.stat(path).type !== 'directory') throw new FsError('ENOTDIR', path);
    if (!shell.proc.fs.allows(path, EXECUTE)) throw new FsError('EACCES', path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw wrong(shell, command, {
      ash: `can't cd to ${target}: ${error.text}`,
      dash: `can't cd to ${target}`,
      bash: `${target}: ${error.text}`,
    });
  }
  shell.variables.set('OLDPWD', shell.proc.cwd);
  shell.proc.cwd = path;
  shell.variables.set('PWD', path);
  return 0;
}

function absolute(shell: Shell, path: string): string {
  const parts: string[] = [];
  for (const part of shell.proc.path(path).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function showStack(shell: Shell): number {
  const home = shell.variables.get('HOME');
  const shown = [shell.proc.cwd, ...shell.directories].map((path) =>
    home && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path,
  );
  shell.proc.stdout.write(`${shown.join(' ')}\n`);
  return 0;
}

const pushd = instant((shell, [target]) => {
  const { directories, proc } = shell;
  if (target !== undefined && /^[-+]/.test(target)) shell.notImplemented(`pushd ${target}`);
  const next = target ?? directories[0];
  if (next === undefined) return failOf(shell, 'pushd', 'no other directory');
  const before = proc.cwd;
  changeDirectory(shell, 'pushd', next);
  shell.directories = [before, ...(target === undefined ? directories.slice(1) : directories)];
  return showStack(shell);
});

const popd = instant((shell, [option]) => {
  if (option !== undefined) shell.notImplemented(`popd ${option}`);
  const [next, ...rest] = shell.directories;
  if (next === undefined) return failOf(shell, 'popd', 'directory stack empty');
  changeDirectory(shell, 'popd', next);
  shell.directories = rest;
  return showStack(shell);
});

const umask = instant((shell, args) => {
  const { proc } = shell;
  const text = args.find((arg) => !arg.startsWith('-'));
  if (text === undefined) {
    proc.stdout.write(
      args.includes('-S') ? `${symbolic(proc.umask)}\n` : `${proc.umask.toString(8).padStart(4, '0')}\n`,
    );
    return 0;
  }
  const mask = /^\d/.test(text) ? octal(text) : symbolicMask(text, proc.umask);
  if (mask !== undefined) {
    proc.umask = mask;
    return 0;
  }
  throw wrong(shell, 'umask', {
    ash: `illegal mode: ${text}`,
    dash: /^\d/.test(text) ? `Illegal number: ${text}` : `Illegal mode: ${text}`,
    bash: /^\d/.test(text) ? `${text}: octal number out of range` : `\`${text[0]}': invalid symbolic mode character`,
  });
});

function octal(text: string): number | undefined {
  return /^[0-7]{1,4}$/.test(text) ? Number.parseInt(text, 8) & 0o777 : undefined;
}

/** The mode says what is allowed, the mask what is not. */
function symbolicMask(text: string, mask: number): number | undefined {
  const allowed = parseMode(text, ~mask & 0o777);
  return allowed === undefined ? undefined : ~allowed & 0o777;
}

function symbolic(mask: number): string {
  const allowed = (shift: number) => ['r', 'w', 'x'].filter((_, i) => !((mask >> shift) & (4 >> i))).join('');
  return `u=${allowed(6)},g=${allowed(3)},o=${allowed(0)}`;
}

export const DIRECTORY: Readonly<Record<string, Builtin>> = {
  cd,
  pwd: instant((shell) => {
    shell.proc.stdout.write(`${shell.proc.cwd}\n`);
    return 0;
  }),
  umask,
  pushd: { ...pushd, shells: ['bash'] },
  popd: { ...popd, shells: ['bash'] },
  dirs: instant(
    (shell, args) => (args.length > 0 ? fail(shell, `dirs: ${args[0]}: invalid option`, 2) : showStack(shell)),
    ['bash'],
  ),
};
