import type { Release } from '../../release/index';
import type { PodAffinityTerm, PodSpec } from '../../types/index';
import type { Path } from '../path';
import { oldLabel } from './nodeLabels';

const SAYS = 'a null labelSelector results in matching no pod';

/** Constraints over labels of nodes that have other names by now, and those that count no pod at all. */
export function spreadWarnings({ topologySpreadConstraints = [] }: PodSpec, path: Path, release: Release): string[] {
  return topologySpreadConstraints.flatMap(({ labelSelector, topologyKey }, i) => {
    const where = path.child('topologySpreadConstraints').index(i);
    const what = oldLabel(topologyKey, release);
    const ofKey = what === undefined ? [] : [`${where.child('topologyKey')}: ${topologyKey} is ${what}`];
    const isNull = !labelSelector && release.has('warnsOfPortsAndSelectors');
    return isNull ? [...ofKey, `${where.child('labelSelector')}: ${SAYS}`] : ofKey;
  });
}

/** Terms that speak of no pod at all, since 1.28. */
export function affinityWarnings({ affinity }: PodSpec, path: Path): string[] {
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((kind) => {
    const where = path.child('affinity', kind);
    const required = affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    const preferred = affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const ofTerm = (term: PodAffinityTerm | undefined, at: Path): string[] =>
      term?.labelSelector ? [] : [`${at.child('labelSelector')}: ${SAYS}`];
    return [
      ...required.flatMap((term, i) =>
        ofTerm(term, where.child('requiredDuringSchedulingIgnoredDuringExecution').index(i)),
      ),
      ...preferred.flatMap(({ podAffinityTerm }, i) =>
        ofTerm(
          podAffinityTerm,
          where.child('preferredDuringSchedulingIgnoredDuringExecution').index(i).child('podAffinityTerm'),
        ),
      ),
    ];
  });
}
