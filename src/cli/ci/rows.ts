import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `features/rows.json`: what has to be shown. */
interface Rows {
  /** Title by id. */
  readonly experiments: Readonly<Record<string, string>>;
  /** Ids by area. */
  readonly conformance: Readonly<Record<string, readonly string[]>>;
}

/**
 * The documented experiments and rows of conformance that no scenario is tagged with and no line `# @gap ID: reason` of a
 * feature explains, each as a sentence; empty when there is no silent gap.
 * @param folder where features lie, below it too
 * @param rows text of `features/rows.json`
 */
export function silentGaps(folder: string, rows: string): string[] {
  const { experiments, conformance } = JSON.parse(rows) as Rows;
  const shown = new Set(features(folder).flatMap((text) => [...tagsOfScenarios(text), ...explained(text)]));
  const wanted = [
    ...Object.entries(experiments),
    ...Object.entries(conformance).flatMap(([area, ids]) => ids.map((id) => [id, area] as const)),
  ];
  return wanted
    .filter(([id]) => !shown.has(id))
    .map(([id, title]) => `${id} (${title}): no scenario has the tag @${id}, no line "# @gap ${id}: reason" says why`);
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

function explained(text: string): string[] {
  return [...text.matchAll(/^\s*# @gap (\S+): \S.*$/gm)].map((match) => match[1] as string);
}
