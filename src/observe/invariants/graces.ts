import { isTerminalPhase, type Pod } from '../../api/index';
import { atMoments, atWrites, type Invariant, seconds } from './invariant';
import { type Instance, isCondemned, type PodLife, restartsAll } from './podLife';

const LEAST_SECONDS = 2;
const SLACK_MS = 1_000;
const DEFAULT_SECONDS = 30;

/** The grace of the probe that has failed, if just one has and nothing else is wrong with the container. */
function graceOfFailedProbe({ spec, verdicts, postStart }: Instance, { pod }: PodLife): number | undefined {
  const failed = (['liveness', 'startup'] as const).filter((probe) => verdicts.get(probe)?.result === 'failure');
  const [probe] = failed;
  if (failed.length !== 1 || !probe || postStart === 'failed') return undefined;
  const own = spec?.[`${probe}Probe`]?.terminationGracePeriodSeconds;
  return own ?? pod.spec.terminationGracePeriodSeconds ?? DEFAULT_SECONDS;
}

/**
 * A pod of which no container goes on ends as a whole, with its own grace: its sidecars, and the last containers of one that is never
 * restarted, even if a probe of theirs has failed (kuberuntime_manager.go computePodActions, `keepCount`).
 */
function isOver(life: PodLife): boolean {
  const isNeverRestarted = life.pod.spec.restartPolicy === 'Never';
  const goesOn = (instance: Instance) => instance.endedMs === undefined && !(isNeverRestarted && isCondemned(instance));
  return ![...life.containers.values()].some(({ now }) => life.isApp(now.container) && goesOn(now));
}

export const graceOfTheProbe: Invariant = {
  name: 'probe/kill-has-the-grace-of-the-probe',
  says: 'A container that is killed for a failed probe has the grace of that probe, if it has one, else that of its pod.',
  source: 'KEP-2238; kubernetes.io, Configure Probes, Probe-level terminationGracePeriodSeconds',
  observe: atMoments(['signal-sent'], ({ life, instance, detail, t }, past) => {
    const { stopMs, preStopMs } = instance;
    if (detail['signal'] !== 'SIGKILL' || stopMs === undefined) return undefined;
    // With the kubelet goes its wait for the end of the container; the next one kills it for failures of its own.
    if ((past.kubeletSinceMs.get(life.pod.spec.nodeName ?? '') ?? 0) > stopMs) return undefined;
    if (life.deletedMs !== undefined || life.pod.status?.reason || restartsAll(life.pod.spec)) return undefined;
    const grace = graceOfFailedProbe(instance, life);
    if (grace === undefined || isOver(life) || life.pod.spec.activeDeadlineSeconds !== undefined) return undefined;
    const hook = preStopMs === undefined ? 0 : Math.floor((stopMs - preStopMs) / 1000);
    const wantedMs = 1000 * Math.max(LEAST_SECONDS, grace - hook);
    if (Math.abs(t - stopMs - wantedMs) <= SLACK_MS) return undefined;
    return `SIGKILL ${seconds(t - stopMs)} after the stop signal, ${seconds(wantedMs)} were left of the grace`;
  }),
};

/** Who deletes pods and says nothing about their grace. */
const CONTROLLERS: ReadonlySet<string> = new Set([
  'replicaset-controller',
  'statefulset-controller',
  'daemonset-controller',
  'job-controller',
]);

export const controllersLeaveGrace: Invariant = {
  name: 'termination/controllers-leave-the-grace',
  says: 'A pod on a node that a workload controller deletes has the grace period of its spec.',
  source: 'kubernetes.io, Pod Lifecycle, Termination of Pods',
  observe: atWrites<Pod>(['Pod'], ({ verb, by, object, before }) => {
    if (verb !== 'delete' || !CONTROLLERS.has(by) || !before || before.metadata.deletionTimestamp) return undefined;
    const { phase } = before.status ?? {};
    if (!before.spec.nodeName || isTerminalPhase(phase)) return undefined;
    const wanted = object.spec.terminationGracePeriodSeconds ?? DEFAULT_SECONDS;
    const has = object.metadata.deletionGracePeriodSeconds;
    return has === wanted ? undefined : `${by} deleted it with ${has} s of grace, its spec says ${wanted} s`;
  }),
};
