import type { Pod } from '../../api/index';
import { atInstancesWithin } from './instanceDeadlines';
import { atMoments, atWrites, type Invariant, seconds } from './invariant';
import type { Past } from './past';
import { heldByHooksUntilMs, type Instance, type PodLife, type ProbeName } from './podLife';
import { byKubelet, instanceId, statusesOf } from './statuses';

/** A probe that ran when something changed tells of its end a moment later, and statuses take a moment to be written. */
const NEWS_MS = 2_000;

const nameOf = (detail: Readonly<Record<string, unknown>>): ProbeName => detail['probe'] as ProbeName;

function probeOf(instance: Instance, kind: ProbeName) {
  return instance.spec?.[`${kind}Probe`];
}

/** The kubelet that looks after it now is not the one that has started it, and has forgotten what its probes have said. */
function isFromBefore({ startedMs }: Instance, { pod }: PodLife, past: Past): boolean {
  return startedMs < (past.kubeletSinceMs.get(pod.spec.nodeName ?? '') ?? 0);
}

export const afterStartup: Invariant = {
  name: 'probe/after-startup',
  says: 'Liveness and readiness probes do not run before the startup probe has succeeded for the first time.',
  source: 'kubernetes.io, Pod Lifecycle, Container probes',
  observe: atMoments(['probe'], ({ detail, instance, container, life, t }, past) => {
    if (nameOf(detail) === 'startup' || !probeOf(instance, 'startup')) return undefined;
    if (isFromBefore(instance, life, past)) return undefined;
    if (instance.verdicts.get('startup')?.result === 'success' || t - instance.startedMs < NEWS_MS) return undefined;
    // Since 1.35 a restarted container counts as started until its startup probe looks again.
    if (container.previous) return undefined;
    return `${nameOf(detail)} probe of ${instance.container} ran before its startup probe had succeeded`;
  }),
};

export const startupRests: Invariant = {
  name: 'probe/startup-ends',
  says: 'A startup probe that has succeeded does not run again for the same instance.',
  source: 'kubernetes.io, Configure Liveness, Readiness and Startup Probes',
  observe: atMoments(['probe'], ({ detail, instance, life, t }, past) => {
    const verdict = nameOf(detail) === 'startup' ? instance.verdicts.get('startup') : undefined;
    if (verdict?.result !== 'success' || t - verdict.t < NEWS_MS || isFromBefore(instance, life, past))
      return undefined;
    return `startup probe of ${instance.container} ran ${seconds(t - verdict.t)} after it had succeeded`;
  }),
};

/**
 * The worker goes by the status of the instance before until a sync has written another. The last one has first to start whatever
 * else it starts, and to wait for the postStart hooks of that.
 */
function isNews(life: PodLife, t: number): boolean {
  const startsMs = [...life.instances.values()].map(({ startedMs }) => startedMs);
  return t - Math.max(heldByHooksUntilMs(life, t), ...startsMs) < NEWS_MS;
}

export const initialDelay: Invariant = {
  name: 'probe/initial-delay',
  says: 'No probe runs before initialDelaySeconds after the start of the container, to the second.',
  source: 'kubernetes.io, Pod Lifecycle, Container probes; pkg/kubelet/prober/worker.go',
  observe: atMoments(['probe'], ({ detail, instance, life, container, t }) => {
    const { initialDelaySeconds = 0, timeoutSeconds = 1 } = probeOf(instance, nameOf(detail)) ?? {};
    const ranMs = t - instance.startedMs;
    // Starts are kept in whole seconds, which can make up to one second of difference.
    if (ranMs >= (initialDelaySeconds - 1) * 1000) return undefined;
    // A run that has taken as long as it may has begun with the instance before.
    if (container.previous && (isNews(life, t) || ranMs <= timeoutSeconds * 1000)) return undefined;
    return `${nameOf(detail)} probe of ${instance.container} ran ${seconds(ranMs)} after its start`;
  }),
};

/** Ends of the last runs of one probe. */
const RUNS = 4;

export const atItsPeriod: Invariant = {
  name: 'probe/at-its-period',
  says: 'Liveness and startup probes run once a period; only a run that took longer may be made up for.',
  source: 'kubernetes.io, Pod Lifecycle, Container probes; Go time.Ticker',
  observe(past) {
    const ends = new Map<string, number[]>();
    return atMoments(['probe'], ({ detail, life, instance, t }) => {
      const kind = nameOf(detail);
      if (kind === 'readiness') return undefined;
      const key = `${life.uid} ${instance.id} ${kind}`;
      const last = ends.get(key) ?? [];
      ends.set(key, last);
      last.push(t);
      if (last.length > RUNS) last.shift();
      const periodMs = (probeOf(instance, kind)?.periodSeconds ?? 10) * 1000;
      const took = t - (last[0] ?? t);
      // One run that took long moves its end, and the next one may come at once.
      const lateMs = 1000 * (probeOf(instance, kind)?.timeoutSeconds ?? 1) + NEWS_MS;
      if (last.length < RUNS || took >= (RUNS - 2) * periodMs - lateMs) return undefined;
      // A kubelet that has just begun sets up its workers anew.
      const since = past.kubeletSinceMs.get(life.pod.spec.nodeName ?? '') ?? 0;
      if (t - since < RUNS * periodMs) return undefined;
      return `${RUNS} runs of the ${kind} probe of ${instance.container} in ${seconds(took)}, its period is ${seconds(periodMs)}`;
    })(past);
  },
};

export const verdictAtThreshold: Invariant = {
  name: 'probe/verdict-at-threshold',
  says: 'A probe has succeeded or failed only after as many equal results in a row as its threshold says.',
  source: 'kubernetes.io, Pod Lifecycle, Container probes; pkg/kubelet/prober/worker.go doProbe',
  observe(past) {
    const rows = new Map<string, { ok: boolean; count: number }>();
    return atMoments(['probe', 'probe-verdict'], ({ detail, life, instance }) => {
      const kind = nameOf(detail);
      const key = `${life.uid} ${instance.container} ${kind}`;
      const ok = detail['result'] !== 'failure';
      if (detail['runs'] === undefined) {
        const row = rows.get(key);
        if (detail['result'] !== 'error') rows.set(key, { ok, count: row?.ok === ok ? row.count + 1 : 1 });
        return undefined;
      }
      const count = rows.get(key)?.ok === ok ? (rows.get(key)?.count ?? 0) : 0;
      // A liveness or startup probe that has failed begins anew with the next instance.
      if (kind !== 'readiness' && !ok) rows.delete(key);
      const { failureThreshold = 3, successThreshold = 1 } = probeOf(instance, kind) ?? {};
      const needed = ok ? successThreshold : failureThreshold;
      if (count >= needed) return undefined;
      return `${kind} probe of ${instance.container}: ${detail['result']} after ${count} of ${needed} results`;
    })(past);
  },
};

/** What a kubelet may be busy with before it can see to the container: pulls, hooks and kills of others, one after another. */
const CONSEQUENCE_MS = 300_000;

export const failureHasConsequences: Invariant = {
  name: 'probe/failure-ends-the-container',
  says: 'A container whose liveness or startup probe has failed is ended.',
  source: 'kubernetes.io, Pod Lifecycle, Types of probe',
  observe: atInstancesWithin({
    moments: ['probe-verdict', 'signal-sent', 'container-exited'],
    due: ({ instance, detail, t }) => {
      if (detail['probe'] === undefined) return 'met';
      const begins = nameOf(detail) !== 'readiness' && detail['result'] === 'failure' && instance.endedMs === undefined;
      return begins ? t + CONSEQUENCE_MS : undefined;
    },
    late: (id, { pod, deletedMs, hasEnded }) =>
      deletedMs === undefined && !hasEnded
        ? `instance ${id} of ${pod.metadata.name} runs on, ${seconds(CONSEQUENCE_MS)} after its probe has failed`
        : undefined,
  }),
};

export const notWhileEnding: Invariant = {
  name: 'probe/none-while-the-pod-ends',
  says: 'Liveness and startup probes do not run while their pod ends.',
  source: 'pkg/kubelet/prober/prober_manager.go StopLivenessAndStartup',
  since: 'livenessStopsAtDeletion',
  observe: atMoments(['probe'], ({ detail, life, instance, t }) => {
    const kind = nameOf(detail);
    // Those of sidecars go on: they have to serve to the end.
    if (kind === 'readiness' || life.endingMs === undefined || !life.isApp(instance.container)) return undefined;
    // The run that was under way may come to its end.
    const lateMs = t - life.endingMs - 1000 * (probeOf(instance, kind)?.timeoutSeconds ?? 1);
    return lateMs > NEWS_MS
      ? `${kind} probe of ${instance.container} ran ${seconds(t - life.endingMs)} after the end began`
      : undefined;
  }),
};

/** Judges each instance that a kubelet calls ready. */
function atReadyInstances(
  judge: (instance: Instance, t: number, life: PodLife, kubeletSinceMs: number) => string | undefined,
): Invariant['observe'] {
  return atWrites<Pod>(['Pod'], ({ by, object, t }, past) => {
    if (!byKubelet(by) || isOver(object)) return undefined;
    const life = past.pods.get(`Pod/${object.metadata.namespace}/${object.metadata.name}`);
    if (!life || life.isBlurred) return undefined;
    const kubeletSinceMs = past.kubeletSinceMs.get(object.spec.nodeName ?? '') ?? 0;
    for (const { ready, state, containerID } of statusesOf(object)) {
      const instance = ready && state?.running ? life.instances.get(instanceId(containerID)) : undefined;
      if (instance && isNewToKubelet(instance, 'readiness', kubeletSinceMs)) continue;
      const wrong = instance && judge(instance, t, life, kubeletSinceMs);
      if (wrong) return wrong;
    }
    return undefined;
  });
}

/**
 * The probe workers of a pod that has failed end, while its containers may still run: what has no worker counts as ready, the pod itself does
 * not (pkg/kubelet/prober/worker.go doProbe, prober_manager.go UpdatePodStatus).
 */
function isOver({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, reason }) => type === 'Ready' && reason === 'PodFailed') ?? false;
}

/** What the kubelet before has asked for is started without it, a moment later where all is slow. */
const IN_FLIGHT_MS = 5000;

/**
 * The first status of a new kubelet is made before there are probe workers (SyncPod), and what has no worker is ready; the
 * worker's first look comes within a period.
 */
function isNewToKubelet({ startedMs, verdicts }: Instance, probe: ProbeName, kubeletSinceMs: number): boolean {
  return startedMs < kubeletSinceMs + IN_FLIGHT_MS && (verdicts.get(probe)?.t ?? 0) < kubeletSinceMs;
}

export const readyAfterReadiness: Invariant = {
  name: 'container/ready-after-readiness',
  says: 'A container with a readiness probe is ready only while the last verdict on this very instance is a success.',
  source: 'kubernetes.io, Pod Lifecycle, Container probes',
  // Housekeeping ended the probe workers of deleted pods, and what has no worker is ready to the sync that comes after.
  sinceForDeleted: 'podWorkersByLifecycle',
  observe: atReadyInstances((instance, t) => {
    const verdict = instance.verdicts.get('readiness');
    if (!probeOf(instance, 'readiness') || verdict?.result === 'success') return undefined;
    if (verdict && t - verdict.t < NEWS_MS) return undefined;
    return `container ${instance.container} is ready, its readiness probe ${verdict ? 'has failed' : 'never succeeded'}`;
  }),
};

export const readyAfterStartup: Invariant = {
  name: 'container/ready-after-startup',
  says: 'A container with a startup probe is not ready before that has succeeded for the first time.',
  source: 'kubernetes.io, Pod Lifecycle, Container probes',
  sinceForDeleted: 'podWorkersByLifecycle',
  observe: atReadyInstances((instance, _t, life, kubeletSinceMs) =>
    probeOf(instance, 'startup') &&
    // Since 1.35 a new kubelet believes what the API says of it until its own startup probe has looked
    !isNewToKubelet(instance, 'startup', kubeletSinceMs) &&
    instance.verdicts.get('startup')?.result !== 'success' &&
    !life.containers.get(instance.container)?.previous
      ? `container ${instance.container} is ready before its startup probe has succeeded`
      : undefined,
  ),
};

export const readyAfterPostStart: Invariant = {
  name: 'hook/post-start-before-ready',
  says: 'A container is ready only when its postStart hook is over.',
  source: 'kubernetes.io, Container Lifecycle Hooks, Hook handler execution',
  observe: atReadyInstances((instance) =>
    instance.postStart === 'running'
      ? `container ${instance.container} is ready while its postStart hook runs`
      : undefined,
  ),
};
