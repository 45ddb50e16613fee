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

/** Before a quoted name: another subject makes another sentence, however alike the rest is. */
const SUBJECT = /^(?:pod|container|client|service|node|image|host|object)$/;
const SUBJECT_WEIGHT = 3;

/** Kinds that sentences speak of as `{object}`. */
const OBJECT =
  /\b(?:configmap|cronjob|daemonset|deploy|deployment|hpa|horizontalpodautoscaler|job|namespace|pdb|persistentvolumeclaim|poddisruptionbudget|pvc|replicaset|secret|statefulset|sts)(?= ")/g;

/** Whose they are says nothing of what is told of them: `pods of deployment "web"`, `container "app" of pod "web"`. */
const OWNER = /\b(pods?|container "[^"]*") of (?:the )?\w+ "[^"]*"/g;

/** When it is looked at says nothing of what is told: `within 10s …`, `… for 5m`. */
const LOOK = /^(?:within|for|after|at) (?:at least )?\d\w*,? |,? (?:within|for) \d\w*$/g;

/** What people say, and the words of the vocabulary for it. */
const SYNONYMS: Readonly<Record<string, string>> = {
  output: 'prints',
  stdout: 'prints',
  stderr: 'prints',
  dies: 'power',
  crashed: 'ended',
  exited: 'ended',
  oomkilled: 'ended reason',
  received: 'signal',
  receives: 'signal',
  sigterm: 'signal',
  sigkill: 'signal',
  deleted: 'gone',
  down: 'down power',
  came: 'is',
  looks: 'is',
  seems: 'is',
  environment: 'prints',
  exist: 'gone missing',
  exists: 'still there',
  notready: 'ready',
};

/** What people do to a cluster, they do with kubectl. */
const COMMAND =
  /^I (?:annotate|apply|cordon|create|delete|describe|drain|edit|evict|exec|expose|get|label|patch|restart|resume|roll|scale|set|suspend|taint|uncordon|update|upgrade)\b/i;
const RUN = 'I run/execute {command}';

/**
 * The sentences that somebody may have meant, best first; none when no one is like it. Compared is the wording alone: words
 * count as near as they are spelled and by their length, values and parameter types not at all.
 */
export function nearestSentences(text: string, sentences: readonly string[]): string[] {
  if (COMMAND.test(text) && sentences.includes(RUN)) return [RUN];
  const told = text
    .replace(LOOK, '')
    .replace(OWNER, (_, owned: string) => owned.replace(/^pod$/, 'pods'))
    .replace(OBJECT, 'object');
  const said = wordsOf(withoutValues(told)).flatMap(translated);
  return [...new Set(sentences)]
    .map((sentence) => ({
      sentence,
      ...gapOf(said, wordsOf(withoutTypes(sentence)), wordsOf(withoutTypes(plainest(sentence)))),
    }))
    .filter(({ strangeness }) => strangeness <= MOST_STRANGE)
    .sort(
      (a, b) =>
        a.gap - b.gap ||
        otherValues(text, a.sentence) - otherValues(text, b.sentence) ||
        (a.sentence < b.sentence ? -1 : 1),
    )
    .map(({ sentence }) => sentence)
    .filter((sentence, i, all) => all.findIndex((other) => plain(other) === plain(sentence)) === i)
    .slice(0, SHOWN);
}

/** The shortest way to say it: without what may be left out, and with the first word of those to choose from. */
function plainest(sentence: string): string {
  return sentence.replace(/\([^)]*\)/g, '').replace(/(\w+)(?:\/[\w-]+)+/g, '$1');
}

/** `within 10s …` and `for 5m …` are forms of one sentence: the nearest of them is enough. */
function plain(sentence: string): string {
  return sentence.replace(/^(?:within|for) \{duration\} /, '');
}

/** The word by which a search finds a sentence and few others. */
export function searchWord(sentence: string, sentences: readonly string[]): string | undefined {
  const others = sentences.map((other) => wordsOf(withoutTypes(other)));
  const uses = (word: string) => others.filter((words) => words.includes(word)).length;
  return wordsOf(withoutTypes(sentence))
    .filter((word) => word.length > 2)
    .map((word) => ({ word, uses: uses(word) }))
    .sort((a, b) => a.uses - b.uses || b.word.length - a.word.length || (a.word < b.word ? -1 : 1))[0]?.word;
}

/** @param needed the known words that nobody may leave out */
function gapOf(
  said: readonly string[],
  known: readonly string[],
  needed: readonly string[],
): { gap: number; strangeness: number } {
  const unknown = sum(said.map((word) => gapTo(word, known)));
  return {
    gap: unknown + MISSING * sum(needed.map((word) => gapTo(word, said))),
    strangeness: said.length === 0 ? 1 : unknown / sum(said.map(weightOf)),
  };
}

/** From 0, the word itself is there, to its length: nothing like it is. */
function gapTo(word: string, words: readonly string[]): number {
  const nearest = Math.min(1, ...words.map((other) => distance(word, other) / Math.max(word.length, other.length)));
  return weightOf(word) * (nearest > MOST_MISSPELT ? 1 : nearest);
}

function weightOf(word: string): number {
  return word.length * (SUBJECT.test(word) ? SUBJECT_WEIGHT : 1);
}

function translated(word: string): string[] {
  return SYNONYMS[word]?.split(' ') ?? [word];
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

/** Parameters that people say by the word that they are called. */
const SAID = /\{(client|container|image|node|object|pods?|requests|service|signal)\}/g;

function withoutTypes(sentence: string): string {
  return sentence.replace(SAID, '$1').replace(/\{\w*\}/g, ' ');
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
