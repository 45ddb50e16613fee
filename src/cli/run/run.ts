import type { IRunConfiguration } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { UsageError } from '../usageError';
import { configure } from './configuration';
import { Heard } from './heard';
import { Interruption } from './interruption';
import { nothingChosen } from './nothingChosen';
import { type Annotations, ciServer, stepSummaryFile } from './outputs/ciServer';
import { type ChosenFiles, targetsOf } from './outputs/formats';
import { appendStepSummary, attempt, writeReports } from './outputs/write';
import { play, STORIES } from './playing';
import { ReportFolder } from './reportFolder';
import { rowsBeside, writeRows } from './rows';
import { SILENT } from './session';
import { Progress } from './terminal/progress';
import { tell } from './terminal/tell';

export interface RunRequest {
  readonly argv: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The folder of the reports that are not given another place. */
  readonly reports: string;
  /** Where formats go, or that they are left out. */
  readonly files: ChosenFiles;
  readonly annotations: Annotations;
  /** Append the summary to the file that GitHub shows on the page of the job. */
  readonly stepSummary: boolean;
  /** How many processes play; without it as many as there are cores, or one when more would not pay. */
  readonly workers?: number;
  /** Run everything a second time in this process, to show that nothing is left over from the first. */
  readonly twice?: boolean;
  /** Who watches: what is played now, and who hears of it. */
  readonly watching?: Watching;
}

/** A run of many in one process, of which each plays what somebody has changed. */
export interface Watching {
  /** Features with or without lines; without it all that was asked for. */
  readonly features?: readonly string[];
  readonly onMessage: (message: Envelope) => void;
  readonly onSources: (paths: readonly string[]) => void;
}

/**
 * Runs features with Cucumber.
 *
 * @returns the exit code: 0 all passed, 1 something failed, 2 nothing could be run, 3 all passed but a report could not be
 *   written, 128 and the number of the signal when it was interrupted
 * @throws UsageError
 */
export async function runFeatures(request: RunRequest): Promise<number> {
  // Heard before there is a folder, and until it has gone: a signal at any time leaves nothing half-written
  const interruption = new Interruption();
  try {
    const folder = new ReportFolder(request.reports);
    interruption.onGivingUp(() => folder.discard());
    try {
      return await playInto(folder, request, interruption);
    } finally {
      folder.discard();
    }
  } finally {
    interruption.off();
  }
}

async function playInto(folder: ReportFolder, request: RunRequest, interruption: Interruption): Promise<number> {
  const ci = ciServer(request.annotations, process.env);
  const summaryFile = request.stepSummary ? stepSummaryFile(process.env) : undefined;
  const progress = new Progress(process.stderr);
  const heard = new Heard();
  const { record } = heard;
  const startMs = Date.now();
  const configuration = withSources(await configure(request), request.watching);
  const rowsFiles = rowsBeside(configuration.sources.paths);
  const success = await play(request, configuration, { folder, heard, progress, interruption }).catch(refuse);
  progress.clear();
  const { exitCode: interrupted } = interruption;
  if (interrupted === undefined && !record.finished) return 2;
  const complaint = record.finished && record.played() === 0 && nothingChosen(configuration, heard.messages);
  if (complaint && !request.watching) throw complaint;
  if (interrupted !== undefined && record.played() === 0) {
    process.stderr.write(
      `interrupted before a scenario had ended: ${request.reports} holds the reports of an earlier run, if there was one\n`,
    );
    return interrupted;
  }
  const targets = targetsOf(request.files, request.reports, ci.name === 'gitlab' ? ['code-quality'] : []);
  const { report, problems, written } = await writeReports(
    {
      heard,
      stories: folder.files(STORIES),
      ci,
      writeOthers: () => {
        folder.write('rules.json', `${JSON.stringify(record.rules(), null, 1)}\n`);
        folder.write('digests.json', `${JSON.stringify(record.digests(), null, 1)}\n`);
        return record.finished ? writeRows(folder, rowsFiles, heard.model) : [];
      },
      nowMs: Date.now(),
    },
    targets,
    folder,
  );
  if (summaryFile !== undefined) await attempt(problems, () => appendStepSummary(summaryFile, report));
  // The stories are what reports are made from, no report themselves
  await attempt(problems, () => folder.publish(STORIES));
  tell(heard, {
    report,
    ci,
    written,
    isSilent: configuration.formats.stdout === SILENT,
    wallMs: Date.now() - startMs,
    interruptedBy: interruption.signal,
  });
  for (const problem of problems) process.stderr.write(`podwright: ${problem}\n`);
  return interrupted ?? (success ? (problems.length > 0 ? 3 : 0) : 1);
}

/** What Cucumber says only when it runs, of a tag expression or a format, is about what was typed. */
function refuse(error: unknown): never {
  const { message, cause } = error as Error;
  if (/"pickles:filter"/.test(message)) throw new UsageError(cause instanceof Error ? cause.message : message);
  if (/^Failed to import formatter/.test(message)) throw new UsageError(message);
  throw error;
}

function withSources(configuration: IRunConfiguration, watching: Watching | undefined): IRunConfiguration {
  watching?.onSources(configuration.sources.paths);
  if (!watching?.features) return configuration;
  return { ...configuration, sources: { ...configuration.sources, paths: [...watching.features] } };
}
