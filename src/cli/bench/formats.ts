import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Envelope } from '@cucumber/messages';
import { messagesOf, type ToldFeature } from '../../report/html/testing';
import { Heard } from '../run/heard';
import { ciServer } from '../run/outputs/ciServer';
import { FORMATS, type FormatName } from '../run/outputs/formats';
import { writeReports } from '../run/outputs/write';
import { ReportFolder } from '../run/reportFolder';
import type { Row } from './row';

const URI = 'features/bench.feature';

/** A scenario that was played. */
export interface PlayedScenario {
  /** A line of the file of stories. */
  readonly line: string;
  readonly timeline: string;
}

/** The id under which the story of a scenario is written. */
export function attemptIdOf(scenario: number): string {
  return `${URI}${scenario}-0`;
}

/**
 * What each format costs in time, beside playing what it tells of, and in size.
 *
 * @param captureMs what it took to read the stories
 */
export async function benchFormats(
  played: readonly PlayedScenario[],
  { playMs, captureMs }: { playMs: number; captureMs: number },
): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'podwright-bench-'));
  try {
    const stories = join(folder, 'stories.ndjson');
    writeFileSync(stories, `${played.map(({ line }) => line).join('\n')}\n`);
    const heard = new Heard();
    const start = performance.now();
    for (const message of messages(played)) heard.add(message);
    const heardMs = performance.now() - start;
    const rows: Row[] = [];
    let sumMs = captureMs + heardMs;
    for (const { name, byDefault } of FORMATS) {
      const { ms, bytes } = await written(name, { heard, stories, folder });
      if (byDefault) sumMs += ms;
      rows.push(row(name, { ms, bytes, playMs, count: played.length }));
    }
    const ratio = sumMs / playMs;
    return [
      ...rows,
      {
        what: 'all reports that are written by default, with the stories they tell, against playing',
        measured: `${ratio.toFixed(2)} (${sumMs.toFixed(0)} ms of ${playMs.toFixed(0)} ms)`,
        asked: '0.5 or less',
        holds: ratio <= 0.5,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No format alone may take more of the run than this, nor a scenario more room. */
const MOST = 0.25;
const MOST_KB = 50;

function row(
  name: FormatName,
  { ms, bytes, playMs, count }: { ms: number; bytes: number; playMs: number; count: number },
): Row {
  const each = bytes / count / 1000;
  return {
    what: `--${name} of ${count} scenarios against playing them`,
    measured: `${(ms / playMs).toFixed(3)} (${ms.toFixed(0)} ms), ${each.toFixed(1)} kB a scenario`,
    asked: `${MOST} and ${MOST_KB} kB or less`,
    holds: ms / playMs <= MOST && each <= MOST_KB,
  };
}

/** Writes one format alone, as a run does. */
async function written(
  name: FormatName,
  { heard, stories, folder }: { heard: Heard; stories: string; folder: string },
): Promise<{ ms: number; bytes: number }> {
  const format = FORMATS.find((one) => one.name === name);
  if (!format) return { ms: 0, bytes: 0 };
  const path = join(folder, 'out', format.file);
  const reports = new ReportFolder(join(folder, 'reports'));
  const start = performance.now();
  await writeReports(
    { heard, stories: [stories], ci: ciServer('none', {}), writeOthers: () => [], nowMs: 0 },
    [{ format, path, inFolder: false }],
    reports,
  );
  const ms = performance.now() - start;
  reports.discard();
  const files = format.isFolder ? readdirSync(path).map((file) => join(path, file)) : [path];
  return { ms, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) };
}

/** What Cucumber would have said of these scenarios, a few steps and their timeline each. */
function messages(played: readonly PlayedScenario[]): Envelope[] {
  const steps = [
    { text: 'the manifest "shop.yaml"' },
    { text: 'the manifest is created' },
    { text: '1m passes' },
    { text: 'the image of deployment "shop" is set to "httpd"' },
    { text: 'within 1m deployment "shop" is rolled out' },
  ];
  const features: ToldFeature[] = [
    { uri: URI, name: 'Bench', scenarios: played.map((_, i) => ({ name: `scenario ${i}`, steps })) },
  ];
  const all = messagesOf(features);
  const attached = played.map(({ timeline }, i) => ({
    attachment: {
      testCaseStartedId: attemptIdOf(i),
      fileName: 'timeline.txt',
      mediaType: 'text/x-timeline',
      contentEncoding: 'IDENTITY',
      body: timeline,
    },
  }));
  return [...all.slice(0, -1), ...(attached as Envelope[]), ...all.slice(-1)];
}
