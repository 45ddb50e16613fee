/** A report must open whatever a container writes: longer lines are cut, with a note of how much is missing. */
export const MAX_LINE_CHARS = 2000;

/** Lines of one container instance or command; of more, the last ones are kept. */
const MAX_LINES = 2000;

/** Versions of one object's description; of more, the first ones and the last one are kept. */
export const MAX_VERSIONS = 400;

/** Versions of events, rows of pods: a story with more is one that repeats itself. */
export const MAX_ROWS = 5000;

/** Runs of equal answers in one lane; later ones are not told apart. */
export const MAX_RUNS = 10_000;

/** The text, or its beginning and how many characters were left out. Never cuts a surrogate pair in two. */
export function shortened(text: string, maxChars = MAX_LINE_CHARS): string {
  if (text.length <= maxChars) return text;
  const last = text.charCodeAt(maxChars - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? maxChars - 1 : maxChars;
  return `${text.slice(0, end)}… (${(text.length - end).toLocaleString('en-US')} more characters)`;
}

/** The last lines that may be shown, and how many were left out before them. */
export function lastOnes<T>(
  lines: readonly T[],
  max = MAX_LINES,
): { readonly kept: readonly T[]; readonly left: number } {
  return lines.length <= max ? { kept: lines, left: 0 } : { kept: lines.slice(-max), left: lines.length - max };
}
