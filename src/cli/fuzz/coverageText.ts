import type { Tally } from '../../fuzz/coverage';
import type { Coverage } from '../../fuzz/index';
import { neverReached } from '../../fuzz/known';

export const TITLES: Readonly<Record<keyof Coverage, string>> = {
  states: 'States that kubectl showed',
  transitions: 'Transitions',
  waiting: 'Reasons for which containers waited',
  terminated: 'Reasons with which containers ended',
  events: 'Events',
  troubles: 'What happened',
};

/** What a campaign visited and what it never did, as Markdown tables. */
export function coverageText(coverage: Coverage, runs: number): string {
  const never = neverReached(coverage);
  const parts = (Object.keys(TITLES) as (keyof Coverage)[]).map((part) => {
    const missing = part in never ? never[part as keyof typeof never] : [];
    const tail = missing.length ? `\nNever reached: ${missing.join(', ')}.\n` : '';
    return `## ${TITLES[part]}\n\n${table(coverage[part], runs)}${tail}`;
  });
  return `# What ${runs} runs visited\n\n${parts.join('\n')}`;
}

function table(tally: Tally, runs: number): string {
  const rows = Object.entries(tally).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (rows.length === 0) return 'Nothing.\n';
  const lines = rows.map(
    ([name, count]) => `| ${name} | ${count} | ${((100 * count) / Math.max(1, runs)).toFixed(1)} % |`,
  );
  return `| what | runs | share |\n|---|---|---|\n${lines.join('\n')}\n`;
}
