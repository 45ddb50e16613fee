import type { Hunted } from './huntFor';
import type { Mutant } from './mutant';

export interface Row {
  readonly mutant: Mutant;
  readonly hunted: Hunted;
}

/** What became of each mutant, as markdown. */
export function tableOf(
  rows: readonly Row[],
  { seed, runs }: { readonly seed: number; readonly runs: number },
): string {
  const found = rows.filter(({ hunted }) => hunted.found);
  const small = found.filter(({ hunted }) => (hunted.found?.actions ?? 0) <= 5);
  return [
    '# Faults put into the simulator, and what found them',
    '',
    `Made by \`npm run mutants -- --write\`: seed ${seed}, at most ${runs} runs each. ${found.length} of ${rows.length} were found, ${small.length} of them with a story of five actions or fewer.`,
    '',
    '| fault | what it breaks | runs until found | found by | actions | seconds |',
    '|---|---|---:|---|---:|---:|',
    ...rows.map(rowOf),
    '',
  ].join('\n');
}

function rowOf({ mutant, hunted }: Row): string {
  const { found, seconds } = hunted;
  const cells = found
    ? [String(found.run + 1), cell(found.by), String(found.actions)]
    : [`survived ${hunted.runs}`, '', ''];
  return `| ${mutant.name} | ${cell(mutant.breaks)} | ${cells.join(' | ')} | ${seconds.toFixed(0)} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
