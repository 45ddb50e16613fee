import { subscribe } from 'node:diagnostics_channel';
import { existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { watch } from '../watch/watch';
import { type RunRequest, runFeatures } from './run';

const KEYS = 'Enter plays the same again, a all features, q ends';
/** What the shell is told of a run that a signal has ended. */
const INTERRUPTED = 128;

/**
 * Plays features, and plays them again when they, or files that they have looked for, change: only those that the change
 * concerns. The vocabulary stays loaded, and all play in this process.
 *
 * @returns the exit code: 0, whatever the features said, since somebody has ended it
 */
export function watchFeatures(request: RunRequest): Promise<number> {
  const reads = new Reads();
  // The world of a scenario tells it to whoever listens: it is handed copies of parameters only
  subscribe('podwright:read', (file) => reads.add(file as string));
  let asked: readonly string[] = [];
  let last: readonly string[] | undefined;

  /** The features that a change concerns, as they were asked for: with lines, if there were any. */
  const concerned = (changed: readonly string[]): string[] => {
    const features = changed.flatMap((path) => (path.endsWith('.feature') ? [path] : reads.featuresThatRead(path)));
    return [...new Set(features)].flatMap((feature) => askedAs(feature, asked));
  };

  return watch({
    keys: KEYS,
    watched: () => ({ files: reads.files(), folders: foldersOf(asked), endings: ['.feature'] }),
    concerns: (changed) => concerned(changed).length > 0,
    play: async (changed, key) => {
      if (key === 'all') last = undefined;
      else if (changed.length > 0) last = concerned(changed).filter(stillThere);
      if (last?.length === 0) return false;
      const exitCode = await runFeatures({
        ...request,
        watching: {
          ...(last && { features: last }),
          onSources: (paths) => {
            asked = paths;
          },
          onMessage: (message) => reads.hear(message),
        },
      });
      return exitCode > INTERRUPTED;
    },
  });
}

/** Which files each feature has looked for, there or not, in the last run that played it. */
class Reads {
  private readonly byFeature = new Map<string, Set<string>>();
  private readonly features = new Map<string, string>();
  private playing = '';

  /** Learns which feature the scenario that begins belongs to. */
  hear({ pickle, testCase, testCaseStarted }: Envelope): void {
    if (pickle) this.features.set(pickle.id, resolve(pickle.uri));
    if (testCase) this.features.set(testCase.id, this.features.get(testCase.pickleId) ?? '');
    if (testCaseStarted) this.playing = this.features.get(testCaseStarted.testCaseId) ?? '';
  }

  add(file: string): void {
    const files = this.byFeature.get(this.playing) ?? new Set();
    this.byFeature.set(this.playing, files.add(resolve(file)));
  }

  files(): Set<string> {
    return new Set([...this.byFeature.values()].flatMap((files) => [...files]));
  }

  featuresThatRead(file: string): string[] {
    return [...this.byFeature].filter(([, files]) => files.has(resolve(file))).map(([feature]) => feature);
  }
}

function stillThere(path: string): boolean {
  return existsSync(withoutLines(path));
}

/** `x.feature:12` is the file `x.feature`. */
function withoutLines(path: string): string {
  return path.replace(/(:\d+)+$/, '');
}

/** A pattern speaks of all below what stands before its first sign. */
function folderOf(path: string): string {
  const fixed = path.split(sep).findIndex((part) => /[*?{[]/.test(part));
  return fixed < 0 ? path : path.split(sep).slice(0, fixed).join(sep) || '.';
}

/** Where features may come: the folders that were asked for, and those of single files, in case an editor replaces them. */
function foldersOf(asked: readonly string[]): Set<string> {
  return new Set(
    asked.map((path) => {
      const folder = folderOf(withoutLines(path));
      return resolve(statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : dirname(folder));
    }),
  );
}

/** @returns nothing for a feature that nobody has asked for */
function askedAs(feature: string, asked: readonly string[]): string[] {
  const own = asked.filter((path) => resolve(withoutLines(path)) === resolve(feature));
  if (own.length > 0) return own;
  const isBelow = asked.some((path) => resolve(feature).startsWith(resolve(folderOf(path)) + sep));
  return isBelow ? [relative('.', feature)] : [];
}
