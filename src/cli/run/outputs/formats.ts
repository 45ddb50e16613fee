import { join } from 'node:path';

/** One thing that a run can write. Its flag is `--NAME`; `--no-NAME` leaves out what comes by itself. */
export interface Format {
  readonly name: FormatName;
  /** Its name in the folder of the reports. */
  readonly file: string;
  /** Is it written without being asked for? */
  readonly byDefault: boolean;
  /** It is a folder of files. */
  readonly isFolder?: boolean;
  readonly what: string;
}

export type FormatName =
  | 'html'
  | 'junit'
  | 'json'
  | 'markdown'
  | 'messages'
  | 'cucumber-html'
  | 'rerun'
  | 'code-quality'
  | 'trace';

/** All formats, in the order of the help. */
export const FORMATS: readonly Format[] = [
  { name: 'html', file: 'index.html', byDefault: true, what: 'the run report, for people' },
  { name: 'junit', file: 'junit.xml', byDefault: true, what: 'JUnit XML, for CI servers' },
  { name: 'json', file: 'report.json', byDefault: true, what: 'all that came out, for programs' },
  { name: 'markdown', file: 'summary.md', byDefault: true, what: 'a summary for the page of a CI job, failures first' },
  { name: 'messages', file: 'messages.ndjson', byDefault: true, what: "Cucumber's messages" },
  { name: 'cucumber-html', file: 'cucumber.html', byDefault: true, what: "Cucumber's own report" },
  {
    name: 'rerun',
    file: 'rerun.txt',
    byDefault: true,
    what: 'the scenarios that did not pass: podwright run @reports/rerun.txt',
  },
  { name: 'code-quality', file: 'code-quality.json', byDefault: false, what: 'a code quality report for GitLab' },
  {
    name: 'trace',
    file: 'traces',
    byDefault: false,
    isFolder: true,
    what: 'a trace of each scenario, for ui.perfetto.dev',
  },
];

/** Where the user wants formats to go; `false` leaves one out, and what is not named is where it always is. */
export type ChosenFiles = { readonly [name in FormatName]?: string | false };

export interface Target {
  readonly format: Format;
  /** As it is told to the user. */
  readonly path: string;
  /** It appears together with the other reports of the folder. */
  readonly inFolder: boolean;
}

/** What is to be written where. @param also formats that come by themselves here */
export function targetsOf(chosen: ChosenFiles, folder: string, also: readonly FormatName[] = []): Target[] {
  return FORMATS.flatMap((format): Target[] => {
    const { name, file, byDefault } = format;
    const path = chosen[name];
    if (path === false || (path === undefined && !byDefault && !also.includes(name))) return [];
    return [{ format, path: path ?? join(folder, file), inFolder: path === undefined }];
  });
}
