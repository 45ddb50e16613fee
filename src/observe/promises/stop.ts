import { formatDuration } from '../../duration';
import type { Fact } from '../../kernel/index';
import type { Breach, Expectation } from './promise';

const STOPS = [
  'starts-late',
  'pull-takes',
  'drains',
  'delete',
  'rollout',
  'watched-rollout',
  'scale',
  'load-changes',
  'drain',
] as const;

function seconds(durationMs: number): string {
  return formatDuration(Math.round(durationMs / 1000) * 1000);
}

/** A hook that is cut off has not done what it is there for. */
export const hookInTime: Expectation = {
  name: 'stop/hook-in-time',
  says: 'every preStop hook ends before the grace period does',
  advice: 'make terminationGracePeriodSeconds longer than the hook and the shutdown together',
  source: 'kubernetes.io, Container Lifecycle Hooks, Hook handler execution',
  despite: STOPS,
  broken(cluster, sinceMs): Breach | undefined {
    const running = new Map<string, number>();
    for (const fact of cluster.journal.all()) {
      if (fact.t < sinceMs) continue;
      const key = `${fact.object} ${fact.detail['container']}`;
      if (fact.type === 'hook-started' && fact.detail['hook'] === 'preStop') running.set(key, fact.t);
      if (fact.type === 'hook-ended') running.delete(key);
      const startedMs = fact.type === 'signal-sent' ? running.get(key) : undefined;
      if (startedMs === undefined) continue;
      const seen = `container "${fact.detail['container']}" got ${fact.detail['signal']} when its preStop hook had run for ${seconds(fact.t - startedMs)} and was not done`;
      return { t: fact.t, object: fact.object, seen };
    }
    return undefined;
  },
};

/** No program can handle a signal that comes before it has begun to listen to signals, and no manifest can help that. */
const JUST_BEGUN_MS = 1000;

/** Work that is cut off is work lost. */
export const endsByItself: Expectation = {
  name: 'stop/ends-by-itself',
  says: 'every container ends by itself before it is killed',
  advice:
    'make terminationGracePeriodSeconds longer than the preStop hook and the draining together, and let PID 1 handle its stop signal (a shell does not pass it on: exec the app)',
  source: 'kubernetes.io, Pod Lifecycle, Termination of Pods',
  despite: STOPS,
  broken(cluster, sinceMs): Breach | undefined {
    const asked = new Map<string, Fact>();
    const startedMs = new Map<string, number>();
    for (const fact of cluster.journal.all()) {
      if (fact.t < sinceMs) continue;
      const container = String(fact.detail['container']);
      const key = `${fact.object} ${container}`;
      if (fact.type === 'container-started') startedMs.set(key, fact.t);
      if (fact.type !== 'signal-sent') continue;
      const ranMs = fact.t - (startedMs.get(key) ?? 0);
      if (fact.detail['signal'] !== 'SIGKILL' && ranMs >= JUST_BEGUN_MS) asked.set(key, fact);
      const stop = fact.detail['signal'] === 'SIGKILL' ? asked.get(key) : undefined;
      if (!stop) continue;
      const seen = `container "${container}" was killed ${seconds(fact.t - stop.t)} after ${stop.detail['signal']}: the grace period was over`;
      return { t: fact.t, object: fact.object, seen };
    }
    return undefined;
  },
};
