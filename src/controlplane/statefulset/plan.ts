import { isReady, type Release } from '../../api';
import type { Pod, StatefulSet } from '../../api/types';
import { type Kernel, rule } from '../../kernel';
import { isAvailable } from '../common/pods';
import { REVISION_LABEL } from '../common/revisions';

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
  | { readonly do: 'own'; readonly pod: Pod; readonly ordinal: number; readonly isSurplus: boolean }
  /** Its claims are made while it waits. */
  | { readonly do: 'claims'; readonly ordinal: number }
  | { readonly do: 'delete'; readonly pod: Pod };

export interface Situation {
  readonly kernel: Kernel;
  readonly set: StatefulSet;
  /** Pods by ordinal. */
  readonly pods: ReadonlyMap<number, Pod>;
  readonly currentRevision: string;
  readonly updateRevision: string;
  readonly nowMs: number;
  readonly release: Release;
}

export function rangeOf({ spec }: StatefulSet): { first: number; end: number } {
  const first = spec.ordinals?.start ?? 0;
  return { first, end: first + (spec.replicas ?? 1) };
}

const isGone = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;

export function isHealthy(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isReady(pod) && !isGone(pod);
}

function isSettled(pod: Pod, { set, nowMs, release }: Situation): boolean {
  const seconds = release.has('statefulSetMinReadySeconds') ? (set.spec.minReadySeconds ?? 0) : 0;
  return isHealthy(pod) && isAvailable(pod, seconds, nowMs);
}

function hasEnded(pod: Pod, release: Release): boolean {
  const phase = pod.status?.phase;
  return phase === 'Failed' || (phase === 'Succeeded' && release.has('statefulSetReplacesSucceeded'));
}

/**
 * The next steps of a set, in order: pods from the lowest ordinal up, each only when the one before is there and ready; then
 * too many ones from the top; then the rolling update, from the top too. With Parallel nothing waits but the update.
 * Source: kubernetes.io, "StatefulSets", deployment and scaling guarantees; recording of f19.
 */
export function plan(situation: Situation): Step[] {
  const { set } = situation;
  const ordered = set.spec.podManagementPolicy !== 'Parallel';
  if (!ordered) situation.kernel.acts(PARALLEL);
  const up = fill(situation, ordered);
  if (ordered && up.blocked) return up.steps;
  const down = condense(situation, ordered);
  const steps = [...up.steps, ...ownership(situation), ...down.steps];
  return ordered && down.blocked ? steps : [...steps, ...update(situation)];
}

/** With `whenScaled: Delete` the claims of a pod that has to go belong to it, and go with it (KEP-1847). */
function ownership({ set, pods }: Situation): Step[] {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  if (whenDeleted !== 'Delete' && whenScaled !== 'Delete') return [];
  const { first, end } = rangeOf(set);
  return [...pods].map(([ordinal, pod]) => ({ do: 'own', pod, ordinal, isSurplus: ordinal < first || ordinal >= end }));
}

interface Part {
  readonly steps: Step[];
  /** Later parts have to wait. */
  readonly blocked: boolean;
}

function fill(situation: Situation, ordered: boolean): Part {
  const { set, pods, release } = situation;
  const steps: Step[] = [];
  const { first, end } = rangeOf(set);
  for (let ordinal = first; ordinal < end; ordinal++) {
    const pod = pods.get(ordinal);
    if (!pod) steps.push({ do: 'create', ordinal, revision: revisionFor(ordinal, situation) });
    else if (hasEnded(pod, release)) {
      situation.kernel.acts(REPLACES);
      if (release.has('statefulSetRecreatesAtOnce')) {
        // One that is being deleted anyway is no exception: it is deleted again, and its name is still taken.
        steps.push({ do: 'replace', pod, ordinal, revision: revisionFor(ordinal, situation) });
      } else if (!isGone(pod)) steps.push({ do: 'replace', pod, ordinal });
    } else if (pod.status?.phase === 'Pending' && release.has('statefulSetRemakesClaims')) {
      steps.push({ do: 'claims', ordinal });
    }
    if (ordered && (!pod || !isSettled(pod, situation))) {
      if (ordinal < end - 1) situation.kernel.acts(ONE_BY_ONE);
      return { steps, blocked: true };
    }
  }
  return { steps, blocked: false };
}

/** Ordinals below the partition keep the current revision. */
function revisionFor(ordinal: number, { set, pods, currentRevision }: Situation): 'current' | 'update' {
  const { type = 'RollingUpdate', rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') return 'update';
  const partition = rollingUpdate?.partition;
  if (partition !== undefined) return ordinal < partition ? 'current' : 'update';
  const current = [...pods.values()].filter((pod) => pod.metadata.labels?.[REVISION_LABEL] === currentRevision).length;
  return ordinal < rangeOf(set).first + current ? 'current' : 'update';
}

/** From the top down, one at a time, the next when the last is away. */
function condense(situation: Situation, ordered: boolean): Part {
  const { set, pods, release } = situation;
  const { first, end } = rangeOf(set);
  const surplus = [...pods.keys()].filter((ordinal) => ordinal < first || ordinal >= end).sort((a, b) => b - a);
  const lame = (pod: Pod): boolean =>
    release.has('statefulSetAvailability') ? !isSettled(pod, situation) : !isHealthy(pod);
  const firstLame = surplus.findLast((ordinal) => lame(pods.get(ordinal)!));
  const steps: Step[] = [];
  for (const ordinal of surplus) {
    const pod = pods.get(ordinal)!;
    if (isGone(pod)) {
      if (ordered) return { steps, blocked: true };
      continue;
    }
    if (ordered && !isSettled(pod, situation) && firstLame !== ordinal) return { steps, blocked: true };
    steps.push({ do: 'delete', pod });
    if (ordered) {
      situation.kernel.acts(FROM_THE_TOP);
      return { steps, blocked: true };
    }
  }
  return { steps, blocked: false };
}

/** The first pod of another revision from the top is deleted; one that is new but not well blocks. */
function update(situation: Situation): Step[] {
  const { set, pods, updateRevision, release } = situation;
  if (set.spec.updateStrategy?.type === 'OnDelete') {
    situation.kernel.acts(ON_DELETE);
    return [];
  }
  const { first, end } = rangeOf(set);
  if (set.spec.updateStrategy?.rollingUpdate?.partition) situation.kernel.acts(PARTITION);
  const lowest = Math.max(first, set.spec.updateStrategy?.rollingUpdate?.partition ?? 0);
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
