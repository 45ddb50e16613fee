import { githubAnnotations, type RunReport, withoutWorkflowCommands } from '../../../report/formats/index';
import type { Heard } from '../heard';
import type { CiServer } from '../outputs/ciServer';
import type { Target } from '../outputs/formats';
import { summary } from '../summary';
import { undefinedSteps } from '../undefinedSteps';
import { renderFailures } from './render';

export interface Telling {
  readonly report: RunReport;
  readonly ci: CiServer;
  /** Where to look. */
  readonly written: readonly Target[];
  /** No format of the user's own writes on standard output. */
  readonly isSilent: boolean;
  readonly wallMs: number;
  readonly interruptedBy: NodeJS.Signals | undefined;
}

/** Prints what came of a run: failures, near sentences for those that are not known, annotations, and where to look. */
export function tell({ record, failures }: Heard, telling: Telling): void {
  const { report, ci, isSilent } = telling;
  const isGitHub = ci.name === 'github';
  const text = `${isSilent ? renderFailures(failures.all()) : ''}${undefinedSteps(record)}${summary(record, telling)}`;
  process.stdout.write(isGitHub ? withoutWorkflowCommands(text) : text);
  if (isGitHub) process.stdout.write(githubAnnotations(report, ci.pathOf));
}
