import { goEntries, goPrint, goPrintf, goText, goType } from './format';

/** What a function finds wrong with what it was given. */
export class FunctionError extends Error {}

type GoFunction = (args: readonly unknown[]) => unknown;

/** Zero, empty and absent things are false. */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return false;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) !== 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;

function length(value: unknown): bigint {
  if (isNothing(value)) throw new FunctionError('len of nil pointer');
  if (typeof value === 'string') return BigInt(Buffer.byteLength(value));
  if (typeof value !== 'object') throw new FunctionError(`len of type ${goType(value)}`);
  return BigInt(Array.isArray(value) ? value.length : goEntries(value).length);
}

function index([value, ...keys]: readonly unknown[]): unknown {
  let found = value;
  for (const key of keys) {
    if (isNothing(found)) throw new FunctionError('index of untyped nil');
    if (Array.isArray(found)) found = elementOf(found, key);
    else if (typeof found !== 'object') throw new FunctionError(`can't index item of type ${goType(found)}`);
    else if (typeof key !== 'string') throw new FunctionError(`value has type ${goType(key)}; should be string`);
    else found = (found as Record<string, unknown>)[key];
  }
  return found;
}

function elementOf(list: readonly unknown[], key: unknown): unknown {
  if (typeof key !== 'bigint') throw new FunctionError(`cannot index slice/array with type ${goType(key)}`);
  if (key < 0n || key > BigInt(list.length)) throw new FunctionError(`index out of range: ${key}`);
  if (key === BigInt(list.length)) throw new FunctionError('reflect: slice index out of range');
  return list[Number(key)];
}

function slice([value, ...bounds]: readonly unknown[]): unknown {
  if (typeof value !== 'string' && !Array.isArray(value))
    throw new FunctionError(`can't slice item of type ${goType(value)}`);
  const [from = 0n, to = BigInt(value.length)] = bounds as bigint[];
  if (from < 0n || to > BigInt(value.length) || from > to) throw new FunctionError(`index out of range: ${to}`);
  return value.slice(Number(from), Number(to));
}

function comparable(left: unknown, right: unknown): void {
  if (isNothing(left) || isNothing(right)) return;
  if (typeof left === 'object') throw new FunctionError(`non-comparable type ${goText(left)}: ${goType(left)}`);
  // A number of the object is a float64, and one of the template an int: Go compares neither with the other.
  if (typeof left !== typeof right) throw new FunctionError('incompatible types for comparison');
}

function equal(left: unknown, right: unknown): boolean {
  comparable(left, right);
  return isNothing(left) || isNothing(right) ? isNothing(left) && isNothing(right) : left === right;
}

function less(left: unknown, right: unknown): boolean {
  if (isNothing(left) || typeof left === 'object' || typeof left === 'boolean')
    throw new FunctionError('invalid type for comparison');
  comparable(left, right);
  return left < (right as typeof left);
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

/** The functions of text/template, and the two that kubectl adds. `and` and `or` are not here: they need not look at all. */
export const FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  not: ([value]) => !isTrue(value),
  len: ([value]) => length(value),
  index,
  slice,
  print: goPrint,
  printf: ([format, ...values]) => goPrintf(String(format), values),
  println: (values) => `${values.map(goText).join(' ')}\n`,
  eq: ([left, ...others]) => {
    if (others.length === 0) throw new FunctionError('missing argument for comparison');
    return others.some((right) => equal(left, right));
  },
  ne: ([left, right]) => !equal(left, right),
  lt: ([left, right]) => less(left, right),
  le: ([left, right]) => less(left, right) || equal(left, right),
  gt: ([left, right]) => !less(left, right) && !equal(left, right),
  ge: ([left, right]) => !less(left, right),
  html: (values) => goPrint(values).replace(/[&<>"']/g, (char) => HTML[char] as string),
  urlquery: (values) => encodeURIComponent(goPrint(values)).replace(/%20/g, '+'),
  // k8s.io/cli-runtime/pkg/printers/template.go
  exists: ([value, ...keys]) => {
    try {
      return !isNothing(index([value, ...keys]));
    } catch (error) {
      if (error instanceof FunctionError) return false;
      throw error;
    }
  },
  base64decode: ([text]) => Buffer.from(String(text), 'base64').toString(),
};
