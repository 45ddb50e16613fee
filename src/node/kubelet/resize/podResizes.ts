import type { Pod } from '../../../api/types/index';
import type { KubeletContext } from '../context';
import type { PodEvents } from '../podEvents';
import { podUid } from '../podSpec';
import type { PodRuntimeStatus } from '../runtimeStatus';
import type { SyncResult } from '../syncResult';
import { ResizeActuation } from './actuation';
import { AllocationManager, type AllocationOptions } from './allocationManager';
import { ResizeConditions } from './conditions';
import { ResizeEvents } from './events';

/** How the kubelet deals with resizes of pods: it grants them, carries them out, and tells how far they are (KEP-1287). */
export class PodResizes {
  readonly allocation: AllocationManager;
  readonly actuation: ResizeActuation;
  readonly conditions: ResizeConditions;
  private readonly events: ResizeEvents;

  constructor(
    private readonly context: KubeletContext,
    events: PodEvents,
    options: Omit<AllocationOptions, 'conditions' | 'events'>,
  ) {
    this.conditions = new ResizeConditions(context);
    this.events = new ResizeEvents(context, events);
    this.actuation = new ResizeActuation(context);
    const { conditions } = this;
    this.allocation = new AllocationManager(context, { ...options, conditions, events: this.events });
  }

  /** A sync begins: how far is the resize of the pod? @returns the pod to work on */
  beginSync(pod: Pod, runtime: PodRuntimeStatus): Pod {
    if (!this.context.release.has('inPlaceResize')) return pod;
    const allocated = this.allocation.forSync(pod, true);
    if (this.actuation.isInProgress(allocated, runtime)) this.conditions.setInProgress(allocated);
    else {
      const over = this.conditions.clearInProgress(podUid(pod));
      if (over) this.events.completed(allocated, over.observedGeneration);
    }
    return allocated;
  }

  /** What the runtime was told to do with the pod is done, or has failed. */
  endSync(pod: Pod, steps: readonly SyncResult[]): void {
    for (const { action, failure } of steps) {
      if (action !== 'ResizePodInPlace') continue;
      if (failure) this.fail(pod, failure.message ?? '');
      else if (!this.context.release.has('resizeQueue')) this.conditions.clearError(podUid(pod));
    }
  }

  private fail(pod: Pod, message: string): void {
    const { generation, changed } = this.conditions.setInProgress(pod, 'Error', message);
    if (changed) this.events.failed(pod, generation, message);
  }
}
