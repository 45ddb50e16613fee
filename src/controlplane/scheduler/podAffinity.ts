import type { Pod, PodAffinityTerm } from '../../api/types';
import { matches } from '../common/selectors';
import type { CycleState } from './plugin';

/** Whether `other` is a pod that a term of `owner` speaks of. */
export function termMatches(term: PodAffinityTerm, owner: Pod, other: Pod, state: CycleState): boolean {
  return inNamespaces(term, owner, other, state) && matches(term.labelSelector, other.metadata.labels);
}

/** Neither namespaces nor namespaceSelector: the owner's own namespace. */
function inNamespaces(term: PodAffinityTerm, owner: Pod, other: Pod, state: CycleState): boolean {
  const namespace = other.metadata.namespace ?? '';
  if (term.namespaces?.includes(namespace)) return true;
  if (term.namespaceSelector) return matches(term.namespaceSelector, state.namespace(namespace)?.metadata.labels);
  return !term.namespaces?.length && namespace === owner.metadata.namespace;
}

export function requiredAffinity(pod: Pod): readonly PodAffinityTerm[] {
  return pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

export function requiredAntiAffinity(pod: Pod): readonly PodAffinityTerm[] {
  return pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

/**
 * Whether there are terms and all of them speak of `other`, as an event's hint asks (`podMatchesAllAffinityTerms`). Labels of
 * namespaces are not looked up: a selector of namespaces counts as one that fits.
 */
export function speaksOf(terms: readonly PodAffinityTerm[], owner: Pod, other: Pod): boolean {
  return terms.length > 0 && terms.every((term) => mayMatch(term, owner, other));
}

function mayMatch(term: PodAffinityTerm, owner: Pod, other: Pod): boolean {
  const { namespace = '' } = other.metadata;
  const own = !term.namespaces?.length && namespace === owner.metadata.namespace;
  const near = own || term.namespaces?.includes(namespace) || term.namespaceSelector !== undefined;
  return near && matches(term.labelSelector, other.metadata.labels);
}
