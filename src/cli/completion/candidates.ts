import { Release } from '../../api/index';
import { allRules } from '../../kernel/index';
import '../../cluster';
import { PROMISES } from '../../observe/promises/index';
import { WORDS } from '../explain/words/index';
import { ANNOTATIONS } from '../run/outputs/ciServer';
import type { Sentence } from '../steps/sentence';
import vocabulary from '../steps/vocabulary.json';
import type { Candidates } from './grammar';

const NOTHING: Candidates = { from: 'nothing' };
const MANIFESTS: Candidates = { from: 'files', endings: ['yaml', 'yml', 'json'] };
const RELEASES = Release.all().map(({ version }) => version);

const words = (list: readonly string[]): Candidates => ({ from: 'words', words: list });

/** Names of values whose kind says all; a verb in front makes an exception. */
const CANDIDATES: Readonly<Record<string, Candidates>> = {
  manifest: MANIFESTS,
  file: { from: 'files', endings: [] },
  folder: { from: 'folders' },
  feature: { from: 'files', endings: ['feature'] },
  'path-or-flag': { from: 'files', endings: ['feature'] },
  'play file': MANIFESTS,
  'check file': MANIFESTS,
  'diff file': MANIFESTS,
  release: words(RELEASES),
  // Where a range may stand, the whole of it and those that end with the newest release are what people ask for
  releases: words([...RELEASES.slice(0, -1).map((from) => `${from}..${RELEASES.at(-1)}`), ...RELEASES]),
  tags: { from: 'tags' },
  format: words(['progress', 'progress-bar', 'pretty', 'summary', 'usage', 'snippets', 'html:', 'junit:', 'message:']),
  order: words(['defined', 'reverse', 'random']),
  server: words(ANNOTATIONS),
  promise: words(PROMISES.map(({ name }) => name)),
  'fuzz name': words(PROMISES.map(({ name }) => name)),
  'explain word': words([...WORDS.map(({ word }) => word), ...allRules().map(({ id }) => id)]),
  'steps word': words(vocabularyWords()),
  // Of these nobody but the user knows any
  ...Object.fromEntries(
    [
      'number',
      'duration',
      '"time: command"',
      'from..to',
      'i/n',
      'workers',
      'json',
      'language',
      'module',
      'pattern',
    ].map((name) => [name, NOTHING]),
  ),
  profile: NOTHING,
  'why name': NOTHING,
  'time-or-"time: command"': NOTHING,
  // A pod has no name before it is played; a feature has a file
  'object-or-feature:line': { from: 'files', endings: ['feature'] },
  state: words(WORDS.map(({ word }) => word)),
  path: NOTHING,
};

/** What a value may be, by what the help calls it; nothing where nobody has said so. */
export function candidatesOf(verb: string, valueName: string): Candidates {
  return knownCandidates(verb, valueName) ?? NOTHING;
}

/** `completion.test.ts` asks for every value of every verb, so that a new one is thought of. */
export function knownCandidates(verb: string, valueName: string): Candidates | undefined {
  return CANDIDATES[`${verb} ${valueName}`] ?? CANDIDATES[valueName];
}

/** Words by which sentences can be searched, without those that stand in most of them. */
function vocabularyWords(): string[] {
  const found = (vocabulary as Sentence[]).flatMap(({ text }) =>
    text
      .replaceAll(/\{\w+\}|\W/g, ' ')
      .split(/\s+/)
      .filter((word) => word.length > 3),
  );
  return [...new Set(found.map((word) => word.toLowerCase()))].sort();
}
