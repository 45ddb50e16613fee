/** apps/v1, batch/v1 and policy/v1, and the ReplicationController, which came before them. Notation: see notation.ts. */
export const WORKLOADS = `
Deployment: kind string, apiVersion string, metadata ObjectMeta, spec DeploymentSpec, status DeploymentStatus
DeploymentSpec: replicas *int32, selector LabelSelector!, template PodTemplateSpec!, strategy DeploymentStrategy,
  minReadySeconds int32, revisionHistoryLimit *int32, paused bool, progressDeadlineSeconds *int32
DeploymentStrategy: type DeploymentStrategyType, rollingUpdate RollingUpdateDeployment
RollingUpdateDeployment: maxUnavailable *IntOrString, maxSurge *IntOrString
DeploymentStatus: observedGeneration int64, replicas int32, updatedReplicas int32, readyReplicas int32,
  availableReplicas int32, unavailableReplicas int32, terminatingReplicas *int32@33, conditions []DeploymentCondition,
  collisionCount *int32
DeploymentCondition: type DeploymentConditionType!, status ConditionStatus!, lastUpdateTime Time,
  lastTransitionTime Time, reason string, message string
ReplicaSet: kind string, apiVersion string, metadata ObjectMeta, spec ReplicaSetSpec, status ReplicaSetStatus
ReplicaSetSpec: replicas *int32, minReadySeconds int32, selector LabelSelector!, template PodTemplateSpec
ReplicaSetStatus: replicas int32!, fullyLabeledReplicas int32, readyReplicas int32, availableReplicas int32,
  terminatingReplicas *int32@33, observedGeneration int64, conditions []ReplicaSetCondition
ReplicaSetCondition: type ReplicaSetConditionType!, status ConditionStatus!, lastTransitionTime Time, reason string,
  message string
ReplicationController: kind string, apiVersion string, metadata ObjectMeta, spec ReplicationControllerSpec,
  status ReplicationControllerStatus
ReplicationControllerSpec: replicas *int32, minReadySeconds int32, selector map[string]string, template PodTemplateSpec
ReplicationControllerStatus: replicas int32!, fullyLabeledReplicas int32, readyReplicas int32, availableReplicas int32,
  observedGeneration int64, conditions []ReplicaSetCondition
StatefulSet: kind string, apiVersion string, metadata ObjectMeta, spec StatefulSetSpec, status StatefulSetStatus
StatefulSetSpec: replicas *int32, selector LabelSelector!, template PodTemplateSpec!,
  volumeClaimTemplates []PersistentVolumeClaim, serviceName *string!, podManagementPolicy PodManagementPolicyType,
  updateStrategy StatefulSetUpdateStrategy, revisionHistoryLimit *int32, minReadySeconds int32@22/23,
  persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy@23/27,
  ordinals StatefulSetOrdinals@26/27
StatefulSetUpdateStrategy: type StatefulSetUpdateStrategyType, rollingUpdate RollingUpdateStatefulSetStrategy
RollingUpdateStatefulSetStrategy: partition *int32, maxUnavailable *IntOrString@24/off
StatefulSetPersistentVolumeClaimRetentionPolicy: whenDeleted PersistentVolumeClaimRetentionPolicyType,
  whenScaled PersistentVolumeClaimRetentionPolicyType
StatefulSetOrdinals: start *int32
StatefulSetStatus: observedGeneration int64, replicas int32!, readyReplicas int32, currentReplicas int32,
  updatedReplicas int32, currentRevision string, updateRevision string, collisionCount *int32,
  conditions []StatefulSetCondition, availableReplicas *int32@22
StatefulSetCondition: type StatefulSetConditionType!, status ConditionStatus!, lastTransitionTime Time, reason string,
  message string
DaemonSet: kind string, apiVersion string, metadata ObjectMeta, spec DaemonSetSpec, status DaemonSetStatus
DaemonSetSpec: selector LabelSelector!, template PodTemplateSpec!, updateStrategy DaemonSetUpdateStrategy,
  minReadySeconds int32, revisionHistoryLimit *int32
DaemonSetUpdateStrategy: type DaemonSetUpdateStrategyType, rollingUpdate RollingUpdateDaemonSet
RollingUpdateDaemonSet: maxUnavailable *IntOrString, maxSurge *IntOrString@21/22
DaemonSetStatus: currentNumberScheduled int32!, numberMisscheduled int32!, desiredNumberScheduled int32!,
  numberReady int32!, observedGeneration int64, updatedNumberScheduled int32, numberAvailable int32,
  numberUnavailable int32, collisionCount *int32, conditions []DaemonSetCondition
DaemonSetCondition: type DaemonSetConditionType!, status ConditionStatus!, lastTransitionTime Time, reason string,
  message string
ControllerRevision: kind string, apiVersion string, metadata ObjectMeta, data any, revision int64!
Job: kind string, apiVersion string, metadata ObjectMeta, spec JobSpec, status JobStatus
JobSpec: parallelism *int32, completions *int32, activeDeadlineSeconds *int64, podFailurePolicy PodFailurePolicy@25/26,
  successPolicy SuccessPolicy@30/31, backoffLimit *int32, backoffLimitPerIndex *int32@28/29,
  maxFailedIndexes *int32@28/29, selector LabelSelector, manualSelector *bool, template PodTemplateSpec!,
  ttlSecondsAfterFinished *int32@20/21, completionMode *CompletionMode@21/22, suspend *bool@21/22,
  podReplacementPolicy *PodReplacementPolicy@28/29, managedBy *string@30/32
JobTemplateSpec: metadata ObjectMeta, spec JobSpec
PodFailurePolicy: rules []PodFailurePolicyRule!
PodFailurePolicyRule: action PodFailurePolicyAction!, onExitCodes PodFailurePolicyOnExitCodesRequirement,
  onPodConditions []PodFailurePolicyOnPodConditionsPattern
PodFailurePolicyOnExitCodesRequirement: containerName *string, operator PodFailurePolicyOnExitCodesOperator!,
  values []int32!
PodFailurePolicyOnPodConditionsPattern: type PodConditionType!, status *ConditionStatus
SuccessPolicy: rules []SuccessPolicyRule!
SuccessPolicyRule: succeededIndexes *string, succeededCount *int32
JobStatus: conditions []JobCondition, startTime *Time, completionTime *Time, active int32, succeeded int32,
  failed int32, terminating *int32@28, completedIndexes string@21, failedIndexes *string@28,
  uncountedTerminatedPods UncountedTerminatedPods@22, ready *int32@23
JobCondition: type JobConditionType!, status ConditionStatus!, lastProbeTime Time, lastTransitionTime Time,
  reason string, message string
UncountedTerminatedPods: succeeded []UID, failed []UID
CronJob: kind string, apiVersion string, metadata ObjectMeta, spec CronJobSpec, status CronJobStatus
CronJobSpec: schedule string!, timeZone *string@24/25, startingDeadlineSeconds *int64,
  concurrencyPolicy ConcurrencyPolicy, suspend *bool, jobTemplate JobTemplateSpec!, successfulJobsHistoryLimit *int32,
  failedJobsHistoryLimit *int32
CronJobStatus: active []ObjectReference, lastScheduleTime *Time, lastSuccessfulTime *Time
PodDisruptionBudget: kind string, apiVersion string, metadata ObjectMeta, spec PodDisruptionBudgetSpec,
  status PodDisruptionBudgetStatus
PodDisruptionBudgetSpec: minAvailable *IntOrString, selector LabelSelector, maxUnavailable *IntOrString,
  unhealthyPodEvictionPolicy *UnhealthyPodEvictionPolicyType@26/27
PodDisruptionBudgetStatus: observedGeneration int64, disruptedPods map[string]Time, disruptionsAllowed *int32,
  currentHealthy *int32, desiredHealthy *int32, expectedPods *int32, conditions []Condition
`;
