import type { Cluster } from '../../cluster';
import { describeProbeKill, probeKills } from './probeKills';
import type { Breach, Expectation } from './promise';

function killedThoughItHadWorked(cluster: Cluster, sinceMs: number): Breach | undefined {
  const kill = probeKills(cluster, sinceMs).find(({ hadWorked }) => hadWorked);
  return kill && { t: kill.t, object: kill.object, seen: describeProbeKill(kill) };
}

/** When something outside is down, a restart helps nobody: all replicas would start anew at once. */
export const outageRestartsNobody: Expectation = {
  name: 'liveness/not-on-dependencies',
  says: 'no container restarts because something outside is down',
  advice: 'let the liveness probe ask the app alone, and the readiness probe for what it depends on',
  source: 'kubernetes.io, Liveness, Readiness, and Startup Probes; srcco.de, Liveness Probes are Dangerous',
  despite: ['starts-late', 'pull-takes', 'dependency-late', 'outage'],
  broken: killedThoughItHadWorked,
};

/** A garbage collection, a full queue, a slow answer: what passes by itself is no reason to start anew. */
export const hiccupSurvived: Expectation = {
  name: 'liveness/survives-hiccups',
  says: 'no container restarts for a hiccup',
  advice:
    'make failureThreshold × periodSeconds of the liveness probe longer than the hiccup, and timeoutSeconds longer than the slowest answer',
  source: 'kubernetes.io, Configure Liveness, Readiness and Startup Probes, Configure Probes',
  despite: ['starts-late', 'pull-takes', 'answers-slowly', 'hangs'],
  broken: killedThoughItHadWorked,
};
