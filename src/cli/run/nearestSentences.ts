import { distance } from 'fastest-levenshtein';

/** How much a word of a sentence counts that the text does not have: less than the other way round, people leave words out. */
const MISSING = 0.3;
/** Of the letters of a text; beyond it a sentence has nothing to do with it. */
const MOST_STRANGE = 0.7;
/** Of a word's letters; beyond it another word is another word. */
const MOST_MISSPELT = 0.5;
const SHOWN = 3;
/** What a sentence has a parameter for. */
const VALUE = /"[^"]*"|`[^`]*`|\b\d[\w.:]*/g;

/**
 * The sentences that somebody may have meant, best first; none when no one is like it. Compared is the wording alone: words
 * count as near as they are spelled and by their length, values and parameter types not at all.
 */
export function nearestSentences(text: string, sentences: readonly string[]): string[] {
  const said = wordsOf(withoutValues(text));
  return [...new Set(sentences)]
    .map((sentence) => ({ sentence, ...gapOf(said, wordsOf(withoutTypes(sentence))) }))
    .filter(({ strangeness }) => strangeness <= MOST_STRANGE)
    .sort(
      (a, b) =>
        a.gap - b.gap ||
        otherValues(text, a.sentence) - otherValues(text, b.sentence) ||
        (a.sentence < b.sentence ? -1 : 1),
    )
    .slice(0, SHOWN)
    .map(({ sentence }) => sentence);
}

/** The word by which a search finds a sentence and few others. */
export function searchWord(sentence: string, sentences: readonly string[]): string | undefined {
  const uses = (word: string) => sentences.filter((other) => wordsOf(withoutTypes(other)).includes(word)).length;
  return wordsOf(withoutTypes(sentence))
    .filter((word) => word.length > 2)
    .map((word) => ({ word, uses: uses(word) }))
    .sort((a, b) => a.uses - b.uses || b.word.length - a.word.length || (a.word < b.word ? -1 : 1))[0]?.word;
}

function gapOf(said: readonly string[], known: readonly string[]): { gap: number; strangeness: number } {
  const unknown = sum(said.map((word) => gapTo(word, known)));
  return {
    gap: unknown + MISSING * sum(known.map((word) => gapTo(word, said))),
    strangeness: said.length === 0 ? 1 : unknown / sum(said.map(({ length }) => length)),
  };
}

/** From 0, the word itself is there, to its length: nothing like it is. */
function gapTo(word: string, words: readonly string[]): number {
  const nearest = Math.min(1, ...words.map((other) => distance(word, other) / Math.max(word.length, other.length)));
  return word.length * (nearest > MOST_MISSPELT ? 1 : nearest);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** How many values one has more than the other. */
function otherValues(text: string, sentence: string): number {
  return Math.abs((text.match(VALUE)?.length ?? 0) - (sentence.match(/\{\w*\}/g)?.length ?? 0));
}

function withoutValues(text: string): string {
  return text.replace(VALUE, ' ');
}

function withoutTypes(sentence: string): string {
  return sentence
    .replace('{pod}', 'pod')
    .replace('{container}', 'container')
    .replace(/\{\w*\}/g, ' ');
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
