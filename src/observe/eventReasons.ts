import { distance } from 'fastest-levenshtein';

/** Reasons of the events that components of Kubernetes write about what this project simulates or may meet, by who writes them. */
const REASONS = {
  // pkg/kubelet/events/event.go, pkg/kubelet/eviction, pkg/kubelet/oom, pkg/kubelet/lifecycle/handlers.go
  kubelet: `Created Started Failed Killing Preempting BackOff ExceededGracePeriod FailedKillPod FailedCreatePodContainer
    NetworkNotReady ResizeDeferred ResizeInfeasible ResizeCompleted ResizeStarted ResizeError Pulling Pulled InspectFailed
    ErrImageNeverPull NodeReady NodeNotReady NodeSchedulable NodeNotSchedulable Starting KubeletSetupFailed FailedAttachVolume
    FailedMount FailedMapVolume FailedUnMount FailedDetachVolume VolumeResizeFailed VolumeResizeSuccessful
    FileSystemResizeFailed FileSystemResizeSuccessful VolumePermissionChangeInProgress AlreadyMountedVolume
    SuccessfulAttachVolume SuccessfulDetachVolume SuccessfulMountVolume SuccessfulUnMountVolume Rebooted Shutdown
    ContainerGCFailed ImageGCFailed FailedNodeAllocatableEnforcement NodeAllocatableEnforced SandboxChanged
    FailedCreatePodSandBox FailedPodSandBoxStatus FailedMountOnFilesystemMismatch FailedPrepareDynamicResources InvalidImageID
    InvalidDiskCapacity FreeDiskSpaceFailed Unhealthy ProbeWarning FailedSync FailedValidation FailedPostStartHook
    FailedPreStopHook LifecycleHTTPFallback Evicted EvictionThresholdMet SystemOOM OOMKilling NodeHasSufficientMemory
    NodeHasInsufficientMemory NodeHasNoDiskPressure NodeHasDiskPressure NodeHasSufficientPID NodeHasInsufficientPID
    NodeShutdown MissingClusterDNS DNSConfigForming CheckLimitsForResolvConf InvalidEnvironmentVariableNames SysctlForbidden
    UnexpectedAdmissionError PodOSNotSupported RestartAllContainersStarted OutOfcpu OutOfmemory OutOfpods OutOfephemeral-storage
    NodeAffinity NodePorts AppArmor ContainerStatusUnknown ContainerWithMultipleUpdates`,
  // pkg/scheduler/schedule_one.go, pkg/scheduler/framework/preemption
  scheduler: 'Scheduled FailedScheduling Preempted WaitingForGates SchedulerError',
  // pkg/controller, by its folders
  controllers: `SuccessfulCreate SuccessfulDelete FailedCreate FailedDelete SuccessfulUpdate FailedUpdate ScalingReplicaSet
    DeploymentPaused DeploymentResumed DeploymentRollback DeploymentRollbackRevisionNotFound FoundNewReplicaSet
    NewReplicaSetCreated NewReplicaSetAvailable ReplicaSetCreateError ReplicaSetUpdated ProgressDeadlineExceeded
    SelectorOverlap SelectingAll FailedPlacement FailedDaemonPod SucceededDaemonPod RecreatingFailedPod RecreatingTerminatedPod
    OverlappingSelectors Completed Suspended Resumed BackoffLimitExceeded DeadlineExceeded FailedIndexes FailJob PodFailurePolicy
    SuccessPolicy TooManyActivePods TooManySucceededPods SawCompletedJob UnexpectedJob MissingJob JobAlreadyActive MissSchedule
    TooManyMissedTimes UnparseableSchedule InvalidSchedule UnsupportedSchedule UnknownTimeZone UnParseableCronJobSchedule
    FailedNeedsStart FailedGet NoPods NoControllers TooManyPods CalculateExpectedPodCountFailed MultiplePodDisruptionBudgets
    UnmanagedPods ConflictingController SuccessfulRescale FailedRescale FailedGetScale SucceededGetScale SucceededRescale
    FailedComputeMetricsReplicas FailedGetResourceMetric FailedGetExternalMetric FailedGetObjectMetric FailedGetPodsMetric
    FailedUpdateStatus InvalidSelector SelectorRequired AmbiguousSelector FailedConvertHPA TaintManagerEviction
    NodeControllerEviction DeletingAllPods NodeStatusUnknown RegisteredNode RemovingNode DeletingNode TerminatedAllPods
    OwnerRefInvalidNamespace FailedToCreateEndpoint FailedToUpdateEndpoint FailedToUpdateEndpointSlices
    FailedToListEndpointSlices FailedToListPods TopologyAwareHintsEnabled TopologyAwareHintsDisabled InsufficientPods
    FailedBinding VolumeMismatch VolumeFailedRecycle VolumeRecycled RecyclerPod VolumeDelete VolumeFailedDelete
    ExternalProvisioning Provisioning ProvisioningFailed ProvisioningCleanupFailed ProvisioningSucceeded WaitForFirstConsumer
    WaitForPodScheduled ExternalExpanding ClaimLost ClaimMisbound VolumeUnknownReclaimPolicy FailedResourceClaimCreation
    EnsuringLoadBalancer EnsuredLoadBalancer UpdatedLoadBalancer DeletingLoadBalancer DeletedLoadBalancer
    SyncLoadBalancerFailed UpdateLoadBalancerFailed LoadBalancerIP ClusterIPNotAllocated ClusterIPAlreadyAllocated
    ClusterIPNotValid ClusterIPOutOfRange PortNotAllocated PortAlreadyAllocated PortOutOfRange PortRangeFull`,
} as const;

const KNOWN = new Set(Object.values(REASONS).flatMap((words) => words.split(/\s+/)));

/** Of the letters of the longer word; what is farther is another word. */
const MISSPELT = 0.35;

/**
 * What somebody may have meant who writes a reason that no component of Kubernetes has, the nearest first.
 * @returns none for a reason that there is, and for one that resembles none: other programs write events too
 */
export function reasonsMeant(reason: string): string[] {
  if (KNOWN.has(reason)) return [];
  const far = (word: string) =>
    distance(word.toLowerCase(), reason.toLowerCase()) / Math.max(word.length, reason.length);
  return [...KNOWN]
    .map((word) => ({ word, gap: far(word) }))
    .filter(({ gap }) => gap <= MISSPELT)
    .sort((a, b) => a.gap - b.gap)
    .map(({ word }) => word);
}
