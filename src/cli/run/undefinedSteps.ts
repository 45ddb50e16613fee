import pc from 'picocolors';
import { shortened } from '../../report/story/limits';
import { visible } from '../../report/visible';
import type { Sentence } from '../steps/sentence';
import vocabulary from '../steps/vocabulary.json';
import { nearestSentences, searchWord } from './nearestSentences';
import type { RunRecord } from './runRecord';

/** Of a sentence that nobody knows. */
const MAX_SHOWN_CHARS = 500;

/** A text that seems to end before a letter. */
const QUOTED_IN_QUOTES = /"[^"]*[^"\\]"\w[^"]*"|'[^']*[^'\\]'\w[^']*'/;
const QUOTES =
  '  A quote within quotes is written \\", or the text stands in quotes of the other kind: \'deployment "web" is there\'';

/** For each step that nothing defines: the sentences that are nearest to it, each with an example, and where to look further. */
export function undefinedSteps({ undefinedTexts, sentences }: Pick<RunRecord, 'undefinedTexts' | 'sentences'>): string {
  const paragraphs = [...undefinedTexts].map((text) => {
    const near = nearestSentences(text, sentences);
    const word = near[0] && searchWord(near[0], sentences);
    return [
      `${pc.yellow(`There is no sentence “${visible(shortened(text, MAX_SHOWN_CHARS))}”.`)} ${near.length > 0 ? 'Near ones:' : 'None is near it.'}`,
      ...near.flatMap(shown),
      ...(QUOTED_IN_QUOTES.test(text) ? [QUOTES] : []),
      word === undefined
        ? `  ${pc.cyan('podwright steps')} lists all sentences, podwright steps WORD those with a word`
        : `  ${pc.cyan(`podwright steps ${word}`)} shows more of that kind`,
      '',
    ].join('\n');
  });
  return paragraphs.length ? `\n${paragraphs.join('\n')}` : '';
}

/** A user's own sentence is not in the vocabulary: of that there is no example. */
function shown(sentence: string): string[] {
  const known = (vocabulary as Sentence[]).find(({ text }) => text === sentence);
  return [
    `  ${known ? `${known.keyword} ` : ''}${sentence}`,
    ...(known?.example !== undefined && known.example !== sentence ? [pc.dim(`      ${known.example}`)] : []),
  ];
}
