/** What words of an expression stand for that people choose freely, see `steps/wordings.ts`. */
const WORDINGS: Readonly<Record<string, string>> = {
  '{when}': '',
  '{anyTime}': '',
  '{meanwhile}': '',
  '{ofContainer}': ' of {container}',
  '{is}': 'is',
  '{isNot}': 'is not',
  '{has}': 'has',
  '{never}': 'has never',
  '{contains}': 'contains',
  '{all}': 'all',
  '{occurs}': 'occurs',
  '{occursNot}': 'does not occur',
  '{because}': 'with reason',
  '{restarted}': 'has restarted',
  '{neverIs}': 'is never',
  '{oomKilled}': 'OOMKilled',
  '{answers}': 'answers',
  '{atOnce}': 'at once',
  '{asked}': 'was asked for',
  '{failed}': 'fails',
  '{answered}': 'succeeds',
  '{byProbe}': 'by its',
  '{stopped}': 'is killed',
  '{passed}': 'passes',
  '{timedOut}': 'times out',
  '{logged}': 'has logged',
  '{among}': 'in the endpoints',
  '{unset}': 'is not set',
  '{runOn}': 'runs on',
  '{existed}': 'existed',
  '{went}': 'went',
  '{failedFor}': 'fails with reason',
  '{it}': 'it',
  '{exits}': 'exits',
  '{restartCount}': 'restart count',
  '{stops}': 'stops',
  '{starts}': 'starts',
  '{reconnects}': 'reconnects',
  '{comesBack}': 'comes back',
  '{theStop}': 'SIGTERM',
  '{lastEnded}': 'ended',
  '{alwaysHas}': 'always has',
  '{alwaysAre}': 'are always',
  '{alwaysIs}': 'is always',
  '(:)': '',
};

/** An expression as people would say it: `{when}{pod} {is} gone{meanwhile}` is `{pod} is gone`. */
export function readable(source: string): string {
  return Object.entries(WORDINGS).reduce((text, [wording, word]) => text.replaceAll(wording, word), source);
}

/** Whether `within 10s` and `for 5m` may stand before it or after it. */
export function isOverTime(source: string): boolean {
  return source.startsWith('{when}');
}
