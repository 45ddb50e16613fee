import { statSync } from 'node:fs';
import {
  codeQualityReport,
  jsonReport,
  junitReport,
  MAX_SUMMARY_BYTES,
  markdownSummary,
  type RunReport,
  rerunReport,
  runReport,
} from '../../../report/formats/index';
import { htmlReport } from '../../../report/html/index';
import type { RowsPage } from '../../../report/rows/index';
import { version } from '../../version';
import type { Heard } from '../heard';
import type { ReportFolder } from '../reportFolder';
import type { CiServer } from './ciServer';
import { cucumberHtml, cucumberMessages, ndjson } from './cucumber';
import { type Disk, REAL_DISK, reasonOf, writeWhole } from './files';
import type { FormatName, Target } from './formats';
import { writeTraces } from './traces';

/** A run that is over, or that broke off, as far as reports need to know it. */
export interface PlayedRun {
  readonly heard: Heard;
  /** Files of stories. */
  readonly stories: readonly string[];
  readonly ci: CiServer;
  /** Writes what else is kept of a run. @returns pages of rows for the report */
  readonly writeOthers: () => readonly RowsPage[];
  readonly nowMs: number;
}

export interface Written {
  readonly report: RunReport;
  readonly written: Target[];
  /** Sentences that say which reports could not be written, and why. */
  readonly problems: string[];
}

/**
 * Writes all reports. One that can't be written keeps no other one from it, but for those that appear together in the
 * folder of the reports: there all of an earlier run stay.
 */
export async function writeReports(
  run: PlayedRun,
  targets: readonly Target[],
  folder: ReportFolder,
  disk: Disk = REAL_DISK,
): Promise<Written> {
  const { heard, stories, nowMs } = run;
  const report = runReport(heard.model, heard.attachments, { version: version(), nowMs });
  const problems: string[] = lostStories(heard);
  const written: Target[] = [];
  const rows = await attempt(problems, run.writeOthers);
  const content = contents(run, report, rows ?? []);
  for (const target of targets) {
    const { format, path, inFolder } = target;
    if (inFolder && folder.isSpoilt) continue;
    await attempt(problems, async () => {
      if (format.name === 'trace') writeTraces(path, { report, attemptIds: heard.model.attemptIds(), stories }, disk);
      else if (inFolder) folder.write(format.file, await content(format.name));
      else writeWhole(path, await content(format.name), disk);
      written.push(target);
    });
  }
  return { report, problems, written: written.filter(({ inFolder }) => !inFolder || !folder.isSpoilt) };
}

function lostStories({ attachments: { lostStories } }: Heard): string[] {
  const [first] = lostStories;
  if (first === undefined) return [];
  return [`the reports lack the timelines of ${lostStories.length} scenarios, which could not be kept: ${first}`];
}

/** Does it, or keeps the sentence that says why it could not be done. */
export async function attempt<T>(problems: string[], action: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    problems.push((error as Error).message);
    return undefined;
  }
}

type Content = (name: Exclude<FormatName, 'trace'>) => string | Promise<string>;

function contents(run: PlayedRun, report: RunReport, rows: readonly RowsPage[]): Content {
  const { heard, stories, nowMs, ci } = run;
  let told: ReturnType<typeof cucumberMessages> | undefined;
  const messages = () => {
    told ??= cucumberMessages(heard, nowMs);
    return told;
  };
  const makers: Readonly<Record<Exclude<FormatName, 'trace'>, () => string | Promise<string>>> = {
    html: () => htmlReport(heard.model, { version: version(), stories, nowMs, rows }),
    junit: () => junitReport(report),
    json: () => jsonReport(report),
    markdown: () => markdownSummary(report),
    messages: () => ndjson(messages()),
    'cucumber-html': () => cucumberHtml(messages()),
    rerun: () => rerunReport(report),
    'code-quality': () => codeQualityReport(report, ci.pathOf),
  };
  return (name) => makers[name]();
}

/**
 * Appends the summary to the file that GitHub shows on the page of the job, as far as there is room.
 *
 * @throws Error in a sentence that names the file
 */
export function appendStepSummary(file: string, report: RunReport, disk: Disk = REAL_DISK): void {
  const usedBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  try {
    disk.append(file, `${usedBytes > 0 ? '\n' : ''}${markdownSummary(report, MAX_SUMMARY_BYTES - usedBytes - 1)}`);
  } catch (error) {
    throw new Error(`${file} could not be written: ${reasonOf(error)}`);
  }
}
