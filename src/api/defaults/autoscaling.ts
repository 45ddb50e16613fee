import type { HorizontalPodAutoscaler, ScalingRules } from '../types/index';

/** Of autoscaling/v1, which has nothing but a share of the requested CPU. */
interface FirstVersion {
  targetCPUUtilizationPercentage?: number;
}

const SCALE_UP: ScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};

const SCALE_DOWN: ScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

/** At least one pod, and 80 % of the requested CPU (pkg/apis/autoscaling/v2/defaults.go; conversion.go of v1). */
export function defaultAutoscaler({ spec }: HorizontalPodAutoscaler): void {
  if (!spec) return;
  const first = spec as FirstVersion;
  const { targetCPUUtilizationPercentage: percentage = 80 } = first;
  delete first.targetCPUUtilizationPercentage;
  spec.minReplicas ??= 1;
  if (!spec.metrics?.length) {
    const target = { averageUtilization: percentage, type: 'Utilization' } as const;
    spec.metrics = [{ resource: { name: 'cpu', target }, type: 'Resource' }];
  }
  if (!spec.behavior) return;
  spec.behavior.scaleUp = { ...SCALE_UP, ...spec.behavior.scaleUp };
  spec.behavior.scaleDown = { ...SCALE_DOWN, ...spec.behavior.scaleDown };
}
