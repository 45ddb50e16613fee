import type { FeatureEntry, ScenarioEntry } from '../html/types';
import type { JudgedRow, Row, RowResult, RowsFile, RowsPage } from './types';

/**
 * What a run says of rows. Files of which nothing was played are left out: a run of one feature tells nothing of the rows of
 * others.
 * @param tags of all scenarios that were read, also of those that were not played
 */
export function judgeRows(
  files: readonly RowsFile[],
  features: readonly FeatureEntry[],
  tags: ReadonlySet<string>,
): RowsPage[] {
  const byTag = scenariosByTag(features);
  return files
    .map(({ partial = false, ...file }) => ({
      ...file,
      rows: file.rows.map((row) => judged(row, byTag, { tags, partial })),
    }))
    .filter(({ rows }) => rows.some(({ scenarios }) => scenarios.length > 0));
}

function scenariosByTag(features: readonly FeatureEntry[]): Map<string, ScenarioEntry[]> {
  const byTag = new Map<string, ScenarioEntry[]>();
  for (const scenario of features.flatMap(({ scenarios }) => scenarios))
    for (const tag of new Set(scenario.tags)) {
      const known = byTag.get(tag);
      if (known) known.push(scenario);
      else byTag.set(tag, [scenario]);
    }
  return byTag;
}

function judged(
  row: Row,
  byTag: ReadonlyMap<string, readonly ScenarioEntry[]>,
  { tags, partial }: { readonly tags: ReadonlySet<string>; readonly partial: boolean },
): JudgedRow {
  const own = [row.id, ...(row.tags ?? [])].map((tag) => `@${tag}`);
  const scenarios = [...new Set(own.flatMap((tag) => byTag.get(tag) ?? []))];
  const isKnown = partial || own.some((tag) => tags.has(tag));
  return { ...row, result: resultOf(row, scenarios, isKnown), scenarios: scenarios.map(({ id }) => id) };
}

/** @param isKnown whether there is a scenario for it, or may be one in a feature that was not read */
function resultOf({ gap }: Row, scenarios: readonly ScenarioEntry[], isKnown: boolean): RowResult {
  const played = scenarios.filter(({ state }) => state !== 'skipped');
  if (played.some(({ state }) => state !== 'passed')) return 'broken';
  if (played.length > 0) return 'shown';
  if (gap !== undefined) return 'gap';
  return scenarios.length > 0 || isKnown ? 'idle' : 'missing';
}
