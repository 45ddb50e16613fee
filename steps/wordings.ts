import { defineParameterType } from '@cucumber/cucumber';

/**
 * Words that people choose freely and that change nothing: `is`, `remains` or `should be`; what `becomes` so is waited for. Each is a parameter of an expression,
 * because another definition for each of them would make every start of Cucumber slower; code never sees their values.
 */
const WORDINGS: Readonly<Record<string, RegExp>> = {
  is: /(?:is|are|was|were|has|have)(?: now| still| been| become)?|(?:should|must) (?:have been|be|have)|stays?|remains?|(?:should |must |will )?(?:eventually )?becomes?|(?:should |must )eventually (?:be|have)|will (?:eventually )?(?:be|have)|gets?|turns|comes|ends up/,
  isNot:
    /(?:is|are|was|were|has|have) not(?: yet)?|(?:isn't|aren't|wasn't)|should not (?:be|have|become)|must not be|will not be|does not become|(?:remains?|stays?|becomes?) not/,
  has: /(?:still )?(?:has|have|had|should have|must have)(?: been)?|was|were|gets?|got|reaches|(?:should eventually|will|will eventually) have/,
  never:
    /(?:has|have|should have|must have)? ?(?:never|not)(?: been)?|(?:is|are|was|were) (?:never|not)|did not|does not|should (?:not|never)(?: have(?: been)?)?/,
  lastEnded: /(?:last )?(?:ended|ends|exited|terminated|completed|finished|failed)/,
  contains: /contains?|includes?|says?|shows?|(?:should|must) (?:contain|include|say|show)/,
};

const WORDING = Symbol('a word that changes nothing');
const COMING = Symbol('a word that changes nothing but that it may take a while');

/** What becomes so need not be so at once; what has got or reached something has it. */
const COMES: Readonly<Record<string, RegExp>> = {
  is: /become|will|eventually|^gets?$|turns|comes|ends up/,
  has: /will|eventually|reaches/,
};

for (const [name, regexp] of Object.entries(WORDINGS))
  defineParameterType({
    name,
    regexp,
    transformer: (text: string) => (COMES[name]?.test(text) ? COMING : WORDING),
    useForSnippets: false,
  });

/** The values that mean something. */
export function withoutWordings(values: readonly unknown[]): unknown[] {
  return values.filter((value) => value !== WORDING && value !== COMING);
}

/** Whether a sentence says `becomes` or the like. */
export function isComing(values: readonly unknown[]): boolean {
  return values.includes(COMING);
}

/** Whether a parameter type stands for such words. */
export function isWording(parameterType: string): boolean {
  return parameterType in WORDINGS;
}
