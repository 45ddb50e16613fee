import { describeProbeKill, probeKills } from './probeKills';
import type { Breach, Expectation } from './promise';

const ORDINARY = [
  'starts-late',
  'pull-takes',
  'dependency-late',
  'delete',
  'rollout',
  'scale',
  'load-changes',
  'drain',
] as const;

/** A start that takes its time is no fault. */
export const notCutShort: Expectation = {
  name: 'start/not-cut-short',
  says: 'no container is killed while it still starts',
  advice:
    'give it a startupProbe whose failureThreshold × periodSeconds is longer than the slowest start, or a longer initialDelaySeconds',
  source: 'kubernetes.io, Configure Liveness, Readiness and Startup Probes, Protect slow starting containers',
  despite: [...ORDINARY, 'kubelet-restart', 'drains', 'watched-rollout'],
  broken(cluster, sinceMs): Breach | undefined {
    const kill = probeKills(cluster, sinceMs).find(({ hadWorked }) => !hadWorked);
    return kill && { t: kill.t, object: kill.object, seen: describeProbeKill(kill) };
  },
};
