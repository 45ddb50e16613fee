import { Given as given, Then as then, When as when } from '@cucumber/cucumber';
import { meant, nodesMeant } from './meant';
import { told } from './told';
import { isComing, isWording, withoutWordings } from './wordings';
import type { PodwrightWorld } from './world';

/** What a sentence does; its values are those of the expression without the words that change nothing. */
type Code = (this: PodwrightWorld, ...values: never[]) => void;

const NOTHING_CHECKED =
  'this sentence makes it so, under Given or When; it checks nothing. Under Then say what can be seen: `podwright steps WORD` looks for a sentence';

/** Defines a sentence about the world as it shall be. Under Then it would do it, and nothing be checked. */
export function Given(expression: string, code: Code): void {
  const made: Code = Object.defineProperty(
    function (this: PodwrightWorld, ...values: never[]): void {
      if (this.isOutcome) throw told(NOTHING_CHECKED);
      code.apply(this, values);
    },
    'length',
    { value: code.length },
  );
  given(expression, step(expression, made, nodesMeant));
}

/** Defines one that makes it so under Given and looks under Then: its code asks where it stands. */
export function GivenOrThen(expression: string, code: Code): void {
  given(expression, step(expression, code, nodesMeant));
}

/** Defines a sentence about what somebody or something does: names in it may have stars (`pod "web-*"`). */
export function When(expression: string, code: Code): void {
  when(expression, step(expression, code, meant));
}

/** Defines a sentence about what is there, or was: names in it may have stars (`pod "web-*"`). */
export function Then(expression: string, code: Code): void {
  then(expression, step(expression, code, meant));
}

/** Defines one of which nobody knows whether it speaks of anything: names in it are taken as they are. */
export function ThenOfAnyName(expression: string, code: Code): void {
  then(
    expression,
    step(expression, code, (_, values) => values),
  );
}

function step(
  expression: string,
  code: Code,
  read: (world: PodwrightWorld, values: unknown[]) => unknown[],
): (this: PodwrightWorld) => void {
  const length = parametersOf(expression, code.length);
  const run = function (this: PodwrightWorld, ...values: unknown[]): void {
    // Behind the values Cucumber hands over a callback, wanted or not
    const said = values.slice(0, length);
    this.isAwaited = !this.isOutcome || isComing(said);
    code.apply(this, read(this, withoutWordings(said)) as never[]);
  };
  return ofLength(length, run);
}

/** How many values Cucumber hands over: those of the expression, and the table or text below it where the code takes one more. */
export function parametersOf(expression: string, taken: number): number {
  return Math.max(namesIn(expression).length, taken + namesIn(expression).filter(isWording).length);
}

/** How many values of an expression code gets: wordings are none. */
export function valuesOf(expression: string): number {
  return namesIn(expression).filter((name) => !isWording(name)).length;
}

function namesIn(expression: string): string[] {
  return [...expression.matchAll(/\{(\w*)\}/g)].map(([, name]) => name as string);
}

/** Cucumber counts a step function's parameters. */
function ofLength<F extends (...args: never[]) => unknown>(length: number, code: F): F {
  return Object.defineProperty(code, 'length', { value: length });
}
