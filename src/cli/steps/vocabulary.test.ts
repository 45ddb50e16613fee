import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { collectSentences } from './collect';
import { sentencesWith } from './command';
import { vocabularyPage } from './markdown';
import vocabulary from './vocabulary.json';

const ROOT = join(__dirname, '..', '..', '..');

describe('the vocabulary', () => {
  it('is written down as it is: `npm run vocabulary` brings it up to date', async () => {
    const sentences = await collectSentences(ROOT);
    expect(vocabulary).to.deep.equal(sentences);
    expect(readFileSync(join(ROOT, 'steps', 'README.md'), 'utf8')).to.equal(vocabularyPage(sentences));
  });

  it('tells of each sentence what it is about', () => {
    const topics = new Set(vocabulary.map(({ topic }) => topic));
    expect([...topics].filter((topic) => ['sentence', 'observation'].includes(topic))).to.deep.equal([]);
  });

  it('has an example for nearly every sentence that has values', () => {
    const without = vocabulary.filter((sentence) => sentence.text.includes('{') && !('example' in sentence));
    expect(without.length / vocabulary.length).to.be.lessThan(0.02);
  });

  it('is searched by words', () => {
    expect(sentencesWith(['serving', 'after']).map(({ text }) => text)).to.include(
      '{container} starts serving after {duration}',
    );
    expect(() => sentencesWith(['kubelte'])).to.throw(/no sentence has the word "kubelte".*kubelet/);
  });
});
