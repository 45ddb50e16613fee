/**
 * The largest whole number for which something holds, if it holds for 0 and stops to hold at one point: doubling, then
 * halving.
 * @param step results are multiples of it
 * @param most nothing beyond is tried
 * @returns undefined when it does not even hold for 0; `most` when it always holds
 */
export function largestThat(
  holds: (n: number) => boolean,
  { step, most }: { step: number; most: number },
): number | undefined {
  if (!holds(0)) return undefined;
  let good = 0;
  let bad = step;
  while (bad < most && holds(bad)) {
    good = bad;
    bad *= 2;
  }
  if (bad >= most) {
    if (holds(most)) return most;
    bad = most;
  }
  while (bad - good > step) {
    const middle = Math.floor((good + bad) / 2 / step) * step;
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
