import { isReady, type KubeNode, type Pod } from '../../api/index';
import { Deadlines } from './deadlines';
import { atInstancesWithin } from './instanceDeadlines';
import { atMoments, atWrites, type Invariant, type Moment, observer, seconds } from './invariant';
import type { Past } from './past';
import { heldByHooksUntilMs, type Instance, isCondemned, isSidecar, type PodLife, restartsAll } from './podLife';
import { byKubelet } from './statuses';

/** What the runtime gives every process between its stop signal and SIGKILL. */
const LEAST_MS = 2_000;
/** Messages between the kubelet and the runtime take a moment. */
const SLACK_MS = 1_000;
const DEFAULT_GRACE_SECONDS = 30;

/** Every grace that the pod or somebody who deleted it has asked for. */
function gracesMs({ pod: { metadata, spec } }: PodLife, { spec: container }: Instance): number[] {
  const { livenessProbe, startupProbe } = container ?? {};
  return [
    spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS,
    metadata.deletionGracePeriodSeconds,
    livenessProbe?.terminationGracePeriodSeconds,
    startupProbe?.terminationGracePeriodSeconds,
  ].flatMap((grace) => (grace === undefined ? [] : [grace * 1000]));
}

/** Evictions, shutdowns and rules that restart all containers have a grace of their own. */
function hasGraceOfItsOwn({ pod: { status, spec } }: PodLife): boolean {
  const disrupted = status?.conditions?.some(
    ({ type }) => type === 'DisruptionTarget' || type === 'AllContainersRestarting',
  );
  return disrupted || restartsAll(spec) || status?.reason !== undefined;
}

export const killNotEarly: Invariant = {
  name: 'termination/sigkill-not-early',
  says: 'SIGKILL comes only when the grace period is over.',
  source:
    'kubernetes.io, Pod Lifecycle, Pod termination; pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer',
  observe: atMoments(['signal-sent'], ({ life, instance, detail, t }) => {
    const { stopMs, preStopMs } = instance;
    if (detail['signal'] !== 'SIGKILL' || stopMs === undefined) return undefined;
    if (life.deletedMs === undefined || hasGraceOfItsOwn(life)) return undefined;
    // Sidecars of a pod that is done are stopped with what its other containers have left of the grace.
    const others = [...life.containers.values()].map(({ now }) => now.preStopMs ?? now.stopMs ?? t);
    const sinceMs = Math.min(life.endingMs ?? t, preStopMs ?? stopMs, ...others);
    const graceMs = Math.min(...gracesMs(life, instance));
    return t - sinceMs < graceMs
      ? `SIGKILL ${seconds(t - sinceMs)} after the end began, the grace is ${seconds(graceMs)}`
      : undefined;
  }),
};

export const killLeaves2s: Invariant = {
  name: 'termination/sigkill-leaves-two-seconds',
  says: 'Between stop signal and SIGKILL there are 2 s at least.',
  source: 'minimumGracePeriodInSeconds in kuberuntime_container.go; before 1.28 not for a grace that the kubelet names',
  since: 'graceCoversHook',
  observe: atMoments(['signal-sent'], ({ instance: { stopMs }, detail, t }) =>
    detail['signal'] === 'SIGKILL' && stopMs !== undefined && t - stopMs < LEAST_MS
      ? `SIGKILL ${seconds(t - stopMs)} after the stop signal`
      : undefined,
  ),
};

export const killNotLate: Invariant = {
  name: 'termination/sigkill-not-late',
  says: 'A container without a preStop hook has ended when its grace period, 2 s at least, has passed since its stop signal.',
  source:
    'kubernetes.io, Pod Lifecycle, Pod termination; pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer',
  observe: atEndsWithin((instance) => instance.preStopMs === undefined),
};

export const killNotLateAfterHook: Invariant = {
  name: 'termination/sigkill-not-late-after-pre-stop',
  says: 'A container has ended when what its preStop hook has left of the grace period, 2 s at least, has passed since its stop signal.',
  source: 'kubernetes.io, Pod Lifecycle, Pod termination; before 1.28 there was a second grace (kubernetes PR 115835)',
  since: 'graceCoversHook',
  observe: atEndsWithin((instance) => instance.preStopMs !== undefined),
};

/** Judges how long containers live on after their stop signals: some of them. */
function atEndsWithin(counts: (instance: Instance) => boolean): Invariant['observe'] {
  return atInstancesWithin({
    moments: ['signal-sent', 'container-exited'],
    due: ({ life, instance, detail, t }) => {
      if (detail['exitCode'] !== undefined) return 'met';
      const begins = detail['signal'] !== 'SIGKILL' && counts(instance);
      return begins ? t + restMs(life, instance) + SLACK_MS : undefined;
    },
    late: (id, { uid }) => `instance ${id} of pod ${uid} still runs after its grace`,
  });
}

/** The most that may be left of the grace when the stop signal comes: the hook and a sidecar's wait for its turn count, each in whole seconds. */
function restMs(life: PodLife, instance: Instance): number {
  const { stopMs = 0 } = instance;
  const { preStopMs = stopMs, preStopEndMs = stopMs } = instance;
  // Until the signal is sent there are messages, which are no part of the wait.
  const waitedMs = Math.max(0, stopMs - preStopEndMs - SLACK_MS);
  const tookMs = wholeSecondsMs(preStopEndMs - preStopMs) + wholeSecondsMs(waitedMs);
  return Math.max(LEAST_MS, Math.max(...gracesMs(life, instance)) - tookMs);
}

function wholeSecondsMs(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

/** Judges the first stop signals of containers with a preStop hook that has not begun. */
function atSignalsWithoutHook(counts: (life: PodLife) => boolean): Invariant['observe'] {
  return atMoments(['signal-sent'], ({ life, instance, detail }, past) => {
    if (detail['signal'] === 'SIGKILL' || !instance.spec?.lifecycle?.preStop || instance.preStopMs !== undefined)
      return undefined;
    if (life.deletedMs === undefined || hasGraceOfItsOwn(life) || !counts(life)) return undefined;
    // What the kubelet stops alone has the grace of the spec, whoever deletes the pod meanwhile: with none the hook is left out.
    if (isCondemned(instance) && life.pod.spec.terminationGracePeriodSeconds === 0) return undefined;
    // A kubelet that begins when the pod is gone knows nothing of hooks (kubecontainer.Pod.ToAPIPod).
    const kubeletSinceMs = past.kubeletSinceMs.get(life.pod.spec.nodeName ?? '') ?? 0;
    if (life.isRemoved && kubeletSinceMs > life.deletedMs) return undefined;
    return `container ${instance.container} got ${detail['signal']} and its preStop hook never ran`;
  });
}

const hasNoGrace = ({ pod }: PodLife): boolean => pod.metadata.deletionGracePeriodSeconds === 0;

export const preStopRuns: Invariant = {
  name: 'termination/pre-stop-runs',
  says: 'A container with a preStop hook whose pod is deleted gets its stop signal only after the hook was started.',
  source: 'kubernetes.io, Container Lifecycle Hooks, PreStop',
  observe: atSignalsWithoutHook((life) => !hasNoGrace(life)),
};

export const preStopRunsByForce: Invariant = {
  name: 'termination/pre-stop-runs-by-force',
  says: 'The preStop hook of a container runs also when its pod is deleted by force.',
  source:
    'killContainer in kuberuntime_container.go: before 1.28 the grace of the deletion decides, and by force it is none; later that of the pod worker',
  since: 'graceCoversHook',
  observe: atSignalsWithoutHook(hasNoGrace),
};

/** Judges the stop signals that end whole pods, one by one. */
function atStops(judge: (moment: Moment, life: PodLife, past: Past) => string | undefined): Invariant['observe'] {
  return atMoments(['signal-sent'], (moment, past) => {
    const { life, detail, instance, t } = moment;
    const first = detail['signal'] !== 'SIGKILL' && instance.stopMs === t && life.deletedMs !== undefined;
    return first ? judge(moment, life, past) : undefined;
  });
}

const TOGETHER_MS = 1_000;

export const signalsTogether: Invariant = {
  name: 'termination/containers-end-together',
  says: 'Containers without preStop hooks get their stop signals together when their pod is deleted.',
  source: 'pkg/kubelet/kuberuntime/kuberuntime_container.go killContainersWithSyncResult',
  observe: atStops(({ instance, t }, life) => {
    if (!isPlain(life, instance)) return undefined;
    for (const { now: other } of life.containers.values()) {
      if (!isPlain(life, other) || other.stopMs === undefined || other.stopMs < (life.endingMs ?? 0)) continue;
      // One that started later is another invariant's business.
      if (instance.startedMs > other.stopMs) continue;
      if (t - other.stopMs > TOGETHER_MS)
        return `container ${instance.container} got its signal ${seconds(t - other.stopMs)} after ${other.container}`;
    }
    return undefined;
  }),
};

function isPlain(life: PodLife, instance: Instance): boolean {
  const { container, spec } = instance;
  return life.isApp(container) && spec !== undefined && !spec.lifecycle?.preStop && !isCondemned(instance);
}

/** A kubelet that synchronizes a pod, where all is slow, finishes that before it hears of the deletion. */
const UNDER_WAY_MS = 5_000;

export const sidecarsLast: Invariant = {
  name: 'sidecar/stops-last-and-in-reverse',
  says: 'A sidecar gets its stop signal only when all containers and all later sidecars have ended, or the grace is over.',
  source: 'kubernetes.io, Sidecar Containers, Sidecar containers and Pod lifecycle; KEP-753',
  observe: atStops(({ instance, t }, life, past) => {
    const inits = life.pod.spec.initContainers ?? [];
    const index = inits.findIndex(({ name }) => name === instance.container);
    if (index < 0 || !isSidecar(inits[index]) || hasGraceOfItsOwn(life)) return undefined;
    // One whose kill for its own sake had begun waits for nobody, even if somebody deletes the pod meanwhile.
    if (isCondemned(instance) && (instance.preStopMs ?? t) < (life.deletedMs ?? t) + UNDER_WAY_MS) return undefined;
    // A kubelet that is cut off has not heard of the deletion.
    if (isCondemned(instance) && hearsSinceMs(life, past) > t) return undefined;
    // What was counted against the grace is counted in whole seconds.
    const over = t - endBeganMs(life, t) >= Math.min(...gracesMs(life, instance)) - SLACK_MS;
    // Nobody waits for an ordinary init container (kuberuntime_termination_order.go).
    const before = [...inits.slice(index + 1).filter(isSidecar), ...life.pod.spec.containers];
    const running = before.find(({ name }) => isStillRunning(life.containers.get(name)?.now));
    return running && !over
      ? `sidecar ${instance.container} got its signal while ${running.name} was running`
      : undefined;
  }),
};

/** A pod may have been ending, for its deadline, when somebody deleted it: then what still runs was told so before. */
function endBeganMs({ containers, endingMs }: PodLife, t: number): number {
  const running = [...containers.values()].map(({ now }) => now).filter(isStillRunning);
  return Math.min(endingMs ?? t, ...running.map(({ preStopMs, stopMs }) => preStopMs ?? stopMs ?? t));
}

function isStillRunning(instance: Instance | undefined): boolean {
  return instance !== undefined && instance.endedMs === undefined;
}

export const removedAfterEnd: Invariant = {
  name: 'termination/removed-after-all-ended',
  says: 'A kubelet removes a pod from the API only when none of its containers runs.',
  source: 'kubernetes.io, Pod Lifecycle, Pod termination',
  observe: atWrites<Pod>(['Pod'], ({ verb, by, object }, past) => {
    if (verb !== 'removed' || !byKubelet(by)) return undefined;
    const life = past.pods.get(`Pod/${object.metadata.namespace}/${object.metadata.name}`);
    if (!life || life.isBlurred) return undefined;
    const running = [...life.containers.values()].find(({ now }) => isStillRunning(now))?.now.container;
    return running && `removed while container ${running} was running`;
  }),
};

/** For the kubelet to see the mark, for what it was doing, and for the volumes and the last words. */
const REMOVAL_MS = 70_000;
/** Up to 1.21 a pod that was marked before its containers were known to run may have to wait for its next resync. */
const RESYNC_MS = 90_000;
/** Until a kubelet whose network is back has a watch again, where everything takes ten times as long. */
const RECONNECT_MS = 100_000;

export const deletedGoes: Invariant = {
  name: 'termination/deleted-pods-go',
  says: 'A pod that was deleted is gone when its grace and a little more has passed, as long as its node is ready.',
  source: 'kubernetes.io, Pod Lifecycle, Pod termination',
  observe(past) {
    const deadlines = new Deadlines();
    const removalMs = REMOVAL_MS + (past.release.has('podWorkersByLifecycle') ? 0 : RESYNC_MS);
    const dueMs = (life: PodLife, fromMs: number) => fromMs + 2 * longestGraceMs(life) + removalMs;
    return {
      ...observer(['Pod'], ({ object, t }) => {
        const life = past.pods.get(object);
        if (!life || life.isRemoved) deadlines.met(object);
        else if (life.deletedMs !== undefined) deadlines.set(object, dueMs(life, t));
        return undefined;
      }),
      time: ({ t }) => {
        for (const name of deadlines.passed(t)) {
          const life = past.pods.get(name);
          if (!life || !isStuck(life, past)) continue;
          const heldMs = Math.max(heldByHooksUntilMs(life, t), hearsSinceMs(life, past));
          const againMs = dueMs(life, Math.max(life.deletedMs ?? t, heldMs));
          if (againMs > t) deadlines.set(name, againMs);
          else return `${name} was deleted ${seconds(t - (life.deletedMs ?? t))} ago and is still there`;
        }
        return undefined;
      },
    };
  },
};

/** Since when its kubelet hears of changes; `-Infinity` where its network was never cut. */
function hearsSinceMs({ pod }: PodLife, past: Past): number {
  return (past.reachableSinceMs.get(pod.spec.nodeName ?? '') ?? Number.NEGATIVE_INFINITY) + RECONNECT_MS;
}

function longestGraceMs({ pod: { metadata, spec } }: PodLife): number {
  return (
    1000 *
    Math.max(metadata.deletionGracePeriodSeconds ?? 0, spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS)
  );
}

function isStuck({ pod, isRemoved, deletedMs }: PodLife, past: Past): boolean {
  if (isRemoved || (pod.metadata.finalizers?.length ?? 0) > 0) return false;
  const node = past.find<KubeNode>('Node', undefined, pod.spec.nodeName ?? '');
  const name = pod.spec.nodeName ?? '';
  const sinceMs = Math.max(past.kubeletSinceMs.get(name) ?? 0, past.reachableSinceMs.get(name) ?? 0);
  return isReady(node) && sinceMs < (deletedMs ?? 0);
}

export const postStartFailureEnds: Invariant = {
  name: 'hook/post-start-failure-ends-the-container',
  says: 'A container whose postStart hook failed is ended.',
  source: 'kubernetes.io, Container Lifecycle Hooks, Hook handler execution',
  observe: atInstancesWithin({
    moments: ['hook-ended', 'container-exited'],
    due: ({ life, instance, detail, t }) => {
      if (detail['exitCode'] !== undefined) return 'met';
      const begins = detail['hook'] === 'postStart' && !detail['ok'] && instance.endedMs === undefined;
      return begins ? t + Math.max(...gracesMs(life, instance)) + LEAST_MS + SLACK_MS : undefined;
    },
    late: (id) => `instance ${id} still runs although its postStart hook failed`,
  }),
};
