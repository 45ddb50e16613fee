/** A pod that failed on a node is replaced after 1, 2, 4 … s, at most 15 min. */
const FAILED_BASE_MS = 1000;
const FAILED_MAX_MS = 15 * 60_000;

interface Record {
  backOffMs: number;
  lastMs: number;
}

/** When pods that have failed on a node may be replaced (client-go/util/flowcontrol/backoff.go). */
export class FailedPods {
  private readonly records = new Map<string, Record>();

  /**
   * @param id names a DaemonSet as it is and a node
   * @returns 0 when the pod may go now, which is taken down; else after how long it is looked at again: the whole wait, however
   * much of it is over
   */
  waitMs(id: string, nowMs: number): number {
    const record = this.records.get(id);
    if (record && nowMs - record.lastMs < record.backOffMs) return record.backOffMs;
    const isForgotten = record !== undefined && nowMs - record.lastMs > 2 * FAILED_MAX_MS;
    const backOffMs = record && !isForgotten ? Math.min(2 * record.backOffMs, FAILED_MAX_MS) : FAILED_BASE_MS;
    this.records.set(id, { backOffMs, lastMs: nowMs });
    return 0;
  }
}
