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
      if (pod) {
        forgetOthers(running, endings.get(fact.object)?.uid, pod.object, fact.object);
        note(endings, fact, pod.object);
      }
      const container = `${fact.object} ${fact.detail['container']}`;
      if (fact.type === 'hook-started' && fact.detail['hook'] === 'preStop') {
        running.add(container);
        const ending = endings.get(fact.object);
        // A node that evicts or shuts down gives less time than anybody has written into the pod.
        const withinMs = Number(fact.detail['withinMs'] ?? Number.POSITIVE_INFINITY);
        if (ending) {
          const graceMs = Math.min(ending.graceMs, withinMs);
          endings.set(fact.object, { ...ending, sinceMs: ending.sinceMs ?? fact.t, graceMs });
        }
      }
      if (fact.type === 'hook-ended') running.delete(container);
      if (fact.type !== 'signal-sent' || fact.detail['signal'] === 'SIGKILL' || !running.has(container))
        return undefined;
      const { sinceMs = fact.t, graceMs = 0 } = endings.get(fact.object) ?? {};
      if (fact.t - sinceMs >= graceMs) return undefined;
      return `container ${fact.detail['container']} got ${fact.detail['signal']} while its preStop hook was running`;
    };
    return observer(['Pod', 'hook-started', 'hook-ended', 'signal-sent'], judge);
  },
};

/** What a pod that was removed by force still does is not told apart from what the next one of its name does. */
function forgetOthers(running: Set<string>, uid: string | undefined, { metadata }: Pod, name: string): void {
  if (uid === undefined || uid === metadata.uid) return;
  for (const key of running) if (key.startsWith(`${name} `)) running.delete(key);
}

/** How a pod, or a container of it, comes to its end. */
interface Ending {
  readonly uid: string;
  sinceMs?: number;
  /** The shortest grace that was ever asked for: a later request may shorten it. */
  readonly graceMs: number;
  /** What the last deletion asked for. */
  readonly deletionSeconds: number | undefined;
}

function note(endings: Map<string, Ending>, fact: Fact, { metadata, spec }: Pod): void {
  const { uid = '', deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  const known = endings.get(fact.object);
  const same = known?.uid === uid ? known : undefined;
  if (same && same.deletionSeconds === deletionGracePeriodSeconds) return;
  const probes = spec.containers.flatMap(({ livenessProbe, startupProbe }) => [livenessProbe, startupProbe]);
  const graces = [spec.terminationGracePeriodSeconds, deletionGracePeriodSeconds]
    .concat(probes.map((probe) => probe?.terminationGracePeriodSeconds))
    .filter((seconds) => seconds !== undefined);
  const graceMs = Math.min(same?.graceMs ?? Number.POSITIVE_INFINITY, ...graces.map((seconds) => seconds * 1000));
  const sinceMs = same?.sinceMs ?? (deletionTimestamp === undefined ? undefined : fact.t);
  endings.set(fact.object, {
    uid,
    graceMs,
    deletionSeconds: deletionGracePeriodSeconds,
    ...(sinceMs !== undefined && { sinceMs }),
  });
}
