import type { IRunConfiguration } from '@cucumber/cucumber/api';
import type { Envelope, Feature, FeatureChild, Rule, RuleChild, Scenario } from '@cucumber/messages';
import { nearest } from '../../observe/nearest';
import { UsageError } from '../usageError';

/**
 * The complaint about a choice that no scenario fits: a misspelt tag must not make a CI job green. A shard may well be empty.
 * @param messages what Cucumber has said of the features
 * @returns undefined when nothing was chosen from, or nobody chose
 */
export function nothingChosen({ sources }: IRunConfiguration, messages: readonly Envelope[]): UsageError | undefined {
  const features = messages.flatMap(({ gherkinDocument }) => gherkinDocument?.feature ?? []);
  const count = features.flatMap(({ children }) => children.flatMap(scenariosOf)).length;
  const { tagExpression, names, paths } = sources;
  const lines = paths.filter((path) => /:\d+$/.test(path));
  const choices = [
    ...(tagExpression ? [`--tags "${tagExpression.replace(/^\(([^()]*)\)$/, '$1')}"`] : []),
    ...names.map((name) => `--name "${name}"`),
    ...lines,
  ];
  if (count === 0 || choices.length === 0 || sources.shard) return undefined;
  const scenarios = count === 1 ? 'the only scenario does not fit' : `none of the ${count} scenarios fits`;
  return new UsageError(`${choices.join(', ')}: ${scenarios}${unknownTags(tagExpression, features)}`);
}

function unknownTags(expression: string, features: readonly Feature[]): string {
  const known = [...new Set(features.flatMap(tagsOf))].sort();
  const unknown = (expression.match(/@[^\s()]+/g) ?? []).filter((tag) => !known.includes(tag));
  return [...new Set(unknown)].map((tag) => `\nno scenario there has the tag ${tag}; ${nearest(tag, known)}`).join('');
}

function scenariosOf(child: FeatureChild | RuleChild): Scenario[] {
  if (child.scenario) return [child.scenario];
  return 'rule' in child ? (child.rule?.children.flatMap(scenariosOf) ?? []) : [];
}

function tagsOf(feature: Feature): string[] {
  const rules = feature.children.flatMap(({ rule }): Rule[] => (rule ? [rule] : []));
  const scenarios = feature.children.flatMap(scenariosOf);
  const tagged = [feature, ...rules, ...scenarios, ...scenarios.flatMap(({ examples }) => examples)];
  return tagged.flatMap(({ tags }) => tags.map(({ name }) => name));
}
