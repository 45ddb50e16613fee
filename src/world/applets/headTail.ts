import { OrdinaryError, sleep, type Task } from '../../kernel';
import { RegularFile } from '../files';
import { type Applet, type Call, UsageError } from './call';
import { readPieces, readWhole } from './read';
import { linesOf } from './text';

/** `-5` as head and tail take it, made `-n 5`. */
function withCount(call: Call): Call {
  const plus = call.name === 'tail' && call.flavour === 'busybox';
  return call.withArgs(
    call.args.flatMap((arg, i) => {
      if (i > 0) return [arg];
      if (/^-\d+$/.test(arg)) return ['-n', arg.slice(1)];
      return plus && /^\+\d+$/.test(arg) ? ['-n', arg] : [arg];
    }),
  );
}

const UNITS: Readonly<Record<string, number>> = { b: 512, k: 1024, K: 1024, m: 1024 ** 2, M: 1024 ** 2 };

/** `10`, `-2`, `+4`, `1k`: the sign is kept. */
function countOf(call: Call, text: string, what: 'lines' | 'bytes'): { sign: string; count: number } {
  const match = /^([-+]?)(\d+)([bkKmM]?)$/.exec(text);
  if (!match)
    throw new UsageError(
      call.flavour === 'busybox' ? `invalid number '${text}'` : `invalid number of ${what}: '${text}'`,
    );
  return { sign: match[1]!, count: Number(match[2]) * (UNITS[match[3]!] ?? 1) };
}

function shows(paths: readonly string[], has: (letter: string) => boolean): boolean {
  return (paths.length > 1 || has('v')) && !has('q');
}

export const head: Applet = function* (given) {
  const call = withCount(given);
  const { rest, value, has } = call.options('n:c:qv lines=n bytes=c quiet|q verbose|v');
  const paths = rest.length > 0 ? rest : ['-'];
  const text = value('c') ?? value('n') ?? '10';
  const { sign, count } = countOf(call, text, has('c') ? 'bytes' : 'lines');
  const signed = sign === '-' ? -count : count;
  let first = true;
  return yield* call.eachPath(paths, HEAD_OPEN, function* (path) {
    const data = yield* readUpTo(call, path, has('c') ? undefined : signed, has('c') ? signed : 0);
    if (shows(paths, has)) call.out(`${first ? '' : '\n'}==> ${nameOf(path)} <==\n`);
    first = false;
    call.out(data);
  });
};

const HEAD_OPEN = { busybox: '%s', gnu: "cannot open '%s' for reading" };

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** Stops reading as soon as it has enough: that is what ends `yes | head`. */
function* readUpTo(call: Call, path: string, lineCount: number | undefined, bytes: number): Task<string> {
  let text = '';
  const enough = () =>
    lineCount === undefined ? bytes >= 0 && text.length >= bytes : lineCount >= 0 && linesOf(text).length > lineCount;
  try {
    yield* readPieces(call, path, (data) => {
      text += data;
      if (enough()) throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  if (lineCount === undefined) return text.slice(0, bytes);
  const lines = linesOf(text);
  if (lineCount >= 0 && lines.length <= lineCount) return text;
  return lines
    .slice(0, lineCount)
    .map((line) => `${line}\n`)
    .join('');
}

class Enough extends OrdinaryError {}

/** How often tail -f looks (tail.c of busybox: 1 s). */
const TAIL_POLL_MS = 1000;

export const tail: Applet = function* (given) {
  const call = withCount(given);
  const { rest, value, has } = call.options('n:c:fFqvs: lines=n bytes=c follow|f retry|F quiet|q verbose|v');
  const paths = rest.length > 0 ? rest : ['-'];
  const what = has('c') ? 'bytes' : 'lines';
  const { sign, count } = countOf(call, value('c') ?? value('n') ?? '10', what);
  let opened = 0;
  const status = yield* call.eachPath(paths, OPEN_TAIL, function* (path) {
    const text = yield* readWhole(call, path);
    if (shows(paths, has)) call.out(`${opened > 0 ? '\n' : ''}==> ${nameOf(path)} <==\n`);
    opened++;
    call.out(lastOf(text, count, sign === '+', what));
  });
  if (opened === 0 && !has('F')) return call.flavour === 'busybox' ? call.complain('no files') : status;
  if (!(has('f') || has('F')) || paths[0] === '-') return status;
  return yield* follow(call, paths, Number(value('s') ?? 0) * 1000 || TAIL_POLL_MS);
};

const OPEN_TAIL = { busybox: "can't open '%s'", gnu: "cannot open '%s' for reading" };

function lastOf(text: string, count: number, fromStart: boolean, what: 'lines' | 'bytes'): string {
  if (what === 'bytes')
    return fromStart ? text.slice(Math.max(0, count - 1)) : text.slice(Math.max(0, text.length - count));
  const lines = linesOf(text);
  const chosen = lines.slice(Math.max(0, fromStart ? count - 1 : lines.length - count));
  return chosen.length === 0 ? '' : chosen.join('\n') + (text.endsWith('\n') ? '\n' : '');
}

/** Prints what is added to the files, for ever. */
function* follow(call: Call, paths: readonly string[], pollMs: number): Task<never> {
  const { fs } = call.proc;
  const content = (path: string) => {
    const node = fs.exists(call.proc.path(path)) ? fs.nodeAt(call.proc.path(path)) : undefined;
    return node instanceof RegularFile ? node.data : '';
  };
  const seen = paths.map((path) => content(path).length);
  for (;;) {
    yield* sleep(pollMs);
    paths.forEach((path, i) => {
      const text = content(path);
      if (text.length < seen[i]!) seen[i] = 0;
      if (text.length > seen[i]!) call.out(text.slice(seen[i]));
      seen[i] = text.length;
    });
  }
}
