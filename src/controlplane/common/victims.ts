import { isReady } from '../../api';
import type { Pod } from '../../api/types';
import { compareText, wallMsOf } from './objects';
import { readySinceMs, restartsOf } from './pods';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

type Compare = (a: Pod, b: Pod) => number;

const unassigned: Compare = (a, b) => Number(!!a.spec.nodeName) - Number(!!b.spec.nodeName);
const phase: Compare = (a, b) =>
  (PHASES[a.status?.phase ?? 'Pending'] ?? 2) - (PHASES[b.status?.phase ?? 'Pending'] ?? 2);
const notReady: Compare = (a, b) => Number(isReady(a)) - Number(isReady(b));
const restarts: Compare = (a, b) => Math.max(0, ...restartsOf(b)) - Math.max(0, ...restartsOf(a));

/**
 * Pods in the order in which a ReplicaSet gives them up: whoever does least good goes first, and of peers the younger
 * (ages count on a logarithmic scale, then the uid decides).
 * @param crowd how many active pods of the same family are on a pod's node
 */
export function byRank(pods: readonly Pod[], nowMs: number, crowd: (pod: Pod) => number): Pod[] {
  const rules: Compare[] = [
    unassigned,
    phase,
    notReady,
    (a, b) => costOf(a) - costOf(b),
    (a, b) => crowd(b) - crowd(a),
    (a, b) => (isReady(a) && isReady(b) ? youngerFirst(readySinceMs(a), readySinceMs(b), nowMs, a, b) : 0),
    restarts,
    (a, b) => youngerFirst(wallMsOf(a.metadata.creationTimestamp), wallMsOf(b.metadata.creationTimestamp), nowMs, a, b),
    (a, b) => compareText(a.metadata.uid ?? '', b.metadata.uid ?? ''),
  ];
  return [...pods].sort((a, b) => {
    for (const rule of rules) {
      const order = rule(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function costOf(pod: Pod): number {
  return Number.parseInt(pod.metadata.annotations?.[DELETION_COST] ?? '0', 10) || 0;
}

/** Same time: no difference. Same power of two of the age in nanoseconds: the smaller uid. Else the younger. */
function youngerFirst(a: number | undefined, b: number | undefined, nowMs: number, podA: Pod, podB: Pod): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  const difference = magnitude(nowMs - a) - magnitude(nowMs - b);
  return difference !== 0 ? difference : compareText(podA.metadata.uid ?? '', podB.metadata.uid ?? '');
}

function magnitude(ageMs: number): number {
  return ageMs <= 0 ? 0 : Math.trunc(Math.log2(ageMs * 1e6));
}
