import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';

/** What Cucumber's expressions are made of, as far as we look into them. */
export interface Expression {
  readonly source?: unknown;
  match(text: string): unknown;
  readonly treeRegexp?: {
    readonly regexp: RegExp;
    readonly groupBuilder: { build(found: RegExpExecArray, nextIndex: () => number): unknown };
    match(text: string): unknown;
  };
}

/** Expressions that do so from the beginning. */
export const matchesCheaply = new WeakSet<object>();

/**
 * Makes the search for the definition of a sentence cheap: each sentence is held against some three hundred definitions, which was
 * a third of the time of a short run. Nothing changes but time:
 *
 * - a sentence that lacks words of a definition can't match it, so that its regular expression is never compiled: those of
 *   parameters are long, and take the engine some milliseconds each;
 * - where groups begin and end is asked of the engine (the flag `d`, in Node since 16): the polyfill that Cucumber carries
 *   along parses and rewrites each expression for it.
 *
 * An expression that looks otherwise than those of cucumber-expressions 18 is left as it is.
 */
export function matchCheaply(library: ISupportCodeLibrary): void {
  const { stepDefinitions } = library as unknown as { stepDefinitions: readonly { expression: Expression }[] };
  for (const { expression } of stepDefinitions) {
    if (matchesCheaply.has(expression)) continue;
    useNativeIndices(expression);
    if (typeof expression.source === 'string' && expression.constructor.name === 'CucumberExpression')
      refuseEarly(expression, quickTestOf(expression.source));
  }
}

function refuseEarly(expression: Expression, mayMatch: (text: string) => boolean): void {
  const match = expression.match.bind(expression);
  expression.match = (text) => (mayMatch(text) ? match(text) : null);
}

/** Tells whether a text has the words of all texts that a Cucumber expression matches: of each choice (`is/are`), one. */
export function quickTestOf(source: string): (text: string) => boolean {
  const certain = source.replace(/\([^)]*\)/g, '()');
  const choices = certain.match(CHOICE)?.map((choice) => choice.split('/')) ?? [];
  const needed = [...literalsOf(source).map((literal) => [literal]), ...choices];
  return (text) => needed.every((words) => words.some((word) => text.includes(word)));
}

/** `is/are` between spaces, where neither may be left out in part and no parameter touches it. */
const CHOICE = /(?<=^| )[a-zA-Z]+(?:\/[a-zA-Z]+)+(?= |$)/g;

/** Places of groups from the engine, see {@link matchCheaply}. */
export function useNativeIndices({ treeRegexp }: Expression): void {
  if (!(treeRegexp?.regexp instanceof RegExp) || typeof treeRegexp.groupBuilder?.build !== 'function') return;
  const { regexp, groupBuilder } = treeRegexp;
  let indexed: RegExp | undefined;
  treeRegexp.match = (text) => {
    indexed ??= new RegExp(regexp.source, `${regexp.flags.replace('d', '')}d`);
    const found = indexed.exec(text);
    let index = 0;
    return found && groupBuilder.build(found, () => index++);
  };
}

/**
 * The runs of characters that stand in every text that a Cucumber expression matches: what is no parameter (`{int}`), may not be
 * left out (`pod(s)`), is no choice (`is/are`) and not escaped. The longest, which the fewest texts have, comes first.
 */
export function literalsOf(source: string): string[] {
  return source
    .split(/\\.|[^\s{}]*\/[^\s{}]*|\{[^}]*\}|\([^)]*\)/)
    .filter((piece) => piece !== '')
    .sort((a, b) => b.length - a.length);
}
