export interface Thresholds {
  readonly failureThreshold: number;
  readonly successThreshold: number;
}

/** A verdict changes with the n-th result, counted from 1. */
export interface VerdictChange {
  readonly result: number;
  readonly success: boolean;
}

/**
 * What a readiness probe makes of a row of results: not ready at first, then whatever as many equal results in a row as
 * the threshold says have told last (kubernetes.io, Configure Probes).
 */
export function readinessVerdicts(results: readonly boolean[], thresholds: Thresholds): VerdictChange[] {
  const changes: VerdictChange[] = [];
  let verdict = false;
  for (const [i, success] of results.entries()) {
    const needed = success ? thresholds.successThreshold : thresholds.failureThreshold;
    const row = results.slice(Math.max(0, i + 1 - needed), i + 1);
    if (success === verdict || row.length < needed || row.some((one) => one !== success)) continue;
    verdict = success;
    changes.push({ result: i + 1, success });
  }
  return changes;
}

/** With which result a liveness probe kills its container: the last of the first row of that many failures. */
export function killedBy(results: readonly boolean[], failureThreshold: number): number | undefined {
  const end = results.findIndex(
    (_, i) => i + 1 >= failureThreshold && !results.slice(i + 1 - failureThreshold, i + 1).includes(true),
  );
  return end < 0 ? undefined : end + 1;
}
