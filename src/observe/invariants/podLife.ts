import { type Container, isReady, isTerminal, type Pod, type Release } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { byKubelet } from './statuses';

export type ProbeName = 'liveness' | 'readiness' | 'startup';

/** One run of a container, from its start to its end, and what was done to it. */
export interface Instance {
  readonly id: string;
  readonly container: string;
  readonly attempt: number;
  /** How many restarts it may be told with: a runtime that has forgotten instances counts anew, statuses since 1.36 don't. */
  readonly mostRestarts: number;
  readonly startedMs: number;
  /** The rule by which it was started again; undefined for a first start. */
  readonly rule: string | undefined;
  /** What the pod said of the container when it started. */
  readonly spec: Container | undefined;
  endedMs?: number;
  exitCode?: number;
  /** When its stop signal, its SIGKILL, its preStop hook came. */
  stopMs?: number;
  killMs?: number;
  preStopMs?: number;
  preStopEndMs?: number;
  postStart?: 'running' | 'ok' | 'failed';
  postStartEndMs?: number;
  /** The last verdict of each probe. */
  readonly verdicts: Map<ProbeName, { readonly result: string; readonly t: number }>;
}

/** One kind of container of a pod through all its instances. */
export interface ContainerLife {
  now: Instance;
  previous?: Instance;
  /** How many instances there have been. */
  readonly starts: number;
}

const MIRROR = 'kubernetes.io/config.mirror';

/** The life of one pod, as the API and its node tell it. */
export class PodLife {
  readonly uid: string;
  readonly createdMs: number;
  pod: Pod;
  /** When it was first marked for deletion. */
  deletedMs: number | undefined;
  /** When the kubelet first did something to end it after that. */
  endingMs: number | undefined;
  isRemoved = false;
  /** Whether it was removed while its node may still have been busy with it. */
  private isForced = false;
  /** How often it got a sandbox. */
  sandboxes = 0;
  /** Since when it is ready, or is not. */
  readinessMs: number;
  readonly containers = new Map<string, ContainerLife>();
  readonly instances = new Map<string, Instance>();
  /**
   * What the node tells cannot be told apart from what it tells of another pod with the same name: the one before was
   * removed by force while it ran, or this is the picture of a static pod.
   */
  readonly isBlurred: boolean;

  constructor(
    fact: Fact,
    pod: Pod,
    before: PodLife | undefined,
    private readonly release: Release,
  ) {
    this.uid = pod.metadata.uid ?? '';
    this.createdMs = fact.t;
    this.readinessMs = fact.t;
    this.pod = pod;
    this.isBlurred = pod.metadata.annotations?.[MIRROR] !== undefined || (before?.isRunning ?? false);
    this.written(fact, pod);
  }

  get isReady(): boolean {
    return isReady(this.pod);
  }

  get hasEnded(): boolean {
    return isTerminal(this.pod);
  }

  /** Whether controllers count on it: neither over nor marked for deletion. */
  get isActive(): boolean {
    return !this.hasEnded && this.deletedMs === undefined && !this.isRemoved;
  }

  get isRunning(): boolean {
    const { isBlurred, isForced, containers } = this;
    return isBlurred || isForced || [...containers.values()].some(({ now }) => now.endedMs === undefined);
  }

  /** Kubelets up to 1.21 remove a pod of which nothing runs yet, while they may be starting it (kubernetes PR 102344). */
  private get mayStillStart(): boolean {
    return this.containers.size === 0 && !this.release.has('podWorkersByLifecycle');
  }

  spec(container: string): Container | undefined {
    const { containers, initContainers } = this.pod.spec;
    return containers.find(({ name }) => name === container) ?? initContainers?.find(({ name }) => name === container);
  }

  isApp(container: string): boolean {
    return this.pod.spec.containers.some(({ name }) => name === container);
  }

  written(fact: Fact, pod: Pod): void {
    if (isReady(pod) !== isReady(this.pod)) this.readinessMs = fact.t;
    this.pod = pod;
    if (pod.metadata.deletionTimestamp !== undefined) this.deletedMs ??= fact.t;
    if (fact.detail['verb'] !== 'removed') return;
    this.isRemoved = true;
    const isOver = byKubelet(String(fact.detail['by'])) && !this.mayStillStart;
    this.isForced = pod.spec.nodeName !== undefined && !this.hasEnded && !isOver;
  }

  tell(fact: Fact): void {
    const { detail, t, type } = fact;
    const container = detail['container'] as string;
    if (type === 'sandbox-started') this.sandboxes++;
    else if (type === 'container-started') this.started(fact, container);
    else this.toldOf(this.containers.get(container)?.now, type, detail, t);
  }

  private started({ t, detail }: Fact, container: string): void {
    const known = this.containers.get(container);
    const { starts } = known ?? { starts: 0 };
    const attempt = Number(detail['attempt']);
    const now: Instance = {
      id: String(detail['id']),
      container,
      attempt,
      mostRestarts: this.release.has('statusesOutliveTheRuntime') ? Math.max(attempt, starts) : attempt,
      startedMs: t,
      rule: detail['rule'] as string | undefined,
      spec: this.spec(container),
      verdicts: new Map(),
    };
    this.containers.set(container, { now, starts: starts + 1, ...(known && { previous: known.now }) });
    this.instances.set(now.id, now);
  }

  private toldOf(instance: Instance | undefined, type: string, detail: Fact['detail'], t: number): void {
    if (!instance) return;
    if (type === 'container-exited') {
      instance.endedMs = t;
      instance.exitCode = Number(detail['exitCode']);
    } else if (type === 'signal-sent') {
      if (detail['signal'] === 'SIGKILL') instance.killMs ??= t;
      else instance.stopMs ??= t;
      if (!isCondemned(instance)) this.ending(t);
    } else if (type === 'probe-verdict')
      instance.verdicts.set(detail['probe'] as ProbeName, { result: String(detail['result']), t });
    else if (type === 'hook-started' || type === 'hook-ended') this.hook(instance, type, detail, t);
  }

  private hook(instance: Instance, type: string, detail: Fact['detail'], t: number): void {
    if (detail['hook'] === 'postStart') {
      instance.postStart = type === 'hook-started' ? 'running' : detail['ok'] ? 'ok' : 'failed';
      if (type === 'hook-ended') instance.postStartEndMs = t;
    } else if (type === 'hook-ended') instance.preStopEndMs = t;
    else {
      // A kubelet that has restarted kills anew, and its grace begins anew
      if (instance.preStopEndMs !== undefined || instance.preStopMs === undefined) instance.preStopMs = t;
      delete instance.preStopEndMs;
      if (!isCondemned(instance)) this.ending(t);
    }
  }

  private ending(t: number): void {
    if (this.deletedMs !== undefined) this.endingMs ??= t;
  }
}

export const isSidecar = (container: Container | undefined): boolean => container?.restartPolicy === 'Always';

/**
 * Until when the kubelet could not look at the pod again, as far as `t`: it works at one sync of a pod at a time, and that waits for the
 * postStart hooks of all containers which it starts, and for the ends of those whose hooks have failed (pkg/kubelet/pod_workers.go,
 * podWorkerLoop; kuberuntime_container.go, startContainer). 0 without such hooks.
 */
export function heldByHooksUntilMs({ instances }: PodLife, t: number): number {
  return Math.max(0, ...[...instances.values()].map((instance) => hookOverMs(instance, t)));
}

function hookOverMs({ postStart, postStartEndMs = 0, endedMs }: Instance, t: number): number {
  if (postStart === 'running') return t;
  return postStart === 'failed' ? (endedMs ?? t) : postStartEndMs;
}

/** Whether a container has a reason of its own to be ended: a probe or its postStart hook has failed. */
export function isCondemned({ postStart, verdicts }: Instance): boolean {
  const failed = (probe: ProbeName) => verdicts.get(probe)?.result === 'failure';
  return postStart === 'failed' || failed('liveness') || failed('startup');
}

/** Nobody had a reason to end it: where a kubelet has one, its kill may come a moment after the container's own end. */
export function endedByItself(instance: Instance | undefined): boolean {
  if (!instance) return true;
  const { stopMs, killMs, preStopMs } = instance;
  return stopMs === undefined && killMs === undefined && preStopMs === undefined && !isCondemned(instance);
}

/** Whether rules of a container may start the others again (KEP-5532). */
export function restartsAll({ containers, initContainers = [] }: Pod['spec']): boolean {
  return [...containers, ...initContainers].some((container) => 'restartPolicyRules' in container);
}
