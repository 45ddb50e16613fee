import type { Container, ContainerStatus, Pod, PodStatus } from '../../api/types/index';
import { type Kernel, type Process, Signal, sleep, type Task, within } from '../../kernel/index';
import type { KubeletContext } from './context';
import { isSidecar } from './podSpec';
import { type ProbeKind, type ProbeTimes, probeOf, probeTimes } from './probeKinds';
import type { ProbeResult, ProbeResults } from './probeResults';
import type { Prober } from './prober';
import { restartsAfter } from './restartDecision';
import { kernelMs } from './time';

export interface ProbeWorkerOptions {
  readonly context: KubeletContext;
  readonly pod: Pod;
  readonly container: Container;
  readonly kind: ProbeKind;
  readonly results: ProbeResults;
  readonly prober: Prober;
  /** The kubelet's own idea of the pod's status. */
  readonly statusOf: (podUid: string) => PodStatus | undefined;
  readonly ended: () => void;
  readonly kubeletStartedMs: number;
  /** Whether the instance was ready before this kubelet began. */
  readonly keptReady: (containerId: string) => boolean;
}

/** What a container counts as before its first run. */
const INITIAL: Readonly<Record<ProbeKind, ProbeResult>> = {
  readiness: 'failure',
  liveness: 'success',
  startup: 'unknown',
};

/**
 * One probe of one container, for the life of the pod: it ticks on its own grid, which container restarts do not move
 * (pkg/kubelet/prober/worker.go).
 */
export class ProbeWorker {
  private readonly process: Process;
  private readonly manual: Signal;
  private readonly kernel: Kernel;
  private readonly times: ProbeTimes;
  private triggered = false;
  private waiting = false;
  private nextTickMs = 0;
  private containerId = '';
  private onHold = false;
  private lastResult: ProbeResult | undefined;
  private resultRun = 0;

  constructor(private readonly options: ProbeWorkerOptions) {
    const { context, pod, container, kind } = options;
    this.kernel = context.kernel;
    this.times = probeTimes(probeOf(container, kind) ?? {});
    this.manual = new Signal(this.kernel);
    const name = `${context.component}/${kind}/${pod.metadata.name}/${container.name}`;
    this.process = this.kernel.spawn(name, this.run());
  }

  /** Runs the probe now, or right after the run that is under way. */
  trigger(): void {
    this.triggered = true;
    if (this.waiting) this.manual.fire();
  }

  stop(): void {
    this.process.kill();
  }

  private *run(): Task {
    const { results } = this.options;
    try {
      yield* sleep(this.startDelayMs());
      this.nextTickMs = this.kernel.now + this.times.periodSeconds * 1000;
      while (yield* this.doProbe()) {
        yield* this.nextRun();
      }
    } finally {
      if (this.containerId) results.remove(this.containerId);
      this.options.ended();
    }
  }

  /** Probes that would all begin when the kubelet begins are spread over their period. */
  private startDelayMs(): number {
    const { context, kubeletStartedMs } = this.options;
    const periodMs = this.times.periodSeconds * 1000;
    const justStarted = this.kernel.now - kubeletStartedMs < periodMs;
    // Releases before 1.21 do so always; later ones only when the kubelet has just started with pods that were there before it.
    const spreads = !context.release.has('probePhaseAligned') || justStarted;
    if (!spreads) return 0;
    return this.kernel.random.stream(`${context.component}/probe-phase`).integer(0, periodMs - 1);
  }

  private *nextRun(): Task {
    const { release } = this.options.context;
    const periodMs = this.times.periodSeconds * 1000;
    if (!this.triggered && this.kernel.now < this.nextTickMs) {
      this.waiting = true;
      yield* within(this.nextTickMs - this.kernel.now, this.manual.wait());
      this.waiting = false;
    }
    if (this.triggered) {
      this.triggered = false;
      if (release.has('readinessTriggerMovesTicks')) this.nextTickMs = this.kernel.now + periodMs;
      return;
    }
    // One missed tick is made up for at once; then the old grid goes on (Go's time.Ticker).
    const missed = Math.floor((this.kernel.now - this.nextTickMs) / periodMs);
    this.nextTickMs += (missed + 1) * periodMs;
  }

  /** One evaluation; false ends the worker. */
  private *doProbe(): Task<boolean> {
    const { pod, container, kind, results, prober, context } = this.options;
    const uid = pod.metadata.uid ?? '';
    const status = this.options.statusOf(uid);
    if (!status) return true;
    if (status.phase === 'Failed' || status.phase === 'Succeeded') return false;
    const current = findStatus(status, container.name);
    const id = current?.containerID?.replace('containerd://', '');
    if (!current || !id) return true;
    this.adopt(id, uid);
    if (this.onHold) return true;
    const startedAt = current.state?.running?.startedAt;
    if (startedAt === undefined) {
      results.set(id, 'failure', uid);
      return this.mayRunAgain(current);
    }
    const elapsedSeconds = Math.floor((this.kernel.now - kernelMs(context.api, startedAt)) / 1000);
    if (elapsedSeconds < this.times.initialDelaySeconds) return true;
    // Startup probes end where the others begin.
    if ((kind === 'startup') === (current.started ?? false)) return true;
    const target = { pod, container, kind, containerId: id, podIp: status.podIP ?? '' };
    const result = yield* prober.probe(target);
    if (result) this.count(id, uid, result);
    return true;
  }

  /** A new instance begins with the initial value and an open ear. */
  private adopt(id: string, uid: string): void {
    if (this.containerId === id) return;
    const { results } = this.options;
    if (this.containerId) results.remove(this.containerId);
    this.containerId = id;
    results.set(id, this.initialValue(id), uid);
    this.onHold = false;
  }

  /** A container that was ready before this kubelet began need not prove it again. */
  private initialValue(id: string): ProbeResult {
    return this.options.keptReady(id) ? 'success' : INITIAL[this.options.kind];
  }

  private mayRunAgain(current: ContainerStatus): boolean {
    const ended = current.state?.terminated;
    if (!ended) return true;
    const { pod, container, context } = this.options;
    if (isSidecar(container)) return true;
    // A container that ends with 0 under OnFailure keeps its worker: only Never is asked for (worker.go).
    return restartsAfter(pod, container, { exitCode: ended.exitCode || 1 }, context.release);
  }

  private count(id: string, uid: string, result: 'success' | 'failure'): void {
    const { kind, results, context } = this.options;
    this.resultRun = this.lastResult === result ? this.resultRun + 1 : 1;
    this.lastResult = result;
    const threshold = result === 'failure' ? this.times.failureThreshold : this.times.successThreshold;
    if (this.resultRun < threshold) return;
    results.set(id, result, uid);
    const rests =
      (kind !== 'readiness' && result === 'failure') ||
      (kind === 'startup' && context.release.has('startupHoldsAfterSuccess'));
    // The container will be restarted (or has started up): nothing more to learn until there is a new one.
    if (rests) {
      this.onHold = true;
      this.resultRun = 0;
    }
  }
}

function findStatus(status: PodStatus, name: string): ContainerStatus | undefined {
  const all = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])];
  return all.find((s) => s.name === name);
}
