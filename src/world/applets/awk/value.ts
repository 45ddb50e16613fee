import { formatNumber } from '../numberFormat';

/** Text from the input: it compares as a number where it looks like one (POSIX awk, Expressions). */
export class InputText {
  constructor(readonly text: string) {}
}

/** Undefined is a variable that nobody has set: `""` and 0 at once. */
export type Value = string | number | InputText | undefined;

const NUMERIC_PREFIX = /^\s*([-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?))/;
const NUMERIC = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;

/** The number that a value begins with, or 0. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  const text = value instanceof InputText ? value.text : (value ?? '');
  return Number(NUMERIC_PREFIX.exec(text)?.[1] ?? 0);
}

/** @param format CONVFMT, or OFMT where it is printed: for numbers that are not whole */
export function toText(value: Value, format: string): string {
  if (typeof value === 'string') return value;
  if (value instanceof InputText) return value.text;
  if (value === undefined) return '';
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) return BigInt(value).toString();
  const directive = /^%([-+ 0#]*)(\d*)(?:\.(\d+))?([efgEFGd])$/.exec(format);
  if (!directive) return String(value);
  const [, flags = '', width = '', precision, conversion] = directive;
  return formatNumber(value, {
    flags,
    width: Number(width),
    precision: precision === undefined ? undefined : Number(precision),
    conversion: conversion!,
  });
}

/** What counts as true: numbers other than 0, and texts that are not empty. */
export function isTrue(value: Value): boolean {
  if (typeof value === 'number') return value !== 0;
  if (value instanceof InputText) return looksNumeric(value) ? toNumber(value) !== 0 : value.text !== '';
  return value !== undefined && value !== '';
}

function looksNumeric(value: Value): boolean {
  if (value instanceof InputText) return NUMERIC.test(value.text);
  return typeof value === 'number' || value === undefined;
}

/** Less than, equal to or greater than 0: as numbers where both are, or else as text. */
export function compareValues(left: Value, right: Value, format: string): number {
  if (looksNumeric(left) && looksNumeric(right)) return toNumber(left) - toNumber(right);
  const [a, b] = [toText(left, format), toText(right, format)];
  return a < b ? -1 : a > b ? 1 : 0;
}
