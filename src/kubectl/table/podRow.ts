import {
  type ContainerState,
  type ContainerStateTerminated,
  type ContainerStatus,
  hasCondition,
  isTerminal,
  type Pod,
  type Release,
  sidecarsOf,
} from '../../api';
import { ageOf } from '../time';

/** The cells READY, STATUS and RESTARTS of a pod. */
export interface PodCells {
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
}

interface Tally {
  ready: number;
  restarts: number;
  /** Latest `lastState.terminated.finishedAt`. */
  restartedAt: string;
}

/**
 * What the API server shows of a pod in READY, STATUS and RESTARTS.
 *
 * STATUS is neither the phase nor a field: it is computed from the phase, the conditions and all container states, and
 * how differs by release (`restartAge`, `statusPrefersError`, `terminalPhaseShownWhileDeleting`).
 * @param nowMs wall clock of the API server, milliseconds since 1970 (`ApiServer.wallMs()`)
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/ and the pod printer of the API server
 */
export function podRow(pod: Pod, nowMs: number, release: Release): PodCells {
  const sidecars = new Set(sidecarsOf(pod.spec).map(({ name }) => name));
  const total = pod.spec.containers.length + sidecars.size;
  const init = initProgress(pod, sidecars);
  let { tally, reason } = init;
  if (!init.reason || hasCondition(pod, 'Initialized')) {
    tally = { ...init.sidecarTally };
    reason = mainReason(pod, tally, release) ?? (init.reason || phaseReason(pod));
  }
  return {
    ready: `${tally.ready}/${total}`,
    status: deletionReason(pod, release) ?? reason,
    restarts: restartsText(tally, nowMs, release),
  };
}

function phaseReason(pod: Pod): string {
  const gated = pod.status?.conditions?.some(
    (condition) => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated',
  );
  if (gated) return 'SchedulingGated';
  return pod.status?.reason || pod.status?.phase || '';
}

/** Walks the init containers; `reason` is empty when none of them holds the pod up. */
function initProgress(pod: Pod, sidecars: ReadonlySet<string>) {
  const tally: Tally = { ready: 0, restarts: 0, restartedAt: '' };
  const sidecarTally: Tally = { ready: 0, restarts: 0, restartedAt: '' };
  const total = pod.spec.initContainers?.length ?? 0;
  let reason = '';
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    count(tally, status);
    if (sidecars.has(status.name)) count(sidecarTally, status);
    const { terminated, waiting } = status.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecars.has(status.name) && status.started) {
      if (status.ready) {
        tally.ready++;
        sidecarTally.ready++;
      }
      continue;
    }
    if (terminated) reason = `Init:${endReason(terminated)}`;
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') reason = `Init:${waiting.reason}`;
    else reason = `Init:${index}/${total}`;
    break;
  }
  return { reason, tally, sidecarTally };
}

/** Walks the containers from the last to the first: the first one that waits or has ended gives the reason. */
function mainReason(pod: Pod, tally: Tally, release: Release): string | undefined {
  let reason: string | undefined;
  let errorReason: string | undefined;
  let someRun = false;
  for (const status of [...(pod.status?.containerStatuses ?? [])].reverse()) {
    count(tally, status);
    const { waiting, terminated, running }: ContainerState = status.state ?? {};
    if (waiting?.reason) reason = waiting.reason;
    else if (terminated) {
      reason = endReason(terminated);
      if (terminated.exitCode !== 0) errorReason = reason;
    } else if (status.ready && running) {
      someRun = true;
      tally.ready++;
    }
  }
  if (reason !== 'Completed') return reason;
  if (someRun && hasCondition(pod, 'Ready')) return 'Running';
  if (errorReason && release.has('statusPrefersError')) return errorReason;
  return someRun ? 'NotReady' : reason;
}

function deletionReason(pod: Pod, release: Release): string | undefined {
  if (!pod.metadata.deletionTimestamp) return undefined;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  const ended = isTerminal(pod);
  return ended && release.has('terminalPhaseShownWhileDeleting') ? undefined : 'Terminating';
}

function restartsText(tally: Tally, nowMs: number, release: Release): string {
  const dated = tally.restarts > 0 && tally.restartedAt !== '' && release.has('restartAge');
  return dated ? `${tally.restarts} (${ageOf(tally.restartedAt, nowMs)} ago)` : String(tally.restarts);
}

function count(tally: Tally, status: ContainerStatus): void {
  tally.restarts += status.restartCount;
  const finishedAt = status.lastState?.terminated?.finishedAt;
  // RFC 3339 times in UTC sort as text.
  if (finishedAt && finishedAt > tally.restartedAt) tally.restartedAt = finishedAt;
}

function endReason(terminated: ContainerStateTerminated): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}
