/** What words of an expression stand for that people choose freely, see `steps/wordings.ts`. */
const WORDINGS: Readonly<Record<string, string>> = {
  '{when}': '',
  '{meanwhile}': '',
  '{is}': 'is',
  '{isNot}': 'is not',
  '{has}': 'has',
  '{never}': 'has never',
  '{contains}': 'contains',
  '{every}': 'all',
  '{alwaysHas}': 'always has',
  '{alwaysAre}': 'are always',
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
