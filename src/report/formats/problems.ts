import { formatDuration } from '../../duration';
import { quoteWord } from '../../world/shell/quote';
import type { AttemptReport, FailureReport, FeatureReport, RunReport, ScenarioReport } from './types';

/** A scenario whose last attempt did not pass, with all that stands around its failure. */
export interface Problem {
  readonly feature: FeatureReport;
  readonly scenario: ScenarioReport;
  readonly attempt: AttemptReport;
  readonly failure: FailureReport;
}

/** What did not pass, in the order of the report. */
export function problemsOf({ features }: RunReport): Problem[] {
  return features.flatMap((feature) =>
    feature.scenarios.flatMap((scenario) => {
      const attempt = scenario.attempts.at(-1);
      if (!attempt || attempt.state === 'passed' || attempt.state === 'skipped') return [];
      const failure = attempt.failure ?? { line: scenario.line, message: 'It was not played to its end.' };
      return [{ feature, scenario, attempt, failure }];
    }),
  );
}

/** `At 1m: Then pod "web" is gone`. */
export function headline({ sentence, atMs }: FailureReport): string {
  const at = atMs === undefined ? '' : `At ${formatDuration(atMs)}: `;
  return `${at}${sentence ?? 'what always holds did not, or a hook failed'}`;
}

/** The command line that plays a scenario again as it was played. */
export function replay({ scenario, attempt }: Problem): string {
  return `podwright run ${quoteWord(scenario.id)}${attempt.seed === undefined ? '' : ` --seed ${attempt.seed}`}`;
}
