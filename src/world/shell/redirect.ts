import { OrdinaryError, type Task } from '../../kernel';
import { FsError } from '../files';
import { type Descriptor, openForReading, openForWriting } from '../process';
import { textInput } from '../stream';
import { expandParts, expandText } from './expand';
import type { Shell } from './shell';
import type { HereDoc, Redirect, Redirection } from './syntax';

/** Open files by number. */
export type Table = Map<number, Descriptor>;

/** A redirection that could not be made. */
class RedirectError extends OrdinaryError {
  constructor(
    message: string,
    readonly code: number,
  ) {
    super(message);
  }
}

/**
 * The open files of a command after its redirections, from left to right (XCU 2.7).
 * @throws RedirectError
 */
export function* redirect(shell: Shell, redirections: readonly Redirection[], table: Table): Task<Table> {
  const result: Table = new Map(table);
  for (const redirection of redirections) yield* apply(shell, redirection, result);
  return result;
}

/** Runs `body` with redirections that end with it. */
export function* withRedirects(
  shell: Shell,
  redirections: readonly Redirection[],
  body: () => Task<number>,
  failed: (error: unknown) => number = (error) => redirectFailed(shell, error),
): Task<number> {
  if (redirections.length === 0) return yield* body();
  const { descriptors } = shell.proc;
  let table: Table;
  try {
    table = yield* redirect(shell, redirections, descriptors.table);
  } catch (error) {
    return failed(error);
  }
  const saved = descriptors.push(table);
  try {
    return yield* body();
  } finally {
    descriptors.pop(saved);
  }
}

/** Prints why, and returns the status. */
export function redirectFailed(shell: Shell, error: unknown): number {
  if (!(error instanceof RedirectError)) throw error;
  shell.complain(error.message);
  return error.code;
}

function* apply(shell: Shell, redirection: Redirection, table: Table): Task {
  const fd = redirection.descriptor;
  if (fd?.type === 'FileDescriptorVariable') shell.notImplemented('a redirection to {variable}');
  const number = fd?.value;
  if (redirection.type === 'HereDoc') {
    table.set(number ?? 0, { input: textInput(yield* hereDocument(shell, redirection)) });
  } else if (redirection.type === 'HereString') {
    const text = redirection.target ? yield* expandText(shell, redirection.target) : '';
    table.set(number ?? 0, { input: textInput(`${text}\n`) });
  } else yield* applyFile(shell, redirection, number, table);
}

/** A backslash at the end of a line joins it with the next, unless the delimiter is quoted (XCU 2.7.4). */
function* hereDocument(shell: Shell, redirection: HereDoc): Task<string> {
  const { body, delimiter } = redirection;
  // bash ends the last line where the delimiter is missing.
  const ended = (text: string) =>
    shell.dialect.kind !== 'bash' || text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const strip = (text: string) => (redirection.operator === '<<-' ? text.replace(/^\t+/gm, '') : text);
  if (delimiter?.quoted) return strip(ended(body.text));
  if (!body.parts) return strip(ended(joinLines(body.text)));
  const parts = body.parts.map((part) => (part.type === 'Literal' ? { ...part, value: joinLines(part.value) } : part));
  return strip(ended(yield* expandParts(shell, parts)));
}

function joinLines(text: string): string {
  return text.replace(/(^|[^\\])((?:\\\\)*)\\\n/g, '$1$2');
}

function* applyFile(shell: Shell, node: Redirect, number: number | undefined, table: Table): Task {
  const target = node.target ? yield* expandText(shell, node.target) : '';
  switch (node.operator) {
    case '<':
      table.set(number ?? 0, open(shell, target, 'read', table));
      return;
    case '<>':
      table.set(number ?? 0, open(shell, target, 'append', table));
      return;
    case '>':
    case '>|':
      checkClobber(shell, node, target);
      table.set(number ?? 1, open(shell, target, 'write', table));
      return;
    case '>>':
      table.set(number ?? 1, open(shell, target, 'append', table));
      return;
    case '&>>':
      bothTo(shell, open(shell, target, 'append', table), table);
      return;
    case '&>':
      bothTo(shell, open(shell, target, 'write', table), table);
      return;
    case '<&':
    case '>&':
      duplicate(shell, node, number, target, table);
  }
}

function bothTo(shell: Shell, descriptor: Descriptor, table: Table): void {
  if (!shell.dialect.ampersandRedirect)
    shell.notImplemented(`\`&>\`, which ${shell.dialect.kind} reads as \`&\` and \`>\``);
  table.set(1, descriptor);
  table.set(2, descriptor);
}

function duplicate(shell: Shell, node: Redirect, number: number | undefined, target: string, table: Table): void {
  const fd = number ?? (node.operator === '<&' ? 0 : 1);
  if (target === '-') {
    table.delete(fd);
    return;
  }
  if (!/^\d+$/.test(target)) {
    if (node.operator === '>&' && number === undefined) bothTo(shell, open(shell, target, 'write', table), table);
    else throw new RedirectError(`${target}: ambiguous redirect`, 1);
    return;
  }
  const source = table.get(Number(target));
  if (!source) {
    const text = `${target}: Bad file descriptor`;
    throw new RedirectError(text, shell.dialect.kind === 'dash' ? 2 : 1);
  }
  table.set(fd, source);
}

function checkClobber(shell: Shell, node: Redirect, target: string): void {
  if (node.operator !== '>' || !shell.options.has('C')) return;
  const path = shell.proc.path(target);
  if (!shell.proc.fs.exists(path) || shell.proc.fs.stat(path).type !== 'file') return;
  const text = {
    ash: `can't create ${target}: File exists`,
    dash: `cannot create ${target}: File exists`,
    bash: `${target}: cannot overwrite existing file`,
  }[shell.dialect.kind];
  throw new RedirectError(text, shell.dialect.kind === 'dash' ? 2 : 1);
}

/** `/dev/stdout` and its like mean the descriptors of the command, with the redirections left of this one. */
function open(shell: Shell, path: string, how: 'read' | 'write' | 'append', table: Table): Descriptor {
  const own = /^\/dev\/(?:fd\/(\d+)|(stdin|stdout|stderr))$|^\/proc\/self\/fd\/(\d+)$/.exec(path);
  const number = own && (own[1] ?? own[3] ?? ['stdin', 'stdout', 'stderr'].indexOf(own[2]!));
  const existing = number !== null ? table.get(Number(number)) : undefined;
  if (existing) return existing;
  try {
    return how === 'read'
      ? openForReading(shell.proc, path)
      : openForWriting(shell.proc, path, { append: how === 'append' });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new RedirectError(message(shell, path, error, how === 'read'), shell.dialect.kind === 'dash' ? 2 : 1);
  }
}

function message(shell: Shell, path: string, error: FsError, reading: boolean): string {
  const missing = error.code === 'ENOENT';
  switch (shell.dialect.kind) {
    case 'bash':
      return `${path === '' ? '' : path}: ${error.text}`;
    case 'ash':
      if (reading) return `can't open ${path}: ${missing ? 'no such file' : error.text}`;
      return `can't create ${path}: ${missing ? 'nonexistent directory' : error.text}`;
    case 'dash':
      if (reading) return `cannot open ${path}: ${missing ? 'No such file' : error.text}`;
      return `cannot create ${path}: ${missing ? 'Directory nonexistent' : error.text}`;
  }
}
