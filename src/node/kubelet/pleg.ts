import { type Kernel, Signal, type Task, until } from '../../kernel/index';
import type { RuntimeContainer, RuntimeSandbox } from '../runtime/types';
import { PLEG_RELIST_PERIOD_MS } from './constants';
import type { KubeletContext } from './context';
import { type Grid, LazyTicker, startedGrid } from './grid';
import { emptyStatus, type PodRuntimeStatus } from './runtimeStatus';

export type PlegEventType = 'ContainerStarted' | 'ContainerDied' | 'ContainerRemoved';

export interface PlegEvent {
  readonly podUid: string;
  readonly type: PlegEventType;
  /** Id of the container or sandbox. */
  readonly id: string;
}

type PlegState = 'running' | 'exited' | 'unknown';

/**
 * The pod lifecycle event generator: it lists the runtime's containers each second, compares the list with the one
 * before and tells the main loop what started or ended (pkg/kubelet/pleg/generic.go). It also keeps the cache of
 * runtime statuses that the pod workers read. A second in which the runtime did not change needs no list: its result
 * is known, so only instants with something to find, or somebody waiting for a newer status, really happen.
 */
export class Pleg {
  private readonly ticker: LazyTicker;
  private readonly dirty = new Set<string>();
  private readonly records = new Map<string, Map<string, PlegState>>();
  private readonly cache = new Map<string, PodRuntimeStatus>();
  private readonly relisted: Signal;
  private readonly grid: Grid;
  private readonly kernel: Kernel;
  private running = true;
  private listing = false;
  private lastStartMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly context: KubeletContext,
    private readonly handle: (event: PlegEvent) => void,
  ) {
    const { kernel, component, runtime } = context;
    this.kernel = kernel;
    this.grid = startedGrid(context, 'pleg', PLEG_RELIST_PERIOD_MS);
    this.relisted = new Signal(kernel);
    this.ticker = new LazyTicker(kernel, this.grid, `${component}/pleg`, () => this.relist());
    for (const uid of runtime.podUids()) this.markChanged(uid);
    runtime.onChange((uid) => this.markChanged(uid));
  }

  /** The last known status of a pod. */
  get(podUid: string): PodRuntimeStatus {
    return this.cache.get(podUid) ?? emptyStatus(podUid, this.lastRelistMs());
  }

  /** The status of a pod as of a list that began after `timeMs`; waits for that list (pkg/kubelet/container/cache.go). */
  *getNewerThan(podUid: string, timeMs: number): Task<PodRuntimeStatus> {
    for (;;) {
      const cached = this.cache.get(podUid);
      if (cached && cached.timestampMs > timeMs) return cached;
      if (this.lastRelistMs() > timeMs) return this.get(podUid);
      this.ticker.request();
      yield* until(this.relisted.wait());
    }
  }

  /**
   * Lists one pod without waiting for the next second (feature gate PLEGOnDemandRelist). The list is made right after the
   * caller is done, so that it is newer than the sync that asked for it.
   */
  requestRelist(podUid: string): void {
    const name = `${this.context.component}/pleg`;
    this.kernel.after(
      1,
      () => {
        const status = this.read(podUid);
        this.kernel.after(this.kernel.latency('plegRelist'), () => this.deliver(podUid, status), name);
      },
      name,
    );
  }

  /** Reads the runtime now, past the cache, as the end of a termination does. */
  inspectNow(podUid: string): PodRuntimeStatus {
    return this.read(podUid);
  }

  stop(): void {
    this.running = false;
    this.ticker.stop();
  }

  private markChanged(podUid: string): void {
    if (!this.running) return;
    this.dirty.add(podUid);
    this.ticker.request();
  }

  /**
   * When the newest list began that is over by now. Lists that would have found nothing are not played, but they count:
   * the instants of the grid have passed, except the one whose list is still being made.
   */
  private lastRelistMs(): number {
    const instantMs = this.grid.atOrBefore(this.kernel.now);
    const unfinished = this.listing || (this.dirty.size > 0 && instantMs === this.kernel.now);
    const impliedMs = unfinished ? this.grid.atOrBefore(instantMs - 1) : instantMs;
    return Math.max(this.lastStartMs, impliedMs);
  }

  private relist(): void {
    const startedMs = this.kernel.now;
    const snapshots = [...this.dirty].map((uid) => ({ uid, status: this.read(uid) }));
    this.dirty.clear();
    this.listing = true;
    this.kernel.after(
      this.kernel.latency('plegRelist'),
      () => {
        this.listing = false;
        if (!this.running) return;
        this.lastStartMs = startedMs;
        for (const { uid, status } of snapshots) this.compare(uid, status);
        this.relisted.fire();
      },
      `${this.context.component}/pleg`,
    );
  }

  private deliver(podUid: string, status: PodRuntimeStatus): void {
    if (!this.running) return;
    this.compare(podUid, status);
    this.relisted.fire();
  }

  private read(podUid: string): PodRuntimeStatus {
    const { sandboxes, containers } = this.context.runtime.podStatus(podUid);
    const ready = sandboxes[0]?.state === 'ready' ? sandboxes[0].ip : '';
    return {
      uid: podUid,
      timestampMs: this.kernel.now,
      sandboxes: sandboxes.map((s) => ({ ...s })),
      containers: containers.map((c) => ({ ...c })),
      ip: ready || (this.cache.get(podUid)?.ip ?? ''),
    };
  }

  private compare(podUid: string, status: PodRuntimeStatus): void {
    const known = this.cache.get(podUid);
    if (known && known.timestampMs > status.timestampMs) return;
    const before = this.records.get(podUid) ?? new Map<string, PlegState>();
    const now = statesOf(status);
    if (now.size === 0) {
      this.records.delete(podUid);
      this.cache.delete(podUid);
    } else {
      this.records.set(podUid, now);
      this.cache.set(podUid, status);
    }
    const ids = new Set([...now.keys(), ...before.keys()]);
    for (const id of ids) {
      for (const type of transition(before.get(id), now.get(id))) this.handle({ podUid, type, id });
    }
  }
}

function statesOf(status: PodRuntimeStatus): Map<string, PlegState> {
  const states = new Map<string, PlegState>();
  for (const container of status.containers) states.set(container.id, containerState(container));
  for (const sandbox of status.sandboxes) states.set(sandbox.id, sandboxState(sandbox));
  return states;
}

/** A container that was created but not started counts as unknown, so its creation makes no event. */
function containerState(container: RuntimeContainer): PlegState {
  return container.state === 'running' || container.state === 'exited' ? container.state : 'unknown';
}

function sandboxState(sandbox: RuntimeSandbox): PlegState {
  return sandbox.state === 'ready' ? 'running' : 'exited';
}

/** pkg/kubelet/pleg/generic.go generateEvents: what lies between two lists. */
function transition(before: PlegState | undefined, now: PlegState | undefined): PlegEventType[] {
  if (before === now) return [];
  if (now === 'running') return ['ContainerStarted'];
  if (now === 'exited') return ['ContainerDied'];
  if (now === undefined) return before === 'exited' ? ['ContainerRemoved'] : ['ContainerDied', 'ContainerRemoved'];
  return [];
}
