import { OrdinaryError, sleep, type Task } from '../../kernel';
import { RegularFile } from '../files';
import type { Applet, Call } from './call';
import { readPieces, readWhole } from './files';
import { linesOf, OPEN } from './text';

/** `-5` as head and tail take it, made `-n 5`. */
function withCount(call: Call): Call {
  const args = call.args.flatMap((arg, i) => (i === 0 && /^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg]));
  return Object.assign(Object.create(Object.getPrototypeOf(call)) as Call, call, { args });
}

export const head: Applet = function* (given) {
  const call = withCount(given);
  const { rest, value, has } = call.options('n:c:qv lines=n bytes=c');
  const paths = rest.length > 0 ? rest : ['-'];
  let first = true;
  return yield* call.eachPath(paths, OPEN, function* (path) {
    const text = yield* readUpTo(
      call,
      path,
      value('c') === undefined ? Number(value('n') ?? 10) : undefined,
      Number(value('c') ?? 0),
    );
    if (paths.length > 1 && !has('q')) call.out(`${first ? '' : '\n'}==> ${path} <==\n`);
    first = false;
    call.out(text);
  });
};

/** Stops reading as soon as it has enough: that is what ends `yes | head`. */
function* readUpTo(call: Call, path: string, lineCount: number | undefined, bytes: number): Task<string> {
  let text = '';
  const enough = () =>
    lineCount === undefined ? text.length >= bytes : lineCount >= 0 && linesOf(text).length > lineCount;
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
  if (lineCount < 0 ? false : lines.length <= lineCount) return text;
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
  const { rest, value, has } = call.options('n:c:fFqvs: lines=n bytes=c follow|f retry');
  const paths = rest.length > 0 ? rest : ['-'];
  let first = true;
  const status = yield* call.eachPath(paths, OPEN, function* (path) {
    const text = yield* readWhole(call, path);
    if (paths.length > 1 && !has('q')) call.out(`${first ? '' : '\n'}==> ${path} <==\n`);
    first = false;
    call.out(lastOf(text, value('n') ?? '10', value('c')));
  });
  if (!(has('f') || has('F')) || paths[0] === '-') return status;
  return yield* follow(call, paths, Number(value('s') ?? 0) * 1000 || TAIL_POLL_MS);
};

function lastOf(text: string, lineCount: string, bytes: string | undefined): string {
  if (bytes !== undefined) return bytes.startsWith('+') ? text.slice(Number(bytes) - 1) : text.slice(-Number(bytes));
  const lines = linesOf(text);
  const chosen = lineCount.startsWith('+')
    ? lines.slice(Math.max(0, Number(lineCount) - 1))
    : lines.slice(Math.max(0, lines.length - Number(lineCount)));
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
