import type { ProbeKind } from './probeKinds';

/** The verdict of a probe over several runs. */
export type ProbeResult = 'success' | 'failure' | 'unknown';

export interface ProbeUpdate {
  readonly kind: ProbeKind;
  readonly containerId: string;
  readonly result: ProbeResult;
  readonly podUid: string;
}

/** The last stored result for each container instance (pkg/kubelet/prober/results). Tells when one changes. */
export class ProbeResults {
  private readonly results = new Map<string, ProbeResult>();

  constructor(
    private readonly kind: ProbeKind,
    private readonly changed: (update: ProbeUpdate) => void,
  ) {}

  get(containerId: string): ProbeResult | undefined {
    return this.results.get(containerId);
  }

  /** Stores a result; the first one of a container, and each that differs from the one before, is passed on. */
  set(containerId: string, result: ProbeResult, podUid: string): void {
    if (this.results.get(containerId) === result) return;
    this.results.set(containerId, result);
    this.changed({ kind: this.kind, containerId, result, podUid });
  }

  remove(containerId: string): void {
    this.results.delete(containerId);
  }
}
