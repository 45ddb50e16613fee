import type { Task } from '../../../kernel';
import { baseName, dirName, FsError, joinPath } from '../../files';
import { type Applet, type Call, UsageError } from '../call';
import { readWhole } from '../read';
import { Editor, type EditorOptions, WriteFiles } from './editor';
import { Lines } from './lines';
import { ScriptReader } from './script';
import type { Command } from './syntax';

const SPEC =
  'nrEi::e:f:su quiet|n silent|n regexp-extended|E expression=e file=f in-place=i separate|s unbuffered|u posix|posix';

/** sed: `-n`, `-E`, `-i[suffix]`, with all commands of POSIX. */
export const sed: Applet = function* (call) {
  const { rest, has, value, values } = call.options(SPEC);
  const words = [...rest];
  const scripts = [...values('e')];
  for (const path of values('f')) scripts.push((yield* readWhole(call, path)).replace(/\n$/, ''));
  if (scripts.length === 0) scripts.push(words.shift() ?? call.usage('no script specified'));
  const source = scripts.join('\n');
  const commands = new ScriptReader(call, source, has('r') || has('E')).commands();
  const quiet = has('n') || (/^#n(\n|$)/.test(source) && call.flavour === 'gnu');
  const options: EditorOptions = { quiet, files: new WriteFiles(call, commands) };
  if (has('i')) return yield* editInPlace(call, commands, words, value('i')!, options);
  const lines = new Lines(call, words.length > 0 ? words : ['-']);
  const editor = new Editor(call, commands, lines, (text) => call.out(text), options);
  yield* editor.run();
  return editor.exitCode || (lines.failed ? failure(call) : 0);
};

function failure(call: Call): number {
  return call.flavour === 'busybox' ? 1 : 2;
}

/** Each file is edited by itself, and replaced by what comes of it. */
function* editInPlace(
  call: Call,
  commands: readonly Command[],
  paths: readonly string[],
  suffix: string,
  options: EditorOptions,
): Task<number> {
  if (paths.length === 0)
    throw new UsageError(call.flavour === 'busybox' ? '-i requires an argument' : 'no input files');
  let status = 0;
  for (const path of paths) {
    const lines = new Lines(call, [path]);
    let result = '';
    const editor = new Editor(call, commands, lines, (text) => (result += text), options);
    yield* editor.run();
    if (lines.failed) status = call.flavour === 'busybox' ? 1 : 4;
    else {
      // What `q` has not read stays as it is.
      for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) result += line;
      status = replaceFile(call, path, result, suffix) || status;
    }
    if (editor.exitCode) return editor.exitCode;
  }
  return status;
}

/** The new text goes into a new file, which takes the place of the old one: that fails where the file is a mount. */
function replaceFile(call: Call, path: string, text: string, suffix: string): number {
  const { fs } = call.proc;
  const absolute = call.proc.path(path);
  const temporary = call.flavour === 'busybox' ? `${path}XXXXXX` : joinPath(dirName(absolute), 'sedXXXXXX');
  const { mode, uid, gid } = fs.stat(absolute);
  const before = fs.readFile(absolute);
  try {
    fs.writeFile(call.proc.path(temporary), text, { mode });
    fs.chown(call.proc.path(temporary), uid, gid);
  } catch (error) {
    return failed(call, error, `can't create temp file '${temporary}'`, `couldn't open temporary file ${temporary}`);
  }
  try {
    if (suffix !== '') fs.writeFile(backupPath(absolute, suffix), before, { mode });
    fs.rename(call.proc.path(temporary), absolute);
    return 0;
  } catch (error) {
    fs.remove(call.proc.path(temporary));
    return failed(call, error, `can't move '${temporary}' to '${path}'`, `cannot rename ${temporary}`);
  }
}

function backupPath(path: string, suffix: string): string {
  return suffix.includes('*') ? joinPath(dirName(path), suffix.replaceAll('*', baseName(path))) : path + suffix;
}

function failed(call: Call, error: unknown, busybox: string, gnu: string): number {
  if (!(error instanceof FsError)) throw error;
  return call.flavour === 'busybox'
    ? call.complain(`${busybox}: ${error.text}`)
    : call.complain(`${gnu}: ${error.text}`, 4);
}
