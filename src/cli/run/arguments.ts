import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Release } from '../../api/index';
import { UsageError } from '../usageError';
import { checkFlags } from './checkFlags';
import { CUCUMBER_FLAGS } from './flags';
import { ANNOTATIONS, type Annotations } from './outputs/ciServer';
import { type ChosenFiles, FORMATS } from './outputs/formats';
import { rerunPaths } from './rerunFiles';
import type { RunRequest } from './run';

type Own = (found: Found, value: string | undefined, flag: string) => void;

/** How the values of our own flags are read, and where they go. */
const OWN: Readonly<Record<string, Own>> = {
  '--seed': ({ parameters }, value, flag) => {
    parameters['seed'] = wholeNumber(value, flag);
  },
  '--runs': ({ parameters }, value, flag) => {
    parameters['runs'] = wholeNumber(value, flag);
  },
  '--path': ({ parameters }, value) => {
    parameters['path'] = pathOf(value);
  },
  '--kubernetes': ({ parameters }, value, flag) => {
    parameters['kubernetes'] = kubernetes(value, flag);
  },
  '--parallel': (found, value, flag) => {
    found.workers = processes(value, flag);
  },
  '--workers': (found, value, flag) => {
    found.workers = processes(value, flag);
  },
  '--reports': (found, value, flag) => {
    found.reports = path(value, flag, 'a folder');
  },
  '--annotations': (found, value) => {
    found.annotations = annotations(value);
  },
  ...Object.fromEntries(
    FORMATS.map(({ name, isFolder }): [string, Own] => [
      `--${name}`,
      ({ files }, value, flag) => {
        files[name] = path(value, flag, isFolder ? 'a folder' : 'a file');
      },
    ]),
  ),
};

/** Our own flags that take no value. */
const OWN_ALONE: Readonly<Record<string, (found: Found) => void>> = {
  '--twice': (found) => {
    found.twice = true;
  },
  '--watch': (found) => {
    found.watch = true;
  },
  '--step-summary': (found) => {
    found.stepSummary = true;
  },
  ...Object.fromEntries(
    FORMATS.map(({ name }): [string, (found: Found) => void] => [
      `--no-${name}`,
      ({ files }) => {
        files[name] = false;
      },
    ]),
  ),
};

interface Found {
  readonly argv: string[];
  readonly parameters: Record<string, unknown>;
  readonly files: { -readonly [name in keyof ChosenFiles]: ChosenFiles[name] };
  annotations: Annotations;
  stepSummary: boolean;
  reports?: string;
  workers?: number;
  twice: boolean;
  watch: boolean;
}

/** What the command line asks for. */
export interface Asked extends Omit<RunRequest, 'reports'> {
  reports?: string;
  /** Play again what changes. */
  readonly watch: boolean;
  /** Files of scenarios to be played again that name none, where nothing else is asked for: all is well. */
  readonly empty: readonly string[];
}

/**
 * Takes our own flags out of what is passed on to Cucumber, and checks that the paths exist.
 *
 * @throws UsageError
 */
export function parseArguments(rest: readonly string[]): Asked {
  const found: Found = {
    argv: [],
    parameters: {},
    files: {},
    annotations: 'auto',
    stepSummary: false,
    twice: false,
    watch: false,
  };
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] as string;
    const [, flag = word, inline] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    const own = Object.hasOwn(OWN, flag) ? OWN[flag] : undefined;
    if (own) own(found, inline ?? rest[++i], flag);
    else if (Object.hasOwn(OWN_ALONE, word)) OWN_ALONE[word]?.(found);
    else found.argv.push(word);
  }
  checkFlags(found.argv);
  const places = placesOfPaths(found.argv);
  const empty = places.flatMap((i) => (rerunPaths(found.argv[i] ?? '')?.length === 0 ? [found.argv[i] ?? ''] : []));
  const argv = found.argv.flatMap((word, i) => (places.includes(i) ? rerunPaths(word) : undefined) ?? [word]);
  const paths = placesOfPaths(argv).map((i) => argv[i] ?? '');
  if (paths.length === 0 && empty.length > 0) return { ...found, argv, empty };
  checkPaths(paths, argv);
  return { ...found, argv, empty: [] };
}

function checkPaths(paths: readonly string[], argv: string[]): void {
  for (const path of paths) {
    const file = path.replace(/(:\d+)+$/, '').replace(/^@/, '');
    if (/[*?{[]/.test(file)) continue;
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) throw new UsageError(`there is no feature file or folder "${file}"`);
    if (found.isDirectory() && !hasFeature(file))
      throw new UsageError(`${file} has no features: no file ends in .feature or .feature.md`);
    if (found.isFile() && !path.startsWith('@') && !/\.(feature|md)$/.test(file))
      throw new UsageError(`${file} is no feature: its name must end in .feature or .feature.md`);
  }
  if (paths.length > 0) return;
  if (!existsSync('features'))
    throw new UsageError('there is no folder "features" here: name the feature files to run');
  argv.push('features');
}

/** Links are not followed, so that none can lead in a circle. */
function hasFeature(folder: string): boolean {
  const entries = readdirSync(folder, { withFileTypes: true });
  return (
    entries.some(({ name }) => /\.feature(\.md)?$/.test(name)) ||
    entries.some((entry) => entry.isSymbolicLink() || (entry.isDirectory() && hasFeature(join(folder, entry.name))))
  );
}

/** cucumber-js flags that stand alone; every other flag takes the word after it. */
const ALONE = new Set(CUCUMBER_FLAGS.filter(({ value }) => value === undefined).flatMap(({ names }) => names));

/** Which words are paths: the others are flags and their values. */
function placesOfPaths(argv: readonly string[]): number[] {
  const places: number[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith('-')) places.push(i);
    else if (!ALONE.has(word) && !word.includes('=')) i++;
  }
  return places;
}

function pathOf(text: string | undefined): string {
  if (text === undefined || !/^\d+(:\d+)*$/.test(text))
    throw new UsageError(
      `--path takes numbers with colons between them, as a failed property tells, not "${text ?? ''}"`,
    );
  return text;
}

function path(text: string | undefined, flag: string, what: string): string {
  if (text === undefined || text === '' || text.startsWith('--'))
    throw new UsageError(`${flag} takes ${what}, not "${text ?? ''}"`);
  return text;
}

function annotations(text: string | undefined): Annotations {
  const found = ANNOTATIONS.find((one) => one === text);
  if (!found) throw new UsageError(`--annotations takes one of ${ANNOTATIONS.join(', ')}, not "${text ?? ''}"`);
  return found;
}

function kubernetes(text: string | undefined, flag: string): string {
  try {
    return Release.of(text ?? '').version;
  } catch (error) {
    throw new UsageError(`${flag}: ${(error as Error).message}`);
  }
}

function wholeNumber(text: string | undefined, flag: string): number {
  if (text === undefined || !/^\d{1,10}$/.test(text))
    throw new UsageError(`${flag} takes a whole number, not "${text ?? ''}"`);
  return Number(text);
}

function processes(text: string | undefined, flag: string): number {
  const count = wholeNumber(text, flag);
  if (count > 64) throw new UsageError(`${flag} takes at most 64 processes, not ${count}`);
  return Math.max(1, count);
}
