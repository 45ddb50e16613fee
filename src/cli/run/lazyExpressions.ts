import { createRequire } from 'node:module';
import { beginsLike, type ParameterTypes } from './beginnings';
import { type Expression, matchesCheaply, quickTestOf, useNativeIndices } from './matching';

type ExpressionClass = new (source: string, registry: ParameterTypes) => Expression & { readonly regexp: RegExp };

/**
 * While definitions are loaded, Cucumber makes a parser, a syntax tree and a regular expression for each of some three hundred
 * sentences, which was an eighth of the time of a short run; a feature uses a few of them. Here an expression is made when the
 * first text comes along that has its words and its beginning.
 */
export async function withLazyExpressions<T>(load: () => Promise<T>): Promise<T> {
  const restore = useLazyExpressions();
  try {
    return await load();
  } finally {
    restore();
  }
}

/** The same for all definitions that are loaded from now on. @returns what brings Cucumber's own expressions back */
export function useLazyExpressions(): () => void {
  const cucumber = createRequire(require.resolve('@cucumber/cucumber'));
  const library = cucumber('@cucumber/cucumber-expressions') as { CucumberExpression: ExpressionClass };
  const { CucumberExpression } = library;
  library.CucumberExpression = lazily(CucumberExpression);
  return () => {
    library.CucumberExpression = CucumberExpression;
  };
}

/** Called like the class, with the same outcome for whoever looks at it: its instances, its errors. */
export function lazily(CucumberExpression: ExpressionClass): ExpressionClass {
  return new Proxy(CucumberExpression, {
    construct: (_target, [source, registry]: ConstructorParameters<ExpressionClass>) =>
      isSurelyRight(source, registry)
        ? made(CucumberExpression, source, registry)
        : new CucumberExpression(source, registry),
  });
}

/** What may be wrong is made at once: Cucumber tells of it, and goes on, while it loads. */
function isSurelyRight(source: string, registry: ParameterTypes): boolean {
  if (!/^(?:[^{}()/\\]|\{[^{}()/\\]+\}|\([^{}()/\\]+\)|(?<=\w)\/(?=\w))+$/.test(source)) return false;
  return [...source.matchAll(/\{([^}]+)\}/g)].every(
    ([, name]) => registry.lookupByTypeName(name as string) !== undefined,
  );
}

function made(
  CucumberExpression: ExpressionClass,
  source: string,
  registry: ParameterTypes,
): InstanceType<ExpressionClass> {
  const hasWords = quickTestOf(source);
  const hasBeginning = beginsLike(source, registry);
  let known: InstanceType<ExpressionClass> | undefined;
  const whole = () => {
    if (!known) {
      known = new CucumberExpression(source, registry);
      useNativeIndices(known);
    }
    return known;
  };
  const expression = Object.create(CucumberExpression.prototype, {
    source: { value: source },
    match: { value: (text: string) => (hasWords(text) && hasBeginning(text) ? whole().match(text) : null) },
    regexp: { get: () => whole().regexp },
    treeRegexp: { get: () => whole().treeRegexp },
  }) as InstanceType<ExpressionClass>;
  matchesCheaply.add(expression);
  return expression;
}
