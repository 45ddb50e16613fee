import type { Cluster } from '../../cluster';
import { formatDuration } from '../../duration';
import type { Fact } from '../../kernel/index';

/** A container that was stopped because a probe failed. */
export interface ProbeKill {
  readonly t: number;
  readonly object: string;
  readonly container: string;
  readonly probe: 'liveness' | 'startup';
  /** Age of the instance. */
  readonly ageMs: number;
  /** Whether any probe of this instance had ever succeeded. */
  readonly hadWorked: boolean;
}

const PROBE_OF_RULE: Readonly<Record<string, ProbeKill['probe']>> = {
  'kill/liveness-probe': 'liveness',
  'kill/startup-probe': 'startup',
};

/** Every kill by a liveness or startup probe, oldest first. */
export function probeKills(cluster: Cluster, sinceMs: number): ProbeKill[] {
  const instances = new Map<string, { startedMs: number; worked: boolean }>();
  const kills: ProbeKill[] = [];
  for (const fact of cluster.journal.all()) {
    if (fact.t < sinceMs) continue;
    const container = String(fact.detail['container']);
    const key = `${fact.object} ${container}`;
    if (fact.type === 'container-started') instances.set(key, { startedMs: fact.t, worked: false });
    const instance = instances.get(key);
    if (!instance) continue;
    if (fact.type === 'probe' && fact.detail['result'] === 'success') instance.worked = true;
    const probe = killingProbe(fact);
    if (!probe) continue;
    const { startedMs, worked } = instance;
    kills.push({ t: fact.t, object: fact.object, container, probe, ageMs: fact.t - startedMs, hadWorked: worked });
  }
  return kills;
}

function killingProbe({ type, detail }: Fact): ProbeKill['probe'] | undefined {
  return type === 'signal-sent' ? PROBE_OF_RULE[String(detail['rule'])] : undefined;
}

/** For people. */
export function describeProbeKill({ container, probe, ageMs, hadWorked }: ProbeKill): string {
  const age = formatDuration(Math.round(ageMs / 1000) * 1000);
  const history = hadWorked ? 'after it had worked' : 'before any probe had succeeded';
  return `container "${container}" was killed by its ${probe} probe ${age} after its start, ${history}`;
}
