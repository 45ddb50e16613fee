import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type IRunConfiguration, type ISupportCodeLibrary, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { environmentOf, NO_FORMATS, Session } from '../session';
import { Names } from './names';
import { plannedScenarios } from './planned';

export interface PlannedScenario {
  readonly pickleId: string;
  readonly uri: string;
  readonly line: number;
}

/** What will be played, in the order in which one process would. */
export interface Plan {
  readonly scenarios: readonly PlannedScenario[];
  /** What a run says before it plays anything: who it is, what it has read, what is defined. */
  readonly opening: readonly Envelope[];
  readonly testRunStarted: NonNullable<Envelope['testRunStarted']>;
  readonly names: Names;
  /** The definitions, if they were loaded here too; else the opening has none of them. */
  readonly support: ISupportCodeLibrary;
  readonly hasDefinitions: boolean;
}

/**
 * Lets Cucumber read the features, choose and order the scenarios as it would for a run, and play none.
 *
 * @param withDefinitions load the vocabulary: only formats that look into the definitions need it here
 * @returns undefined when a feature can't be read; Cucumber has then said why
 */
export async function makePlan(configuration: IRunConfiguration, withDefinitions: boolean): Promise<Plan | undefined> {
  const file = join(__dirname, __filename.endsWith('.ts') ? 'planned.plugin.cjs' : 'planned.js');
  const nothing = { requireModules: [], requirePaths: [file], importPaths: [], loaders: [] };
  // Definitions are loaded once in a process: whoever then plays here after all has the same ones
  const support = withDefinitions
    ? (await Session.load(configuration)).support
    : await loadSupport({ ...configuration, support: nothing });
  const formats = NO_FORMATS;
  const messages: Envelope[] = [];
  await runCucumber(
    { ...configuration, support, formats, plugins: { specifiers: [pathToFileURL(file).href], options: {} } },
    environmentOf({ formats }),
    (message) => messages.push(message),
  );
  const start = messages.findIndex((message) => message.testRunStarted);
  const testRunStarted = messages[start]?.testRunStarted;
  if (!testRunStarted) return undefined;
  const opening = messages.slice(0, start);
  const names = new Names();
  for (const message of opening) names.add(message);
  return { scenarios: plannedScenarios(), opening, testRunStarted, names, support, hasDefinitions: withDefinitions };
}
