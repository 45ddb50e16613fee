const FIRST_SECONDS = 10;
const LONGEST_SECONDS = 300;
const FORGOTTEN_AFTER_SECONDS = 600;

/**
 * How long a container that ends by itself waits at least before each restart, when its runs last so long: at once, then
 * 10 s, doubling to 5 min; a run of more than 10 min begins the series anew (kubernetes.io, Pod Lifecycle, Container restarts).
 */
export function restartWaits(runsSeconds: readonly number[]): number[] {
  let next = 0;
  return runsSeconds.map((run) => {
    const wait = run > FORGOTTEN_AFTER_SECONDS ? 0 : next;
    next = wait === 0 ? FIRST_SECONDS : Math.min(2 * wait, LONGEST_SECONDS);
    return wait;
  });
}
