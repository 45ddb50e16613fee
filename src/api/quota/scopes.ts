import { qosClass } from '../admission/qos';
import type { KubeObject, Pod, ResourceQuota, ScopeRequirement } from '../types/index';

/** Whether a quota has anything to do with an object: those with scopes are about some pods only. */
export function covers({ spec }: ResourceQuota, object: KubeObject): boolean {
  const requirements: ScopeRequirement[] = [
    ...(spec.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' as const })),
    ...(spec.scopeSelector?.matchExpressions ?? []),
  ];
  if (requirements.length === 0) return true;
  return object.kind === 'Pod' && requirements.every((requirement) => isIn(object as Pod, requirement));
}

function isIn(pod: Pod, { scopeName, operator, values = [] }: ScopeRequirement): boolean {
  const { activeDeadlineSeconds, priorityClassName, affinity } = pod.spec;
  switch (scopeName) {
    case 'Terminating':
      return activeDeadlineSeconds !== undefined;
    case 'NotTerminating':
      return activeDeadlineSeconds === undefined;
    case 'BestEffort':
      return qosClass(pod, false) === 'BestEffort';
    case 'NotBestEffort':
      return qosClass(pod, false) !== 'BestEffort';
    case 'PriorityClass':
      if (operator === 'Exists') return !!priorityClassName;
      if (operator === 'DoesNotExist') return !priorityClassName;
      return values.includes(priorityClassName ?? '') === (operator === 'In');
    default:
      return /"namespace(s|Selector)"/.test(JSON.stringify(affinity ?? {}));
  }
}
