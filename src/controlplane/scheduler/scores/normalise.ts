/** Scales so that the largest becomes 100; `reverse` makes the largest the worst. All equal to 0: all best when reversed. */
export function toHundred(raw: readonly number[], reverse = false): number[] {
  const max = Math.max(0, ...raw);
  if (max === 0) return raw.map(() => (reverse ? 100 : 0));
  return raw.map((value) => {
    const scaled = Math.trunc((100 * value) / max);
    return reverse ? 100 - scaled : scaled;
  });
}

/** Scales so that the range of values, and of `others` that no node has, becomes 0..100. */
export function spreadOut(raw: readonly number[], others: readonly number[] = []): number[] {
  const max = Math.max(...raw, ...others);
  const min = Math.min(...raw, ...others);
  return raw.map((value) => (max === min ? 0 : Math.trunc((100 * (value - min)) / (max - min))));
}
