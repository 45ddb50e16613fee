import { isSidecar, sidecarsOf } from '../../api/index';
import type { Container, ContainerStatus, Pod, PodStatus } from '../../api/types/index';
import { rule } from '../../kernel/index';
import type { KubeletContext } from './context';
import type { PodEvents } from './podEvents';
import { initContainersOf, podUid } from './podSpec';
import { PROBE_KINDS, type ProbeKind, probeOf } from './probeKinds';
import { type ProbeResult, ProbeResults, type ProbeUpdate } from './probeResults';
import { Prober } from './prober';
import { ProbeWorker } from './probeWorker';

const NO_PROBE = rule(
  'probe/none-is-ready',
  'A container without a readiness probe is ready as soon as it has started.',
  'kubernetes.io, Pod Lifecycle, Container probes',
);
const AT_ONCE = rule(
  'probe/readiness-at-once',
  'A container that has started and is not ready yet has its readiness probe run at once.',
  'pkg/kubelet/prober/prober_manager.go UpdatePodStatus',
);
const ENDS_WITH_DELETION = rule(
  'probe/liveness-ends-with-deletion',
  'A pod that is being stopped is not probed for liveness any more.',
  'pkg/kubelet/kubelet.go SyncTerminatingPod',
);

export interface ProbeManagerOptions {
  readonly events: PodEvents;
  readonly statusOf: (podUid: string) => PodStatus | undefined;
  readonly changed: (update: ProbeUpdate) => void;
}

/** Owns the probe workers of all pods and their results (pkg/kubelet/prober/prober_manager.go). */
export class ProbeManager {
  readonly results: Readonly<Record<ProbeKind, ProbeResults>>;
  private readonly workers = new Map<string, ProbeWorker>();
  private readonly prober: Prober;
  private readonly startedMs: number;
  /** Containers that ran before this kubelet did and were ready then. */
  private readonly keptReady = new Set<string>();

  constructor(
    private readonly context: KubeletContext,
    private readonly options: ProbeManagerOptions,
  ) {
    this.startedMs = context.kernel.now;
    this.prober = new Prober(context, options.events);
    const results = (kind: ProbeKind) => new ProbeResults(kind, options.changed);
    this.results = { readiness: results('readiness'), liveness: results('liveness'), startup: results('startup') };
  }

  /** Starts a worker for each probe of the pod that has none yet. */
  addPod(pod: Pod): void {
    for (const container of [...sidecarsOf(pod.spec), ...pod.spec.containers]) {
      for (const kind of PROBE_KINDS) if (probeOf(container, kind)) this.addWorker(pod, container, kind);
    }
  }

  /** The pod is being stopped: its regular containers need not prove any more that they live. */
  stopLivenessAndStartup(pod: Pod): void {
    this.context.kernel.acts(ENDS_WITH_DELETION);
    for (const { name } of pod.spec.containers) {
      this.remove(podUid(pod), name, 'liveness');
      this.remove(podUid(pod), name, 'startup');
    }
  }

  removePod(pod: Pod): void {
    for (const { name } of [...sidecarsOf(pod.spec), ...pod.spec.containers]) {
      for (const kind of PROBE_KINDS) this.remove(podUid(pod), name, kind);
    }
  }

  stop(): void {
    for (const worker of [...this.workers.values()]) worker.stop();
    this.workers.clear();
  }

  /** Fills `started` and `ready` into a status; what is started and not ready gets its readiness probe run at once. */
  updatePodStatus(pod: Pod, status: PodStatus): void {
    for (const container of status.containerStatuses ?? []) this.judge(pod, container);
    const init = initContainersOf(pod);
    for (const container of status.initContainerStatuses ?? []) {
      const spec = init.find((c) => c.name === container.name);
      if (spec && isSidecar(spec)) this.judge(pod, container);
      else {
        container.ready = container.state?.terminated?.exitCode === 0;
        if (this.context.release.has('sidecarContainers')) container.started = container.state?.running !== undefined;
      }
    }
    for (const container of status.ephemeralContainerStatuses ?? []) container.ready = false;
  }

  private judge(pod: Pod, status: ContainerStatus): void {
    status.started = this.isStarted(pod, status);
    status.ready = status.started && this.isReady(pod, status);
  }

  private isStarted(pod: Pod, status: ContainerStatus): boolean {
    if (!status.state?.running) return false;
    const result = this.results.startup.get(idOf(status));
    if (result !== undefined) return result === 'success';
    // The worker has not looked yet; without one there is nothing to wait for.
    return !this.workers.has(key(podUid(pod), status.name, 'startup')) || this.startedByApi(pod, status.name);
  }

  private isReady(pod: Pod, status: ContainerStatus): boolean {
    const result = this.results.readiness.get(idOf(status));
    if (result === 'success') return true;
    const worker = this.workers.get(key(podUid(pod), status.name, 'readiness'));
    if (!worker) {
      this.context.kernel.acts(NO_PROBE);
      return true;
    }
    if (result === undefined && this.wasReadyBefore(pod, status)) return true;
    if (this.triggersReadiness(result)) {
      this.context.kernel.acts(AT_ONCE);
      worker.trigger();
    }
    return false;
  }

  /** In 1.21 a result is reason enough to wait for the next tick: the worker sets one when it first sees the instance. */
  private triggersReadiness(result: ProbeResult | undefined): boolean {
    const { release } = this.context;
    if (release.has('readinessTriggeredUntilReady')) return true;
    return release.has('readinessTriggeredByStatus') && result === undefined;
  }

  /**
   * Releases from 1.35 believe the API about `started`, so that a new kubelet does not take back what the old one saw. They
   * ask by name: a restarted container counts as started, too, until its startup probe's next tick (recording g18).
   */
  private startedByApi(pod: Pod, name: string): boolean {
    if (!this.context.release.has('readinessKeptOverRestart')) return false;
    const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
    return statuses.find((status) => status.name === name)?.started ?? false;
  }

  /** The same for `ready`, which counts only for the containers that were running before the kubelet was. */
  private wasReadyBefore(pod: Pod, status: ContainerStatus): boolean {
    return this.keptReady.has(idOf(status)) && this.startedByApi(pod, status.name);
  }

  /** Remembers what the API said about a pod that was there before this kubelet. */
  rememberReady(pod: Pod): void {
    for (const status of pod.status?.containerStatuses ?? []) if (status.ready) this.keptReady.add(idOf(status));
  }

  private addWorker(pod: Pod, container: Container, kind: ProbeKind): void {
    const uid = podUid(pod);
    const id = key(uid, container.name, kind);
    if (this.workers.has(id)) return;
    const worker: ProbeWorker = new ProbeWorker({
      context: this.context,
      pod,
      container,
      kind,
      results: this.results[kind],
      prober: this.prober,
      statusOf: this.options.statusOf,
      ended: () => {
        if (this.workers.get(id) === worker) this.workers.delete(id);
      },
      kubeletStartedMs: this.startedMs,
      keptReady: (containerId) => this.keptReady.has(containerId),
    });
    this.workers.set(id, worker);
  }

  private remove(uid: string, container: string, kind: ProbeKind): void {
    const worker = this.workers.get(key(uid, container, kind));
    if (!worker) return;
    this.workers.delete(key(uid, container, kind));
    worker.stop();
  }
}

function key(uid: string, container: string, kind: ProbeKind): string {
  return `${uid}/${container}/${kind}`;
}

function idOf(status: ContainerStatus): string {
  return status.containerID?.replace('containerd://', '') ?? '';
}
