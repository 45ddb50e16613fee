import { createHash } from 'node:crypto';
import { shortened } from '../story/limits';
import { visible } from '../visible';
import { headline, type Problem, problemsOf } from './problems';
import type { RunReport } from './types';

/**
 * A code quality report as GitLab reads it (`artifacts: reports: codequality:`): each failure at the line of its sentence.
 *
 * A finding is the same one in the next run when its file, scenario and sentence are, wherever they stand.
 *
 * @param pathOf the path of a feature in the repository
 */
export function codeQualityReport(report: RunReport, pathOf: (file: string) => string): string {
  const seen = new Map<string, number>();
  const findings = problemsOf(report).map((problem) => {
    const identity = JSON.stringify([problem.feature.file, problem.scenario.name, problem.failure.sentence]);
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    return finding(problem, {
      path: pathOf(problem.feature.file),
      fingerprint: createHash('sha256').update(`${identity}${count}`).digest('hex'),
    });
  });
  return `${JSON.stringify(findings, null, 1)}\n`;
}

function finding(
  { scenario, failure, attempt }: Problem,
  { path, fingerprint }: { path: string; fingerprint: string },
) {
  const text = `${scenario.name}: ${headline(failure)}: ${failure.message}`;
  return {
    description: visible(shortened(text)).replace(/\s*\n\s*/g, ' '),
    check_name: 'podwright',
    fingerprint,
    severity: attempt.state === 'failed' ? 'major' : 'minor',
    location: { path, lines: { begin: Math.max(1, failure.line) } },
  };
}
