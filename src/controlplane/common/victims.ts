import { isReady, type Release, sidecarsOf } from '../../api';
import type { Pod } from '../../api/types';
import { compareText, wallMsOf } from './objects';
import { readySinceMs } from './pods';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

type Compare = (a: Pod, b: Pod) => number;

const unassigned: Compare = (a, b) => Number(!!a.spec.nodeName) - Number(!!b.spec.nodeName);
const phase: Compare = (a, b) =>
  (PHASES[a.status?.phase ?? 'Pending'] ?? 2) - (PHASES[b.status?.phase ?? 'Pending'] ?? 2);
const notReady: Compare = (a, b) => Number(isReady(a)) - Number(isReady(b));

/** What a ReplicaSet looks at besides the pods themselves. */
export interface Circumstances {
  readonly nowMs: number;
  readonly release: Release;
  /** How many active pods of the same family are on a pod's node. */
  readonly crowd: (pod: Pod) => number;
}

/** Pods in the order in which a Job gives them up: whoever does least good goes first, and of peers the younger. */
export function byUse(pods: readonly Pod[], release: Release): Pod[] {
  return inOrder(pods, [unassigned, phase, notReady, readyLater, ...moreRestarts(release), madeLater]);
}

/**
 * Pods in the order in which a ReplicaSet gives them up: as a Job does, but for costs and crowds, and ages count on a
 * logarithmic scale, of which the uid decides equals. Source: `ActivePods` and `ActivePodsWithRanks` in
 * pkg/controller/controller_utils.go.
 */
export function byRank(pods: readonly Pod[], { nowMs, release, crowd }: Circumstances): Pod[] {
  const [ready, made] = release.has('logarithmicScaleDown')
    ? [logarithmic(bothReady, nowMs), logarithmic(creation, nowMs)]
    : [readyLater, madeLater];
  return inOrder(pods, [
    unassigned,
    phase,
    notReady,
    ...(release.has('podDeletionCost') ? [cheaper] : []),
    (a, b) => crowd(b) - crowd(a),
    ready,
    ...moreRestarts(release),
    made,
    ...(release.has('logarithmicScaleDown') ? [byUid] : []),
  ]);
}

function inOrder(pods: readonly Pod[], rules: readonly Compare[]): Pod[] {
  return [...pods].sort((a, b) => {
    for (const rule of rules) {
      const order = rule(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** The times of two pods; undefined where a pod has none. */
type Times = (a: Pod, b: Pod) => readonly [number | undefined, number | undefined];

const bothReady: Times = (a, b) => (isReady(a) && isReady(b) ? [readySinceMs(a), readySinceMs(b)] : [0, 0]);
const creation: Times = (a, b) => [wallMsOf(a.metadata.creationTimestamp), wallMsOf(b.metadata.creationTimestamp)];
const byUid: Compare = (a, b) => compareText(a.metadata.uid ?? '', b.metadata.uid ?? '');
const cheaper: Compare = (a, b) => costOf(a) - costOf(b);
const readyLater: Compare = (a, b) => later(...bothReady(a, b));
const madeLater: Compare = (a, b) => later(...creation(a, b));

/** Restarts of regular containers, then those of sidecars in releases that know them. */
function moreRestarts(release: Release): Compare[] {
  const regular: Compare = (a, b) => most(b.status?.containerStatuses) - most(a.status?.containerStatuses);
  const sidecars: Compare = (a, b) => most(sidecarStatusesOf(b)) - most(sidecarStatusesOf(a));
  return release.has('victimsBySidecarRestarts') ? [regular, sidecars] : [regular];
}

function most(statuses: readonly { readonly restartCount: number }[] = []): number {
  return Math.max(0, ...statuses.map(({ restartCount }) => restartCount));
}

function sidecarStatusesOf({ spec, status }: Pod): readonly { name: string; restartCount: number }[] {
  const names = new Set(sidecarsOf(spec).map(({ name }) => name));
  return (status?.initContainerStatuses ?? []).filter(({ name }) => names.has(name));
}

function costOf(pod: Pod): number {
  return Number.parseInt(pod.metadata.annotations?.[DELETION_COST] ?? '0', 10) || 0;
}

/** The younger first; no time at all is the youngest. */
function later(a: number | undefined, b: number | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  return b === undefined ? 1 : b - a;
}

/** Same time: no difference. Same power of two of the age in nanoseconds: the smaller uid. Else the younger. */
function logarithmic(times: Times, nowMs: number): Compare {
  return (podA, podB) => {
    const [a, b] = times(podA, podB);
    if (a === undefined || b === undefined || a === b) return later(a, b);
    return magnitude(nowMs - a) - magnitude(nowMs - b) || byUid(podA, podB);
  };
}

function magnitude(ageMs: number): number {
  return ageMs <= 0 ? 0 : Math.trunc(Math.log2(ageMs * 1e6));
}
