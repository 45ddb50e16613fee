/**
 * The largest whole number for which something holds, if it holds up to one point and no further: from a guess with strides
 * that double, then by halves.
 * @param step results are multiples of it
 * @param most nothing beyond is tried
 * @param guess where to begin; a good one saves tries, a bad one costs some. Default 0
 * @returns undefined when it does not even hold for 0; `most` when it always holds
 */
export function largestThat(
  holds: (n: number) => boolean,
  { step, most, guess = 0 }: { step: number; most: number; guess?: number },
): number | undefined {
  const start = Math.min(most, Math.max(0, Math.floor(guess / step) * step));
  let stride = step;
  let good: number;
  let bad: number;
  if (holds(start)) {
    good = start;
    bad = start + stride;
    while (bad < most && holds(bad)) {
      good = bad;
      stride *= 2;
      bad += stride;
    }
    if (bad >= most) {
      if (good >= most || holds(most)) return most;
      bad = most;
    }
  } else {
    bad = start;
    good = start - stride;
    while (good > 0 && !holds(good)) {
      bad = good;
      stride *= 2;
      good -= stride;
    }
    if (good <= 0 && (bad === 0 || !holds(0))) return undefined;
    good = Math.max(good, 0);
  }
  while (bad - good > step) {
    const middle = Math.floor((good + bad) / 2 / step) * step;
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
