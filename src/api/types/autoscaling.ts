import type { Condition, KubeObject } from './meta';

/** What a metric is to be: for each pod, relative to its requests, or as a whole. */
export interface MetricTarget {
  type?: 'Utilization' | 'Value' | 'AverageValue';
  averageUtilization?: number;
  averageValue?: string | number;
  value?: string | number;
}

interface NamedMetric {
  metric: { name: string };
  target: MetricTarget;
}

/** One metric by which a HorizontalPodAutoscaler scales; the field named like its type is filled in. */
export interface MetricSpec {
  type: string;
  resource?: { name: string; target: MetricTarget };
  containerResource?: { name: string; container: string; target: MetricTarget };
  pods?: NamedMetric;
  object?: NamedMetric & { describedObject: { kind: string; name: string } };
  external?: NamedMetric;
}

/** What a metric is; nothing but an empty type for one that could not be had. */
export interface MetricStatus {
  type: string;
  resource?: { name: string; current: MetricValue };
  containerResource?: { name: string; container: string; current: MetricValue };
}

/** For each pod on average. */
export interface MetricValue {
  averageUtilization?: number;
  averageValue?: string;
}

/** How fast an autoscaler may go in one direction. */
export interface ScalingRules {
  stabilizationWindowSeconds?: number;
  selectPolicy?: string;
  tolerance?: string | number;
  policies?: { type: string; value: number; periodSeconds: number }[];
}

/** autoscaling/v2. */
export interface HorizontalPodAutoscaler extends KubeObject {
  kind: 'HorizontalPodAutoscaler';
  spec: {
    scaleTargetRef: { apiVersion?: string; kind: string; name: string };
    minReplicas?: number;
    maxReplicas: number;
    metrics?: MetricSpec[];
    behavior?: { scaleUp?: ScalingRules; scaleDown?: ScalingRules };
  };
  status?: {
    currentReplicas?: number;
    desiredReplicas: number;
    currentMetrics?: MetricStatus[] | null;
    lastScaleTime?: string;
    conditions?: Condition[];
  };
}
