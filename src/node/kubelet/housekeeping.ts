import type { Pod, PodStatus } from '../../api/types/index';
import { rule, type Task } from '../../kernel/index';
import type { BackOff } from './backOff';
import { CONTAINER_GC_PERIOD_MS, HOUSEKEEPING_PERIOD_MS } from './constants';
import { pruneDeadContainers, pruneSandboxes } from './containerGc';
import type { KubeletContext } from './context';
import { LazyTicker, startedGrid } from './grid';
import type { MirrorClient } from './mirrorClient';
import { orphan, restored } from './orphan';
import type { Pleg, PlegEvent } from './pleg';
import { fullName, type PodManager } from './podManager';
import type { KillPodOptions, PodRuntime } from './podRuntime';
import { podUid } from './podSpec';
import type { PodWorkers } from './podWorkers';
import type { ProbeManager } from './probeManager';
import type { PodRuntimeStatus } from './runtimeStatus';
import { notRunning } from './serialPodWorkers';
import type { StatusManager } from './statusManager';

const ONE_DEAD = rule(
  'gc/keeps-one-dead',
  'Of each container the newest dead instance is kept, for lastState and logs --previous.',
  'KubeletConfiguration, maximum-dead-containers-per-container',
);

export interface HousekeepingDeps {
  readonly context: KubeletContext;
  readonly pods: PodManager;
  readonly workers: PodWorkers;
  readonly statuses: StatusManager;
  readonly probes: ProbeManager;
  readonly pleg: Pleg;
  readonly runtime: PodRuntime;
  readonly backOff: BackOff;
  readonly mirrors: MirrorClient;
  readonly statusOf: (pod: Pod, runtime: PodRuntimeStatus) => PodStatus;
  /** Whether it is known which pods are wanted. */
  readonly sourcesReady: () => boolean;
}

/**
 * Every 2 s: forgets what nobody needs any more and stops what nobody asked for (kubelet_pods.go HandlePodCleanups).
 * Every minute: removes dead containers and sandboxes of pods that are through. Both tick only when something happened.
 */
export class Housekeeping {
  private readonly cleanup: LazyTicker;
  private readonly garbage: LazyTicker;
  /** Pods that are being killed from here; with their names those whose objects are gone. */
  private readonly killing = new Map<string, string | undefined>();
  /** Releases up to 1.21: pods whose objects are gone and that may have left volumes. */
  private readonly removed = new Map<string, Pod>();
  /** Pods whose volumes are being taken away from here. */
  private readonly unmounting = new Set<string>();

  constructor(private readonly deps: HousekeepingDeps) {
    const { kernel, component } = deps.context;
    const ticker = (name: string, periodMs: number, tick: () => void) => {
      return new LazyTicker(kernel, startedGrid(deps.context, name, periodMs), `${component}/${name}`, tick);
    };
    this.cleanup = ticker('housekeeping', HOUSEKEEPING_PERIOD_MS, () =>
      this.whenReady(this.cleanup, () => this.clean()),
    );
    this.garbage = ticker('container-gc', CONTAINER_GC_PERIOD_MS, () =>
      this.whenReady(this.garbage, () => this.collect()),
    );
  }

  /** Something has changed that the next tick may have to follow up. */
  request(): void {
    this.cleanup.request();
    this.garbage.request();
  }

  stop(): void {
    this.cleanup.stop();
    this.garbage.stop();
  }

  /** A kubelet that has not heard yet which pods it has stops and removes nothing (kubelet.go, sourcesReady). */
  private whenReady(ticker: LazyTicker, work: () => void): void {
    if (this.deps.sourcesReady()) work();
    else ticker.request();
  }

  /** What the deletors do when a container has ended or was removed. */
  handlePleg(event: PlegEvent, pod: Pod | undefined): void {
    const { pleg, context } = this.deps;
    const status = pleg.get(event.podUid);
    if (event.type === 'ContainerDied') {
      const isThrough = pod !== undefined && this.isThrough(pod, status);
      if (pruneDeadContainers(context.runtime, status, event.id, isThrough)) context.kernel.acts(ONE_DEAD);
    }
    if (event.type === 'ContainerRemoved' && context.release.has('removalWaitsForSandbox')) {
      pruneSandboxes(context.runtime, status, pod !== undefined && !this.isThrough(pod, status));
    }
    if (pod === undefined) this.request();
  }

  /** Releases up to 1.21: the object of a pod is gone; what runs is stopped with what the pod said last. */
  killRemoved(pod: Pod): void {
    this.deps.probes.removePod(pod);
    this.removed.set(podUid(pod), pod);
    this.kill(pod, this.deps.pleg.inspectNow(podUid(pod)), {}, fullName(pod));
  }

  /** Releases up to 1.21: whether a pod of that name whose object is gone is being stopped (IsPodPendingTerminationByPodName). */
  isKillingRemoved(pod: Pod): boolean {
    const name = fullName(pod);
    for (const other of this.killing.values()) if (other === name) return true;
    return false;
  }

  /**
   * Releases up to 1.21: whether volumes are brought for the pod. A sync may have begun with what it was before it was
   * deleted, and then waits for them in vain (desired_state_of_world_populator.go findAndAddNewPods).
   */
  isWanted(pod: Pod): boolean {
    const known = this.deps.pods.get(podUid(pod));
    return known !== undefined && !this.deps.statuses.hasEnded(known);
  }

  /** Releases up to 1.21: whether the object of a deleted pod may go (kubelet_pods.go PodResourcesAreReclaimed). */
  resourcesReclaimed(pod: Pod, status: PodStatus): boolean {
    const { pleg, context } = this.deps;
    const uid = podUid(pod);
    if (!notRunning(status)) return false;
    const runtime = pleg.get(uid);
    if (runtime.containers.length > 0) return false;
    if (context.release.has('removalWaitsForSandbox') && runtime.sandboxes.length > 0) return false;
    return !context.volumes.podVolumesExist(uid);
  }

  private clean(): void {
    const { pods, workers, statuses, probes, backOff, context } = this.deps;
    const byLifecycle = context.release.has('podWorkersByLifecycle');
    const wanted = new Set(
      pods
        .all()
        .filter((pod) => byLifecycle || !this.deps.statuses.hasEnded(pod))
        .map(podUid),
    );
    const worked = workers.syncKnownPods(wanted);
    for (const pod of pods.all()) {
      if (wanted.has(podUid(pod))) continue;
      probes.removePod(pod);
      this.unmount(pod);
    }
    for (const [uid, pod] of this.removed) {
      if (context.volumes.podVolumesExist(uid)) this.unmount(pod);
      else this.removed.delete(uid);
    }
    let busy = this.killOrphans(wanted, worked);
    for (const uid of statuses.knownPods()) {
      if (!pods.get(uid) && workers.isFinished(uid)) statuses.removeOrphan(uid);
      else if (!pods.get(uid)) busy = true;
    }
    backOff.collectGarbage();
    if (this.deleteOrphanedMirrors(worked)) busy = true;
    if (busy || this.removed.size > 0 || [...worked].some((uid) => !wanted.has(uid))) this.cleanup.request();
  }

  /** A mirror goes when its static pod is through. @returns whether some have to wait */
  private deleteOrphanedMirrors(worked: ReadonlySet<string>): boolean {
    const { context, pods, mirrors, workers } = this.deps;
    const { kernel, component } = context;
    let waiting = false;
    for (const mirror of pods.orphanedMirrors()) {
      const uid = mirror.metadata.annotations?.['kubernetes.io/config.mirror'] ?? '';
      if (worked.has(uid) && !workers.isFinished(uid)) waiting = true;
      else kernel.spawn(`${component}/mirror/${mirror.metadata.name}`, mirrors.delete(mirror));
    }
    return waiting;
  }

  /** Stops runtime pods that no worker knows. @returns whether there is something left to look after */
  private killOrphans(wanted: ReadonlySet<string>, worked: ReadonlySet<string>): boolean {
    const { context, pods, pleg } = this.deps;
    let busy = false;
    for (const uid of context.runtime.podUids()) {
      if (wanted.has(uid) || (worked.has(uid) && pods.get(uid) === undefined)) continue;
      const status = pleg.inspectNow(uid);
      const alive =
        status.containers.some((c) => c.state === 'running') || status.sandboxes.some((s) => s.state === 'ready');
      if (!alive) continue;
      busy = true;
      const pod = pods.get(uid);
      if (pod) this.kill({ ...pod, metadata: withoutDeletion(pod) }, status, { quiet: true });
      // Without a pod only the runtime's labels are left; the grace is then the shortest one (killing an orphan).
      else if (context.release.has('podWorkersByLifecycle'))
        this.kill(orphan(status), status, { graceSeconds: 1, quiet: true });
      else this.kill(restored(status), status, { quiet: true });
    }
    return busy;
  }

  private kill(pod: Pod, status: PodRuntimeStatus, options: KillPodOptions, name?: string): void {
    const uid = podUid(pod);
    if (this.killing.has(uid)) return;
    this.killing.set(uid, name);
    const { kernel, component } = this.deps.context;
    const killing = this.killing;
    const { runtime } = this.deps;
    kernel.spawn(
      `${component}/kill/${pod.metadata.name}`,
      followedBy(runtime.killPod(pod, status, options), () => killing.delete(uid)),
    );
  }

  private unmount(pod: Pod): void {
    const uid = podUid(pod);
    const { context, pleg } = this.deps;
    if (this.unmounting.has(uid) || !context.volumes.podVolumesExist(uid)) return;
    if (pleg.get(uid).containers.some((c) => c.state === 'running')) {
      this.cleanup.request();
      return;
    }
    this.unmounting.add(uid);
    const unmounting = this.unmounting;
    context.kernel.spawn(
      `${context.component}/unmount/${pod.metadata.name}`,
      followedBy(context.volumes.waitForUnmount(pod), () => unmounting.delete(uid)),
    );
  }

  /** kuberuntime_gc.go: containers of pods that are gone, sandboxes that nothing stands in. */
  private collect(): void {
    const { context, pods, pleg } = this.deps;
    for (const uid of context.runtime.podUids()) {
      const pod = pods.get(uid);
      const status = pleg.inspectNow(uid);
      const through = pod === undefined || this.isThrough(pod, status);
      if (through && this.deps.workers.isFinished(uid)) {
        // One that was made and never started goes as well.
        for (const c of status.containers) if (c.state !== 'running') context.runtime.removeContainer(c.id);
      }
      pruneSandboxes(context.runtime, status, !through);
    }
  }

  /**
   * Nothing of the pod will be asked for any more: it is being deleted, and its containers are known to have ended
   * (pod_workers.go ShouldPodContentBeRemoved). Releases up to 1.21 look at what runs, so they may be early (kubelet.go
   * cleanUpContainersInPod).
   */
  private isThrough(pod: Pod, status: PodRuntimeStatus): boolean {
    const { context, workers, statusOf } = this.deps;
    if (!pod.metadata.deletionTimestamp) return false;
    if (!context.release.has('podWorkersByLifecycle')) return notRunning(statusOf(pod, status));
    return !workers.couldHaveRunningContainers(podUid(pod));
  }
}

/** The runtime's labels know the spec's grace, not that of the deletion. */
function withoutDeletion(pod: Pod): Pod['metadata'] {
  const { deletionTimestamp, deletionGracePeriodSeconds, ...rest } = pod.metadata;
  void [deletionTimestamp, deletionGracePeriodSeconds];
  return rest;
}

function* followedBy(task: Task<unknown>, then: () => void): Task {
  yield* task;
  then();
}
