import { isTerminalPhase } from '../../api/index';
import type { Pod, PodStatus } from '../../api/types/index';
import { sleep, type Task } from '../../kernel/index';
import { VolumeError } from '../volumes/index';
import type { KubeletContext } from './context';
import type { MirrorClient } from './mirrorClient';
import type { Pleg } from './pleg';
import { isStaticPod } from './podConfig';
import type { PodEvents } from './podEvents';
import type { PodRuntime } from './podRuntime';
import { factObject, podUid } from './podSpec';
import { generatePodStatus, type PodStatusSources } from './podStatus';
import type { KillOptions, PodSyncMethods } from './podWorkers';
import type { ProbeManager } from './probeManager';
import { missingPullSecrets } from './pullSecrets';
import type { ReasonCache } from './reasonCache';
import type { PodResizes } from './resize/index';
import { asksToRestartAll } from './restartAll';
import type { PodRuntimeStatus } from './runtimeStatus';
import type { StatusManager } from './statusManager';
import { type PodSyncResult, SyncError } from './syncResult';

export interface PodSyncerDeps {
  readonly context: KubeletContext;
  readonly events: PodEvents;
  readonly pleg: Pleg;
  readonly runtime: PodRuntime;
  readonly statuses: StatusManager;
  readonly probes: ProbeManager;
  readonly reasons: ReasonCache;
  readonly mirrors: MirrorClient;
  readonly resizes: PodResizes;
  readonly statusSources: PodStatusSources;
  readonly isTerminationRequested: (uid: string) => boolean;
  /** Asks for another sync of the pod, as soon as this one is over. */
  readonly syncAgain: (pod: Pod) => void;
  /** Whether the kubelet still brings volumes for a pod. */
  readonly isWanted: (pod: Pod) => boolean;
}

/** What the kubelet does with a pod in one turn of its worker (pkg/kubelet/kubelet.go SyncPod and its siblings). */
export class PodSyncer implements PodSyncMethods {
  /** Pods that have had their first turn. */
  private readonly seen = new Set<string>();

  constructor(private readonly deps: PodSyncerDeps) {}

  /** Brings a pod that is to run one step further. The status shown meanwhile is that of before the step. */
  *syncPod(wish: Pod, runtime: PodRuntimeStatus): Task<boolean> {
    const { context, statuses, resizes } = this.deps;
    yield* this.admissionDelay(wish);
    const pod = resizes.beginSync(wish, runtime);
    const status = this.statusOf(pod, runtime, false);
    statuses.setPodStatus(pod, status);
    if (isTerminalPhase(status.phase)) return true;
    context.kernel.journal.record({
      component: context.component,
      type: 'pod-sync',
      object: factObject(pod),
      detail: { phase: status.phase ?? '' },
    });
    yield* this.syncRuntime(pod, runtime, asksToRestartAll(status));
    return false;
  }

  /** Mirror, volumes, probes, then the runtime. @throws SyncError */
  *syncRuntime(pod: Pod, runtime: PodRuntimeStatus, restartAll = false): Task {
    const { context, probes, reasons, mirrors, pleg, resizes } = this.deps;
    if (isStaticPod(pod)) yield* mirrors.ensure(pod);
    if (!(yield* this.waitForVolumes(pod))) return;
    this.warnOfMissingPullSecrets(pod);
    if (context.release.has('probeWorkersStartInSync')) probes.addPod(pod);
    const result = yield* this.deps.runtime.syncPod(pod, runtime, restartAll);
    reasons.update(podUid(pod), result.steps);
    resizes.endSync(pod, result.steps);
    // PLEGOnDemandRelist: what this sync did is seen without waiting for the next second.
    if (!context.release.has('pleg1sOnly') && !result.failure && result.changedSomething)
      pleg.requestRelist(podUid(pod));
    throwFailure(result);
    // Nobody else tells of containers that are gone: the next sync starts them anew (kubelet.go SyncPod).
    if (restartAll && result.steps.some(({ action }) => action === 'RemoveContainer')) this.deps.syncAgain(pod);
  }

  *syncTerminatingPod(wish: Pod, runtime: PodRuntimeStatus, graceSeconds: number, kill: KillOptions | undefined): Task {
    const { context, statuses, probes, pleg, resizes } = this.deps;
    yield* this.admissionDelay(wish);
    const pod = resizes.allocation.forSync(wish, false);
    const status = this.statusOf(pod, runtime, false);
    kill?.status?.(status);
    statuses.setPodStatus(pod, status);
    if (context.release.has('livenessStopsAtDeletion')) probes.stopLivenessAndStartup(pod);
    yield* this.deps.runtime.killPod(pod, runtime, { graceSeconds });
    probes.removePod(pod);
    const after = pleg.inspectNow(podUid(pod));
    if (after.containers.some((c) => c.state === 'running')) {
      throw new SyncError('detected running containers after a successful KillPod');
    }
    // Not what the kill says again: a pod that is evicted or shut down, and whose containers end well, has Succeeded since 1.27.
    statuses.setPodStatus(pod, this.statusOf(pod, { ...after, ip: after.ip || runtime.ip }, true));
  }

  *syncTerminatedPod(wish: Pod, runtime: PodRuntimeStatus): Task {
    const { context, statuses, resizes } = this.deps;
    const pod = resizes.allocation.forSync(wish, false);
    statuses.setPodStatus(pod, this.statusOf(pod, runtime, true));
    yield* context.volumes.waitForUnmount(pod);
    statuses.terminatePod(pod);
    this.seen.delete(podUid(pod));
  }

  /** The status by what the runtime said, for the API. */
  statusOf(pod: Pod, runtime: PodRuntimeStatus, isFinal: boolean): PodStatus {
    return generatePodStatus(this.deps.statusSources, pod, runtime, isFinal);
  }

  /** The way of a new pod through the kubelet's main loop. */
  *admissionDelay(pod: Pod): Task {
    if (this.seen.has(podUid(pod))) return;
    this.seen.add(podUid(pod));
    yield* sleep(this.deps.context.kernel.latency('kubeletAdmit'));
  }

  private warnOfMissingPullSecrets(pod: Pod): void {
    const { context, events } = this.deps;
    const missing = missingPullSecrets(context, pod);
    if (missing.length === 0 || !context.release.has('pullSecretEvent')) return;
    events.warn(
      pod,
      undefined,
      'FailedToRetrieveImagePullSecret',
      `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`,
    );
  }

  /** @returns false when the pod was asked to end while it waited */
  private *waitForVolumes(pod: Pod): Task<boolean> {
    const { context, events, isTerminationRequested, isWanted } = this.deps;
    const isCancelled = () => context.release.has('volumeWaitCancellable') && isTerminationRequested(podUid(pod));
    try {
      yield* context.volumes.waitForAttachAndMount(pod, isCancelled, isWanted(pod));
    } catch (error) {
      if (!(error instanceof VolumeError)) throw error;
      if (!error.timedOut || !context.release.has('volumeTimeoutEventHidden')) {
        events.warn(pod, undefined, 'FailedMount', error.message);
      }
      throw new SyncError(error.message);
    }
    return !isCancelled();
  }
}

/** The first failure makes the sync fail; when only back-off stood in the way, the next sync can be timed. */
function throwFailure(result: PodSyncResult): void {
  const { failure } = result;
  if (!failure) return;
  const backOffEndMs = result.earliestBackOffEndMs;
  if (backOffEndMs !== undefined) throw new SyncError(failure.message, 'back-off', backOffEndMs);
  throw new SyncError(failure.message);
}
