import type { Pod } from '../../api/types';
import { rule } from '../../kernel';
import { REVISION_LABEL } from '../common/revisions';
import { hasEnded, isGone, isHealthy, isOrdered, isSettled, rangeOf, type Situation, surplusOf } from './situation';

const ONE_BY_ONE = rule(
  'statefulset/one-after-another',
  'Pods are made from the lowest ordinal up, each when the one before is ready.',
  'kubernetes.io, StatefulSets, Deployment and Scaling Guarantees',
);
const FROM_THE_TOP = rule(
  'statefulset/shrinks-from-the-top',
  'Too many pods go from the highest ordinal down, one at a time.',
  'kubernetes.io, StatefulSets, Deployment and Scaling Guarantees',
);
const UPDATE = rule(
  'statefulset/updates-from-the-top',
  'A rolling update replaces pods from the highest ordinal down, each when the one before is ready.',
  'kubernetes.io, StatefulSets, Rolling Updates',
);
const PARTITION = rule(
  'statefulset/partition',
  'Pods below the partition keep their revision.',
  'kubernetes.io, StatefulSets, Partitioned rolling updates',
);
const PARALLEL = rule(
  'statefulset/parallel',
  'With Parallel pods are made and removed without waiting for each other.',
  'kubernetes.io, StatefulSets, Parallel pod management',
);
const REPLACES = rule(
  'statefulset/replaces-failed',
  'A pod of a set that has failed is deleted and made anew under its name.',
  'pkg/controller/statefulset/stateful_set_control.go',
);
const ON_DELETE = rule(
  'statefulset/on-delete',
  'With OnDelete a pod is made anew when somebody deletes it.',
  'kubernetes.io, StatefulSets, OnDelete',
);

/** What to do next with one pod of a set. */
export type Step =
  | { readonly do: 'create'; readonly ordinal: number; readonly revision: 'current' | 'update' }
  /** A pod has ended and is deleted; with a revision the next one is made in the same go. */
  | { readonly do: 'replace'; readonly pod: Pod; readonly ordinal: number; readonly revision?: 'current' | 'update' }
  /** Its claims get the owner that the retention policy says. */
  | { readonly do: 'own'; readonly pod: Pod; readonly ordinal: number }
  /** Its labels are those of its ordinal, and its claims have the owner that the retention policy says. */
  | { readonly do: 'mend'; readonly pod: Pod; readonly ordinal: number }
  /** Its claims are made while it waits. */
  | { readonly do: 'claims'; readonly pod: Pod; readonly ordinal: number }
  | { readonly do: 'delete'; readonly pod: Pod };

/** What is done for one pod, one thing after the other; a claim of a pod that is gone ends a round before its time. */
export type Steps = readonly Step[];

/** Steps of several pods. Those of the next stage wait for all of them. */
export type Stage = readonly Steps[];

/**
 * The next steps of a set, in order: pods from the lowest ordinal up, each only when the one before is there and ready; then
 * too many ones from the top; then the rolling update, from the top too. With Parallel nothing waits but the update.
 * Source: kubernetes.io, "StatefulSets", deployment and scaling guarantees; recording of f19.
 */
export function plan(situation: Situation): Stage[] {
  const ordered = isOrdered(situation.set);
  if (!ordered) situation.kernel.acts(PARALLEL);
  const up = fill(situation, ordered);
  if (ordered && up.blocked) return [up.stage];
  const down = condense(situation, ordered);
  const stages = [up.stage, ownership(situation), down.stage];
  return ordered && down.blocked ? stages : [...stages, [update(situation)]];
}

/** With `whenScaled: Delete` the claims of a pod that has to go belong to it, and go with it (KEP-1847). */
function ownership({ set, pods }: Situation): Stage {
  return surplusOf(set, pods).map((ordinal) => [{ do: 'own', pod: pods.get(ordinal)!, ordinal }]);
}

interface Part {
  readonly stage: Stage;
  /** Later parts have to wait. */
  readonly blocked: boolean;
}

function fill(situation: Situation, ordered: boolean): Part {
  const { set, pods } = situation;
  const stage: Steps[] = [];
  const { first, end } = rangeOf(set);
  for (let ordinal = first; ordinal < end; ordinal++) {
    const pod = pods.get(ordinal);
    const waits = ordered && (!pod || !isSettled(pod, situation));
    stage.push(stepsFor(ordinal, pod, waits, situation));
    if (!waits) continue;
    if (ordinal < end - 1) situation.kernel.acts(ONE_BY_ONE);
    return { stage, blocked: true };
  }
  return { stage, blocked: false };
}

/** @param waits it is not ready, and the set does nothing else before it is */
function stepsFor(ordinal: number, pod: Pod | undefined, waits: boolean, situation: Situation): Steps {
  const { release } = situation;
  if (!pod) return [{ do: 'create', ordinal, revision: revisionFor(ordinal, situation) }];
  if (hasEnded(pod, release)) {
    situation.kernel.acts(REPLACES);
    // One that is being deleted anyway is no exception: it is deleted again, and its name is still taken.
    if (release.has('statefulSetRecreatesAtOnce')) {
      return [{ do: 'replace', pod, ordinal, revision: revisionFor(ordinal, situation) }];
    }
    return isGone(pod) ? [] : [{ do: 'replace', pod, ordinal }];
  }
  const steps: Step[] = [];
  if (pod.status?.phase === 'Pending' && release.has('statefulSetRemakesClaims')) {
    steps.push({ do: 'claims', pod, ordinal });
  }
  if (!waits) steps.push({ do: 'mend', pod, ordinal });
  return steps;
}

/** Ordinals below the partition keep the current revision. */
function revisionFor(ordinal: number, { set, pods, currentRevision }: Situation): 'current' | 'update' {
  const { type = 'RollingUpdate', rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') return 'update';
  const isCurrent = (pod: Pod): boolean => !isGone(pod) && pod.metadata.labels?.[REVISION_LABEL] === currentRevision;
  const kept = rollingUpdate?.partition ?? [...pods.values()].filter(isCurrent).length;
  return ordinal < rangeOf(set).first + kept ? 'current' : 'update';
}

/** From the top down, one at a time, the next when the last is away. */
function condense(situation: Situation, ordered: boolean): Part {
  const { set, pods, release } = situation;
  const surplus = surplusOf(set, pods);
  const lame = (pod: Pod): boolean =>
    release.has('statefulSetAvailability') ? !isSettled(pod, situation) : !isHealthy(pod);
  const firstLame = surplus.findLast((ordinal) => lame(pods.get(ordinal)!));
  const stage: Steps[] = [];
  for (const ordinal of surplus) {
    const pod = pods.get(ordinal)!;
    if (isGone(pod)) {
      if (ordered) return { stage, blocked: true };
      continue;
    }
    if (ordered && !isSettled(pod, situation) && firstLame !== ordinal) return { stage, blocked: true };
    stage.push([{ do: 'delete', pod }]);
    if (ordered) {
      situation.kernel.acts(FROM_THE_TOP);
      return { stage, blocked: true };
    }
  }
  return { stage, blocked: false };
}

/** The first pod of another revision from the top is deleted; one that is new but not well blocks. */
function update(situation: Situation): Steps {
  const { set, pods, updateRevision, release } = situation;
  if (set.spec.updateStrategy?.type === 'OnDelete') {
    situation.kernel.acts(ON_DELETE);
    return [];
  }
  const { first, end } = rangeOf(set);
  if (set.spec.updateStrategy?.rollingUpdate?.partition) situation.kernel.acts(PARTITION);
  // The partition counts pods, whatever number the first one has.
  const lowest = first + (set.spec.updateStrategy?.rollingUpdate?.partition ?? 0);
  for (let ordinal = end - 1; ordinal >= lowest; ordinal--) {
    const pod = pods.get(ordinal);
    if (!pod) return [];
    if (pod.metadata.labels?.[REVISION_LABEL] !== updateRevision && !isGone(pod)) {
      situation.kernel.acts(UPDATE);
      return [{ do: 'delete', pod }];
    }
    const well = release.has('statefulSetAvailability') ? isSettled(pod, situation) : isHealthy(pod);
    if (!well) return [];
  }
  return [];
}
