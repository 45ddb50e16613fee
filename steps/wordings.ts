import { defineParameterType } from '@cucumber/cucumber';

/**
 * Words that people choose freely and that change nothing: `is`, `remains` or `should be`; what `becomes` so is waited for. Each is a parameter of an expression,
 * because another definition for each of them would make every start of Cucumber slower; code never sees their values.
 */
const WORDINGS: Readonly<Record<string, RegExp>> = {
  is: /(?:changes|switches) to|(?:is|are|was|were|has|have)(?: now| still| already| been| become)?|(?:should|must) (?:have been|be|have)|stays?|remains?|(?:should |must |will )?(?:eventually )?becomes?|(?:should |must )eventually (?:be|have)|will (?:eventually )?(?:be|have)|gets?|turns|comes|ends up|reaches|(?:goes|went) into/,
  isNot:
    /(?:is|are|was|were|has|have) not(?: yet)?|(?:isn't|aren't|wasn't)|should not (?:be|have|become)|must not be|will not be|does not become|(?:remains?|stays?|becomes?) not/,
  has: /(?:still )?(?:has|have|had|should have|must have)(?: been| still)?|was|were|gets?|got|reaches|keeps?|ends up with|should end up with|(?:should eventually|will|will eventually) have/,
  never:
    /(?:has|have|should have|must have)? ?(?:never|not)(?: been)?|(?:is|are|was|were) (?:never|not)|did not|does not|should (?:not|never)(?: have(?: been)?)?/,
  occurs:
    /(?:(?:is|are|was|were|has been|have been|should be|will be) (?:seen|recorded|reported|emitted|raised)|(?:has |have |should have )?(?:occurred|happened|appeared)|(?:should |will )?(?:occurs?|happens?|appears?|exists?))/,
  occursNot:
    /(?:(?:is|are|was|were|has|have) (?:never|not) (?:been )?(?:seen|recorded|reported|emitted|raised)|(?:has|have) (?:never|not) (?:occurred|happened|appeared)|(?:does not|did not|never|should not|should never|must not|will not) (?:occurs?|occurred|happen(?:s|ed)?|appear(?:s|ed)?|exists?|be (?:seen|recorded|reported|emitted|raised)))/,
  lastEnded:
    /(?:has )?(?:last )?(?:ended|ends|exited|terminated|terminates|completed|finished|failed|fails)|(?:was|has been) (?:last )?(?:terminated|killed|stopped)/,
  because: /with (?:the )?reason|because of|due to/,
  restarted:
    /(?:(?:has|have|had|is|are|was|were|gets?|got|becomes?|should be|should have|will be) )?(?:already |been )?restarted|restarts?|should restart|will restart/,
  neverIs:
    /(?:is|are|was|were|has|have) never(?: been)?|never (?:is|are|was|were|becomes?|became|gets?|got|reaches|reached|turns)|should never (?:be|become)/,
  oomKilled: /OOM[- ]?[Kk]illed/,
  answers:
    /(?:always )?(?:answers|responds|replies)(?: with)?(?: (?:HTTP )?(?:status|code)(?: code)?)?|returns(?: (?:HTTP )?(?:status|code))?/,
  atOnce: /at once|immediately|right away|on start(?:up)?/,
  asked:
    /(?:is|was|has been|is being) asked for|(?:has |have )?(?:received|receives|gets|got) (?:a |the )?(?:GET )?requests? (?:for|to)|(?:has )?(?:received|receives|got|gets)|(?:is|was|has been) requested (?:with|for)/,
  byProbe: /(?:by|because|because of|due to) (?:its|the)/,
  stopped: /(?:(?:is|was|gets?|got|has been|have been|becomes?) )?(?:killed|stopped|restarted)|restarts/,
  passed: /passes|passed|(?:has|have) passed/,
  timedOut: /times? out|timed out|(?:has|have) timed out/,
  logged: /(?:has |have )?(?:logged|printed|said)|logs|prints/,
  among: /(?:in|among) the endpoints|an endpoint/,
  unset: /(?:is|are|was) (?:still )?(?:not set|empty|unset)|(?:becomes?|stays?|remains?) (?:empty|unset)/,
  runOn: /(?:runs?|ran) on|(?:is|are) (?:running |scheduled )?on/,
  existed: /(?:has |have )?existed|ran|have run|(?:is|are|was|were|has been|have been) created/,
  went: /went|passed|(?:has|have) (?:gone|passed)/,
  failedFor:
    /(?:fails|failed|(?:has|have) failed|(?:is|was) in (?:the )?phase ["']?Failed["']?) (?:with (?:the )?reason|because of|due to)/,
  it: /it|the (?:last )?command|the session/,
  exits: /exits|exited|ends|ended|finishes|finished|(?:has|have) (?:exited|ended|finished)|fails|failed|has failed/,
  restartCount: /restart count|number of restarts/,
  stops: /stops|(?:is|gets) stopped/,
  starts: /starts|(?:is|gets) started/,
  reconnects: /reconnects|is (?:re)?connected(?: again)?|has its network again/,
  comesBack: /has power again|recovers|comes back(?: up)?|comes up again/,
  comesUp: /comes (?:back )?up(?: again)?|comes back|is (?:back|up|reachable)(?: again)?/,
  failed: /fails?|failed|(?:has|have) failed|(?:is|are|was|were) lost/,
  answered: /succeeds?|succeeded|(?:has|have) succeeded|gets? an answer|got an answer/,
  theStop:
    /SIGTERM(?: (?:is|was) sent(?: to it)?)?|(?:the container|it|its container) (?:is|was|gets?|got) (?:stopped|terminated|killed|SIGTERM)|(?:the container|it) (?:stops|stopped|ends|ended|terminates)/,
  lacks: /(?:do|does|should) not (?:contain|include|say|show)|(?:don't|doesn't) (?:contain|include|say|show)/,
  contains: /contains?|includes?|says?|shows?|mentions?|(?:should|must) (?:contain|include|say|show|mention)/,
};

const WORDING = Symbol('a word that changes nothing');
const COMING = Symbol('a word that changes nothing but that it may take a while');

/** What becomes so need not be so at once; what has got or reached something has it. */
const COMES: Readonly<Record<string, RegExp>> = {
  is: /become|will|eventually|changes|switches|^gets?$|turns|comes|ends up|reaches|goes/,
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
