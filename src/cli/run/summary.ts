import { basename, dirname } from 'node:path';
import pc from 'picocolors';
import { formatDuration } from '../../duration';
import { shortened } from '../../report/story/limits';
import { visible } from '../../report/visible';
import type { Target } from './outputs/formats';
import type { RunRecord } from './runRecord';

/** Of a name at the end of a line. */
const MAX_NAME_CHARS = 200;

const WORDS: Readonly<Record<string, string>> = {
  PASSED: 'passed',
  FAILED: 'failed',
  UNDEFINED: 'undefined',
  AMBIGUOUS: 'ambiguous',
  PENDING: 'pending',
  SKIPPED: 'skipped',
};

export interface Summarised {
  readonly wallMs: number;
  /** The reports that were written. */
  readonly written: readonly Target[];
  readonly interruptedBy: string | undefined;
}

/** The last lines of a run: what came out, how much virtual time it was, and where to look. */
export function summary(record: RunRecord, { wallMs, written, interruptedBy }: Summarised): string {
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
  for (const { uri, line, name } of record.failed().slice(0, 20))
    lines.push(pc.red(`  ${visible(`${uri}:${line}`)}  ${visible(shortened(name, MAX_NAME_CHARS))}`));
  for (const [kind, place] of record.kept())
    lines.push(pc.yellow(`kept but not simulated: ${kind} (${visible(place)}): no verdict says anything about it`));
  if (interruptedBy !== undefined)
    lines.push(pc.yellow(`interrupted by ${interruptedBy}: the reports hold what was played by then, and say so`));
  lines.push(...whereToLook(written));
  return `${lines.join('\n')}\n`;
}

/** The page for people first, then what is for machines, by folder. */
function whereToLook(written: readonly Target[]): string[] {
  const page = written.find(({ format }) => format.name === 'html');
  const files = new Map<string, string[]>();
  for (const { format, path } of written) {
    const place = format.isFolder ? path : dirname(path);
    if (format.name !== 'html')
      files.set(place, [...(files.get(place) ?? []), format.isFolder ? 'traces for ui.perfetto.dev' : basename(path)]);
  }
  const also = [...files].map(([folder, names]) => `also in ${folder}: ${names.join(', ')}`);
  return [...(page ? [`report: ${page.path}`] : []), ...also];
}

function paint(status: string, text: string): string {
  if (status === 'PASSED') return pc.green(text);
  return status === 'SKIPPED' ? pc.yellow(text) : pc.red(text);
}
