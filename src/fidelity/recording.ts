import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Seconds, watch type, name, READY, STATUS, RESTARTS. */
export type RecordedRow = [t: number, type: string, name: string, ready: string, status: string, restarts: number];

export interface RecordedEvent {
  t: number;
  type: string;
  reason: string;
  message: string;
  count: number;
  object: string;
  fieldPath?: string;
  component: string;
}

/** What one experiment on a real cluster showed. */
export interface Recording {
  name: string;
  kubernetes: string;
  forSeconds: number;
  script: { t: number; command: string }[];
  manual: { t: number; what: string }[];
  extraSeconds?: number;
  rows: RecordedRow[];
  events: RecordedEvent[];
  runtime: [t: number, what: 'start' | 'exit', who: string, exitCode?: number][];
  manifestFile: string;
}

/** Where the recordings live: beside the sources, also when compiled code runs from `dist`. */
const FOLDER = [join(__dirname, 'recordings'), join(__dirname, '..', '..', '..', 'src', 'fidelity', 'recordings')].find(
  (folder) => existsSync(folder),
);

/** Every recording, by release and name; `filter` is a part of `release/name`. */
export function loadRecordings(filter = ''): Recording[] {
  if (!FOLDER) return [];
  return readdirSync(FOLDER)
    .sort()
    .flatMap((release) => readdirSync(join(FOLDER, release)).map((name) => `${release}/${name}`))
    .sort()
    .filter((id) => id.includes(filter))
    .map((id) => ({
      ...(JSON.parse(readFileSync(join(FOLDER, id, 'recording.json'), 'utf8')) as Recording),
      manifestFile: join(FOLDER, id, 'manifest.yaml'),
    }));
}
