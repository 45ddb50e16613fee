/**
 * Indexes of an Indexed Job as text: `1,3-5`. Source: batch validation `validateIndexesFormat`.
 * @returns how many it names, or what is wrong with it
 */
export function indexesOf(text: string, completions: number): number | string {
  if (text === '') return 0;
  let last = -1;
  let total = 0;
  for (const interval of text.split(',')) {
    const ends = interval.split('-');
    if (ends.length > 2) {
      return `the fragment "${interval}" violates the requirement that an index interval can have at most two parts separated by '-'`;
    }
    const fault = ends.map((end) => indexFault(end, completions)).find((found) => found !== undefined);
    if (fault !== undefined) return fault;
    const first = Number(ends[0]);
    const second = Number(ends[1] ?? ends[0]);
    if (ends.length === 2 && first >= second) return notIncreasing(first, second);
    if (last >= first) return notIncreasing(last, first);
    total += second - first + 1;
    last = second;
  }
  return total;
}

function indexFault(text: string, completions: number): string | undefined {
  if (!/^[+-]?\d+$/.test(text)) return `cannot convert string to integer for index: "${text}"`;
  return Number(text) >= completions ? `too large index: "${text}"` : undefined;
}

function notIncreasing(previous: number, current: number): string {
  return `non-increasing order, previous: ${previous}, current: ${current}`;
}
