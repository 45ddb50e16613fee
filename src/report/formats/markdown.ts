import { formatDuration } from '../../duration';
import { lastOnes, shortened } from '../story/limits';
import { visible } from '../visible';
import { headline, type Problem, problemsOf, replay } from './problems';
import type { Counts, FeatureReport, RunReport } from './types';

/** GitHub refuses the summary of a step that is larger than this (docs.github.com, job summaries). */
export const MAX_SUMMARY_BYTES = 1024 * 1024;

const MAX_MESSAGE_CHARS = 4000;
const MAX_ROWS = 30;
/** Room for what is said of what is left out, and for the last lines. */
const RESERVED_BYTES = 2000;

/**
 * A summary for the page of a CI job, failures first. When the run took place stands in its last line.
 *
 * @param maxBytes it is never longer than this; what does not fit is counted
 */
export function markdownSummary(report: RunReport, maxBytes = MAX_SUMMARY_BYTES): string {
  const problems = problemsOf(report);
  const page = new Page(maxBytes - RESERVED_BYTES);
  page.add(heading(report));
  const failures = page.addAll(problems, failureBlock);
  if (failures.left > 0)
    page.always(`… and ${failures.left} more that do not hold: the other reports name them all.\n`);
  if (page.add('### Features\n\n| | feature | scenarios | held | cluster time |\n|---|---|---:|---:|---:|')) {
    const { left } = page.addAll(report.features, featureRow);
    if (left > 0) page.always(`\n… and ${left} more features.`);
  }
  const { startedAt, durationMs, node, platform } = report.wallClock;
  page.always(
    `\n<sub>Podwright ${text(report.podwright)}, Kubernetes ${report.releases.join(', ') || '–'}</sub>\n\n` +
      `<sub>${startedAt}, took ${(durationMs / 1000).toFixed(1)}s, ${text(`${node}, ${platform}`)}</sub>\n`,
  );
  return page.text();
}

/** Blocks as long as there is room. */
class Page {
  private readonly blocks: string[] = [];
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** @returns whether there was room */
  add(block: string): boolean {
    const bytes = Buffer.byteLength(block) + 1;
    if (this.bytes + bytes > this.maxBytes) return false;
    this.always(block);
    return true;
  }

  /** As many as there is room for. @returns how many there was no room for */
  addAll<T>(items: readonly T[], block: (item: T) => string): { left: number } {
    const index = items.findIndex((item) => !this.add(block(item)));
    return { left: index < 0 ? 0 : items.length - index };
  }

  always(block: string): void {
    this.blocks.push(block);
    this.bytes += Buffer.byteLength(block) + 1;
  }

  text(): string {
    return this.blocks.join('\n');
  }
}

function heading({ counts, virtualMs, partial }: RunReport): string {
  const { scenarios, passed = 0, skipped = 0 } = counts;
  const broken = scenarios - passed - skipped;
  const title =
    broken > 0
      ? `✘ ${broken} of ${plural(scenarios, 'scenario')} ${broken === 1 ? 'does' : 'do'} not hold`
      : `✔ ${plural(scenarios, 'scenario')} ${scenarios === 1 ? 'holds' : 'hold'}`;
  const note = partial ? '\n> [!WARNING]\n> The run broke off: this is what was done by then.\n' : '';
  return `## ${title}\n${note}\n${inWords(counts)}, ${formatDuration(Math.round(virtualMs / 1000) * 1000)} of cluster time\n`;
}

function inWords({ scenarios: _, ...states }: Counts): string {
  const parts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  return parts.join(', ') || 'none was played';
}

function failureBlock(problem: Problem): string {
  const { feature, scenario, attempt, failure } = problem;
  const { kept, left } = lastOnes(attempt.timeline, MAX_ROWS);
  const rows = left > 0 ? [`… ${left} earlier rows are left out`, ...kept] : kept;
  const timeline =
    rows.length > 0
      ? `<details><summary>What happened last</summary>\n\n${fenced(rows.join('\n'))}\n</details>\n\n`
      : '';
  return [
    `### ✘ ${text(scenario.name)}\n`,
    `**${text(headline(failure))}**  `,
    `${code(`${feature.file}:${failure.line}`)} · ${text(feature.name)}\n`,
    `${fenced(shortened([failure.message, ...(failure.why ?? [])].join('\n'), MAX_MESSAGE_CHARS))}\n`,
    `${timeline}Play it again: ${code(replay(problem))}\n`,
  ].join('\n');
}

function featureRow({ file, name, counts, scenarios }: FeatureReport): string {
  const { passed = 0, skipped = 0 } = counts;
  const mark = passed + skipped === counts.scenarios ? '✔' : '✘';
  const virtualMs = scenarios.reduce((sum, { attempts }) => sum + (attempts.at(-1)?.virtualMs ?? 0), 0);
  const time = formatDuration(Math.round(virtualMs / 1000) * 1000);
  return `| ${mark} | ${text(name)}<br>${code(file).replaceAll('|', '\\|')} | ${counts.scenarios} | ${passed} | ${time} |`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Any text within a line: nothing of it is markup. */
function text(any: string): string {
  return oneLine(any).replace(/[\\`*_{}[\]<>#|~&!$@]/g, '\\$&');
}

/** Any text as a code span: between more backticks than it holds in a row. */
function code(any: string): string {
  const content = oneLine(any);
  const ticks = '`'.repeat(longestRun(content) + 1);
  const blank = /^`|`$/.test(content) ? ' ' : '';
  return `${ticks}${blank}${content}${blank}${ticks}`;
}

/** Any text as a block of code. */
function fenced(any: string): string {
  const content = visible(any);
  const fence = '`'.repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}text\n${content}\n${fence}\n`;
}

function oneLine(any: string): string {
  return visible(any).replace(/\s+/g, ' ').trim();
}

function longestRun(content: string): number {
  return Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
}
