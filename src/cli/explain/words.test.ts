import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import '../../cluster';
import { allRules } from '../../kernel/index';
import { explained } from './command';
import { findWord, WORDS } from './words/index';

const SOURCES = join(__dirname, '..', '..');

/** What is written in these folders, tests left out. */
function sources(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    (readdirSync(join(SOURCES, folder), { recursive: true }) as string[])
      .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|testing/.test(file))
      .map((file) => readFileSync(join(SOURCES, folder, file), 'utf8')),
  );
}

describe('words that kubectl shows', () => {
  it('are each explained once', () => {
    const words = WORDS.map(({ word }) => word);
    expect(new Set(words).size).to.equal(words.length);
  });

  it('name rules that there are', () => {
    const ids = allRules().map(({ id }) => id);
    expect(WORDS.flatMap(({ rules }) => rules).filter((id) => !ids.includes(id))).to.deep.equal([]);
  });

  it('explain every reason of an event that a simulated component writes', () => {
    const written = sources('controlplane', 'node').flatMap((text) =>
      [...text.matchAll(/'(?:Normal|Warning)',\s*'([A-Z]\w+)'/g)].map(([, reason]) => reason as string),
    );
    expect(written.length).to.be.above(50);
    expect(written.filter((reason) => !findWord(reason))).to.deep.equal([]);
  });

  for (const [text, word] of [
    ['crashloopbackoff', 'CrashLoopBackOff'],
    ['Init:2/3', 'Init:0/1'],
    ['OutOfmemory', 'OutOfcpu'],
    ['Unhealthy', 'Unhealthy'],
  ] as const) {
    it(`finds ${text}`, () => expect(findWord(text)?.word).to.equal(word));
  }

  for (const [text, says] of [
    ['137', /^OOMKilled|^Error/],
    ['Back-off restarting failed container', /^BackOff/],
    ['Liveness probe failed', /^Unhealthy/],
    ['readinessProbe', /^probe\/none-is-ready/],
  ] as const)
    it(`explains ${text}`, () => expect(stripVTControlCharacters(explained(text))).to.match(says));

  it('has nothing for what nobody says', () => expect(findWord('Nonsense')).to.equal(undefined));
});
