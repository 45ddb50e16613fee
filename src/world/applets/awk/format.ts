import { formatNumber, padText } from '../numberFormat';
import type { Machine } from './machine';
import { InputText, toNumber, type Value } from './value';

const DIRECTIVE = /%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:h|ll?)?([diouxXeEfFgGcs%])/g;

/** What `printf` and `sprintf` make of a format and its values. */
export function formatValues(machine: Machine, [format, ...values]: readonly Value[]): string {
  let next = 0;
  const take = () => values[next++];
  const size = (text: string | undefined) => (text === '*' ? Math.trunc(toNumber(take())) : Number(text ?? 0));
  return machine.textOf(format).replace(DIRECTIVE, (whole, flags: string, widthText, precisionText, conversion) => {
    if (conversion === '%') return '%';
    const width = size(widthText as string | undefined);
    const precision = whole.includes('.') ? size(precisionText as string | undefined) : undefined;
    const value = take();
    if (conversion === 'c') return padText(character(machine, value), width, flags);
    if (conversion === 's') return padText(machine.textOf(value).slice(0, precision), width, flags);
    return formatNumber(toNumber(value), { flags, width, precision, conversion: conversion as string });
  });
}

/** A number is the code of a character, of a text it is the first one. */
function character(machine: Machine, value: Value): string {
  if (typeof value === 'number') return String.fromCharCode(Math.trunc(value) & 0xff);
  if (value instanceof InputText && /^\d+$/.test(value.text)) return String.fromCharCode(Number(value.text) & 0xff);
  return machine.textOf(value).slice(0, 1);
}
