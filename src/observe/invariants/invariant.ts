import type { KubeObject } from '../../api/index';
import type { Fact } from '../../kernel/index';

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
  /** A new observer for one run: it is told every fact in order and says what is wrong when the invariant is broken. */
  observe(): (fact: Fact) => string | undefined;
}

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
