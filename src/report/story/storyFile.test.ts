import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { keepStory } from './storyFile';
import type { Story } from './types';

const STORY = { seed: 1, notes: ['x'] } as unknown as Story;

describe('the file of stories', () => {
  const folder = mkdtempSync(join(tmpdir(), 'podwright-stories-'));
  after(() => rmSync(folder, { recursive: true }));

  it('has a story on each line', () => {
    const file = join(folder, 'stories');
    expect(keepStory(file, 'a', STORY)).to.equal(undefined);
    expect(keepStory(file, 'b', STORY)).to.equal(undefined);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).testCaseStartedId)).to.deep.equal(['a', 'b']);
  });

  it('loses what was written in part, and nothing else', () => {
    const file = join(folder, 'cut');
    keepStory(file, 'a', STORY);
    const error = keepStory(file, 'b', STORY, (path, text) => {
      appendFileSync(path, text.slice(0, 20));
      throw new Error('no space');
    });
    keepStory(file, 'c', STORY);
    expect(error?.message).to.equal('no space');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).testCaseStartedId)).to.deep.equal(['a', 'c']);
  });

  it('says what the system said', function () {
    if (!existsSync('/dev/full')) this.skip();
    expect(keepStory('/dev/full', 'a', STORY)?.message).to.contain('ENOSPC');
  });
});
