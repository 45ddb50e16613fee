import type { Pod } from '../../../api/types/index';
import { type Process, sleep, type Task } from '../../../kernel/index';
import { NotImplementedError } from '../../../world/index';
import {
  EVICTION_MONITORING_PERIOD_MS,
  POD_CLEANUP_POLL_MS,
  POD_CLEANUP_TIMEOUT_MS,
  VOLUME_STATS_PERIOD_MS,
} from '../constants';
import type { KubeletContext } from '../context';
import { Grid } from '../grid';
import { isCritical } from '../podConfig';
import { podUid } from '../podSpec';
import type { EvictionRequest } from './eviction';
import { excessOf, hasStorageLimits } from './localStorage';
import { VolumeStats } from './volumeStats';

/** How often the manager looks whether a pod that it kills is dead. */
const DEATH_POLL_MS = 100;
/** A kill is waited for one and a half times its grace, and this long at least (pkg/kubelet/pod_workers.go killPodNow). */
const KILL_TIMEOUT_MS = 10_000;

/** What the manager needs of its kubelet. */
export interface EvictionManagerDeps {
  readonly podByUid: (uid: string) => Pod | undefined;
  readonly hasEnded: (pod: Pod) => boolean;
  readonly evict: (pod: Pod, request: EvictionRequest) => void;
  /** Whether nothing of an evicted pod is left on the node. */
  readonly isCleanedUp: (pod: Pod) => boolean;
}

/**
 * Looks every ten seconds for pods that take more of the node's disk than they may, and evicts them
 * (pkg/kubelet/eviction/eviction_manager.go). Where no pod has such a limit it never looks: there is nothing to find.
 */
export class EvictionManager {
  private readonly watched = new Map<string, VolumeStats>();
  private readonly startedMs: number;
  /** When it looked last: the next look is a period later. */
  private lookedMs: number | undefined;
  private process: Process | undefined;

  constructor(
    private readonly context: KubeletContext,
    private readonly deps: EvictionManagerDeps,
  ) {
    this.startedMs = context.kernel.now;
  }

  added(pod: Pod): void {
    if (!hasStorageLimits(pod)) return;
    const { kernel, component } = this.context;
    this.watched.get(podUid(pod))?.stop();
    this.watched.set(
      podUid(pod),
      new VolumeStats(this.context, pod, this.phaseMs('volume-stats', VOLUME_STATS_PERIOD_MS)),
    );
    this.process ??= kernel.spawn(`${component}/eviction`, this.monitor());
  }

  removed(pod: Pod): void {
    this.watched.get(podUid(pod))?.stop();
    this.watched.delete(podUid(pod));
  }

  stop(): void {
    this.process?.kill();
    for (const stats of this.watched.values()) stats.stop();
  }

  private *monitor(): Task {
    const { kernel } = this.context;
    while (this.watched.size > 0) {
      const anchorMs = this.lookedMs ?? this.phaseMs('eviction', EVICTION_MONITORING_PERIOD_MS);
      yield* sleep(new Grid(EVICTION_MONITORING_PERIOD_MS, anchorMs).after(kernel.now) - kernel.now);
      let evicted: Pod[];
      do {
        this.lookedMs = kernel.now;
        evicted = yield* this.synchronize();
        yield* this.waitForCleanup(evicted);
      } while (evicted.length > 0);
    }
    this.process = undefined;
  }

  /** A kubelet begins at some moment; what it does over and over again has no other beginning. */
  private phaseMs(name: string, periodMs: number): number {
    const { kernel, component } = this.context;
    return this.startedMs + kernel.random.stream(`${component}/${name}`).integer(1, periodMs);
  }

  /** @returns the pods that were evicted */
  private *synchronize(): Task<Pod[]> {
    const evicted: Pod[] = [];
    for (const [uid, volumes] of [...this.watched]) {
      const pod = this.deps.podByUid(uid);
      if (!pod || this.deps.hasEnded(pod)) continue;
      const excess = excessOf(pod, {
        volume: (name) => volumes.usedBytes(name),
        container: (name) => this.containerBytes(uid, name),
      });
      if (!excess) continue;
      if (excess.isOfMemory && this.context.release.has('sizedMemoryVolumes')) this.refuse(pod);
      // Static pods would not be admitted again, and critical ones are needed more than the disk.
      if (isCritical(pod)) continue;
      this.context.kernel.acts(excess.rule);
      this.deps.evict(pod, { reason: 'Evicted', message: excess.message, isDisruption: false });
      yield* this.waitForDeath(uid);
      evicted.push(pod);
    }
    return evicted;
  }

  /** Since there is a limit on the file system itself, writes fail and there is nothing to evict. */
  private refuse({ metadata: { namespace = 'default', name } }: Pod): void {
    this.context.kernel.fail(
      new NotImplementedError(
        'more of an emptyDir in memory than its sizeLimit',
        `Pod ${namespace}/${name}`,
        'A write to it fails with "No space left on device" in a cluster: make the sizeLimit larger, or let the script write less.',
      ),
    );
  }

  private *waitForDeath(uid: string): Task {
    const { kernel, runtime } = this.context;
    const deadlineMs = kernel.now + KILL_TIMEOUT_MS;
    const isUp = () => runtime.podStatus(uid).containers.some(({ state }) => state === 'running');
    while (isUp() && kernel.now < deadlineMs) yield* sleep(DEATH_POLL_MS);
  }

  private *waitForCleanup(pods: readonly Pod[]): Task {
    const { kernel } = this.context;
    const deadlineMs = kernel.now + POD_CLEANUP_TIMEOUT_MS;
    const isDone = () => pods.every(this.deps.isCleanedUp) || kernel.now >= deadlineMs;
    if (pods.length === 0) return;
    do yield* sleep(POD_CLEANUP_POLL_MS);
    while (!isDone());
  }

  /** Of the newest instance: those before it have been removed, or will be. */
  private containerBytes(uid: string, name: string): number {
    const { runtime } = this.context;
    const instance = runtime.podStatus(uid).containers.find((container) => container.name === name);
    return instance ? runtime.storageBytes(instance.id) : 0;
  }
}
