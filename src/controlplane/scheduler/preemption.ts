import { conditionOf, isEmptySelector, type Release } from '../../api';
import type { Pod, PodDisruptionBudget } from '../../api/types';
import { type Rule, rule } from '../../kernel';
import { compareText } from '../common/objects';
import { matches } from '../common/selectors';
import { firstRejection } from './findNode';
import { histogram } from './message';
import { NodeInfo } from './nodeInfo';
import type { CycleState, Rejection } from './plugin';

const LOWER_ONLY = rule(
  'preemption/lower-priority-only',
  'Only pods of lower priority are taken away for another one.',
  'kubernetes.io, Pod Priority and Preemption',
);
const NEVER = rule(
  'preemption/never',
  'A pod whose class says Never waits instead of taking others away.',
  'kubernetes.io, Pod Priority and Preemption',
);
const WAITS = rule(
  'preemption/waits-for-its-victims',
  'A pod that waits for pods to end on its node takes no more away.',
  'pkg/scheduler/framework/preemption',
);
const NOT_HELPFUL_RULE = rule(
  'preemption/only-where-it-helps',
  'A node that refuses a pod for other reasons than its pods is not emptied.',
  'pkg/scheduler/framework/preemption',
);
const FEWEST = rule(
  'preemption/least-harm',
  'As few and as unimportant pods go as possible, and budgets are respected where there is a choice.',
  'kubernetes.io, Pod Priority and Preemption',
);

/** What preemption makes of a pod that fits nowhere. */
export type Preemption =
  | {
      readonly node: string;
      readonly victims: readonly Pod[];
      readonly rules: readonly Rule[];
      readonly inVain?: undefined;
    }
  | {
      readonly node?: undefined;
      readonly message: string;
      readonly rules: readonly Rule[];
      /** It has no nominated node any more. */
      readonly inVain: boolean;
    };

interface Candidate {
  readonly node: string;
  readonly victims: readonly Pod[];
  readonly violations: number;
}

const NOT_HELPFUL = 'Preemption is not helpful for scheduling';
const NO_VICTIMS = 'No preemption victims found for incoming pod';

const priorityOf = (pod: Pod): number => pod.spec.priority ?? 0;

/**
 * Looks for a node where taking away pods of lower priority makes room (kube-scheduler's DefaultPreemption).
 * @param budgets PodDisruptionBudgets, which are respected as far as possible
 */
export function preempt(
  pod: Pod,
  state: CycleState,
  rejections: ReadonlyMap<string, Rejection>,
  budgets: readonly PodDisruptionBudget[],
): Preemption {
  const ineligible = whyNot(pod, state, rejections);
  if (ineligible) return ineligible;
  const rules = new Set<Rule>();
  const reasons: string[][] = [];
  const candidates: Candidate[] = [];
  for (const node of state.nodes) {
    const found = rejections.get(node.name)?.unresolvable ? [NOT_HELPFUL] : victimsOn(node, pod, state, budgets);
    if (Array.isArray(found)) {
      reasons.push(found);
      if (found[0] === NOT_HELPFUL) rules.add(NOT_HELPFUL_RULE);
      if (found[0] === NO_VICTIMS) rules.add(LOWER_ONLY);
    } else candidates.push(found);
  }
  const [best] = candidates.sort(byHarm);
  if (best) return { ...best, rules: [FEWEST] };
  const inVain = state.release.has('nominationClearedInVain') || reasons.every(([reason]) => reason === NOT_HELPFUL);
  return { message: `0/${state.nodes.length} nodes are available: ${histogram(reasons)}.`, rules: [...rules], inVain };
}

function whyNot(
  pod: Pod,
  { nodes, release }: CycleState,
  rejections: ReadonlyMap<string, Rejection>,
): Preemption | undefined {
  if (pod.spec.preemptionPolicy === 'Never') {
    return { message: 'not eligible due to preemptionPolicy=Never.', rules: [NEVER], inVain: false };
  }
  const nominated = nodes.find(({ name }) => name === pod.status?.nominatedNodeName);
  // What preemption can't help with has come up there meanwhile: another node may do.
  if (!nominated || rejections.get(nominated.name)?.unresolvable) return undefined;
  const waits = nominated.pods.some((other) => priorityOf(other) < priorityOf(pod) && isEnding(other, release));
  if (!waits) return undefined;
  return {
    message: 'not eligible due to a terminating pod on the nominated node.',
    rules: [WAITS],
    inVain: false,
  };
}

/** Whether a pod is ending, because of preemption where that can be told (podTerminatingByPreemption). */
function isEnding({ metadata, status }: Pod, release: Release): boolean {
  if (!metadata.deletionTimestamp || !release.has('preemptionWaitsForItsOwn')) return !!metadata.deletionTimestamp;
  const target = conditionOf(status?.conditions, 'DisruptionTarget');
  return target?.status === 'True' && target.reason === release.text('preemptionReason');
}

/** The fewest pods that must go from this node, or why it would not help. */
function victimsOn(
  node: NodeInfo,
  pod: Pod,
  state: CycleState,
  budgets: readonly PodDisruptionBudget[],
): Candidate | string[] {
  const lower = node.pods.filter((other) => priorityOf(other) < priorityOf(pod));
  if (lower.length === 0) return [NO_VICTIMS];
  const trial = NodeInfo.of(node.node, node.pods);
  for (const victim of lower) trial.remove(victim);
  const rejection = firstRejection(pod, trial, state);
  if (rejection) return [...rejection.reasons];
  // Put them back one by one, those that a budget protects and the most important first, while the pod still fits.
  const protectedPods = violating(lower, budgets);
  const order = [...lower].sort(
    (a, b) => Number(protectedPods.has(b)) - Number(protectedPods.has(a)) || byImportance(a, b),
  );
  const victims = order.filter((victim) => {
    trial.add(victim);
    if (!firstRejection(pod, trial, state)) return false;
    trial.remove(victim);
    return true;
  });
  if (victims.length === 0) return [NO_VICTIMS];
  return { node: node.name, victims, violations: victims.filter((victim) => protectedPods.has(victim)).length };
}

/** Pods whose removal would exceed what their budget allows. */
function violating(pods: readonly Pod[], budgets: readonly PodDisruptionBudget[]): Set<Pod> {
  const allowed = new Map(budgets.map((budget) => [budget, budget.status?.disruptionsAllowed ?? 0]));
  const out = new Set<Pod>();
  for (const pod of [...pods].sort(byImportance)) {
    for (const budget of budgets) {
      if (!protects(budget, pod)) continue;
      const left = (allowed.get(budget) ?? 0) - 1;
      allowed.set(budget, left);
      if (left < 0) out.add(pod);
    }
  }
  return out;
}

/** A selector that is empty protects nothing here, and a pod that was evicted already is no loss (filterPodsWithPDBViolation). */
function protects({ metadata, spec: { selector }, status }: PodDisruptionBudget, pod: Pod): boolean {
  if (metadata.namespace !== pod.metadata.namespace || isEmptySelector(selector)) return false;
  return status?.disruptedPods?.[pod.metadata.name] === undefined && matches(selector, pod.metadata.labels);
}

/** Higher priority first, then whoever runs longer. */
function byImportance(a: Pod, b: Pod): number {
  return priorityOf(b) - priorityOf(a) || compareText(a.status?.startTime ?? '~', b.status?.startTime ?? '~');
}

/** The node where least is lost comes first; the first rule that separates two of them decides. */
function byHarm(a: Candidate, b: Candidate): number {
  return (
    a.violations - b.violations ||
    highest(a) - highest(b) ||
    sum(a) - sum(b) ||
    a.victims.length - b.victims.length ||
    compareText(earliestStart(b), earliestStart(a)) ||
    compareText(a.node, b.node)
  );
}

function highest({ victims }: Candidate): number {
  return Math.max(...victims.map(priorityOf));
}

/** Counted from the lowest priority that there is, so that more pods are never less than fewer. */
function sum({ victims }: Candidate): number {
  return victims.reduce((total, victim) => total + priorityOf(victim) + 2 ** 31, 0);
}

function earliestStart(candidate: Candidate): string {
  const top = highest(candidate);
  const starts = candidate.victims
    .filter((victim) => priorityOf(victim) === top)
    .map((victim) => victim.status?.startTime ?? '~');
  return starts.sort()[0] ?? '~';
}
