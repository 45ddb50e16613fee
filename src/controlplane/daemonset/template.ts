import { TEMPLATE_GENERATION } from '../../api';
import type { ControllerRevision, DaemonSet, NodeSelectorTerm, Pod } from '../../api/types';
import { podFrom } from '../common/podControl';
import { REVISION_LABEL } from '../common/revisions';
import { injectedTolerations } from './eligibility';

/** The label of a revision: its hash. */
export function hashOf(revision: ControllerRevision): string {
  return revision.metadata.labels?.[REVISION_LABEL] ?? '';
}

/** A pod for one node: the scheduler binds it, and it fits nowhere else. */
export function podOf(set: DaemonSet, node: string, revision: ControllerRevision): Pod {
  const pod = podFrom(set.spec.template, set);
  pod.metadata.labels = {
    ...pod.metadata.labels,
    [REVISION_LABEL]: hashOf(revision),
    'pod-template-generation': set.metadata.annotations?.[TEMPLATE_GENERATION] ?? '1',
  };
  const { spec } = pod;
  const present = spec.tolerations ?? [];
  const missing = injectedTolerations(spec.hostNetwork ?? false).filter(
    ({ key, effect }) =>
      !present.some((each) => each.key === key && each.effect === effect && each.operator === 'Exists'),
  );
  spec.tolerations = [...present, ...missing];
  spec.affinity = {
    ...spec.affinity,
    nodeAffinity: {
      ...spec.affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: termsFor(pod, node) },
    },
  };
  return pod;
}

function termsFor(pod: Pod, node: string): NodeSelectorTerm[] {
  const byName = { key: 'metadata.name', operator: 'In' as const, values: [node] };
  const own = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!own?.length) return [{ matchFields: [byName] }];
  return own.map(({ matchExpressions }) => ({
    ...(matchExpressions ? { matchExpressions } : {}),
    matchFields: [byName],
  }));
}
