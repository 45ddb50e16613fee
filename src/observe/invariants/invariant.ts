import type { FeatureName, KubeObject } from '../../api/index';
import type { Fact } from '../../kernel/index';
import type { Past } from './past';
import type { ContainerLife, Instance, PodLife } from './podLife';

/**
 * Something that is always true of a Kubernetes cluster, whatever people and chance do to it. It is watched while time
 * passes; a scenario in which it is broken fails, whatever its own sentences say.
 */
export interface Invariant {
  /** `area/what`: `job/parallelism`. */
  readonly name: string;
  /** What always holds, as a sentence. */
  readonly says: string;
  /** Where it can be read. */
  readonly source: string;
  /** The difference between releases that it rests on; absent: it holds in all of them. */
  readonly since?: FeatureName;
  /** The same for pods that are being deleted; absent: it holds for them wherever it holds. */
  readonly sinceForDeleted?: FeatureName;
  /** A new observer for one run; `past` is up to date with the fact that is told. */
  observe(past: Past): Observer;
}

/** Told a fact, it says what is wrong when the invariant is broken. */
export type Judge = (fact: Fact) => string | undefined;

/**
 * What an invariant wants to hear: writes by the kind of the object (`Pod`), all of them (`api-write`), other facts by
 * their type (`container-started`), and the time (`time`: the first fact of each moment, after the others).
 */
export type Observer = Readonly<Record<string, Judge>>;

/** A write to the API server; undefined for facts of other types or kinds. */
export interface Write<T extends KubeObject> {
  readonly verb: string;
  readonly by: string;
  readonly object: T;
}

/** Reads a write of one kind of object. */
export function writeOf<T extends KubeObject>(fact: Fact, kind: string): Write<T> | undefined {
  if (fact.type !== 'api-write' || !fact.object.startsWith(`${kind}/`)) return undefined;
  const { verb, by, object } = fact.detail;
  return { verb: String(verb), by: String(by), object: object as T };
}

/** A write with what the object was before. */
export interface Change<T extends KubeObject> extends Write<T> {
  readonly before: T | undefined;
  readonly t: number;
}

/** Judges each write of some kinds of objects; `api-write` stands for all kinds. */
export function atWrites<T extends KubeObject>(
  kinds: readonly string[],
  judge: (change: Change<T>, past: Past) => string | undefined,
): Invariant['observe'] {
  return (past) => observer(kinds, () => judge(past.change as Change<T>, past));
}

/** Something that happens to a container whose pod is known. */
export interface Moment {
  readonly t: number;
  readonly detail: Fact['detail'];
  readonly life: PodLife;
  readonly container: ContainerLife;
  readonly instance: Instance;
}

/** Judges facts about containers. */
export function atMoments(
  types: readonly string[],
  judge: (moment: Moment, past: Past) => string | undefined,
): Invariant['observe'] {
  return (past) =>
    observer(types, ({ object, detail, t }) => {
      const life = past.pods.get(object);
      const container = life?.containers.get(detail['container'] as string);
      if (!life || !container || life.isBlurred) return undefined;
      return judge({ t, detail, life, container, instance: container.now }, past);
    });
}

/** One judge for several topics. */
export function observer(topics: readonly string[], judge: Judge): Observer {
  const out: Record<string, Judge> = {};
  for (const topic of topics) out[topic] = judge;
  return out;
}

/** `1.5 s`, as messages say it. */
export const seconds = (ms: number): string => `${Math.round(ms) / 1000} s`;
