import type { RunIndex, ScenarioEntry, State } from '../types';

export interface Filter {
  readonly text: string;
  /** Empty: all. */
  readonly states: ReadonlySet<State>;
  /** Empty: all. */
  readonly tag: string;
}

export interface Shown {
  readonly uri: string;
  readonly feature: string;
  readonly scenario: ScenarioEntry;
}

/** All scenarios in the order of the report. */
export function allScenarios({ features }: RunIndex): Shown[] {
  return features.flatMap(({ uri, name, scenarios }) =>
    scenarios.map((scenario) => ({ uri, feature: name, scenario })),
  );
}

/** A scenario that needs somebody's attention. */
export function isBroken({ state }: { readonly state: State }): boolean {
  return state !== 'passed' && state !== 'skipped';
}

/**
 * Scenarios that a filter lets through: every word of the text stands in the names of feature, rule or scenario, in a
 * step, a tag or the file's name; a word that begins with @ is a tag.
 */
export function matching(all: readonly Shown[], { text, states, tag }: Filter): Shown[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ scenario, ...where }) => {
    if (states.size > 0 && !states.has(scenario.state)) return false;
    if (tag !== '' && !scenario.tags.includes(tag)) return false;
    if (words.length === 0) return true;
    const haystack = haystackOf({ scenario, ...where });
    return words.every((word) =>
      word.startsWith('@') ? scenario.tags.some((own) => own.toLowerCase().startsWith(word)) : haystack.includes(word),
    );
  });
}

const haystacks = new WeakMap<ScenarioEntry, string>();

function haystackOf({ uri, feature, scenario }: Shown): string {
  const known = haystacks.get(scenario);
  if (known !== undefined) return known;
  const steps = scenario.attempts.at(-1)?.steps ?? [];
  const parts = [feature, scenario.rule ?? '', scenario.name, scenario.id, uri, ...scenario.tags];
  const text = [...parts, ...steps.map((step) => step.text)].join('\n').toLowerCase();
  haystacks.set(scenario, text);
  return text;
}

/** How many scenarios have each tag, most frequent first. */
export function tagCounts(all: readonly Shown[]): [tag: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { scenario } of all) for (const tag of new Set(scenario.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** How many scenarios are in each state. */
export function stateCounts(all: readonly { readonly scenario: ScenarioEntry }[]): Map<State, number> {
  const counts = new Map<State, number>();
  for (const { scenario } of all) counts.set(scenario.state, (counts.get(scenario.state) ?? 0) + 1);
  return counts;
}
