import type { Cluster } from '../cluster';
import { atRest } from '../observe/atRest';
import { type Invariant, InvariantMonitor, type Violation } from '../observe/invariants/index';
import type { Finding } from './finding';
import { promisesNamed } from './interpret';
import { play, RefusedManifest } from './play';
import type { Story } from './story';

/** What a story has to keep. */
export interface Demands {
  readonly invariants: readonly Invariant[];
  /** Names of promises. */
  readonly promises: readonly string[];
  /** Whether everything has to come to rest at the end. */
  readonly rest: boolean;
  /** What else to look at when the story is over. */
  readonly properties?: readonly Property[];
  /** Nobody looks at what comes later than this after the creation; absent: at all of it. */
  readonly untilMs?: number;
}

/** Something of the user's own that is checked at the end of a story. */
export interface Property {
  readonly name: string;
  readonly sentence: string;
  /** @returns what was seen instead, or undefined when it holds */
  check(cluster: Cluster, sinceMs: number): string | undefined;
}

export interface Verdict {
  readonly finding: Finding | undefined;
  /** Undefined when the manifests were refused or the simulation broke. */
  readonly cluster: Cluster | undefined;
  /** kubectl did not take the manifests. */
  readonly refused?: string;
}

/** Plays a story and looks whether everything held. */
export function judge(story: Story, demands: Demands): Verdict {
  let monitor: InvariantMonitor | undefined;
  let startMs = 0;
  let now = () => 0;
  const { untilMs = Number.POSITIVE_INFINITY } = demands;
  try {
    const cluster = play(
      story,
      (made) => {
        startMs = made.now;
        monitor = new InvariantMonitor(made.journal, demands.invariants, made.release);
        now = () => made.now - startMs;
      },
      () => (monitor?.violations.length ?? 0) > 0 || now() > untilMs,
    );
    const [violation] = monitor?.violations ?? [];
    const finding = violation ? ofInvariant(violation, startMs) : atTheEnd(cluster, startMs, demands);
    return { finding, cluster };
  } catch (error) {
    if (error instanceof RefusedManifest) return { finding: undefined, cluster: undefined, refused: error.message };
    return { finding: ofError(error), cluster: undefined };
  }
}

function ofInvariant({ invariant, t, object, seen }: Violation, startMs: number): Finding {
  const { name, says, source } = invariant;
  return {
    kind: 'invariant',
    name,
    says,
    source,
    seen,
    object,
    atMs: t - startMs,
    sentence: 'what always holds holds',
  };
}

function atTheEnd(cluster: Cluster, startMs: number, demands: Demands): Finding | undefined {
  for (const { name, says, source, advice, broken } of promisesNamed(demands.promises)) {
    const breach = broken(cluster, startMs);
    if (!breach) continue;
    const { t, object, seen } = breach;
    return { kind: 'promise', name, says, source, advice, seen, object, atMs: t - startMs, sentence: says };
  }
  const [restless] = demands.rest ? atRest(cluster) : [];
  if (restless) return ofRest(restless, cluster.now - startMs);
  for (const { name, sentence, check } of demands.properties ?? []) {
    const seen = check(cluster, startMs);
    if (seen !== undefined)
      return { kind: 'property', name, says: sentence, sentence, seen, object: '', atMs: cluster.now - startMs };
  }
  return undefined;
}

function ofRest({ object, why }: { object: string; why: string }, atMs: number): Finding {
  const sentence = 'everything has come to rest';
  return { kind: 'rest', name: `rest/${object.split('/')[0]}`, says: sentence, sentence, seen: why, object, atMs };
}

/** The simulation itself broke: a bug, whatever the story. */
function ofError(error: unknown): Finding {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const says = 'the simulation plays every story to its end';
  const kind = `${name}: ${message.split('\n')[0]?.replace(/[0-9a-f]{6,}|\d+/g, 'N')}`;
  return {
    kind: 'error',
    name: `error/${kind}`,
    says,
    sentence: 'what always holds holds',
    seen: message,
    object: '',
    atMs: 0,
  };
}

/** How much later a smaller story may break the same: what is left out may have hurried it on. */
const LATER_MS = 30_000;

/** The demands that can lead to a finding again, so that nothing else stands in its way while its story gets smaller. */
export function onlyFor({ kind, name, atMs }: Finding, demands: Demands): Demands {
  const { invariants, promises, properties = [] } = demands;
  if (kind === 'error') return demands;
  return {
    invariants: invariants.filter((invariant) => kind === 'invariant' && invariant.name === name),
    promises: promises.filter((promise) => kind === 'promise' && promise === name),
    rest: kind === 'rest',
    properties: properties.filter((property) => kind === 'property' && property.name === name),
    ...(kind === 'invariant' && { untilMs: 1.25 * atMs + LATER_MS }),
  };
}
