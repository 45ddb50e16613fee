import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRows } from '../../report/rows/index';

/**
 * The rows of the files `rows.json` in a folder that no scenario has the tag of and that give no reason for it, each as a
 * sentence; empty when there is no silent gap.
 * @param folder where features lie, below it too
 */
export function silentGaps(folder: string): string[] {
  const shown = new Set(features(folder).flatMap(tagsOfScenarios));
  return readRows([folder])
    .flatMap(({ rows }) => rows)
    .filter(({ id, tags = [], gap }) => gap === undefined && ![id, ...tags].some((tag) => shown.has(tag)))
    .map(({ id, text }) => `${id} (${text}): no scenario has the tag @${id}, and the row has no "gap" that says why`);
}

function features(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.feature'))
    .sort()
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}

/** Tags count only where a scenario has them: those of a feature are its scenarios' as well. */
function tagsOfScenarios(text: string): string[] {
  const found: string[] = [];
  let pending: string[] = [];
  let ofFeature: string[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line.startsWith('@')) pending.push(...line.split(/\s+/).map((tag) => tag.slice(1)));
    else if (/^(Feature|Rule):/.test(line)) {
      ofFeature = [...ofFeature, ...pending];
      pending = [];
    } else if (/^(Scenario|Scenario Outline|Example):/.test(line)) {
      found.push(...ofFeature, ...pending);
      pending = [];
    } else if (/^Examples:/.test(line)) {
      found.push(...pending);
      pending = [];
    }
  }
  return found;
}
