import type { Pod } from '../../api/types';
import type { RandomStream } from '../../kernel';
import { FILTERS } from './filters';
import type { NodeInfo } from './nodeInfo';
import type { CycleState, Rejection } from './plugin';
import { SCORES } from './scores';

/** What one attempt found. */
export type Verdict =
  | { readonly node: string }
  | { readonly node?: undefined; readonly anywhere: Rejection }
  | { readonly node?: undefined; readonly anywhere?: undefined; readonly rejections: ReadonlyMap<string, Rejection> };

/** The first filter that says no to this node. */
export function firstRejection(pod: Pod, node: NodeInfo, state: CycleState): Rejection | undefined {
  for (const filter of FILTERS) {
    const rejection = filter.check(pod, node, state);
    if (rejection) return { plugin: filter.name, ...rejection };
  }
  return undefined;
}

/**
 * Filters all nodes and takes the best of those that are left; the seed decides between equals, as chance does in
 * kube-scheduler.
 */
export function findNode(pod: Pod, state: CycleState, ties: RandomStream): Verdict {
  for (const filter of FILTERS) {
    const reason = filter.reject?.(pod, state);
    if (reason) return { anywhere: { plugin: filter.name, reasons: [reason], unresolvable: true } };
  }
  const nominated = nominatedNode(pod, state);
  if (nominated) return { node: nominated.name };
  const rejections = new Map<string, Rejection>();
  const feasible: NodeInfo[] = [];
  for (const node of state.nodes) {
    const rejection = firstRejection(pod, node, state);
    if (rejection) rejections.set(node.name, rejection);
    else feasible.push(node);
  }
  const [only, ...others] = feasible;
  if (!only) return { rejections };
  if (others.length === 0) return { node: only.name };
  return { node: best(pod, feasible, state, ties).name };
}

/** The node that preemption has made room on, if the pod can go there now (KEP-1923). */
function nominatedNode(pod: Pod, state: CycleState): NodeInfo | undefined {
  const name = pod.status?.nominatedNodeName;
  if (!name || !state.release.has('nominatedNodeFirst')) return undefined;
  const node = state.nodes.find((each) => each.name === name);
  return node && !firstRejection(pod, node, state) ? node : undefined;
}

function best(pod: Pod, nodes: readonly NodeInfo[], state: CycleState, ties: RandomStream): NodeInfo {
  const totals = totalScores(pod, nodes, state);
  const top = Math.max(...totals);
  return ties.pick(nodes.filter((_, index) => totals[index] === top));
}

/** Weighted sums of all scores, in the order of the nodes. */
function totalScores(pod: Pod, nodes: readonly NodeInfo[], state: CycleState): number[] {
  const totals = nodes.map(() => 0);
  for (const { weight, score } of SCORES) {
    const factor = weight(state.release);
    for (const [index, value] of score(pod, nodes, state).entries()) totals[index]! += factor * value;
  }
  return totals;
}
