import type { IRunConfiguration } from '@cucumber/cucumber/api';
import type { Envelope, Pickle } from '@cucumber/messages';
import { nearest } from '../../observe/nearest';
import { UsageError } from '../usageError';

/**
 * The complaint about a choice that no scenario fits: a misspelt tag must not make a CI job green. A shard may well be empty.
 * @param messages what Cucumber has said of the features
 * @returns undefined when nothing was chosen from, or nobody chose
 */
export function nothingChosen({ sources }: IRunConfiguration, messages: readonly Envelope[]): UsageError | undefined {
  const pickles = messages.flatMap(({ pickle }) => pickle ?? []);
  const count = pickles.length;
  const { tagExpression, names, paths } = sources;
  const lines = paths.filter((path) => /:\d+$/.test(path));
  const choices = [
    ...(tagExpression ? [`--tags "${tagExpression.replace(/^\(([^()]*)\)$/, '$1')}"`] : []),
    ...names.map((name) => `--name "${name}"`),
    ...lines,
  ];
  if (count === 0 || choices.length === 0 || sources.shard) return undefined;
  const scenarios = count === 1 ? 'the only scenario does not fit' : `none of the ${count} scenarios fits`;
  return new UsageError(`${choices.join(', ')}: ${scenarios}${unknownTags(tagExpression, pickles)}`);
}

function unknownTags(expression: string, pickles: readonly Pickle[]): string {
  const known = [...new Set(pickles.flatMap(({ tags }) => tags.map(({ name }) => name)))].sort();
  const unknown = (expression.match(/@[^\s()]+/g) ?? []).filter((tag) => !known.includes(tag));
  return [...new Set(unknown)].map((tag) => `\nno scenario there has the tag ${tag}; ${nearest(tag, known)}`).join('');
}
