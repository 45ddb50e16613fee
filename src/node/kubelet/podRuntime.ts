import { isSidecar } from '../../api/index';
import type { Container, Pod } from '../../api/types/index';
import { type Process, rule, type Task, until } from '../../kernel/index';
import { type ContainerKind, type RuntimeContainer, RuntimeError, type RuntimeSandbox } from '../runtime/types';
import { BackOff } from './backOff';
import { BACK_OFF_INITIAL_MS, BACK_OFF_MAX_MS } from './constants';
import { ContainerKiller } from './containerKiller';
import { ContainerStarter } from './containerStarter';
import type { KubeletContext } from './context';
import { ImageManager } from './imageManager';
import { type ImageVolumeFailures, ImageVolumes } from './imageVolumes';
import { HandlerRunner } from './lifecycleHooks';
import { computePodActions, type PodActions } from './podActions';
import type { PodEvents } from './podEvents';
import { podUid } from './podSpec';
import type { ProbeResults } from './probeResults';
import type { ResizeActuation } from './resize/actuation';
import type { PodRuntimeStatus } from './runtimeStatus';
import { formSandboxConfig } from './sandboxConfig';
import { StartError } from './startError';
import { PodSyncResult } from './syncResult';
import { TerminationOrder } from './terminationOrder';

const ALL_AT_ONCE = rule(
  'kill/all-at-the-same-time',
  'All regular containers of a pod that ends are stopped at the same time.',
  'kubernetes.io, Pod Lifecycle, Pod termination flow',
);
const SPEC_ORDER = rule(
  'start/in-spec-order',
  'Containers are started one after the other, in the order of the spec.',
  'kuberuntime_manager.go SyncPod',
);

export interface PodRuntimeOptions {
  readonly events: PodEvents;
  readonly liveness: ProbeResults;
  readonly startup: ProbeResults;
  /** Whether somebody wants the pod to end: then a sandbox that fails is no news, and a killed container stays dead. */
  readonly isTerminationRequested: (podUid: string) => boolean;
  readonly resize: ResizeActuation;
  /** Containers got other resources; the next sync says so. */
  readonly resized: (pod: Pod) => void;
  /** The sandbox is ready: releases from 1.36 say so in the status at once. */
  readonly sandboxReady: (pod: Pod) => void;
}

export interface KillPodOptions {
  /** Overrides what the pod says, in seconds. */
  readonly graceSeconds?: number;
  /** Without events. */
  readonly quiet?: boolean;
}

/** Makes the runtime look as a pod wants it (pkg/kubelet/kuberuntime/kuberuntime_manager.go). */
export class PodRuntime {
  readonly backOff: BackOff;
  private readonly killer: ContainerKiller;
  private readonly starter: ContainerStarter;
  private readonly imageVolumes: ImageVolumes;

  constructor(
    private readonly context: KubeletContext,
    private readonly options: PodRuntimeOptions,
  ) {
    const maxMs = context.maxContainerRestartPeriodMs ?? BACK_OFF_MAX_MS;
    this.backOff = new BackOff(context.kernel, Math.min(BACK_OFF_INITIAL_MS, maxMs), maxMs);
    const hooks = new HandlerRunner(context, options.events);
    const images = new ImageManager(context, options.events);
    this.imageVolumes = new ImageVolumes(context, options.events, images);
    this.killer = new ContainerKiller(context, options.events, hooks);
    this.starter = new ContainerStarter(
      context,
      options.events,
      images,
      this.imageVolumes,
      hooks,
      this.killer,
      this.backOff,
      options.resize,
    );
  }

  /** Does what is needed, in order; nothing here is cut short when the pod is deleted meanwhile. */
  *syncPod(pod: Pod, status: PodRuntimeStatus, restartAll = false): Task<PodSyncResult> {
    const result = new PodSyncResult();
    const { liveness, startup, events, resize } = this.options;
    const actions = computePodActions({
      pod,
      status,
      release: this.context.release,
      liveness,
      startup,
      restartAll,
      resize: (container, instance) => resize.needed(pod, container, instance),
    });
    for (const decisive of actions.rules) this.context.kernel.acts(decisive);
    if (actions.createSandbox && actions.sandboxId) {
      events.normal(pod, undefined, 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
    }
    if (actions.killPod) {
      yield* this.killAll(pod, status, {}, result);
      if (actions.createSandbox) this.purgeInitContainers(pod, status);
    } else {
      yield* this.killListed(pod, actions, status, result);
    }
    if (result.failure) return result;
    if (actions.toReset.length > 0 && !actions.killPod) {
      yield* this.resetContainers(pod, actions.toReset, status, result);
      return result;
    }
    if (!actions.killPod) this.pruneInitContainers(pod, status);
    const sandbox = yield* this.sandboxFor(pod, actions, result);
    if (sandbox) yield* this.startListed(pod, sandbox, actions, status, result);
    return result;
  }

  /** Stops all containers of a pod at the same time, sidecars last, then its sandboxes. */
  *killPod(pod: Pod, status: PodRuntimeStatus, options: KillPodOptions): Task<PodSyncResult> {
    const result = new PodSyncResult();
    yield* this.killAll(pod, status, options, result);
    return result;
  }

  private *killAll(pod: Pod, status: PodRuntimeStatus, options: KillPodOptions, result: PodSyncResult): Task {
    const { kernel, runtime, release, component } = this.context;
    // Oldest first: as good an order as any for what the kubelet begins at the same time.
    const running = status.containers.filter((c) => c.state === 'running' || c.state === 'unknown').reverse();
    const ordered = release.has('orderedSidecarTermination') && (pod.spec.initContainers ?? []).some(isSidecar);
    const names = running.map((c) => c.name);
    const order = ordered ? new TerminationOrder(kernel, pod, names) : undefined;
    if (running.length > 1) kernel.acts(ALL_AT_ONCE);
    const kills: Process[] = running.map((instance) => {
      result.add('KillContainer', instance.name);
      const kill = this.killer.kill(pod, instance, { ...options, podIp: status.ip, ...(order ? { order } : {}) });
      return kernel.spawn(`${component}/kill/${instance.name}`, kill);
    });
    for (const kill of kills) yield* until(kill.ended.wait());
    for (const sandbox of status.sandboxes) {
      result.add('KillPodSandbox', pod.metadata.name);
      yield* runtime.stopPodSandbox(sandbox.id);
    }
  }

  /** One after the other, each for as long as its hook and its grace take. */
  private *killListed(pod: Pod, actions: PodActions, status: PodRuntimeStatus, result: PodSyncResult): Task {
    for (const { instance, message, reason, rule: why } of actions.toKill) {
      result.add('KillContainer', instance.name);
      if (why) this.context.kernel.acts(why);
      yield* this.killer.kill(pod, instance, { message, reason, podIp: status.ip, ...(why ? { rule: why } : {}) });
    }
  }

  /** KEP-5532: every container is killed without grace and removed, the one that asked for it last. */
  private *resetContainers(
    pod: Pod,
    instances: readonly RuntimeContainer[],
    status: PodRuntimeStatus,
    result: PodSyncResult,
  ): Task {
    for (const instance of instances) {
      if (instance.state === 'running') {
        result.add('KillContainer', instance.name);
        yield* this.killer.kill(pod, instance, { message: 'killing', graceSeconds: 0, podIp: status.ip });
      }
      result.add('RemoveContainer', instance.name);
      this.starter.rememberAttempt(instance);
      this.context.runtime.removeContainer(instance.id);
    }
  }

  private *sandboxFor(pod: Pod, actions: PodActions, result: PodSyncResult): Task<RuntimeSandbox | undefined> {
    const { runtime } = this.context;
    const { events } = this.options;
    if (actions.killPod && !actions.createSandbox) return undefined;
    if (!actions.createSandbox) {
      const known = runtime.podStatus(podUid(pod)).sandboxes.find((s) => s.id === actions.sandboxId);
      result.add('ConfigPodSandbox', pod.metadata.name);
      formSandboxConfig(this.context, events, pod);
      return known;
    }
    const step = result.add('CreatePodSandbox', pod.metadata.name);
    try {
      formSandboxConfig(this.context, events, pod);
      const sandbox = yield* runtime.runPodSandbox(pod, actions.attempt);
      this.options.sandboxReady(pod);
      result.add('ConfigPodSandbox', pod.metadata.name);
      formSandboxConfig(this.context, events, pod);
      return sandbox;
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      step.failure = { reason: 'CreatePodSandboxError', message: error.message };
      if (!this.options.isTerminationRequested(podUid(pod))) {
        const message = `Failed to create pod sandbox: ${error.message}`;
        events.warn(pod, undefined, 'FailedCreatePodSandBox', message);
      }
      return undefined;
    }
  }

  /** Ephemeral containers, init containers, regular containers: strictly one after the other, in spec order. */
  private *startListed(
    pod: Pod,
    sandbox: RuntimeSandbox,
    actions: PodActions,
    status: PodRuntimeStatus,
    result: PodSyncResult,
  ): Task {
    const missing = yield* this.imageVolumes.ensure(pod);
    const start = (container: Container, kind: ContainerKind) =>
      this.startOne(pod, container, kind, sandbox, status, missing, result);
    for (const container of actions.ephemeralToStart) yield* start(container, 'ephemeral');
    for (const container of actions.initToStart) {
      const started = yield* start(container, 'init');
      // A regular init container that cannot start ends the sync; the others behind a failing sidecar are still tried.
      if (!started && !isSidecar(container)) return;
    }
    this.resizeInPlace(pod, actions, status, result);
    if (actions.toStart.length > 1) this.context.kernel.acts(SPEC_ORDER);
    for (const container of actions.toStart) yield* start(container, 'regular');
  }

  private resizeInPlace(
    pod: Pod,
    { toResize, toKill }: PodActions,
    status: PodRuntimeStatus,
    result: PodSyncResult,
  ): void {
    const restarts = toKill.some(({ reason }) => reason === 'resize');
    if (toResize.length === 0 && !restarts && !this.options.resize.isPodBehind(pod)) return;
    const step = result.add('ResizePodInPlace', pod.metadata.name);
    const fault = this.options.resize.resize(pod, toResize, restarts, status);
    if (fault) step.failure = { reason: 'ErrResizePodInPlace', message: fault };
    else this.options.resized(pod);
  }

  private *startOne(
    pod: Pod,
    container: Container,
    kind: ContainerKind,
    sandbox: RuntimeSandbox,
    status: PodRuntimeStatus,
    missing: ImageVolumeFailures,
    result: PodSyncResult,
  ): Task<boolean> {
    const step = result.add('StartContainer', container.name);
    try {
      yield* this.starter.start(pod, container, kind, sandbox, status, missing);
      return true;
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      step.failure = { reason: error.reason, message: error.message };
      if (error.backOffEndsMs !== undefined) step.backOffEndsMs = error.backOffEndsMs;
      return false;
    }
  }

  /** Only the newest dead instance of each init container is kept (pruneInitContainersBeforeStart). */
  private pruneInitContainers(pod: Pod, status: PodRuntimeStatus): void {
    for (const { name } of pod.spec.initContainers ?? []) {
      const dead = status.containers.filter((c) => c.name === name && (c.state === 'exited' || c.state === 'unknown'));
      for (const instance of dead.slice(1)) this.context.runtime.removeContainer(instance.id);
    }
  }

  /** In a new sandbox all init containers run again, as if they never had. */
  private purgeInitContainers(pod: Pod, status: PodRuntimeStatus): void {
    const names = new Set((pod.spec.initContainers ?? []).map((c) => c.name));
    for (const instance of status.containers) {
      if (names.has(instance.name)) this.context.runtime.removeContainer(instance.id);
    }
  }
}
