import type { Task } from '../../../kernel';
import { formatTime } from '../date';
import { AwkError } from './error';
import { evaluate, regexSource, store } from './evaluate';
import { formatValues } from './format';
import type { Machine } from './machine';
import type { Expression, Target } from './syntax';
import { InputText, toNumber, type Value } from './value';

type Arguments = readonly Expression[];

/** Functions of texts and numbers, whose arguments are only evaluated. */
const PLAIN: Readonly<Record<string, (machine: Machine, args: readonly Value[]) => Value>> = {
  index: (machine, [text, part]) => machine.textOf(text).indexOf(machine.textOf(part)) + 1,
  substr: (machine, args) => substr(machine, args),
  tolower: (machine, [text]) => machine.textOf(text).replace(/[A-Z]/g, (c) => c.toLowerCase()),
  toupper: (machine, [text]) => machine.textOf(text).replace(/[a-z]/g, (c) => c.toUpperCase()),
  sprintf: (machine, args) => formatValues(machine, args),
  int: (_, [n]) => Math.trunc(toNumber(n)),
  sqrt: (_, [n]) => Math.sqrt(toNumber(n)),
  exp: (_, [n]) => Math.exp(toNumber(n)),
  log: (_, [n]) => Math.log(toNumber(n)),
  sin: (_, [n]) => Math.sin(toNumber(n)),
  cos: (_, [n]) => Math.cos(toNumber(n)),
  atan2: (_, [y, x]) => Math.atan2(toNumber(y), toNumber(x)),
  and: (_, [a, b]) => Number(bits(a) & bits(b)),
  or: (_, [a, b]) => Number(bits(a) | bits(b)),
  xor: (_, [a, b]) => Number(bits(a) ^ bits(b)),
  compl: (_, [a]) => Number(BigInt.asUintN(64, ~bits(a))),
  lshift: (_, [a, b]) => Number(BigInt.asUintN(64, bits(a) << bits(b))),
  rshift: (_, [a, b]) => Number(bits(a) >> bits(b)),
  systime: (machine) => Math.floor(machine.call.proc.wallMs() / 1000),
  strftime: (machine, [format = '%a %b %e %H:%M:%S %Z %Y', seconds]) =>
    formatTime(
      machine.textOf(format),
      new Date(seconds === undefined ? machine.call.proc.wallMs() : toNumber(seconds) * 1000),
    ),
  rand: (machine) => machine.call.proc.kernel.random.stream(`awk/${machine.seed}`).integer(0, 999_999_999) / 1e9,
  fflush: () => 0,
};

/** @param args undefined where there are no brackets: `length` alone */
export function* callBuiltin(machine: Machine, name: string, args: Arguments | undefined): Task<Value> {
  switch (name) {
    case 'length':
      return yield* length(machine, args?.[0]);
    case 'split':
      return yield* split(machine, args ?? []);
    case 'sub':
    case 'gsub':
      return yield* substitute(machine, args ?? [], name === 'gsub');
    case 'match':
      return yield* match(machine, args ?? []);
    case 'system':
      return yield* system(machine, yield* textOf(machine, args?.[0]));
    case 'close':
      return yield* machine.streams.close(yield* textOf(machine, args?.[0]));
    case 'srand':
      return yield* reseed(machine, args?.[0]);
  }
  const values: Value[] = [];
  for (const arg of args ?? []) values.push(yield* evaluate(machine, arg));
  const plain = PLAIN[name];
  if (!plain) return machine.call.notImplemented(`the function ${name}`);
  return plain(machine, values);
}

function bits(value: Value): bigint {
  return BigInt.asUintN(64, BigInt(Math.trunc(toNumber(value))));
}

function* textOf(machine: Machine, node: Expression | undefined): Task<string> {
  if (!node) throw new AwkError('Too few arguments');
  return machine.textOf(yield* evaluate(machine, node));
}

function* length(machine: Machine, node: Expression | undefined): Task<number> {
  if (!node) return machine.record.text.length;
  if (node.type === 'variable' && machine.cell(node.name).isArray) return machine.array(node.name).size;
  return (yield* textOf(machine, node)).length;
}

/** Positions count from 1. What lies before the text counts too (POSIX awk, substr), but not in BusyBox (awk.c, F_su). */
function substr(machine: Machine, [value, from, count]: readonly Value[]): string {
  const text = machine.textOf(value);
  const [first, length] = [toNumber(from), count === undefined ? Number.POSITIVE_INFINITY : toNumber(count)];
  if (machine.call.flavour === 'busybox') {
    const start = Math.max(0, Math.trunc(first) - 1);
    return text.slice(start, start + Math.max(0, Math.trunc(length)));
  }
  const start = Math.round(first);
  return text.slice(Math.max(0, start - 1), Math.max(0, start + Math.round(length) - 1));
}

function* split(machine: Machine, [text, array, separator]: Arguments): Task<number> {
  const whole = yield* textOf(machine, text);
  if (array?.type !== 'variable') throw new AwkError('Not an array');
  const by = separator ? yield* regexSource(machine, separator) : machine.text('FS');
  const parts =
    separator?.type === 'regex' && whole !== '' ? machine.splitAt(whole, by) : machine.splitFields(whole, by);
  const elements = machine.array(array.name);
  elements.clear();
  parts.forEach((part, i) => {
    elements.set(String(i + 1), new InputText(part));
  });
  return parts.length;
}

const RECORD: Target = { type: 'field', index: { type: 'number', value: 0 } };

function* substitute(machine: Machine, [pattern, replacement, given]: Arguments, all: boolean): Task<number> {
  if (!pattern || !replacement) throw new AwkError('Too few arguments');
  const expression = machine.expression(yield* regexSource(machine, pattern));
  const by = yield* textOf(machine, replacement);
  const target = given ?? RECORD;
  const text = yield* textOf(machine, target);
  let count = 0;
  const changed = text.replace(expression, (found: string) => {
    if (!all && count > 0) return found;
    count++;
    return expand(by, found);
  });
  if (count > 0 && (target.type === 'variable' || target.type === 'element' || target.type === 'field')) {
    yield* store(machine, target, changed);
  }
  return count;
}

/** `&` is what was found, `\&` an ampersand. */
function expand(replacement: string, found: string): string {
  return replacement.replace(/\\(&|\\)|&/g, (whole, escaped: string | undefined) => (whole === '&' ? found : escaped!));
}

function* match(machine: Machine, [text, pattern]: Arguments): Task<number> {
  const whole = yield* textOf(machine, text);
  if (!pattern) throw new AwkError('Too few arguments');
  const expression = machine.expression(yield* regexSource(machine, pattern));
  expression.lastIndex = 0;
  const found = expression.exec(whole);
  machine.set('RSTART', found ? found.index + 1 : 0);
  machine.set('RLENGTH', found ? found[0].length : -1);
  return found ? found.index + 1 : 0;
}

function* system(machine: Machine, command: string): Task<number> {
  return (yield* machine.call.proc.start(['sh', '-c', command]).ended.join()).code;
}

function* reseed(machine: Machine, node: Expression | undefined): Task<number> {
  const before = machine.seed;
  machine.seed = node ? toNumber(yield* evaluate(machine, node)) : Math.floor(machine.call.proc.wallMs() / 1000);
  return before;
}
