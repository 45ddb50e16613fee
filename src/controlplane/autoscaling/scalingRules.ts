import type { ScalingRules } from '../../api/types';

/** A change of the number of replicas. */
export interface ScaleEvent {
  readonly t: number;
  /** How many more, or how many fewer. */
  readonly change: number;
}

/** What an autoscaler has done lately. */
export interface ScaleEvents {
  readonly up: readonly ScaleEvent[];
  readonly down: readonly ScaleEvent[];
}

/** How far a policy lets a count go, from what it was when its period began. */
type Step = (replicas: number, policy: NonNullable<ScalingRules['policies']>[number]) => number;

const UP: Step = (replicas, { type, value }) =>
  type === 'Pods' ? replicas + value : Math.ceil(replicas * (1 + value / 100));
const DOWN: Step = (replicas, { type, value }) =>
  type === 'Pods' ? replicas - value : Math.trunc(replicas * (1 - value / 100));

/** The most replicas that the rules for scaling up allow now (horizontal.go, calculateScaleUpLimitWithScalingRules). */
export function mostAllowed(current: number, rules: ScalingRules, events: ScaleEvents, now: number): number {
  return Math.max(current, limit(current, rules, events, now, UP, rules.selectPolicy === 'Min' ? Math.min : Math.max));
}

/** The fewest replicas that the rules for scaling down allow now (horizontal.go, calculateScaleDownLimitWithBehaviors). */
export function fewestAllowed(current: number, rules: ScalingRules, events: ScaleEvents, now: number): number {
  return Math.min(
    current,
    limit(current, rules, events, now, DOWN, rules.selectPolicy === 'Min' ? Math.max : Math.min),
  );
}

function limit(
  current: number,
  { selectPolicy, policies = [] }: ScalingRules,
  { up, down }: ScaleEvents,
  now: number,
  step: Step,
  select: (...limits: number[]) => number,
): number {
  if (selectPolicy === 'Disabled') return current;
  const limits = policies.map((policy) => {
    const sinceMs = now - policy.periodSeconds * 1000;
    const changes = (events: readonly ScaleEvent[]) =>
      events.reduce((sum, { t, change }) => sum + (t > sinceMs ? change : 0), 0);
    return step(current - changes(up) + changes(down), policy);
  });
  return select(...limits);
}
