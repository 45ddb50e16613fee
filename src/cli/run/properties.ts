import type { ISupportCodeLibrary, Plugin } from '@cucumber/cucumber/api';
import type { Pickle } from '@cucumber/messages';
import { fill, propertyOf, rememberProperty, type Sentence } from '../../property/index';

/** What we need to know of Cucumber's step definitions. */
interface Definition {
  readonly expression: { match(text: string): readonly { getValue(world: unknown): unknown }[] | null };
  readonly unwrappedCode: Sentence['code'];
}

let sentences: readonly Sentence[] = [];

/** The sentences that properties may use; called before the run, with what was loaded for it. */
export function useSentences(library: ISupportCodeLibrary): void {
  const { stepDefinitions } = library as unknown as { stepDefinitions: readonly Definition[] };
  sentences = stepDefinitions.map(({ expression, unwrappedCode }) => ({
    match: (text, world) => expression.match(text)?.map((argument) => argument.getValue(world)) ?? null,
    code: unwrappedCode,
  }));
}

/**
 * Cucumber knows no sentence with a range in it. It gets each property with the most boring values put in, which is what
 * it then finds the definitions for; reports show the scenario as it was written.
 */
const plugin: Plugin = {
  type: 'plugin',
  coordinator({ transform }) {
    transform('pickles:filter', (all) =>
      all.map((one) => ({ ...one, pickle: withoutRanges(one.pickle, one.location.line) })),
    );
  },
};

export default plugin;

function withoutRanges(pickle: Pickle, line: number): Pickle {
  const texts = pickle.steps.map(({ text }) => text);
  const tags = pickle.tags.map(({ name }) => name);
  const property = propertyOf({ texts, tags, where: `${pickle.uri}:${line}` }, sentences);
  if (!property) return pickle;
  rememberProperty(pickle.id, property);
  return {
    ...pickle,
    steps: pickle.steps.map((step, i) => ({ ...step, text: fill(property.steps[i] ?? noTemplate) })),
  };
}

const noTemplate = { text: '', parts: [''], choices: [] };
