import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AttemptReport,
  chromeTrace,
  type RunReport,
  type ScenarioReport,
  traceName,
} from '../../../report/formats/index';
import { storiesOf } from '../../../report/html/chunks';
import type { Story } from '../../../report/story/index';
import { type Disk, namesIn, REAL_DISK, writeWhole } from './files';

const SUFFIX = '.trace.json';

export interface TraceSource {
  readonly report: RunReport;
  /** Of the attempts, in the order of the report. */
  readonly attemptIds: readonly string[];
  /** Files of stories. */
  readonly stories: readonly string[];
}

/**
 * Writes a trace of each attempt that had a cluster, and removes the traces of earlier runs from the folder; nothing else
 * there is touched.
 *
 * @throws Error in a sentence that names the file that could not be written
 */
export function writeTraces(
  folder: string,
  { report, attemptIds, stories }: TraceSource,
  disk: Disk = REAL_DISK,
): void {
  const stale = new Set(namesIn(folder).filter((name) => name.endsWith(SUFFIX)));
  const byAttempt = new Map(stories.flatMap((file) => storiesOf(readFileSync(file))));
  const taken = new Set<string>();
  for (const [i, { scenario, attempt, number }] of attemptsOf(report).entries()) {
    const story = byAttempt.get(attemptIds[i] ?? '');
    if (!story) continue;
    const name = free(traceName(scenario, number), taken);
    stale.delete(name);
    writeWhole(join(folder, name), chromeTrace(JSON.parse(story.toString()) as Story, { scenario, attempt }), disk);
  }
  for (const name of stale) rmSync(join(folder, name));
}

function attemptsOf({ features }: RunReport): { scenario: ScenarioReport; attempt: AttemptReport; number: number }[] {
  return features
    .flatMap(({ scenarios }) => scenarios)
    .flatMap((scenario) => scenario.attempts.map((attempt, number) => ({ scenario, attempt, number })));
}

/** Two scenarios may differ by a character that no file name has. */
function free(name: string, taken: Set<string>): string {
  let own = name;
  for (let n = 2; taken.has(own); n++) own = `${name.slice(0, -SUFFIX.length)}-${n}${SUFFIX}`;
  taken.add(own);
  return own;
}
