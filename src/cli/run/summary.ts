import pc from 'picocolors';
import { formatDuration } from '../../duration';
import type { RunRecord } from './runRecord';

const WORDS: Readonly<Record<string, string>> = {
  PASSED: 'passed',
  FAILED: 'failed',
  UNDEFINED: 'undefined',
  AMBIGUOUS: 'ambiguous',
  PENDING: 'pending',
  SKIPPED: 'skipped',
};

/** The last lines of a run: what came out, how much virtual time it was, and where to look. */
export function summary(record: RunRecord, { wallMs, folder }: { wallMs: number; folder: string }): string {
  const counts = record.counts();
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  const parts = Object.entries(WORDS).flatMap(([status, word]) =>
    counts[status] ? [paint(status, `${counts[status]} ${word}`)] : [],
  );
  const lines = [`\n${total} scenario${total === 1 ? '' : 's'}: ${parts.join(', ') || 'none ran'}`];
  const virtualMs = record.virtualMs();
  lines.push(
    `${formatDuration(Math.round(virtualMs / 1000) * 1000)} of cluster time in ${(wallMs / 1000).toFixed(1)}s`,
  );
  for (const { uri, line, name } of record.failed().slice(0, 20)) lines.push(pc.red(`  ${uri}:${line}  ${name}`));
  lines.push(
    `report: ${folder}/index.html; also ${folder}/cucumber.html, ${folder}/junit.xml, ${folder}/messages.ndjson`,
  );
  return `${lines.join('\n')}\n`;
}

function paint(status: string, text: string): string {
  if (status === 'PASSED') return pc.green(text);
  return status === 'SKIPPED' ? pc.yellow(text) : pc.red(text);
}
