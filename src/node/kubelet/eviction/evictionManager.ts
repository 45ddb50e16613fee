import { hasStorageLimits } from '../../../api/index';
import type { Pod } from '../../../api/types/index';
import { type Process, sleep, type Task } from '../../../kernel/index';
import {
  EVICTION_MONITORING_PERIOD_MS,
  POD_CLEANUP_POLL_MS,
  POD_CLEANUP_TIMEOUT_MS,
  VOLUME_STATS_PERIOD_MS,
} from '../constants';
import type { KubeletContext } from '../context';
import { Grid, startedGrid } from '../grid';
import { nodeEvent } from '../nodeEvents';
import { isCritical } from '../podConfig';
import { podUid } from '../podSpec';
import { newest, runningContainers } from '../runtimeStatus';
import type { EvictionRequest } from './eviction';
import { excessOf } from './localStorage';
import { MemoryPressure } from './memoryPressure';
import { VolumeStats } from './volumeStats';

/** How often the manager looks whether a pod that it kills is dead. */
const DEATH_POLL_MS = 100;
/** A kill is waited for one and a half times its grace, and this long at least (pkg/kubelet/pod_workers.go killPodNow). */
const KILL_TIMEOUT_MS = 10_000;

/** What the manager needs of its kubelet. */
export interface EvictionManagerDeps {
  readonly activePods: () => readonly Pod[];
  readonly evict: (pod: Pod, request: EvictionRequest) => void;
  /** Whether nothing of an evicted pod is left on the node. */
  readonly isCleanedUp: (pod: Pod) => boolean;
  /** The node is short of memory, or it has not been for five minutes. */
  readonly pressureChanged: (isUnderPressure: boolean) => void;
}

/**
 * Looks every ten seconds for pods that take more of the node's disk than they may, and whether there is memory left; evicts pods
 * (pkg/kubelet/eviction/eviction_manager.go). Where no pod has such a limit and memory is not running out it does not look: there
 * is nothing to find.
 */
export class EvictionManager {
  /** Whether the node is short of memory, as it was seen last: the kubelet takes no pod then that asks for none. */
  isUnderPressure = false;
  private readonly watched = new Map<string, VolumeStats>();
  private readonly startedMs: number;
  /** When it looks: a period after it has looked last. */
  private looks: Grid | undefined;
  /** When it begins to look at the volumes of new pods. */
  private discovery: Grid | undefined;
  private process: Process | undefined;
  /** It does not look up while it ends pods. */
  private isBusy = false;
  private readonly memory: MemoryPressure;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly context: KubeletContext,
    private readonly deps: EvictionManagerDeps,
  ) {
    this.startedMs = context.kernel.now;
    this.memory = new MemoryPressure(context);
    this.unsubscribe = context.memory.onChange(() => {
      if (Number.isFinite(this.memory.nextMs())) this.wake();
    });
  }

  added(pod: Pod): void {
    if (!hasStorageLimits(pod)) return;
    this.watched.get(podUid(pod))?.stop();
    this.discovery ??= startedGrid(this.context, 'volume-stats', VOLUME_STATS_PERIOD_MS, this.startedMs);
    this.watched.set(podUid(pod), new VolumeStats(this.context, pod, this.discovery));
    this.wake();
  }

  removed(pod: Pod): void {
    this.watched.get(podUid(pod))?.stop();
    this.watched.delete(podUid(pod));
  }

  stop(): void {
    this.unsubscribe();
    this.process?.kill();
    for (const stats of this.watched.values()) stats.stop();
  }

  /** Begins to look, or looks earlier than it was going to. */
  private wake(): void {
    if (this.isBusy) return;
    const { kernel, component } = this.context;
    this.process?.kill();
    this.process = kernel.spawn(`${component}/eviction`, this.monitor());
  }

  private *monitor(): Task {
    const { kernel } = this.context;
    for (let waitMs = this.untilNextLookMs(); Number.isFinite(waitMs); waitMs = this.untilNextLookMs()) {
      yield* sleep(waitMs);
      this.isBusy = true;
      let evicted: Pod[];
      do {
        this.looks = new Grid(EVICTION_MONITORING_PERIOD_MS, kernel.now);
        evicted = yield* this.synchronize();
        yield* this.waitForCleanup(evicted);
      } while (evicted.length > 0);
      this.isBusy = false;
    }
    this.process = undefined;
  }

  /** The looks between, at which there is nothing to see, are left out. */
  private untilNextLookMs(): number {
    const { now } = this.context.kernel;
    const fromMs = this.watched.size > 0 ? now : this.memory.nextMs();
    if (!Number.isFinite(fromMs)) return fromMs;
    this.looks ??= startedGrid(this.context, 'eviction', EVICTION_MONITORING_PERIOD_MS, this.startedMs);
    return this.looks.atOrAfter(Math.max(fromMs, now + 1)) - now;
  }

  /** @returns the pods that were evicted */
  private *synchronize(): Task<Pod[]> {
    const wasUnderPressure = this.isUnderPressure;
    const isShort = this.memory.look();
    this.isUnderPressure = this.memory.isTrue;
    if (this.isUnderPressure !== wasUnderPressure) this.deps.pressureChanged(this.isUnderPressure);
    const evicted = yield* this.relieveDisk();
    return evicted.length === 0 && isShort ? yield* this.relieveMemory() : evicted;
  }

  private *relieveDisk(): Task<Pod[]> {
    const evicted: Pod[] = [];
    for (const pod of this.deps.activePods()) {
      const volumes = this.watched.get(podUid(pod));
      const excess =
        volumes &&
        excessOf(pod, {
          volume: (name) => volumes.usedBytes(name),
          container: (name) => this.containerBytes(podUid(pod), name),
        });
      if (!excess) continue;
      // Static pods would not be admitted again, and critical ones are needed more than the disk.
      if (isCritical(pod)) continue;
      this.context.kernel.acts(excess.rule);
      yield* this.evict(pod, { reason: 'Evicted', message: excess.message, isDisruption: false });
      evicted.push(pod);
    }
    return evicted;
  }

  /** One pod at a time: it may be enough. */
  private *relieveMemory(): Task<Pod[]> {
    const ranked = this.memory.ranked(this.deps.activePods());
    nodeEvent(this.context, 'Warning', 'EvictionThresholdMet', 'Attempting to reclaim memory');
    const victim = ranked.find((pod) => !isCritical(pod));
    if (!victim) return [];
    yield* this.evict(victim, { reason: 'Evicted', message: this.memory.message(victim) });
    return [victim];
  }

  private *evict(pod: Pod, request: EvictionRequest): Task {
    this.deps.evict(pod, request);
    yield* this.waitForDeath(podUid(pod));
  }

  private *waitForDeath(uid: string): Task {
    const { kernel, runtime } = this.context;
    const deadlineMs = kernel.now + KILL_TIMEOUT_MS;
    const isUp = () => runningContainers(runtime.podStatus(uid)).length > 0;
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
    const instance = newest(runtime.podStatus(uid), name);
    return instance ? runtime.storageBytes(instance.id) : 0;
  }
}
