import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectSentences } from './collect';
import { vocabularyPage } from './markdown';

const ROOT = join(__dirname, '..', '..', '..');

/** `npm run vocabulary`: writes what `podwright steps` searches, and the page about it. */
async function main(): Promise<void> {
  const sentences = await collectSentences(ROOT);
  writeFileSync(join(__dirname, 'vocabulary.json'), `${JSON.stringify(sentences, null, 1)}\n`);
  writeFileSync(join(ROOT, 'steps', 'README.md'), vocabularyPage(sentences));
  console.log(
    `${sentences.length} sentences, ${sentences.filter(({ example }) => example === undefined).length} without an example`,
  );
}

void main();
