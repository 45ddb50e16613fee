import type { Task } from '../../kernel';
import type { Applet, Call } from './call';
import { interpretEscapes } from './printf';
import { readWhole } from './read';

/** How the flavours begin a message about a file that cannot be opened. */
const OPEN = { busybox: "can't open '%s'", gnu: 'cannot open %s' };
const PLAIN = { busybox: '%s', gnu: '%s' };

/** Lines without their newline; a last line without one counts. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

/** All lines of all files, or of stdin. */
export function* allLines(
  call: Call,
  paths: readonly string[],
  words = OPEN,
): Task<{ lines: string[]; status: number }> {
  const lines: string[] = [];
  const status = yield* call.eachPath(paths.length > 0 ? paths : ['-'], words, function* (path) {
    lines.push(...linesOf(yield* readWhole(call, path)));
  });
  return { lines, status };
}

export const wc: Applet = function* (call) {
  const { rest, has } = call.options('lwcmL lines|l words|w bytes|c chars|m max-line-length|L');
  const paths = rest.length > 0 ? rest : ['-'];
  const all = !(has('l') || has('w') || has('c') || has('m') || has('L'));
  const total = [0, 0, 0, 0, 0];
  const show = (counts: number[], name: string) => {
    const chosen = counts.filter((_, i) => (all && i < 3) || has('lwcmL'[i]!));
    const wide = chosen.length > 1 || paths.length > 1;
    const width = wide ? (call.flavour === 'busybox' ? 9 : 7) : 0;
    call.out(
      `${chosen.map((n) => String(n).padStart(width)).join(wide ? (call.flavour === 'busybox' ? ' ' : ' ') : ' ')}${name === '-' ? '' : ` ${name}`}\n`,
    );
  };
  const status = yield* call.eachPath(paths, PLAIN, function* (path) {
    const text = yield* readWhole(call, path);
    const counts = [
      text.split('\n').length - 1,
      text.split(/\s+/).filter((word) => word !== '').length,
      Buffer.byteLength(text),
      // Without a locale a character is a byte.
      Buffer.byteLength(text),
      Math.max(0, ...text.split('\n').map((line) => line.length)),
    ];
    counts.forEach((n, i) => {
      total[i]! += n;
    });
    show(counts, path);
  });
  if (paths.length > 1) show(total, 'total');
  return status;
};

/** uniq(1): neighbours that are the same, but for the fields and characters that are skipped. */
export const uniq: Applet = function* (call) {
  const { rest, has, value } = call.options('cduif:s:w: count|c repeated|d unique|u ignore-case|i');
  const { lines, status } = yield* allLines(call, rest.slice(0, 1), OPEN);
  const [fields, characters, width] = ['f', 's', 'w'].map((letter) => Number(value(letter) ?? Number.NaN));
  const keyOf = (line: string) => {
    const rest1 = fields ? line.replace(new RegExp(`^(?:[ \\t]*[^ \\t]+){0,${fields}}`), '') : line;
    const rest2 = rest1.slice(characters || 0);
    const key = Number.isNaN(width) ? rest2 : rest2.slice(0, width);
    return has('i') ? key.toLowerCase() : key;
  };
  let out = '';
  for (let i = 0; i < lines.length; ) {
    let end = i + 1;
    while (end < lines.length && keyOf(lines[end]!) === keyOf(lines[i]!)) end++;
    const count = end - i;
    if (!(has('d') && count === 1) && !(has('u') && count > 1))
      out += `${has('c') ? `${String(count).padStart(7)} ` : ''}${lines[i]}\n`;
    i = end;
  }
  if (rest[1] !== undefined) call.proc.fs.writeFile(call.proc.path(rest[1]), out);
  else call.out(out);
  return status;
};

/** `1,3-5,7-` as a test for positions from 1. */
export function positions(list: string): (position: number) => boolean {
  const ranges = list.split(',').map((part) => {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    const from = Number(match?.[1] || 1);
    return [from, match?.[2] ? Number(match[3] || Number.POSITIVE_INFINITY) : from] as const;
  });
  return (position) => ranges.some(([from, to]) => position >= from && position <= to);
}

export const cut: Applet = function* (call) {
  const { rest, value, has } = call.options('d:f:c:b:sn output-delimiter= delimiter=d fields=f characters=c bytes=b');
  const characters = value('c') ?? value('b');
  const list = characters ?? value('f');
  if (list === undefined) {
    const what = 'expected a list of bytes, characters, or fields';
    if (call.flavour === 'busybox') return call.complain(what);
    return call.usage('you must specify a list of bytes, characters, or fields');
  }
  const given = value('d') ?? '\t';
  if (given.length > 1 && call.flavour === 'gnu') call.usage('the delimiter must be a single character');
  const delimiter = given.slice(0, 1);
  const { lines, status } = yield* allLines(call, rest, PLAIN);
  const wanted = positions(list);
  const separator = value('output-delimiter') ?? delimiter;
  for (const line of lines) {
    if (characters !== undefined) call.out(`${[...line].filter((_, i) => wanted(i + 1)).join('')}\n`);
    else if (line.includes(delimiter)) {
      call.out(
        `${line
          .split(delimiter)
          .filter((_, i) => wanted(i + 1))
          .join(separator)}\n`,
      );
    } else if (!has('s')) call.out(`${line}\n`);
  }
  return status;
};

export const tac: Applet = function* (call) {
  const { lines, status } = yield* allLines(call, call.args);
  call.out(
    lines
      .reverse()
      .map((line) => `${line}\n`)
      .join(''),
  );
  return status;
};

export const rev: Applet = function* (call) {
  const { lines, status } = yield* allLines(call, call.args);
  for (const line of lines) call.out(`${[...line].reverse().join('')}\n`);
  return status;
};

export const seq: Applet = function* (call) {
  // A negative number is not an option.
  const at = call.args.findIndex((arg, i) => /^-?\.?\d/.test(arg) && call.args[i - 1] !== '-s');
  const args = at < 0 ? call.args : [...call.args.slice(0, at), '--', ...call.args.slice(at)];
  const { rest, value, has } = call.withArgs(args).options('s:w', 'first');
  if (rest.length === 0 || rest.length > 3) call.usage();
  const words = rest;
  const bad = words.find((word) => word.trim() === '' || Number.isNaN(Number(word)));
  if (bad !== undefined) return call.complain(`invalid number '${bad}'`);
  const numbers = words.map(Number);
  const [first, step, last] =
    numbers.length === 1
      ? [1, 1, numbers[0]!]
      : numbers.length === 2
        ? [numbers[0]!, 1, numbers[1]!]
        : [numbers[0]!, numbers[1]!, numbers[2]!];
  const digits = Math.max(...words.map((word) => (word.split('.')[1] ?? '').length));
  const out: string[] = [];
  for (let i = 0; ; i++) {
    const n = first + i * step;
    if (step > 0 ? n > last + 1e-9 : n < last - 1e-9) break;
    out.push(n.toFixed(digits));
  }
  const width = has('w') ? Math.max(...out.map((text) => text.length), 0) : 0;
  if (out.length > 0)
    call.out(
      `${out.map((text) => text.padStart(width, '0')).join(interpretEscapes(value('s') ?? '\n', 'any').text)}\n`,
    );
  return 0;
};
