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
  /**
   * Whether any probe of this instance had ever succeeded before the failures began that killed it: what answers another probe
   * just before the last of them was still about to start.
   */
  readonly hadWorked: boolean;
}

/** What the probes have told of an instance of a container. */
interface Instance {
  readonly startedMs: number;
  worked: boolean;
  /** For each probe that has failed since it last succeeded, whether the instance had worked when it began to. */
  readonly workedBeforeFailures: Map<string, boolean>;
}

const PROBE_OF_RULE: Readonly<Record<string, ProbeKill['probe']>> = {
  'kill/liveness-probe': 'liveness',
  'kill/startup-probe': 'startup',
};

/** Every kill by a liveness or startup probe, oldest first. */
export function probeKills(cluster: Cluster, sinceMs: number): ProbeKill[] {
  const instances = new Map<string, Instance>();
  const kills: ProbeKill[] = [];
  for (const fact of cluster.journal.all()) {
    if (fact.t < sinceMs) continue;
    const container = String(fact.detail['container']);
    const key = `${fact.object} ${container}`;
    if (fact.type === 'container-started')
      instances.set(key, { startedMs: fact.t, worked: false, workedBeforeFailures: new Map() });
    const instance = instances.get(key);
    if (!instance) continue;
    if (fact.type === 'probe') hear(instance, String(fact.detail['probe']), fact.detail['result']);
    if (fact.type === 'probe' && fact.detail['result'] === 'success') instance.worked = true;
    const probe = killingProbe(fact);
    if (!probe) continue;
    const { startedMs, worked, workedBeforeFailures } = instance;
    const hadWorked = workedBeforeFailures.get(probe) ?? worked;
    kills.push({ t: fact.t, object: fact.object, container, probe, ageMs: fact.t - startedMs, hadWorked });
  }
  return kills;
}

function hear({ worked, workedBeforeFailures }: Instance, probe: string, result: unknown): void {
  if (result === 'failure' && !workedBeforeFailures.has(probe)) workedBeforeFailures.set(probe, worked);
  if (result === 'success') workedBeforeFailures.delete(probe);
}

function killingProbe({ type, detail }: Fact): ProbeKill['probe'] | undefined {
  return type === 'signal-sent' ? PROBE_OF_RULE[String(detail['rule'])] : undefined;
}

/** For people. */
export function describeProbeKill({ container, probe, ageMs, hadWorked }: ProbeKill): string {
  const age = formatDuration(Math.round(ageMs / 1000) * 1000);
  const history = hadWorked ? 'after it had worked' : 'before it had worked';
  return `container "${container}" was killed by its ${probe} probe ${age} after its start, ${history}`;
}
