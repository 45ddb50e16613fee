import { defineParameterType } from '@cucumber/cucumber';

/**
 * Words that people choose freely and that change nothing: `is`, `remains` or `should be`; what `becomes` so is waited for. Each is a parameter of an expression,
 * because another definition for each of them would make every start of Cucumber slower; code never sees their values.
 */
const WORDINGS: Readonly<Record<string, RegExp>> = {
  is: /(?:is|are|was|were|has|have)(?: now| still| been| become)?|(?:should|must) (?:have been|be|have)|stays?|remains?|(?:should |must )?become|becomes|gets?|turns|comes|ends up/,
  isNot:
    /(?:is|are|was|were|has|have) not(?: yet)?|(?:isn't|aren't|wasn't)|should not (?:be|have|become)|must not be|does not become|(?:remains?|stays?|becomes?) not/,
  has: /(?:still )?(?:has|have|had|should have|must have)(?: been)?|was|were|gets?|got/,
  never:
    /(?:has|have|should have|must have)? ?(?:never|not)(?: been)?|(?:is|are|was|were) (?:never|not)|did not|does not|should (?:not|never)(?: have(?: been)?)?/,
  contains: /contains?|includes?|says?|shows?|(?:should|must) (?:contain|include|say|show)/,
};

const WORDING = Symbol('a word that changes nothing');
const COMING = Symbol('a word that changes nothing but that it may take a while');

/** What becomes so need not be so at once. */
const COMES = /^(?:(?:should |must )?become|becomes|gets?|turns|comes|ends up)$/;

for (const [name, regexp] of Object.entries(WORDINGS))
  defineParameterType({
    name,
    regexp,
    transformer: (text: string) => (name === 'is' && COMES.test(text) ? COMING : WORDING),
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
