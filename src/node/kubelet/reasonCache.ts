import type { SyncResult } from './syncResult';

/** Why the last start attempt of a container failed. */
export interface StartFailure {
  readonly reason: string;
  readonly message: string;
}

/**
 * Remembers the failed start attempts of each pod until the next status is made, where they become the waiting
 * reasons (pkg/kubelet/reason_cache.go).
 */
export class ReasonCache {
  private readonly failures = new Map<string, StartFailure>();

  /** Takes over the results of one sync: attempted containers get or lose their entry, others keep theirs. */
  update(podUid: string, results: readonly SyncResult[]): void {
    for (const { action, target, failure } of results) {
      if (action !== 'StartContainer') continue;
      if (failure) this.failures.set(key(podUid, target), failure);
      else this.failures.delete(key(podUid, target));
    }
  }

  get(podUid: string, container: string): StartFailure | undefined {
    return this.failures.get(key(podUid, container));
  }

  remove(podUid: string, container: string): void {
    this.failures.delete(key(podUid, container));
  }
}

function key(podUid: string, container: string): string {
  return `${podUid}_${container}`;
}
