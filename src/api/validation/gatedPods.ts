import { sameJson } from '../json';
import type { NodeSelectorTerm, PodSpec } from '../types/index';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { shownMap, shownStruct } from './values';

/**
 * While gates keep a pod from being scheduled, where it may run can become less, and nothing else. Source: core validation
 * `validateNodeSelectorMutation`, `validateNodeAffinityMutation`.
 */
export function validateGatedPlacement(spec: PodSpec, old: PodSpec, errors: FieldErrors): void {
  const { nodeSelector = {} } = spec;
  const before = Object.entries(old.nodeSelector ?? {});
  if (before.some(([key, value]) => nodeSelector[key] !== value)) {
    const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
    errors.invalid(Path.spec.child('nodeSelector'), shownMap(spec.nodeSelector), detail);
  }
  validateTerms(termsOf(spec), termsOf(old), errors);
}

function termsOf({ affinity }: PodSpec): NodeSelectorTerm[] {
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
}

function validateTerms(now: readonly NodeSelectorTerm[], old: readonly NodeSelectorTerm[], errors: FieldErrors): void {
  if (old.length === 0) return;
  const path = Path.spec
    .child('affinity', 'nodeAffinity')
    .child('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  if (now.length !== old.length) {
    const detail = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
    errors.invalid(path, shownStruct('[]core.NodeSelectorTerm', now), detail);
    return;
  }
  for (const [i, before] of old.entries()) {
    if (onlyAdds(now[i] as NodeSelectorTerm, before)) continue;
    const detail = 'only additions are allowed (no mutations or deletions)';
    errors.invalid(path.index(i), shownStruct('core.NodeSelectorTerm', now[i]), detail);
  }
}

/** A term that asks for nothing chooses nothing: it may not begin to choose. */
function onlyAdds(now: NodeSelectorTerm, before: NodeSelectorTerm): boolean {
  const lists = (['matchExpressions', 'matchFields'] as const).map((list) => [now[list] ?? [], before[list] ?? []]);
  if (lists.every(([, old]) => old?.length === 0)) return lists.every(([added]) => added?.length === 0);
  return lists.every(([added = [], old = []]) => sameJson(added.slice(0, old.length), old));
}
