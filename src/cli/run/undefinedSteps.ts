import { distance } from 'fastest-levenshtein';
import pc from 'picocolors';
import { shortened } from '../../report/story/limits';
import { visible } from '../../report/visible';
import type { RunRecord } from './runRecord';

/** Of a sentence that nobody knows. */
const MAX_SHOWN_CHARS = 500;

/** For each step that nothing defines: the sentences of the vocabulary that are nearest to it. */
export function undefinedSteps(record: RunRecord): string {
  const lines = [...record.undefinedTexts].map((text) => {
    const near = nearestSentences(text, record.sentences);
    return `${pc.yellow(`There is no sentence “${visible(shortened(text, MAX_SHOWN_CHARS))}”.`)} Near ones:\n${near.map((sentence) => `  ${sentence}`).join('\n')}\n`;
  });
  return lines.length ? `\n${lines.join('\n')}` : '';
}

/** Compares without quoted values and parameter types: what counts is the wording. */
function nearestSentences(text: string, sentences: readonly string[]): string[] {
  const wording = skeleton(
    text
      .replace(/"[^"]*"/g, '·')
      .replace(/`[^`]*`/g, '·')
      .replace(/\b\d+\w*/g, '·'),
  );
  return [...new Set(sentences)]
    .map((sentence) => ({ sentence, gap: distance(wording, skeleton(expand(sentence))) }))
    .sort((a, b) => a.gap - b.gap || (a.sentence < b.sentence ? -1 : 1))
    .slice(0, 3)
    .map(({ sentence }) => sentence);
}

function expand(sentence: string): string {
  return sentence
    .replace('{pod}', 'pod ·')
    .replace('{container}', 'container ·')
    .replace(/\{\w+\}/g, '·');
}

function skeleton(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
