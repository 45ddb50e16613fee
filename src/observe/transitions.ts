import type { Pod } from '../api/index';
import type { Cluster } from '../cluster';

/** A value that something had from a moment on. */
export interface Transition {
  readonly t: number;
  readonly value: string;
}

/** The phases that a pod (`namespace/name`) had one after the other; those of the newest pod of that name. */
export function phasesOf(cluster: Cluster, pod: string): Transition[] {
  return transitionsOf(cluster, pod, ({ status }) => status?.phase);
}

/** What a condition of a pod (`namespace/name`) was one after the other: `False`, `True` … */
export function conditionTransitions(cluster: Cluster, pod: string, type: string): Transition[] {
  return transitionsOf(cluster, pod, ({ status }) => status?.conditions?.find((c) => c.type === type)?.status);
}

function transitionsOf(cluster: Cluster, pod: string, read: (pod: Pod) => string | undefined): Transition[] {
  let transitions: Transition[] = [];
  for (const fact of cluster.journal.about(`Pod/${pod}`)) {
    if (fact.type !== 'api-write') continue;
    if (fact.detail['verb'] === 'create') transitions = [];
    const value = read(fact.detail['object'] as Pod);
    if (value !== undefined && value !== transitions.at(-1)?.value) transitions.push({ t: fact.t, value });
  }
  return transitions;
}
