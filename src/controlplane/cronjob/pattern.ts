/**
 * From the notation of robfig/cron v3, which Kubernetes reads, to that of croner. Where both know a notation and mean the
 * same by it, it stays as it is.
 */

const WORDS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** The last value of each field, and how many there are: a longer step than that leads nowhere and is the same as that. */
const FIELDS = [
  { last: 59, count: 60 },
  { last: 23, count: 24 },
  { last: 31, count: 31 },
  { last: 12, count: 12 },
  { last: 6, count: 7 },
] as const;
const HOUR = 1;

/** @param text five fields, or a word for them, in which the validation has found no fault */
export function patternOf(text: string): string {
  return (WORDS[text] ?? text)
    .split(/\s+/)
    .map((field, index) => fieldOf(field, index))
    .join(' ');
}

function fieldOf(field: string, index: number): string {
  return field
    .split(',')
    .map((item) => itemOf(item, index))
    .join(',');
}

function itemOf(item: string, index: number): string {
  const { last, count } = FIELDS[index] as (typeof FIELDS)[number];
  const [range = '', step] = item.replace('?', '*').split('/');
  if (step === undefined) {
    // croner moves a job of one fixed hour out of the gap when clocks are put forward; robfig/cron leaves such a time out.
    return index === HOUR && /^\d+$/.test(range) ? `${range}-${range}/1` : range;
  }
  // Every single day is any day: only a real restriction makes the other field of days an alternative.
  if (range === '*' && Number(step) === 1) return '*';
  const from = /^\d+$/.test(range) ? `${range}-${last}` : range;
  return `${from}/${Number(step) > count ? count : step}`;
}
