import type { Task } from '../../kernel';
import { Directory, FsError } from '../files';
import { openForWriting } from '../process';
import type { Output } from '../stream';
import type { Applet, Call } from './call';
import { readPieces } from './read';

const OPEN = { busybox: "can't open '%s'", gnu: '%s' };

export const cat: Applet = function* (call) {
  const { rest, has } = call.options('nbuvetAsTE number|n');
  for (const letter of 'sTE') if (has(letter)) call.notImplemented(`-${letter}`);
  const paths = rest.length > 0 ? rest : ['-'];
  if (!['n', 'b', 'v', 'e', 't', 'A'].some(has)) {
    return yield* call.eachPath(paths, OPEN, (path) => readFile(call, path, (data) => call.out(data)));
  }
  let text = '';
  const status = yield* call.eachPath(paths, OPEN, (path) =>
    readFile(call, path, (data) => {
      text += data;
    }),
  );
  call.out(shownLines(text, has));
  return status;
};

/** Numbered by -n, or by -b without the empty lines; -v, -e, -t and -A make visible what is not. */
function shownLines(text: string, has: (letter: string) => boolean): string {
  let number = 0;
  return text.replace(/([^\n]*)(\n|$)/g, (whole, line: string, end: string) => {
    if (whole === '') return '';
    const numbered = has('b') ? line !== '' : has('n');
    const visible = has('A') || has('e') || has('t') || has('v') ? visibleText(line, has('A') || has('t')) : line;
    const mark = end !== '' && (has('A') || has('e')) ? '$' : '';
    return `${numbered ? `${String(++number).padStart(6)}\t` : ''}${visible}${mark}${end}`;
  });
}

function visibleText(line: string, tabs: boolean): string {
  return line.replace(/[\x00-\x1f\x7f]/g, (c) => {
    if (c === '\t' && !tabs) return c;
    return c === '\x7f' ? '^?' : `^${String.fromCharCode(c.charCodeAt(0) + 64)}`;
  });
}

function readFile(call: Call, path: string, each: (data: string) => void): Task {
  const node = call.proc.fs.find(call.proc.path(path));
  if (call.flavour === 'busybox' && node instanceof Directory) throw new ReadError(path);
  return readPieces(call, path, each);
}

/** busybox opens a directory and fails when it reads it. */
class ReadError extends FsError {
  constructor(path: string) {
    super('EISDIR', path);
  }
}

/** Copies stdin to stdout and to files. */
export const tee: Applet = function* (call) {
  const { rest, has } = call.options('ai append|a ignore-interrupts|i');
  const outputs: (Output | undefined)[] = [];
  const status = yield* call.eachPath(rest, { busybox: '%s', gnu: '%s' }, function* (path) {
    outputs.push(openForWriting(call.proc, path, { append: has('a') }).output);
  });
  const full = new Set<Output>();
  yield* readPieces(call, '-', (data) => {
    call.out(data);
    for (const output of outputs) {
      if (!output || full.has(output)) continue;
      try {
        output.write(data);
      } catch (error) {
        if (!(error instanceof FsError) || error.code !== 'ENOSPC') throw error;
        full.add(output);
        call.complain(`${error.path}: ${call.flavour === 'busybox' ? 'I/O error' : error.text}`);
      }
    }
  });
  return full.size > 0 ? 1 : status;
};
