import type { HorizontalPodAutoscaler, ScalingRules } from '../../api/types';
import { type Kernel, rule } from '../../kernel';
import { fewestAllowed, mostAllowed, type ScaleEvent } from './scalingRules';

const STABILIZED = rule(
  'autoscaler/stabilization',
  'An autoscaler goes down to the highest count that it wanted within the stabilization window, 5 minutes unless said otherwise, and up to the lowest within that for scaling up.',
  'kubernetes.io, Horizontal Pod Autoscaling, Stabilization window',
);
const UP_LIMIT = rule(
  'autoscaler/scale-up-limit',
  'Without a behavior an autoscaler at most doubles the replicas at once, or makes them four.',
  'podautoscaler/horizontal.go, calculateScaleUpLimit',
);
const POLICIES = rule(
  'autoscaler/policies',
  'The policies of an autoscaler limit how many replicas come or go within a period.',
  'kubernetes.io, Horizontal Pod Autoscaling, Scaling policies',
);

/** --horizontal-pod-autoscaler-downscale-stabilization. */
const DOWNSCALE_STABILIZATION_SECONDS = 300;

const RANGE = ['DesiredWithinRange', 'the desired count is within the acceptable range'] as const;
const LIMITS = {
  ScaleUpLimit: 'the desired replica count is increasing faster than the maximum scale rate',
  TooManyReplicas: 'the desired replica count is more than the maximum replica count',
  ScaleDownLimit: 'the desired replica count is decreasing faster than the maximum scale rate',
  TooFewReplicas: 'the desired replica count is less than the minimum replica count',
} as const;
const UP_STABILIZED = 'recent recommendations were lower than current one, applying the lowest recent recommendation';
const DOWN_STABILIZED =
  'recent recommendations were higher than current one, applying the highest recent recommendation';

type Limit = keyof typeof LIMITS;
type Reason = readonly [reason: string, message: string];

/** How many replicas there are to be, and what the conditions AbleToScale and ScalingLimited say about it. */
export interface Normalized {
  readonly replicas: number;
  readonly able: Reason;
  readonly limited: Reason;
  readonly isLimited: boolean;
}

/** What one autoscaler has wanted and done, and what it may do therefore. Times are kernel milliseconds. */
export class ScalingHistory {
  private wanted: { readonly t: number; readonly replicas: number }[] = [];
  private readonly events: Record<'up' | 'down', ScaleEvent[]> = { up: [], down: [] };

  /** The first thing that it is said to have wanted is what there was. */
  constructor(
    private readonly kernel: Kernel,
    current: number,
  ) {
    this.wanted.push({ t: kernel.now, replicas: current });
  }

  /** horizontal.go, normalizeDesiredReplicas and normalizeDesiredReplicasWithBehaviors. */
  normalize(spec: HorizontalPodAutoscaler['spec'], current: number, wanted: number): Normalized {
    const { scaleUp = {}, scaleDown = {} } = spec.behavior ?? {};
    const stable = this.stabilized(spec, current, wanted);
    if (stable !== wanted) this.kernel.acts(STABILIZED);
    const [replicas, limit] = spec.behavior
      ? this.byPolicies(spec, scaleUp, scaleDown, current, stable)
      : this.byDefault(spec, current, stable);
    return {
      replicas,
      able:
        stable === wanted
          ? ['ReadyForNewScale', 'recommended size matches current size']
          : stabilizedWhy(spec, current, wanted),
      limited: limit ? [limit, LIMITS[limit]] : RANGE,
      isLimited: replicas !== stable,
    };
  }

  /** What has been done counts for policies alone. */
  scaled(from: number, to: number): void {
    const event = { t: this.kernel.now, change: Math.abs(to - from) };
    this.events[to > from ? 'up' : 'down'].push(event);
  }

  /** Without a behavior what was wanted lately and could not be had all at once is wanted still. */
  private stabilized({ behavior }: HorizontalPodAutoscaler['spec'], current: number, wanted: number): number {
    const { now } = this.kernel;
    const upMs = 1000 * (behavior?.scaleUp?.stabilizationWindowSeconds ?? 0);
    const downMs = 1000 * (behavior?.scaleDown?.stabilizationWindowSeconds ?? DOWNSCALE_STABILIZATION_SECONDS);
    this.wanted = this.wanted.filter(({ t }) => now - t <= Math.max(upMs, downMs));
    const within = (ms: number) => this.wanted.filter(({ t }) => now - t < ms).map(({ replicas }) => replicas);
    const least = Math.min(wanted, ...within(upMs));
    const most = Math.max(wanted, ...(behavior ? within(downMs) : this.wanted.map(({ replicas }) => replicas)));
    this.wanted.push({ t: now, replicas: wanted });
    return behavior ? Math.min(Math.max(current, least), most) : most;
  }

  private byDefault(
    { minReplicas = 1, maxReplicas }: HorizontalPodAutoscaler['spec'],
    current: number,
    wanted: number,
  ) {
    const rate = Math.max(2 * current, 4);
    if (wanted < minReplicas) return limited(minReplicas, 'TooFewReplicas');
    if (wanted <= Math.min(maxReplicas, rate)) return limited(wanted);
    if (maxReplicas <= rate) return limited(maxReplicas, 'TooManyReplicas');
    this.kernel.acts(UP_LIMIT);
    return limited(rate, 'ScaleUpLimit');
  }

  private byPolicies(
    { minReplicas = 1, maxReplicas }: HorizontalPodAutoscaler['spec'],
    scaleUp: ScalingRules,
    scaleDown: ScalingRules,
    current: number,
    wanted: number,
  ) {
    const { now } = this.kernel;
    if (wanted > current) {
      const most = mostAllowed(current, scaleUp, this.events, now);
      if (wanted <= Math.min(most, maxReplicas)) return limited(wanted);
      if (maxReplicas <= most) return limited(maxReplicas, 'TooManyReplicas');
      this.kernel.acts(POLICIES);
      return limited(most, 'ScaleUpLimit');
    }
    if (wanted === current) return limited(wanted);
    const fewest = fewestAllowed(current, scaleDown, this.events, now);
    if (wanted >= Math.max(fewest, minReplicas)) return limited(wanted);
    if (minReplicas >= fewest) return limited(minReplicas, 'TooFewReplicas');
    this.kernel.acts(POLICIES);
    return limited(fewest, 'ScaleDownLimit');
  }
}

function limited(replicas: number, limit?: Limit): readonly [number, Limit | undefined] {
  return [replicas, limit];
}

function stabilizedWhy({ behavior }: HorizontalPodAutoscaler['spec'], current: number, wanted: number): Reason {
  return behavior && wanted >= current
    ? ['ScaleUpStabilized', UP_STABILIZED]
    : ['ScaleDownStabilized', DOWN_STABILIZED];
}
