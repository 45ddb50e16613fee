import { qosClass } from '../admission/qos';
import type { Release } from '../release/index';
import type { KubeObject, Pod, PodAffinity, ResourceQuota, ScopeRequirement } from '../types/index';

/** Whether a quota has anything to do with an object: those with scopes are about some pods only. */
export function covers({ spec }: ResourceQuota, object: KubeObject, release: Release): boolean {
  const requirements: ScopeRequirement[] = [
    ...(spec.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' as const })),
    ...(spec.scopeSelector?.matchExpressions ?? []),
  ];
  if (requirements.length === 0) return true;
  return object.kind === 'Pod' && requirements.every((requirement) => isIn(object as Pod, requirement, release));
}

function isIn(pod: Pod, { scopeName, operator, values = [] }: ScopeRequirement, release: Release): boolean {
  const { activeDeadlineSeconds, priorityClassName, affinity } = pod.spec;
  const qos = pod.status?.qosClass ?? qosClass(pod, release.has('podLevelResources'));
  switch (scopeName) {
    case 'Terminating':
      return activeDeadlineSeconds !== undefined;
    case 'NotTerminating':
      return activeDeadlineSeconds === undefined;
    case 'BestEffort':
      return qos === 'BestEffort';
    case 'NotBestEffort':
      return qos !== 'BestEffort';
    case 'PriorityClass':
      if (operator === 'Exists') return !!priorityClassName;
      if (operator === 'DoesNotExist') return !priorityClassName;
      return values.includes(priorityClassName ?? '') === (operator === 'In');
    case 'CrossNamespacePodAffinity':
      return [affinity?.podAffinity, affinity?.podAntiAffinity].some(crossesNamespaces);
    default:
      return false;
  }
}

/** Some term speaks of pods of other namespaces. */
function crossesNamespaces(affinity: PodAffinity | undefined): boolean {
  const terms = [
    ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ];
  return terms.some((term) => term?.namespaces?.length || term?.namespaceSelector !== undefined);
}
