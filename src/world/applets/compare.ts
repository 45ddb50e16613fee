import type { Task } from '../../kernel';
import { FsError } from '../files';
import type { Applet, Call } from './call';
import { readWhole } from './read';
import { linesOf } from './text';

/** Both files, or the exit code of what cannot be read. */
function* readBoth(call: Call, paths: readonly string[], busybox: string): Task<[string, string] | number> {
  const texts: string[] = [];
  for (const path of paths.slice(0, 2)) {
    try {
      texts.push(yield* readWhole(call, path));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      call.complainAbout(error, path, busybox, '%s');
      return 2;
    }
  }
  return [texts[0]!, texts[1]!];
}

/** cmp(1): 0 where two files are the same, 1 where they differ. */
export const cmp: Applet = function* (call) {
  const { rest, has } = call.options('sln: quiet|s silent|s');
  for (const letter of 'ln') if (has(letter)) call.notImplemented(`-${letter}`);
  if (rest.length === 0) call.usage();
  const [first, second = '-'] = rest;
  const both = yield* readBoth(call, [first!, second], '%s');
  if (typeof both === 'number') return both;
  const [a, b] = both;
  if (a === b) return 0;
  if (has('s')) return 1;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  if (at === Math.min(a.length, b.length)) call.complain(`EOF on ${a.length < b.length ? first : second}`);
  else {
    const line = a.slice(0, at).split('\n').length;
    call.out(`${first} ${second} differ: ${call.flavour === 'busybox' ? 'char' : 'byte'} ${at + 1}, line ${line}\n`);
  }
  return 1;
};

/** diff(1): `-q`, and the unified format, which is the only one of BusyBox. */
export const diff: Applet = function* (call) {
  const { rest, has, value } = call.options('qu::U:abBdiNrTstwL:S: brief|q unified|u');
  for (const letter of 'bBdiNrTstwLSU') if (has(letter)) call.notImplemented(`-${letter}`);
  if (value('u')) call.notImplemented(`-u${value('u')}`);
  const [first, second] = rest;
  if (first === undefined || second === undefined) return call.usage();
  const both = yield* readBoth(call, [first, second], "can't stat '%s'");
  if (typeof both === 'number') return both;
  const [a, b] = both;
  if (a === b) return 0;
  if (has('q')) call.out(`Files ${first} and ${second} differ\n`);
  else if (call.flavour === 'gnu') call.notImplemented('without -q');
  else call.out(`--- ${first}\n+++ ${second}\n${unified(linesOf(a), linesOf(b))}`);
  return 1;
};

interface Edit {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
  /** The numbers of the lines of both files that come before it. */
  readonly left: number;
  readonly right: number;
}

/** Lines of context around a change. */
const CONTEXT = 3;

function unified(a: readonly string[], b: readonly string[]): string {
  const edits = editsOf(a, b);
  const changed = edits.flatMap((edit, i) => (edit.sign === ' ' ? [] : [i]));
  let out = '';
  for (let i = 0; i < changed.length; ) {
    let last = i;
    while (last + 1 < changed.length && changed[last + 1]! - changed[last]! <= 2 * CONTEXT) last++;
    out += hunk(edits.slice(Math.max(0, changed[i]! - CONTEXT), changed[last]! + CONTEXT + 1));
    i = last + 1;
  }
  return out;
}

function hunk(edits: readonly Edit[]): string {
  const [first] = edits;
  const range = (start: number, count: number) =>
    count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`;
  const left = edits.filter(({ sign }) => sign !== '+').length;
  const right = edits.filter(({ sign }) => sign !== '-').length;
  const lines = edits.map(({ sign, line }) => `${sign}${line}\n`).join('');
  return `@@ -${range(first!.left, left)} +${range(first!.right, right)} @@\n${lines}`;
}

/** The shortest way from one file to the other: what is common is the longest common subsequence. */
function editsOf(a: readonly string[], b: readonly string[]): Edit[] {
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const edits: Edit[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) edits.push({ sign: ' ', line: a[i]!, left: i++, right: j++ });
    else if (i < a.length && (j === b.length || common[i + 1]![j]! >= common[i]![j + 1]!))
      edits.push({ sign: '-', line: a[i]!, left: i++, right: j });
    else edits.push({ sign: '+', line: b[j]!, left: i, right: j++ });
  }
  return edits;
}
