import type { ShellKind } from './dialect';

const MAX = 2n ** 63n - 1n;

/** A number of the shells: 64 bits, and what does not fit wraps around. */
export function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** A number in decimal, octal, hexadecimal or, but for dash, `base#digits`; undefined if it is none. */
export function parseInteger(text: string, kind: ShellKind): bigint | undefined {
  const match = /^([-+]?)(.*)$/s.exec(text)!;
  const magnitude = magnitudeOf(match[2]!, kind);
  if (magnitude === undefined) return undefined;
  // dash reads numbers with strtoimax(3), which stops at the largest.
  const fitting = kind === 'dash' && magnitude > MAX ? MAX : magnitude;
  return wrap(match[1] === '-' ? -fitting : fitting);
}

function magnitudeOf(digits: string, kind: ShellKind): bigint | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(digits)) return BigInt(digits);
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits.slice(1)}`);
  if (/^(?:0|[1-9]\d*)$/.test(digits)) return BigInt(digits);
  const based = kind === 'dash' ? null : /^([1-9]\d?)#([0-9a-zA-Z@_]+)$/.exec(digits);
  return based ? inBase(based[2]!, BigInt(based[1]!)) : undefined;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';

function inBase(text: string, base: bigint): bigint | undefined {
  let value = 0n;
  for (const character of base <= 36n ? text.toLowerCase() : text) {
    const digit = BigInt(DIGITS.indexOf(character));
    if (digit < 0n || digit >= base) return undefined;
    value = value * base + digit;
  }
  return value;
}
