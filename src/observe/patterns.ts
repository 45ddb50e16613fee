import type { KubeObject } from '../api/index';
import type { Cluster } from '../cluster';
import { matches } from '../kernel/index';
import { nearest } from './nearest';
import { namesEver } from './objects';

/** Which objects a name with stars means: `web-*` of any kind, in one namespace. */
export interface NamePattern {
  readonly kind: string;
  readonly name: string;
  /** Absent for kinds that live outside namespaces. */
  readonly namespace: string | undefined;
}

/** So many are named in a message. */
const NAMED = 3;

/**
 * The name of the one object that a pattern means: of those there now, or, when all have gone, of those there ever were. Names
 * without a star mean themselves.
 * @throws Error when it means none, or several
 */
export function nameMeant(cluster: Cluster, { kind, name, namespace }: NamePattern): string {
  if (!name.includes('*')) return name;
  const fits = (one: string) => matches(name, one);
  const now = cluster.api
    .list<KubeObject>(kind, { ...(namespace !== undefined && { namespace }) })
    .map(({ metadata }) => metadata.name ?? '')
    .filter(fits);
  const all = namesIn(namesEver(cluster, kind), namespace);
  const meant = now.length > 0 ? now : all.filter(fits);
  if (meant.length === 1) return meant[0] as string;
  const thing = kind.toLowerCase();
  if (meant.length === 0) throw new Error(`there never was a ${thing} "${name}"; ${nearest(name, all)}`);
  const more = meant.length > NAMED ? ' …' : '';
  throw new Error(
    `${thing} "${name}" means ${meant.length}: ${meant.slice(0, NAMED).join(', ')}${more}; this sentence is about one`,
  );
}

/** Those of `namespace/name` that are in a namespace; without one there is no namespace in them. */
function namesIn(names: readonly string[], namespace: string | undefined): string[] {
  if (namespace === undefined) return [...names];
  return names.filter((one) => one.startsWith(`${namespace}/`)).map((one) => one.slice(namespace.length + 1));
}
