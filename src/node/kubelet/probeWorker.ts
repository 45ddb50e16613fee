import { isSidecar, isTerminalPhase } from '../../api/index';
import type { Container, ContainerStatus, Pod, PodStatus } from '../../api/types/index';
import { type Kernel, type Process, rule, Signal, sleep, type Task, within } from '../../kernel/index';
import type { KubeletContext } from './context';
import { factObject } from './podSpec';
import { type ProbeKind, type ProbeTimes, probeOf, probeTimes } from './probeKinds';
import type { ProbeResult, ProbeResults } from './probeResults';
import type { Prober, ProbeTarget } from './prober';
import { mayRestartAll, restartsAllAfter } from './restartAll';
import { restartsAfter } from './restartDecision';
import { kernelMs } from './time';

const NOT_YET = rule(
  'probe/initial-values',
  'Before the first run of its probes a container counts as alive and as not ready.',
  'pkg/kubelet/prober/worker.go newWorker',
);
const INITIAL_DELAY = rule(
  'probe/initial-delay',
  'No probe runs before initialDelaySeconds after the start of the container.',
  'kubernetes.io, Pod Lifecycle, Container probes',
);
const WAITS_FOR_STARTUP = rule(
  'probe/startup-before-the-others',
  'Liveness and readiness probes begin when the startup probe has succeeded.',
  'kubernetes.io, Pod Lifecycle, Container probes',
);
const FAILURE_THRESHOLD = rule(
  'probe/failure-threshold',
  'A probe has failed when as many runs in a row fail as its failureThreshold says.',
  'kubernetes.io, Pod Lifecycle, Container probes',
);
const SUCCESS_THRESHOLD = rule(
  'probe/success-threshold',
  'A probe has succeeded when as many runs in a row succeed as its successThreshold says.',
  'kubernetes.io, Pod Lifecycle, Container probes',
);
const RESTS = rule(
  'probe/rests-until-restart',
  'A liveness or startup probe that has failed rests until there is a new container.',
  'pkg/kubelet/prober/worker.go onHold',
);
const NOT_RUNNING = rule(
  'probe/ended-counts-as-failed',
  'For its probes a container that does not run has failed.',
  'pkg/kubelet/prober/worker.go doProbe',
);

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
  /** Whom the runs ask; the same one as long as container and address are. */
  private target: ProbeTarget | undefined;
  private startedAt = '';
  private startedMs = 0;

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
    const { pod, container, kind, results, prober } = this.options;
    const uid = pod.metadata.uid ?? '';
    const status = this.options.statusOf(uid);
    if (!status) return true;
    if (isTerminalPhase(status.phase)) return false;
    const current = findStatus(status, container.name);
    const id = this.idOf(current?.containerID);
    if (!current || !id) return true;
    this.adopt(id, uid);
    if (this.onHold) return true;
    const startedAt = current.state?.running?.startedAt;
    if (startedAt === undefined) {
      this.kernel.acts(NOT_RUNNING);
      results.set(id, 'failure', uid);
      return this.mayRunAgain(current);
    }
    const elapsedSeconds = Math.floor((this.kernel.now - this.startMs(startedAt)) / 1000);
    if (elapsedSeconds < this.times.initialDelaySeconds) {
      this.kernel.acts(INITIAL_DELAY);
      return true;
    }
    // Startup probes end where the others begin.
    if ((kind === 'startup') === (current.started ?? false)) {
      if (kind !== 'startup') this.kernel.acts(WAITS_FOR_STARTUP);
      return true;
    }
    const podIp = status.podIP ?? '';
    if (this.target?.containerId !== id || this.target.podIp !== podIp) {
      this.target = { pod, container, kind, containerId: id, podIp };
    }
    const result = yield* prober.probe(this.target);
    if (result) this.count(id, uid, result);
    return true;
  }

  /** The runtime's id behind `containerd://`; most often it is the one that is known. */
  private idOf(reference: string | undefined): string | undefined {
    if (this.containerId && reference?.endsWith(this.containerId)) return this.containerId;
    return reference?.replace('containerd://', '');
  }

  /** The kernel time of the container's start, which is asked at each tick. */
  private startMs(startedAt: string): number {
    if (this.startedAt !== startedAt) {
      this.startedAt = startedAt;
      this.startedMs = kernelMs(this.options.context.api, startedAt);
    }
    return this.startedMs;
  }

  /** A new instance begins with the initial value and an open ear. */
  private adopt(id: string, uid: string): void {
    if (this.containerId === id) return;
    const { results } = this.options;
    if (this.containerId) results.remove(this.containerId);
    this.containerId = id;
    this.kernel.acts(NOT_YET);
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
    if (mayRestartAll(pod, context.release) && restartsAllAfter(container, ended.exitCode)) return true;
    return restartsAfter(pod, container, { exitCode: ended.exitCode || 1 }, context.release);
  }

  private count(id: string, uid: string, result: 'success' | 'failure'): void {
    const { kind, results, context } = this.options;
    this.resultRun = this.lastResult === result ? this.resultRun + 1 : 1;
    this.lastResult = result;
    const threshold = result === 'failure' ? this.times.failureThreshold : this.times.successThreshold;
    if (this.resultRun < threshold) return;
    if (results.get(id) !== result) this.recordVerdict(result, threshold);
    results.set(id, result, uid);
    const rests =
      (kind !== 'readiness' && result === 'failure') ||
      (kind === 'startup' && context.release.has('startupHoldsAfterSuccess'));
    // The container will be restarted (or has started up): nothing more to learn until there is a new one.
    if (rests) {
      if (result === 'failure') this.kernel.acts(RESTS);
      this.onHold = true;
      this.resultRun = 0;
    }
  }

  private recordVerdict(result: 'success' | 'failure', runs: number): void {
    const { kind, context, pod, container } = this.options;
    const acting = this.kernel.acts(result === 'failure' ? FAILURE_THRESHOLD : SUCCESS_THRESHOLD);
    const detail = { container: container.name, probe: kind, result, runs, rule: acting };
    const { component } = context;
    this.kernel.journal.record({ component, type: 'probe-verdict', object: factObject(pod), detail });
  }
}

function findStatus(status: PodStatus, name: string): ContainerStatus | undefined {
  for (const known of status.containerStatuses ?? NONE) if (known.name === name) return known;
  for (const known of status.initContainerStatuses ?? NONE) if (known.name === name) return known;
  return undefined;
}

const NONE: readonly ContainerStatus[] = [];
