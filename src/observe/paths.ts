import { distance } from 'fastest-levenshtein';
import type { Container, Probe } from '../api/index';
import { allContainers } from '../api/index';
import type { Cluster } from '../cluster';
import { type AppIdentity, pathMatches, type ResponseRule, selects } from '../world/index';

/** `/readyz` for `/ready`, `/heathz` for `/healthz`: slips, and not other paths. */
const SLIP = 2;

/**
 * What was said about a path that nobody asks for says nothing. That may be meant (a Background is for several scenarios); not
 * where a probe or a hook of that container asks for a path that differs by a slip only, and of which nothing is said.
 * @throws Error with the path that is asked for
 */
export function assertPathsAreAsked(cluster: Cluster): void {
  const said = cluster.behaviours.all.flatMap(({ selector, behaviour }) =>
    (behaviour.responses ?? []).map((rule) => ({ selector, rule })),
  );
  for (const { selector, rule } of said) {
    if (rule.path === undefined) continue;
    const isMeant = (container: AppIdentity) => selects(selector, container);
    const probed = probedPaths(cluster, isMeant);
    if ([...probed, ...cluster.behaviours.asked.of(isMeant)].some((path) => isAbout(rule, path))) continue;
    const others = probed.filter((path) => !said.some(({ rule }) => rule.path !== undefined && isAbout(rule, path)));
    const slip = others.find((path) => distance(path, rule.path as string) <= SLIP);
    if (slip === undefined) continue;
    const where = `container "${selector.container ?? '*'}"${selector.image ? ` of image "${selector.image}"` : ''}`;
    throw new Error(
      `nobody asks ${where} for "${rule.path}", so what was said of it changed nothing; its probes and hooks ask for "${slip}"`,
    );
  }
}

/** Whether a rule is about requests for this path; of one with a query the path is enough here. */
const isAbout = ({ path }: ResponseRule, asked: string): boolean => {
  const [bare] = path?.split('?') ?? [];
  return pathMatches(bare, asked);
};

/** The paths that probes and hooks of containers ask for, as the specs of all pods say that there ever were. */
function probedPaths(cluster: Cluster, isMeant: (container: AppIdentity) => boolean): string[] {
  const paths = new Set<string>();
  for (const { metadata, spec } of cluster.podsEver()) {
    for (const container of allContainers(spec)) {
      const { namespace = 'default', name: pod } = metadata;
      const identity = { namespace, pod, container: container.name, image: container.image ?? '' };
      if (isMeant(identity)) for (const path of pathsOf(container)) paths.add(path);
    }
  }
  return [...paths];
}

function pathsOf({ startupProbe, livenessProbe, readinessProbe, lifecycle }: Container): string[] {
  const handlers: Pick<Probe, 'httpGet'>[] = [
    startupProbe,
    livenessProbe,
    readinessProbe,
    lifecycle?.postStart,
    lifecycle?.preStop,
  ].filter((handler) => handler !== undefined);
  return handlers.flatMap(({ httpGet }) => (httpGet ? [absolute(httpGet.path ?? '').split('?')[0] as string] : []));
}

/** The kubelet puts the slash before a path that has none. */
const absolute = (path: string): string => (path.startsWith('/') ? path : `/${path}`);
