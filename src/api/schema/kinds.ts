import { distance } from 'fastest-levenshtein';
import type { Release } from '../release/index';
import { RESOURCES, type Resource, serves } from '../resources';

/** Versions that left before 1.20 and are still found in old files, with what took their place. */
const MOVED: Readonly<Record<string, string>> = {
  'extensions/v1beta1': 'apps/v1',
  'apps/v1beta1': 'apps/v1',
  'apps/v1beta2': 'apps/v1',
  'batch/v2alpha1': 'batch/v1',
  'networking.k8s.io/v1beta1': 'networking.k8s.io/v1',
  'rbac.authorization.k8s.io/v1beta1': 'rbac.authorization.k8s.io/v1',
};

/**
 * Groups in which every kind is listed in RESOURCES: there an unknown kind is a mistake. In any other group it may be
 * a kind that this project has not heard of or somebody's custom resource, and is accepted unread.
 */
const COMPLETE_GROUPS = new Set(['', 'apps', 'batch', 'policy', 'autoscaling', 'extensions', 'discovery.k8s.io']);

/** Kinds of those groups that are requests or internal and never live in a manifest's cluster here. */
const ALSO_ACCEPTED = new Set(['v1 Binding', 'v1 ComponentStatus', 'policy/v1 Eviction', 'autoscaling/v1 Scale']);

export type KindLookup =
  | { readonly found: 'resource'; readonly resource: Resource }
  | { readonly found: 'foreign' }
  | { readonly found: 'none'; readonly advice: string };

/** What the release's API server finds under this apiVersion and kind. */
export function lookUpKind(apiVersion: string, kind: string, release: Release): KindLookup {
  const resource = RESOURCES.find((each) => each.kind === kind && serves(each, apiVersion, release));
  if (resource) return { found: 'resource', resource };
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const mayExist = !COMPLETE_GROUPS.has(group) && !RESOURCES.some((each) => each.group === group && each.kind === kind);
  if (ALSO_ACCEPTED.has(`${apiVersion} ${kind}`) || (mayExist && !(apiVersion in MOVED))) return { found: 'foreign' };
  return { found: 'none', advice: adviceFor(apiVersion, kind, release) };
}

/** The nearest thing that does exist: the same kind in another version, then a kind spelt almost like it. */
function adviceFor(apiVersion: string, kind: string, release: Release): string {
  const versions = RESOURCES.filter((each) => each.kind === kind).flatMap((each) =>
    [each.apiVersion, ...each.otherVersions.map((other) => other.apiVersion)].filter((v) => serves(each, v, release)),
  );
  if (versions.length > 0) return `${kind} is in ${versions.join(' and ')} in Kubernetes ${release.version}.`;
  const nearest = RESOURCES.map((each) => ({ each, far: distance(each.kind.toLowerCase(), kind.toLowerCase()) }))
    .filter(({ far, each }) => far <= Math.max(2, Math.floor(each.kind.length / 3)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 2)
    .map(({ each }) => (each.apiVersion === apiVersion ? each.kind : `${each.kind} (${each.apiVersion})`));
  if (nearest.length > 0) return `Did you mean ${nearest.join(' or ')}?`;
  const moved = MOVED[apiVersion];
  return moved
    ? `${apiVersion} is gone; its kinds are in ${moved} now.`
    : `See kubectl api-resources for what there is.`;
}
