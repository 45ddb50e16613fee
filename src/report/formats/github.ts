import { shortened } from '../story/limits';
import { visible } from '../visible';
import { headline, problemsOf } from './problems';
import type { RunReport } from './types';

/** GitHub shows no more errors of one step of a job than these. */
const MAX_ANNOTATIONS = 10;
const MAX_CHARS = 4000;

/**
 * Workflow commands that make GitHub show each failure at the line of its sentence: `::error file=…,line=…,title=…::…`
 * (docs.github.com, workflow commands).
 *
 * @param pathOf the path of a feature in the repository
 */
export function githubAnnotations(report: RunReport, pathOf: (file: string) => string): string {
  const problems = problemsOf(report);
  const shown = problems.length > MAX_ANNOTATIONS ? problems.slice(0, MAX_ANNOTATIONS - 1) : problems;
  const lines = shown.map(({ feature, scenario, failure }) => {
    const place = `file=${property(pathOf(feature.file))},line=${Math.max(1, failure.line)}`;
    const text = shortened(
      [headline(failure), failure.message, ...(failure.why ?? [])].join('\n').trimEnd(),
      MAX_CHARS,
    );
    return `::error ${place},title=${property(shortened(scenario.name, 200))}::${data(text)}`;
  });
  const left = problems.length - shown.length;
  if (left > 0)
    lines.push(
      `::error title=${property(`${left} more scenarios do not hold`)}::${data('The reports name them all.')}`,
    );
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * Text for the log of a job: GitHub would obey a line that begins with `::`, whoever wrote it, and one that holds `##[`.
 */
export function withoutWorkflowCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}

/** What follows the second `::`. */
function data(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A value between `::error ` and the second `::`. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
