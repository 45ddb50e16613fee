import { createHash } from 'node:crypto';
import { sleep, type Task } from '../../kernel';
import { RegularFile } from '../files';
import type { Applet, Call } from './call';
import { readPieces, readWhole } from './files';
import { interpretEscapes } from './printf';
import { cannotRun } from './processes';

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

class Enough extends Error {}

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

export const wc: Applet = function* (call) {
  const { rest, has } = call.options('lwcmL');
  const paths = rest.length > 0 ? rest : ['-'];
  const all = !(has('l') || has('w') || has('c') || has('m') || has('L'));
  const total = [0, 0, 0];
  const show = (counts: number[], name: string) => {
    const chosen = counts.filter((_, i) => all || has('lwc'[i]!) || (i === 2 && has('m')));
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
    ];
    counts.forEach((n, i) => {
      total[i]! += n;
    });
    show(counts, path);
  });
  if (paths.length > 1) show(total, 'total');
  return status;
};

export const sort: Applet = function* (call) {
  const { rest, has, value } = call.options('nruk:t:fhVbo:sc');
  const { lines, status } = yield* allLines(call, rest, PLAIN);
  const key = /^(\d+)(?:,(\d+))?([nr]*)$/.exec(value('k') ?? '');
  const separator = value('t');
  const numeric = has('n') || has('h') || key?.[3]?.includes('n');
  const keyOf = (line: string) => {
    if (!key) return line;
    const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
    return fields.slice(Number(key[1]) - 1, key[2] ? Number(key[2]) : undefined).join(separator ?? ' ');
  };
  const number = (text: string) => Number.parseFloat(text) || 0;
  const compare = (a: string, b: string) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    const [p, q] = has('f') ? [x.toLowerCase(), y.toLowerCase()] : [x, y];
    const order = numeric ? number(p) - number(q) : p < q ? -1 : p > q ? 1 : 0;
    return order || (a < b ? -1 : a > b ? 1 : 0);
  };
  let sorted = [...lines].sort(compare);
  if (has('r') || key?.[3]?.includes('r')) sorted.reverse();
  if (has('u'))
    sorted = sorted.filter(
      (line, i) =>
        i === 0 ||
        (numeric ? number(keyOf(line)) !== number(keyOf(sorted[i - 1]!)) : keyOf(line) !== keyOf(sorted[i - 1]!)),
    );
  const text = sorted.map((line) => `${line}\n`).join('');
  if (value('o') !== undefined) call.proc.fs.writeFile(call.proc.path(value('o')!), text);
  else call.out(text);
  return status;
};

export const uniq: Applet = function* (call) {
  const { rest, has } = call.options('cdui');
  const { lines, status } = yield* allLines(call, rest, OPEN);
  const same = (a: string, b: string) => (has('i') ? a.toLowerCase() === b.toLowerCase() : a === b);
  for (let i = 0; i < lines.length; ) {
    let end = i + 1;
    while (end < lines.length && same(lines[end]!, lines[i]!)) end++;
    const count = end - i;
    if (!(has('d') && count === 1) && !(has('u') && count > 1))
      call.out(`${has('c') ? `${String(count).padStart(7)} ` : ''}${lines[i]}\n`);
    i = end;
  }
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
  const { rest, value, has } = call.options('d:f:c:b:s output-delimiter=');
  const { lines, status } = yield* allLines(call, rest, OPEN);
  const characters = value('c') ?? value('b');
  const wanted = positions(characters ?? value('f') ?? '1');
  const delimiter = value('d') ?? '\t';
  for (const line of lines) {
    if (characters !== undefined) call.out(`${[...line].filter((_, i) => wanted(i + 1)).join('')}\n`);
    else if (line.includes(delimiter)) {
      const fields = line.split(delimiter).filter((_, i) => wanted(i + 1));
      call.out(`${fields.join(value('output-delimiter') ?? delimiter)}\n`);
    } else if (!has('s')) call.out(`${line}\n`);
  }
  return status;
};

const TR_CLASSES: Readonly<Record<string, string>> = {
  upper: 'A-Z',
  lower: 'a-z',
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  space: ' \\t\\n\\r\\f\\v',
  blank: ' \\t',
  punct: '!-/:-@[-`{-~',
};

function trSet(text: string): string[] {
  const named = text.replace(/\[:(\w+):\]/g, (_, name: string) => TR_CLASSES[name] ?? '');
  const plain = interpretEscapes(named, 'any').text;
  return [
    ...plain.replace(/([\s\S])-([\s\S])/g, (whole, from: string, to: string) => {
      const [a, b] = [from.charCodeAt(0), to.charCodeAt(0)];
      return a > b ? whole : Array.from({ length: b - a + 1 }, (_, i) => String.fromCharCode(a + i)).join('');
    }),
  ];
}

export const tr: Applet = function* (call) {
  const { rest, has } = call.options('dsc', 'first');
  const first = trSet(rest[0] ?? '');
  const second = trSet(rest[1] ?? '');
  const member = (c: string) => first.includes(c) !== has('c');
  const squeezed = has('s') ? (rest.length > 1 ? second : first) : [];
  const squeezes = (c: string) =>
    squeezed.length > 0 && (rest.length > 1 || !has('c') ? squeezed.includes(c) : !squeezed.includes(c));
  let last = '';
  yield* readPieces(call, '-', (data) => {
    let out = '';
    for (const c of data) {
      if (has('d') && member(c)) continue;
      const mapped =
        !has('d') && second.length > 0 && member(c)
          ? second[Math.min(has('c') ? second.length - 1 : first.indexOf(c), second.length - 1)]!
          : c;
      if (mapped === last && squeezes(mapped)) continue;
      out += mapped;
      last = mapped;
    }
    call.out(out);
  });
  return 0;
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
  const { rest, value, has } = call.options('s:w', 'first');
  const words = rest.length > 0 ? rest : call.args;
  const numbers = words.map(Number);
  const [first, step, last] =
    numbers.length === 1
      ? [1, 1, numbers[0]!]
      : numbers.length === 2
        ? [numbers[0]!, 1, numbers[1]!]
        : [numbers[0]!, numbers[1]!, numbers[2]!];
  if ([first, step, last].some((n) => n === undefined || Number.isNaN(n)) || step === 0)
    return call.complain(`invalid number '${words.find((w) => Number.isNaN(Number(w))) ?? words[1] ?? ''}'`);
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

export const base64: Applet = function* (call) {
  const { rest, has, value } = call.options('dw: decode|d wrap=w');
  const text = yield* readWhole(call, rest[0] ?? '-');
  if (has('d')) {
    call.out(Buffer.from(text, 'base64').toString('utf8'));
    return 0;
  }
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  const width = Number(value('w') ?? 76);
  call.out(width === 0 ? encoded : encoded.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n'));
  return 0;
};

const checksum = (algorithm: string): Applet =>
  function* (call) {
    const { rest, has } = call.options('csw');
    if (has('c')) call.notImplemented('-c');
    return yield* call.eachPath(rest.length > 0 ? rest : ['-'], OPEN, function* (path) {
      const hash = createHash(algorithm)
        .update(yield* readWhole(call, path))
        .digest('hex');
      call.out(`${hash}  ${path}\n`);
    });
  };

export const md5sum = checksum('md5');
export const sha1sum = checksum('sha1');
export const sha256sum = checksum('sha256');
export const sha512sum = checksum('sha512');

/** `xargs [-n N] [-I X] [-r] [-0] command`. */
export const xargs: Applet = function* (call) {
  const { rest, value, has } = call.options('n:I:rt0P:L: no-run-if-empty|r null|0', 'first');
  const text = yield* readWhole(call, '-');
  const template = rest.length > 0 ? rest : ['echo'];
  const marker = value('I');
  const byLine = marker !== undefined || value('L') !== undefined;
  const items = has('0')
    ? text.split('\0').filter((item) => item !== '')
    : byLine
      ? linesOf(text).filter((line) => line.trim() !== '')
      : shellWords(text);
  const size = marker !== undefined ? 1 : Number(value('n') ?? value('L') ?? Number.POSITIVE_INFINITY);
  if (items.length === 0 && (has('r') || marker !== undefined)) return 0;
  let status = 0;
  for (let i = 0; i === 0 || i < items.length; i += Math.min(size, items.length || 1)) {
    const batch = items.slice(i, i + Math.min(size, items.length));
    const argv =
      marker === undefined
        ? [...template, ...batch]
        : template.map((word) => word.replaceAll(marker, batch[0]!.trim()));
    if (has('t')) call.err(`${argv.join(' ')}\n`);
    try {
      const { code } = yield* call.proc.start(argv).ended.join();
      if (code === 255) return 124;
      if (code !== 0) status = 123;
    } catch (error) {
      return cannotRun(call, argv[0]!, error);
    }
  }
  return status;
};

function shellWords(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"'\\]|\\[\s\S]|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/\\([\s\S])|"([^"]*)"|'([^']*)'/g, (_, a, b, c) => a ?? b ?? c ?? ''),
  );
}

/** expr(1): arithmetic, comparison, `:` and the string functions. */
export const expr: Applet = function* (call) {
  const words = [...call.args];
  const result = orExpression(words);
  if (words.length > 0) return call.complain('syntax error', 2);
  call.out(`${result}\n`);
  return result === '' || result === '0' ? 1 : 0;
};

function orExpression(words: string[]): string {
  let left = andExpression(words);
  while (words[0] === '|') {
    words.shift();
    const right = andExpression(words);
    left = left !== '' && left !== '0' ? left : right;
  }
  return left;
}

function andExpression(words: string[]): string {
  let left = comparison(words);
  while (words[0] === '&') {
    words.shift();
    const right = comparison(words);
    left = left !== '' && left !== '0' && right !== '' && right !== '0' ? left : '0';
  }
  return left;
}

function comparison(words: string[]): string {
  let left = sum(words);
  while (/^(=|==|!=|<|<=|>|>=)$/.test(words[0] ?? '')) {
    const operator = words.shift()!;
    const right = sum(words);
    const numeric = /^-?\d+$/.test(left) && /^-?\d+$/.test(right);
    const order = numeric ? Number(left) - Number(right) : left < right ? -1 : left > right ? 1 : 0;
    const holds = {
      '=': order === 0,
      '==': order === 0,
      '!=': order !== 0,
      '<': order < 0,
      '<=': order <= 0,
      '>': order > 0,
      '>=': order >= 0,
    }[operator];
    left = holds ? '1' : '0';
  }
  return left;
}

function sum(words: string[]): string {
  let left = product(words);
  while (words[0] === '+' || words[0] === '-') {
    const operator = words.shift();
    const right = product(words);
    left = String(operator === '+' ? Number(left) + Number(right) : Number(left) - Number(right));
  }
  return left;
}

function product(words: string[]): string {
  let left = match(words);
  while (words[0] === '*' || words[0] === '/' || words[0] === '%') {
    const operator = words.shift();
    const right = Number(match(words));
    left = String(
      operator === '*'
        ? Number(left) * right
        : operator === '/'
          ? Math.trunc(Number(left) / right)
          : Number(left) % right,
    );
  }
  return left;
}

function match(words: string[]): string {
  let left = operand(words);
  while (words[0] === ':') {
    words.shift();
    const found = new RegExp(`^(?:${words.shift()?.replace(/\\\(/g, '(').replace(/\\\)/g, ')')})`).exec(left);
    left = found ? (found[1] ?? String(found[0].length)) : '0';
  }
  return left;
}

function operand(words: string[]): string {
  const word = words.shift() ?? '';
  if (word === '(') {
    const value = orExpression(words);
    words.shift();
    return value;
  }
  if (word === 'length') return String((words.shift() ?? '').length);
  if (word === 'substr') {
    const [text = '', start = '1', length = '0'] = words.splice(0, 3);
    return text.substr(Number(start) - 1, Number(length));
  }
  if (word === 'index') {
    const [text = '', characters = ''] = words.splice(0, 2);
    return String([...text].findIndex((c) => characters.includes(c)) + 1);
  }
  return word;
}
