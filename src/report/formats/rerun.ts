import { problemsOf } from './problems';
import type { RunReport } from './types';

/**
 * The scenarios that did not pass, as Cucumber's rerun files name them: `file:line:line`, a line for each feature. `podwright
 * run @rerun.txt` plays them again. Empty when all is well.
 */
export function rerunReport(report: RunReport): string {
  const lines = new Map<string, number[]>();
  for (const { feature, scenario } of problemsOf(report))
    lines.set(feature.file, [...(lines.get(feature.file) ?? []), scenario.line]);
  return [...lines].map(([file, numbers]) => `${file}:${numbers.join(':')}\n`).join('');
}
