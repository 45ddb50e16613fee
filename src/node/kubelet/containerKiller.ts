import type { Container, Pod } from '../../api/types/index';
import { type Process, type Rule, rule, type Task, TIMED_OUT, within } from '../../kernel/index';
import type { RuntimeContainer } from '../runtime/types';
import { MINIMUM_GRACE_SECONDS } from './constants';
import type { KubeletContext } from './context';
import type { ContainerToKill } from './initContainerActions';
import { type HandlerRunner, HookError } from './lifecycleHooks';
import type { PodEvents } from './podEvents';
import { findContainer, specGraceSeconds } from './podSpec';
import type { TerminationOrder } from './terminationOrder';

const HOOK_FIRST = rule(
  'kill/pre-stop-before-the-signal',
  'The stop signal is sent when the preStop hook has ended.',
  'kubernetes.io, Pod Lifecycle, Pod termination flow',
);
const HOOK_USES_GRACE = rule(
  'kill/pre-stop-uses-grace',
  'The time that preStop takes is missing from the grace period, in whole seconds.',
  'kuberuntime_container.go executePreStopHook',
);
const HOOK_CUT = rule(
  'kill/pre-stop-is-cut',
  'A preStop hook that outlasts the grace period is not waited for.',
  'kuberuntime_container.go executePreStopHook',
);
const HOOK_FAILED = rule(
  'kill/goes-on-after-failed-pre-stop',
  'A preStop hook that fails does not keep its container alive.',
  'kubernetes.io, Container Lifecycle Hooks',
);
const MINIMUM = rule(
  'kill/two-seconds-at-least',
  'Between stop signal and SIGKILL there are 2 s at least.',
  'kuberuntime_container.go minimumGracePeriodInSeconds',
);
const GRACE_OF_PROBE = rule(
  'kill/grace-of-the-probe',
  'A kill by a probe takes the grace period of that probe, if it has one.',
  'KEP-2238',
);

export interface KillOptions {
  /** Text of the event Killing; default `Stopping container {name}`. */
  readonly message?: string;
  readonly reason?: ContainerToKill['reason'];
  /** What the pod worker or an eviction says the grace is. */
  readonly graceSeconds?: number;
  readonly order?: TerminationOrder;
  /** Why it is killed. */
  readonly rule?: Rule;
  readonly podIp: string;
  /** Without the event Killing: only the runtime's labels are left of the pod, and an event needs more. */
  readonly quiet?: boolean;
}

/** Stops one container the way the kubelet does: event, preStop, its turn, stop signal, SIGKILL (kuberuntime_container.go killContainer). */
export class ContainerKiller {
  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
    private readonly hooks: HandlerRunner,
  ) {}

  *kill(pod: Pod, instance: RuntimeContainer, options: KillOptions): Task {
    const container = findContainer(pod, instance.name)?.container ?? { name: instance.name, image: instance.image };
    const hasCover = this.context.release.has('graceCoversHook');
    const own = () => this.graceOf(pod, container, options.reason);
    let graceSeconds = hasCover ? (options.graceSeconds ?? own()) : own();
    if (!options.quiet) {
      this.events.normal(pod, container, 'Killing', options.message ?? `Stopping container ${container.name}`);
    }
    if (container.lifecycle?.preStop && graceSeconds > 0) {
      graceSeconds -= yield* this.preStop(pod, container, instance.id, graceSeconds, options);
    }
    if (options.order && graceSeconds > 0) {
      graceSeconds -= Math.floor(yield* options.order.waitForTurn(instance.name, graceSeconds));
    }
    // A minimal window is always given, so that not every hook that overran ends in a SIGKILL.
    const windowMs = Math.max(graceSeconds, MINIMUM_GRACE_SECONDS) * 1000;
    const givenMs = hasCover || options.graceSeconds === undefined ? undefined : options.graceSeconds * 1000;
    if (graceSeconds < MINIMUM_GRACE_SECONDS && givenMs === undefined) this.context.kernel.acts(MINIMUM);
    yield* this.context.runtime.stopContainer(instance.id, givenMs ?? windowMs, options.rule?.id);
    options.order?.containerEnded(instance.name);
  }

  /**
   * Runs preStop for as long as the grace lasts; a hook that takes longer goes on alone and dies with its container.
   * @returns whole seconds used
   */
  private *preStop(
    pod: Pod,
    container: Container,
    id: string,
    graceSeconds: number,
    { podIp, graceSeconds: forBoth }: KillOptions,
  ): Task<number> {
    const { kernel, component, release } = this.context;
    const startMs = kernel.now;
    kernel.acts(HOOK_FIRST);
    const hook: Process = kernel.spawn(
      `${component}/preStop/${container.name}`,
      this.runPreStop(pod, container, id, { podIp, withinMs: graceSeconds * 1000 }),
    );
    const waited = yield* within(graceSeconds * 1000, hook.ended.wait());
    if (waited === TIMED_OUT) {
      kernel.acts(HOOK_CUT);
      return graceSeconds;
    }
    const seconds = Math.floor((kernel.now - startMs) / 1000);
    const isShared = forBoth === undefined || release.has('graceCoversHook');
    if (seconds > 0 && isShared) kernel.acts(HOOK_USES_GRACE);
    return seconds;
  }

  private *runPreStop(
    pod: Pod,
    container: Container,
    id: string,
    call: { readonly podIp: string; readonly withinMs: number },
  ): Task {
    try {
      yield* this.hooks.run(id, pod, container, 'preStop', call.podIp, call.withinMs);
    } catch (error) {
      if (!(error instanceof HookError)) throw error;
      this.context.kernel.acts(HOOK_FAILED);
      const message = this.context.release.text('preStopFailed', { details: error.message });
      this.events.warn(pod, container, 'FailedPreStopHook', message);
    }
  }

  /** kuberuntime_container.go setTerminationGracePeriod: deletion, then the probe that asked for the kill, then the spec. */
  private graceOf(pod: Pod, container: Container, reason: ContainerToKill['reason'] | undefined): number {
    if (pod.metadata.deletionGracePeriodSeconds !== undefined && pod.metadata.deletionTimestamp) {
      return pod.metadata.deletionGracePeriodSeconds;
    }
    // https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#probe-level-terminationgraceperiodseconds
    if (reason === 'liveness' || reason === 'startup') {
      const own = container[`${reason}Probe`]?.terminationGracePeriodSeconds;
      if (own !== undefined) {
        this.context.kernel.acts(GRACE_OF_PROBE);
        return own;
      }
    }
    return specGraceSeconds(pod);
  }
}
