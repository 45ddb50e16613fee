/** The wait after the k-th failure since the last success: 10 s, 20 s, 40 s … up to 10 min. */
const BASE_MS = 10_000;
export const MAX_MS = 600_000;

/** What is left of the wait after so many failures, of which the last was then. */
export function backOffLeftMs(failures: number, lastFailureMs: number, nowMs: number, maxMs: number): number {
  const waitMs = Math.min(BASE_MS * 2 ** (failures - 1), maxMs);
  return Math.max(0, lastFailureMs + waitMs - nowMs);
}

export interface Ended {
  readonly uid: string;
  readonly succeeded: boolean;
  readonly atMs: number;
}

/** How long a Job waits before it makes the next pod, from how its pods ended. */
export class BackOffRecord {
  private readonly seen = new Set<string>();
  private failures = 0;
  private lastFailureMs = 0;

  constructor(private readonly maxMs: number) {}

  /**
   * Takes note of pods that have ended; each counts once. Of what comes to light together, only failures in a later second than the
   * last success count (backoff_utils.go, newBackoffRecord).
   */
  note(ended: readonly Ended[]): void {
    const fresh = ended
      .filter(({ uid }) => !this.seen.has(uid))
      .sort((a, b) => a.atMs - b.atMs || Number(a.succeeded) - Number(b.succeeded));
    for (const { uid, succeeded, atMs } of fresh) {
      this.seen.add(uid);
      if (succeeded) {
        this.failures = 0;
        continue;
      }
      this.failures++;
      this.lastFailureMs = Math.max(this.lastFailureMs, atMs);
    }
  }

  /** Milliseconds that are left of the wait; 0 when there is none. */
  remainingMs(nowMs: number): number {
    if (this.failures === 0) return 0;
    return backOffLeftMs(this.failures, this.lastFailureMs, nowMs, this.maxMs);
  }
}
