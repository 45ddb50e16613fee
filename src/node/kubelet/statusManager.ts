import { isStatus, isTerminal, isTerminalPhase, whileDown } from '../../api/index';
import type { Condition, ContainerStatus, Pod, PodStatus } from '../../api/types/index';
import { Mailbox, type Process, rule, sleep, type Task } from '../../kernel/index';
import { STATUS_SYNC_PERIOD_MS } from './constants';
import type { KubeletContext } from './context';
import { LazyTicker, startedGrid } from './grid';
import { isMirrorPod, isStaticPod } from './podConfig';
import { initContainersOf, podUid, restartPolicyOf } from './podSpec';
import { readyCondition } from './readyConditions';
import { mayRestartAll } from './restartAll';
import { notRunning } from './serialPodWorkers';
import { mergeStatus } from './statusMerge';
import { sameStatus, statusPatch } from './statusPatch';
import { withTransitionTimes } from './statusTimes';
import { terminatedStatus } from './terminatedStatus';

const LAST_DELETE = rule(
  'pod/goes-when-stopped',
  'The object of a deleted pod goes when its node has stopped it and written its last status.',
  'pkg/kubelet/status/status_manager.go canBeDeleted',
);

interface VersionedStatus {
  version: number;
  status: PodStatus;
  pod: Pod;
  /** The pod worker is through with the pod: its object may be deleted. */
  finished: boolean;
}

export interface StatusManagerOptions {
  /** The pod as the kubelet knows it now. */
  readonly podByUid: (uid: string) => Pod | undefined;
  /** The static pod that a mirror stands for now: an edited manifest is another pod under the same name. */
  readonly staticPodOf: (mirror: Pod) => Pod | undefined;
  /** Whether something of the pod may still run: until then a terminal phase is not told. */
  readonly couldHaveRunningContainers: (uid: string) => boolean;
  /** Releases up to 1.21: whether nothing of the pod is left on the node. */
  readonly resourcesReclaimed: (pod: Pod, status: PodStatus) => boolean;
}

/**
 * Keeps the newest status of each pod and writes it to the API (pkg/kubelet/status/status_manager.go): at once when it
 * changes, again with the 10 s pass when that failed, and deletes the object when the pod is through.
 */
export class StatusManager {
  private readonly statuses = new Map<string, VersionedStatus>();
  private readonly written = new Map<string, number>();
  private readonly wakeups: Mailbox<string>;
  private readonly fullPass: LazyTicker;
  private readonly writer: Process;

  constructor(
    private readonly context: KubeletContext,
    private readonly options: StatusManagerOptions,
  ) {
    const { kernel, component } = context;
    this.wakeups = new Mailbox(kernel);
    const grid = startedGrid(context, 'status-tick', STATUS_SYNC_PERIOD_MS);
    this.fullPass = new LazyTicker(kernel, grid, `${component}/status`, () => this.pass());
    this.writer = kernel.spawn(`${component}/status`, this.write());
  }

  get(uid: string): PodStatus | undefined {
    return this.statuses.get(uid)?.status;
  }

  /**
   * Whether a pod has ended as far as the kubelet knows, which the API may hear later: its phase is terminal, or it is being
   * deleted and no container of it runs (kubelet_pods.go podIsTerminated, later filterOutInactivePods).
   */
  hasEnded(pod: Pod): boolean {
    const status: PodStatus = this.get(podUid(pod)) ?? pod.status ?? {};
    return isTerminalPhase(status.phase) || (pod.metadata.deletionTimestamp !== undefined && notRunning(status));
  }

  /** Takes a new status; equal ones are dropped, except for pods being deleted, where a write also checks for the end. */
  setPodStatus(pod: Pod, status: PodStatus): void {
    this.update(pod, status, pod.metadata.deletionTimestamp !== undefined);
  }

  /** Releases from 1.36: the sandbox is there, which the next full status would only say later. */
  setSandboxReady(pod: Pod): void {
    const cached = this.statuses.get(podUid(pod));
    if (!cached) return;
    const conditions = (cached.status.conditions ?? []).map(
      (c): Condition => (c.type === 'PodReadyToStartContainers' ? { ...c, status: 'True' } : c),
    );
    this.update(cached.pod, { ...cached.status, conditions }, false);
  }

  /** A readiness probe has spoken: the container and the pod's two Ready conditions follow at once. */
  setContainerReadiness(uid: string, containerId: string, ready: boolean): void {
    this.patchContainer(uid, containerId, (status) => (status.ready === ready ? undefined : { ...status, ready }));
  }

  /** A startup probe has spoken. */
  setContainerStartup(uid: string, containerId: string, started: boolean): void {
    this.patchContainer(uid, containerId, (status) =>
      status.started === started ? undefined : { ...status, started },
    );
  }

  /** The pod worker is through: what has no end gets one, and the object may go (TerminatePod). */
  terminatePod(pod: Pod): void {
    const uid = podUid(pod);
    const status = terminatedStatus(pod, this.get(uid) ?? pod.status ?? {}, this.context.release);
    this.update(pod, status, true, true);
  }

  /** The API's copy may have drifted from ours: the next full pass looks. */
  reconcile(pod: Pod): void {
    const cached = this.statuses.get(podUid(pod));
    if (!cached || this.written.get(podUid(pod)) !== cached.version) return;
    if (sameStatus(mergeStatus(this.context, pod, cached.status, false), pod.status ?? {})) return;
    this.written.delete(podUid(pod));
    this.fullPass.request();
  }

  /** A static pod has a new mirror, which has no status yet. Releases up to 1.21 notice with the full pass only. */
  mirrorCreated(pod: Pod): void {
    this.written.delete(podUid(pod));
    if (this.context.release.has('podWorkersByLifecycle')) this.wakeups.put(podUid(pod));
    else this.fullPass.request();
  }

  /** Forgets a pod whose object is gone. */
  removeOrphan(uid: string): void {
    this.statuses.delete(uid);
    this.written.delete(uid);
  }

  knownPods(): string[] {
    return [...this.statuses.keys()];
  }

  stop(): void {
    this.fullPass.stop();
    this.writer.kill();
  }

  private update(pod: Pod, status: PodStatus, force: boolean, finished = false): void {
    const uid = podUid(pod);
    const cached = this.statuses.get(uid);
    const old = cached?.status ?? pod.status ?? {};
    if (!mayRestartAll(pod, this.context.release) && startsAgainIllegally(pod, old, status)) return;
    const next = withTransitionTimes(this.context, pod, old, status);
    if (cached && !force && sameStatus(cached.status, next)) return;
    const version = (cached?.version ?? 0) + 1;
    this.statuses.set(uid, { version, status: next, pod, finished: finished || (cached?.finished ?? false) });
    this.wakeups.put(uid);
  }

  private patchContainer(
    uid: string,
    containerId: string,
    change: (status: ContainerStatus) => ContainerStatus | undefined,
  ): void {
    const pod = this.options.podByUid(uid);
    const cached = this.statuses.get(uid);
    if (!pod || !cached) return;
    const patchList = (list: readonly ContainerStatus[] | undefined) =>
      list?.map((s) => (s.containerID === `containerd://${containerId}` ? (change(s) ?? s) : s));
    const status: PodStatus = { ...cached.status };
    const regular = patchList(status.containerStatuses);
    const init = patchList(status.initContainerStatuses);
    if (regular) status.containerStatuses = regular;
    if (init) status.initContainerStatuses = init;
    status.conditions = readyCondition(this.context, pod, status);
    this.update(pod, status, false);
  }

  /** The one writer: pods whose status changed, in the order of the changes, each with its newest status. */
  private *write(): Task {
    for (;;) {
      const uid = yield* this.wakeups.take();
      try {
        yield* this.syncOne(uid);
      } catch (error) {
        // The pod went while the write was under way, or the API server does not take it: the next full pass tries again.
        if (!isStatus(error)) throw error;
        this.fullPass.request();
      }
    }
  }

  private pass(): void {
    for (const [uid, { version }] of this.statuses) {
      if (this.written.get(uid) !== version || this.maybeDeletable(uid)) this.wakeups.put(uid);
    }
  }

  private maybeDeletable(uid: string): boolean {
    const pod = this.options.podByUid(uid);
    if (pod?.metadata.deletionTimestamp === undefined) return false;
    return !this.context.release.has('podWorkersByLifecycle') || (this.statuses.get(uid)?.finished ?? false);
  }

  private *syncOne(uid: string): Task {
    const cached = this.statuses.get(uid);
    if (!cached) return;
    const { kernel, client } = this.context;
    const { name, namespace = 'default' } = cached.pod.metadata;
    if (this.written.get(uid) !== cached.version) yield* sleep(kernel.latency('statusWrite'));
    yield* whileDown(this.context.host);
    const current = this.context.api.find<Pod>('Pod', namespace, name);
    if (!current || (current.metadata.uid !== uid && !this.isMirrorOf(current, cached.pod))) {
      // A static pod outlives its mirror: the next one gets the status.
      if (!isStaticPod(cached.pod)) this.removeOrphan(uid);
      return;
    }
    // Read again after the wait: a newer status may have come in, which this write then carries.
    const newest = this.statuses.get(uid) ?? cached;
    if (this.written.get(uid) !== newest.version) {
      const couldRun = this.options.couldHaveRunningContainers(uid);
      const merged = mergeStatus(this.context, current, newest.status, couldRun);
      const patch = statusPatch(current.status ?? {}, merged);
      if (patch) {
        yield* client.patch<Pod>(
          'Pod',
          namespace,
          name,
          { metadata: { uid: current.metadata.uid }, status: patch },
          {
            type: 'merge',
            subresource: 'status',
            by: this.context.component,
          },
        );
      }
      this.written.set(uid, newest.version);
    }
    yield* this.deleteWhenThrough(uid, name, namespace);
  }

  /** The last delete: no grace, and only for this very pod. */
  private *deleteWhenThrough(uid: string, name: string, namespace: string): Task {
    const pod = this.context.api.find<Pod>('Pod', namespace, name);
    const cached = this.statuses.get(uid);
    if (!pod || !cached || pod.metadata.uid !== uid || !this.canBeDeleted(pod, cached)) return;
    this.context.kernel.acts(LAST_DELETE);
    yield* this.context.client.delete('Pod', namespace, name, {
      gracePeriodSeconds: 0,
      preconditions: { uid },
      by: this.context.component,
    });
    this.removeOrphan(uid);
  }

  private isMirrorOf(mirror: Pod, pod: Pod): boolean {
    const hash = pod.metadata.annotations?.['kubernetes.io/config.hash'];
    if (hash === undefined || mirror.metadata.annotations?.['kubernetes.io/config.mirror'] !== hash) return false;
    const now = this.options.staticPodOf(mirror);
    return now === undefined || podUid(now) === podUid(pod);
  }

  private canBeDeleted(pod: Pod, cached: VersionedStatus): boolean {
    if (!pod.metadata.deletionTimestamp || isMirrorPod(pod)) return false;
    const { release } = this.context;
    if (!release.has('podWorkersByLifecycle')) {
      if (this.options.resourcesReclaimed(pod, cached.status)) return true;
      // Nothing tells when the rest is gone: the full pass asks again (kubernetes issue 97288).
      this.fullPass.request();
      return false;
    }
    if (!cached.finished) return false;
    return !release.has('terminalPhaseBeforeRemoval') || isTerminal(pod);
  }
}

/** A container that has ended for good cannot run again: such a status is a mistake and is dropped whole (checkContainerStateTransition). */
function startsAgainIllegally(pod: Pod, old: PodStatus, status: PodStatus): boolean {
  if (restartPolicyOf(pod) === 'Always') return false;
  const leaves = (before: readonly ContainerStatus[] = [], after: readonly ContainerStatus[] = []) =>
    before.some(({ name, state }) => {
      if (!state?.terminated || (restartPolicyOf(pod) === 'OnFailure' && state.terminated.exitCode !== 0)) return false;
      const spec = [...initContainersOf(pod), ...pod.spec.containers].find((c) => c.name === name);
      if (spec?.restartPolicy) return false;
      const now = after.find((s) => s.name === name);
      return now !== undefined && !now.state?.terminated;
    });
  return (
    leaves(old.containerStatuses, status.containerStatuses) ||
    leaves(old.initContainerStatuses, status.initContainerStatuses)
  );
}
