import type { Pod } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { type Invariant, type Judge, observer, writeOf } from './invariant';

export const preStopBeforeSignal: Invariant = {
  name: 'pod/pre-stop-before-signal',
  says: 'A container gets its stop signal only when its preStop hook is over, or the grace period is.',
  source: 'kubernetes.io, Container Lifecycle Hooks, Hook handler execution',
  observe() {
    const running = new Set<string>();
    const endings = new Map<string, Ending>();
    const judge: Judge = (fact) => {
      const pod = writeOf<Pod>(fact, 'Pod');
      if (pod) note(endings, fact, pod.object);
      const { container, podUid } = fact.detail as { container: string; podUid: string };
      const key = `${podUid} ${container}`;
      if (fact.type === 'hook-started' && fact.detail['hook'] === 'preStop') {
        running.add(key);
        const ending = endings.get(podUid);
        // A node that evicts or shuts down gives less time than anybody has written into the pod.
        const withinMs = Number(fact.detail['withinMs'] ?? Number.POSITIVE_INFINITY);
        if (ending) {
          const graceMs = Math.min(ending.graceMs, withinMs);
          endings.set(podUid, { ...ending, sinceMs: ending.sinceMs ?? fact.t, graceMs });
        }
      }
      if (fact.type === 'hook-ended') running.delete(key);
      if (fact.type !== 'signal-sent' || fact.detail['signal'] === 'SIGKILL' || !running.has(key)) return undefined;
      const { sinceMs = fact.t, graceMs = 0 } = endings.get(podUid) ?? {};
      if (fact.t - sinceMs >= graceMs) return undefined;
      return `container ${container} got ${fact.detail['signal']} while its preStop hook was running`;
    };
    return observer(['Pod', 'hook-started', 'hook-ended', 'signal-sent'], judge);
  },
};

/** How a pod, or a container of it, comes to its end. */
interface Ending {
  sinceMs?: number;
  /** The shortest grace that was ever asked for: a later request may shorten it. */
  readonly graceMs: number;
  /** What the last deletion asked for. */
  readonly deletionSeconds: number | undefined;
}

function note(endings: Map<string, Ending>, fact: Fact, { metadata, spec }: Pod): void {
  const { uid = '', deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  const known = endings.get(uid);
  if (known && known.deletionSeconds === deletionGracePeriodSeconds) return;
  const probes = spec.containers.flatMap(({ livenessProbe, startupProbe }) => [livenessProbe, startupProbe]);
  const graces = [spec.terminationGracePeriodSeconds, deletionGracePeriodSeconds]
    .concat(probes.map((probe) => probe?.terminationGracePeriodSeconds))
    .filter((seconds) => seconds !== undefined);
  const graceMs = Math.min(known?.graceMs ?? Number.POSITIVE_INFINITY, ...graces.map((seconds) => seconds * 1000));
  const sinceMs = known?.sinceMs ?? (deletionTimestamp === undefined ? undefined : fact.t);
  endings.set(uid, {
    graceMs,
    deletionSeconds: deletionGracePeriodSeconds,
    ...(sinceMs !== undefined && { sinceMs }),
  });
}
