import type { Task } from '../../kernel';
import type { Applet, Call } from './call';
import { readWhole } from './files';
import { interpretEscapes } from './printf';

/** How the flavours begin a message about a file that cannot be opened. */
export const OPEN = { busybox: "can't open '%s'", gnu: 'cannot open %s' };
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
