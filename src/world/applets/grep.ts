import type { Task } from '../../kernel';
import { FsError, joinPath } from '../files';
import type { Applet, Call, Options } from './call';
import { readWhole } from './read';
import { posixSource, RegexError } from './regex';
import { linesOf } from './text';

const SPEC =
  'qcivEFGowxnlLhHrRsm:e:f:A:B:C:aPz quiet|q count|c ignore-case|i invert-match|v extended-regexp|E only-matching|o color color= recursive|r no-messages|s line-buffered silent|q';

/** grep, egrep and fgrep: 0 when something matched, 1 when nothing did, 2 after an error. */
export const grep: Applet = function* (call) {
  const options = call.options(SPEC);
  const { has } = options;
  for (const letter of ['P', 'z']) if (has(letter)) call.notImplemented(`-${letter}`);
  const words = [...options.rest];
  const patterns = [...options.values('e')];
  for (const path of options.values('f')) patterns.push(...linesOf(yield* readWhole(call, path)));
  if (!has('e') && !has('f')) patterns.push(words.shift() ?? call.usage());
  let expression: RegExp;
  try {
    expression = compile(call, patterns, has);
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return call.complain(
      call.flavour === 'busybox' ? `bad regex '${error.pattern}': ${error.reason}` : error.reason,
      2,
    );
  }
  const search = searchOf(call, options, expression);
  const recursive = has('r') || has('R');
  const paths = expandPaths(call, words, recursive);
  const named = (paths.length > 1 || has('H') || recursive) && !has('h');
  let matched = 0;
  const failed = yield* eachReadable(call, paths, has('s'), function* (path) {
    if (has('q') && matched > 0) return;
    const prefix = named ? `${path === '-' ? '(standard input)' : path}:` : '';
    const count = printMatches(search, linesOf(yield* readWhole(call, path)), prefix);
    matched += count;
    if (has(count > 0 ? 'l' : 'L')) call.out(`${path}\n`);
  });
  if (failed && !(has('q') && matched > 0)) return 2;
  return matched > 0 ? 0 : 1;
};

/** Goes on after a file that cannot be read; true if there was one. */
function* eachReadable(
  call: Call,
  paths: readonly string[],
  quiet: boolean,
  body: (path: string) => Task,
): Task<boolean> {
  let failed = false;
  for (const path of paths) {
    try {
      yield* body(path);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      // busybox opens a directory as a file and finds nothing in it.
      if (error.code === 'EISDIR' && call.flavour === 'busybox') continue;
      failed = true;
      if (!quiet) call.complainAbout(error, path, '%s', '%s');
    }
  }
  return failed;
}

function compile(call: Call, patterns: readonly string[], has: Options['has']): RegExp {
  const kind = has('F') || call.name === 'fgrep' ? 'fixed' : has('E') || call.name === 'egrep' ? 'extended' : 'basic';
  const all = patterns.flatMap((pattern) => pattern.split('\n'));
  let source = all.map((pattern) => `(?:${posixSource(pattern, kind)})`).join('|');
  if (has('w')) source = `(?<!\\w)(?:${source})(?!\\w)`;
  if (has('x')) source = `^(?:${source})$`;
  return new RegExp(source || '(?!)', has('i') ? 'gi' : 'g');
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
  readonly call: Call;
  readonly expression: RegExp;
  readonly inverted: boolean;
  readonly silent: boolean;
  readonly counting: boolean;
  readonly parts: boolean;
  readonly numbered: boolean;
  readonly max: number;
  readonly before: number;
  readonly after: number;
}

function searchOf(call: Call, { has, value }: Options, expression: RegExp): Search {
  return {
    call,
    expression,
    inverted: has('v'),
    silent: has('q') || has('l') || has('L') || has('c'),
    counting: has('c'),
    parts: has('o'),
    numbered: has('n'),
    max: Number(value('m') ?? Number.POSITIVE_INFINITY),
    before: Number(value('B') ?? value('C') ?? 0),
    after: Number(value('A') ?? value('C') ?? 0),
  };
}

/** Prints what one file has and returns the number of its lines that match. */
function printMatches(search: Search, lines: readonly string[], prefix: string): number {
  const hits: number[] = [];
  for (let i = 0; i < lines.length && hits.length < search.max; i++) {
    search.expression.lastIndex = 0;
    if (search.expression.test(lines[i]!) !== search.inverted) hits.push(i);
  }
  if (search.counting) search.call.out(`${prefix}${hits.length}\n`);
  if (search.silent) return hits.length;
  if (search.parts) for (const hit of hits) printParts(search, lines[hit]!, hit, prefix);
  else printWithContext(search, lines, hits, prefix);
  return hits.length;
}

function printParts({ call, expression, numbered }: Search, line: string, at: number, prefix: string): void {
  expression.lastIndex = 0;
  for (const [text] of line.matchAll(expression)) {
    if (text !== '') call.out(`${prefix}${numbered ? `${at + 1}:` : ''}${text}\n`);
  }
}

function printWithContext(search: Search, lines: readonly string[], hits: readonly number[], prefix: string): void {
  const { call, before, after, numbered } = search;
  let printed = -1;
  for (const hit of hits) {
    const first = Math.max(printed + 1, hit - before);
    if (printed >= 0 && first > printed + 1 && before + after > 0) call.out('--\n');
    for (let at = first; at <= Math.min(lines.length - 1, hit + after); at++) {
      call.out(`${prefix}${numbered ? `${at + 1}${hits.includes(at) ? ':' : '-'}` : ''}${lines[at]}\n`);
      printed = at;
    }
  }
}
