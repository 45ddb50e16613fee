import { FsError, joinPath } from '../files';
import { type Applet, type Call, UsageError } from './call';
import { readWhole } from './files';
import { posixSource } from './regex';
import { linesOf } from './text';

const SPEC =
  'qcivEFGowxnlLhHrRsm:e:f:A:B:C:aPz quiet|q count|c ignore-case|i invert-match|v extended-regexp|E only-matching|o color color= recursive|r no-messages|s line-buffered silent|q';

/** grep, egrep and fgrep: 0 when something matched, 1 when nothing did, 2 after an error. */
export const grep: Applet = function* (call) {
  const { rest, has, values, value } = call.options(SPEC);
  for (const letter of ['P', 'z', 'f']) if (has(letter)) call.notImplemented(`-${letter}`);
  const words = [...rest];
  const patterns = values('e').length > 0 ? values('e') : words.splice(0, 1);
  if (patterns.length === 0) throw new UsageError('missing pattern');
  const kind = has('F') || call.name === 'fgrep' ? 'fixed' : has('E') || call.name === 'egrep' ? 'extended' : 'basic';
  const expression = compile(
    patterns.flatMap((pattern) => pattern.split('\n')),
    kind,
    has,
  );
  const paths = expandPaths(call, words, has('r') || has('R'));
  const named = (paths.length > 1 || has('H') || has('r') || has('R')) && !has('h');
  const context = { before: Number(value('B') ?? value('C') ?? 0), after: Number(value('A') ?? value('C') ?? 0) };
  let matched = false;
  let failed = false;
  for (const path of paths) {
    try {
      const lines = linesOf(yield* readWhole(call, path));
      const count = searchFile(call, lines, named ? `${path === '-' ? '(standard input)' : path}:` : '', {
        expression,
        has,
        max: Number(value('m') ?? Number.POSITIVE_INFINITY),
        context,
      });
      matched ||= count > 0;
      if (has('l') && count > 0) call.out(`${path}\n`);
      if (has('L') && count === 0) call.out(`${path}\n`);
      if (has('q') && matched) return 0;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      failed = true;
      if (!has('s')) call.complainAbout(error, path, '%s', '%s');
    }
  }
  return failed ? 2 : matched ? 0 : 1;
};

function compile(
  patterns: readonly string[],
  kind: 'basic' | 'extended' | 'fixed',
  has: (letter: string) => boolean,
): RegExp {
  let source = patterns.map((pattern) => `(?:${posixSource(pattern, kind)})`).join('|');
  if (has('w')) source = `(?<!\\w)(?:${source})(?!\\w)`;
  if (has('x')) source = `^(?:${source})$`;
  return new RegExp(source, has('i') ? 'gi' : 'g');
}

function expandPaths(call: Call, words: readonly string[], recursive: boolean): string[] {
  if (!recursive) return words.length > 0 ? [...words] : ['-'];
  return (words.length > 0 ? words : ['.']).flatMap((path) => below(call, path));
}

function below(call: Call, path: string): string[] {
  const { fs } = call.proc;
  const absolute = call.proc.path(path);
  if (!fs.exists(absolute) || fs.stat(absolute).type !== 'directory') return [path];
  return fs.list(absolute).flatMap((name) => below(call, joinPath(path, name)));
}

interface Search {
  readonly expression: RegExp;
  readonly has: (letter: string) => boolean;
  readonly max: number;
  readonly context: { readonly before: number; readonly after: number };
}

function searchFile(call: Call, lines: readonly string[], prefix: string, search: Search): number {
  const { expression, has, max, context } = search;
  const silent = has('q') || has('l') || has('L') || has('c');
  let count = 0;
  let printed = -1;
  lines.forEach((line, i) => {
    expression.lastIndex = 0;
    if (count >= max || expression.test(line) === has('v')) return;
    count++;
    if (silent) return;
    if (has('o')) {
      for (const [text] of line.matchAll(expression))
        if (text !== '') call.out(`${prefix}${has('n') ? `${i + 1}:` : ''}${text}\n`);
      return;
    }
    const first = Math.max(printed + 1, i - context.before);
    if (printed >= 0 && first > printed + 1 && context.before + context.after > 0) call.out('--\n');
    printed = Math.min(lines.length - 1, i + context.after);
    for (let at = first; at <= printed; at++)
      call.out(`${prefix}${has('n') ? `${at + 1}${at === i ? ':' : '-'}` : ''}${lines[at]}\n`);
  });
  if (has('c')) call.out(`${prefix}${count}\n`);
  return count;
}
