import { OrdinaryError } from '../../kernel/index';
import type { StartFailure } from './reasonCache';

export type SyncAction =
  | 'KillContainer'
  | 'KillPodSandbox'
  | 'CreatePodSandbox'
  | 'ConfigPodSandbox'
  | 'StartContainer'
  | 'RemoveContainer'
  | 'ResizePodInPlace';

/** What one step of a runtime sync did (pkg/kubelet/container/sync_result.go). */
export interface SyncResult {
  readonly action: SyncAction;
  /** Name of the container, or of the pod. */
  readonly target: string;
  failure?: StartFailure;
  /** When a back-off that refused the start ends, in kernel milliseconds. */
  backOffEndsMs?: number;
}

/** The steps of one runtime sync, in the order in which they were taken. */
export class PodSyncResult {
  readonly steps: SyncResult[] = [];

  add(action: SyncAction, target: string): SyncResult {
    const step: SyncResult = { action, target };
    this.steps.push(step);
    return step;
  }

  /** The first failure: what makes the whole sync count as failed. */
  get failure(): StartFailure | undefined {
    return this.steps.find((step) => step.failure)?.failure;
  }

  /** Whether something in the runtime was changed for good, so that a fresh list would show it. */
  get changedSomething(): boolean {
    return this.steps.some((step) => !step.failure && step.action !== 'ConfigPodSandbox');
  }

  /** The end of the earliest crash-loop back-off that refused a start. */
  get earliestBackOffEndMs(): number | undefined {
    const ends = this.steps.flatMap((step) => (step.backOffEndsMs === undefined ? [] : [step.backOffEndsMs]));
    return ends.length > 0 ? Math.min(...ends) : undefined;
  }
}

/** A sync that did not do all it had to; decides when the next one comes. */
export class SyncError extends OrdinaryError {
  constructor(
    message: string,
    readonly kind: 'network-not-ready' | 'back-off' | 'other' = 'other',
    readonly backOffEndMs?: number,
  ) {
    super(message);
    this.name = 'SyncError';
  }
}
