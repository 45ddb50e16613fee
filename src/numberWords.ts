/** Numbers that may be written out, each at its own place. */
export const NUMBER_WORDS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
] as const;

/** `3`, `1.5` or `three`. @returns -1 for any other word */
export function numberOf(text: string): number {
  return /\d/.test(text) ? Number(text) : (NUMBER_WORDS as readonly string[]).indexOf(text);
}
