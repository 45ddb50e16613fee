/** autoscaling/v2. Notation: see notation.ts. */
export const AUTOSCALING = `
HorizontalPodAutoscaler: kind string, apiVersion string, metadata ObjectMeta, spec HorizontalPodAutoscalerSpec,
  status HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerSpec: scaleTargetRef CrossVersionObjectReference!, minReplicas *int32, maxReplicas int32!,
  metrics []MetricSpec, behavior HorizontalPodAutoscalerBehavior
CrossVersionObjectReference: kind string!, name string!, apiVersion string
MetricSpec: type MetricSourceType!, object ObjectMetricSource, pods PodsMetricSource, resource ResourceMetricSource,
  containerResource ContainerResourceMetricSource, external ExternalMetricSource
ObjectMetricSource: describedObject CrossVersionObjectReference!, target MetricTarget!, metric MetricIdentifier!
PodsMetricSource: metric MetricIdentifier!, target MetricTarget!
ResourceMetricSource: name ResourceName!, target MetricTarget!
ContainerResourceMetricSource: name ResourceName!, target MetricTarget!, container string!
ExternalMetricSource: metric MetricIdentifier!, target MetricTarget!
MetricIdentifier: name string!, selector LabelSelector
MetricTarget: type MetricTargetType!, value *Quantity, averageValue *Quantity, averageUtilization *int32
HorizontalPodAutoscalerBehavior: scaleUp HPAScalingRules, scaleDown HPAScalingRules
HPAScalingRules: stabilizationWindowSeconds *int32, selectPolicy *ScalingPolicySelect, policies []HPAScalingPolicy,
  tolerance *Quantity@33/35
HPAScalingPolicy: type HPAScalingPolicyType!, value int32!, periodSeconds int32!
HorizontalPodAutoscalerStatus: observedGeneration *int64, lastScaleTime *Time, currentReplicas int32,
  desiredReplicas int32!, currentMetrics *[]any, conditions []HorizontalPodAutoscalerCondition
HorizontalPodAutoscalerCondition: type HorizontalPodAutoscalerConditionType!, status ConditionStatus!,
  lastTransitionTime Time, reason string, message string
`;
