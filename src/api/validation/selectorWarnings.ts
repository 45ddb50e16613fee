import type { PodAffinityTerm, PodSpec } from '../types/index';
import type { Path } from './path';

const SAYS = 'a null labelSelector results in matching no pod';

/** Constraints that count no pod at all. Source: `warningsForPodSpecAndMeta`, since 1.28. */
export function spreadWarnings({ topologySpreadConstraints = [] }: PodSpec, path: Path): string[] {
  const where = path.child('topologySpreadConstraints');
  return topologySpreadConstraints.flatMap(({ labelSelector }, i) =>
    labelSelector ? [] : [`${where.index(i).child('labelSelector')}: ${SAYS}`],
  );
}

/** Terms that speak of no pod at all. */
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
