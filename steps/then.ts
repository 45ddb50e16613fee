import { Then as define } from '@cucumber/cucumber';
import { meant } from './meant';
import type { PodwrightWorld } from './world';

/** Defines a sentence about what is there, or was: names in it may have stars (`pod "web-*"`). */
export function Then(expression: string | RegExp, code: (this: PodwrightWorld, ...values: never[]) => void): void {
  const step = function (this: PodwrightWorld, ...values: unknown[]): void {
    code.apply(this, meant(this, values) as never[]);
  };
  define(expression, ofLength(code.length, step));
}

/** Cucumber counts a step function's parameters. */
export function ofLength<F extends (...args: never[]) => unknown>(length: number, code: F): F {
  return Object.defineProperty(code, 'length', { value: length });
}
