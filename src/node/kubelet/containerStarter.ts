import { formatGoDuration, type Release } from '../../api/index';
import type { Container, Pod } from '../../api/types/index';
import { rule, type Task } from '../../kernel/index';
import { type ContainerKind, type RuntimeContainer, RuntimeError, type RuntimeSandbox } from '../runtime/types';
import type { BackOff } from './backOff';
import type { ContainerKiller } from './containerKiller';
import type { KubeletContext } from './context';
import type { ImageManager } from './imageManager';
import type { ImageVolumeFailures, ImageVolumes } from './imageVolumes';
import { type HandlerRunner, HookError } from './lifecycleHooks';
import type { PodEvents } from './podEvents';
import { factObject, fullPodName, podUid } from './podSpec';
import type { ResizeActuation } from './resize/actuation';
import { newest, type PodRuntimeStatus } from './runtimeStatus';
import { StartError } from './startError';

const FIRST_AT_ONCE = rule(
  'restart/first-at-once',
  'The first restart after a container has ended by itself does not wait.',
  'kubernetes.io, Pod Lifecycle, Container restart policy',
);
const AFTER_KILL = rule(
  'restart/no-wait-after-kill',
  'A container that this sync has killed starts again without a wait: its end is not in the status yet.',
  'kuberuntime_manager.go doBackOff',
);
const FROM_THE_END = rule(
  'back-off/counts-from-the-end',
  'The wait before a restart counts from the end of the last instance.',
  'kuberuntime_manager.go doBackOff',
);
const NEEDS_REFERENCES = rule(
  'start/needs-its-references',
  'A container waits until what its spec refers to is there.',
  'kuberuntime_container.go generateContainerConfig',
);
const HOOK_BLOCKS = rule(
  'start/post-start-blocks',
  'What follows a container in its pod waits for its postStart hook.',
  'kubernetes.io, Container Lifecycle Hooks',
);
const HOOK_KILLS = rule(
  'start/failed-post-start-kills',
  'A container whose postStart hook fails is killed.',
  'kubernetes.io, Container Lifecycle Hooks',
);

/** One start of a container: back-off, image, create, start, postStart (kuberuntime_container.go startContainer). */
export class ContainerStarter {
  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
    private readonly images: ImageManager,
    private readonly imageVolumes: ImageVolumes,
    private readonly hooks: HandlerRunner,
    private readonly killer: ContainerKiller,
    private readonly backOff: BackOff,
    private readonly resize: ResizeActuation,
  ) {}

  /** Restart counts of instances that are gone; on a real node the names of their log files tell. */
  private readonly attempts = new Map<string, number>();

  /** The instance is about to be removed; the next one counts on from it. */
  rememberAttempt({ podUid, name, attempt }: RuntimeContainer): void {
    const key = `${podUid}/${name}`;
    this.attempts.set(key, Math.max(attempt, this.attempts.get(key) ?? 0));
  }

  /** @throws StartError with what becomes the waiting reason */
  *start(
    pod: Pod,
    container: Container,
    kind: ContainerKind,
    sandbox: RuntimeSandbox,
    status: PodRuntimeStatus,
    missing: ImageVolumeFailures,
  ): Task<void> {
    const why = this.checkBackOff(pod, container, status);
    this.imageVolumes.check(pod, container, missing);
    yield* this.image(pod, container);
    const id = yield* this.create(pod, container, kind, sandbox, status, why);
    yield* this.run(pod, container, id);
    if (container.lifecycle?.postStart) yield* this.postStart(pod, container, id, sandbox.ip);
  }

  /**
   * The wait counts from the end of the newest *exited* instance in the status that this sync was given: an instance that
   * this very sync has killed is not in it (kuberuntime_manager.go doBackOff).
   * @returns the rule by which a restart comes now, undefined for a first start
   */
  private checkBackOff(pod: Pod, container: Container, status: PodRuntimeStatus): string | undefined {
    const { kernel, component, release } = this.context;
    const last = status.containers.find((c) => c.name === container.name && c.state === 'exited');
    if (!last) return newest(status, container.name)?.state === 'running' ? kernel.acts(AFTER_KILL) : undefined;
    const key = backOffKey(pod, container, release);
    const finishedMs = last.finishedAtMs ?? last.createdAtMs;
    const endsMs = this.backOff.endsMs(key, finishedMs);
    const wait = this.backOff.ruleOf(key);
    if (endsMs === undefined) {
      this.backOff.next(key, finishedMs);
      return wait?.id ?? kernel.acts(FIRST_AT_ONCE);
    }
    kernel.acts(FROM_THE_END);
    const values = { container: container.name, fullPodName: fullPodName(pod) };
    const delayMs = this.backOff.get(key);
    const detail = { container: container.name, delayMs, rule: wait?.id };
    kernel.journal.record({ component, type: 'backoff', object: factObject(pod), detail });
    this.events.warn(pod, container, 'BackOff', release.text('backOffRestarting', values));
    const message = `back-off ${formatGoDuration(delayMs)} restarting failed container=${container.name} pod=${fullPodName(pod)}`;
    throw new StartError('CrashLoopBackOff', message, endsMs);
  }

  private *image(pod: Pod, container: Container): Task<void> {
    try {
      yield* this.images.ensureImageExists(pod, container, container);
    } catch (error) {
      if (error instanceof StartError) this.events.warn(pod, container, 'Failed', `Error: ${error.reason}`);
      throw error;
    }
  }

  private *create(
    pod: Pod,
    container: Container,
    kind: ContainerKind,
    sandbox: RuntimeSandbox,
    status: PodRuntimeStatus,
    why: string | undefined,
  ): Task<string> {
    const { runtime, release } = this.context;
    const previous = newest(status, container.name);
    const config = this.config(pod, container, sandbox);
    const target = 'targetContainerName' in container ? (container.targetContainerName as string) : undefined;
    const targetId = target ? newest(status, target)?.id : undefined;
    if (target && !targetId) {
      throw this.failedWith(pod, container, 'CreateContainerConfigError', `unable to find target container ${target}`);
    }
    try {
      this.resize.created(pod, container);
      const id = yield* runtime.createContainer(sandbox, pod, container, {
        attempt: (previous?.attempt ?? this.attempts.get(`${podUid(pod)}/${container.name}`) ?? -1) + 1,
        image: runtime.localImage(container.image ?? ''),
        env: config.env,
        mounts: config.mounts,
        kind,
        ...(targetId ? { targetId } : {}),
        ...(why ? { rule: why } : {}),
      });
      this.events.normal(pod, container, 'Created', release.text('containerCreated', { container: container.name }));
      return id;
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      throw this.failedWith(pod, container, error.reason, error.message);
    }
  }

  private config(pod: Pod, container: Container, sandbox: RuntimeSandbox) {
    try {
      return this.context.resolveConfig({ pod, container, podIp: sandbox.ip });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.context.kernel.acts(NEEDS_REFERENCES);
      throw this.failedWith(pod, container, 'CreateContainerConfigError', message);
    }
  }

  private *run(pod: Pod, container: Container, id: string): Task<void> {
    try {
      yield* this.context.runtime.startContainer(id);
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      throw this.failedWith(pod, container, error.reason, error.message);
    }
    const message = this.context.release.text('containerStarted', { container: container.name });
    this.events.normal(pod, container, 'Started', message);
  }

  /** Blocks until the hook has ended; when it fails the container is killed with all that belongs to it, preStop too. */
  private *postStart(pod: Pod, container: Container, id: string, podIp: string): Task<void> {
    const { release, runtime, kernel } = this.context;
    kernel.acts(HOOK_BLOCKS);
    try {
      yield* this.hooks.run(id, pod, container, 'postStart', podIp);
    } catch (error) {
      if (!(error instanceof HookError)) throw error;
      kernel.acts(HOOK_KILLS);
      const text = release.text('postStartFailed', { details: error.message });
      this.events.warn(pod, container, 'FailedPostStartHook', text);
      const instance = runtime.container(id);
      if (instance)
        yield* this.killer.kill(pod, instance, {
          message: 'FailedPostStartHook',
          reason: 'hook',
          rule: HOOK_KILLS,
          podIp,
        });
      throw new StartError(release.text('postStartErrorReason', { error: error.error }), error.message);
    }
  }

  private failedWith(pod: Pod, container: Container, reason: string, message: string): StartError {
    this.events.warn(pod, container, 'Failed', `Error: ${message}`);
    return new StartError(reason, message);
  }
}

/** Another image is another container to the back-off (kuberuntime_manager.go GetBackoffKey, before GetStableKey). */
export function backOffKey(pod: Pod, container: Container, release: Release): string {
  const { name, namespace } = pod.metadata;
  const resources = release.has('backOffKeyedByImageAndResources') ? JSON.stringify(container.resources ?? {}) : '';
  return [name, namespace, podUid(pod), container.name, container.image, resources].join('_');
}
