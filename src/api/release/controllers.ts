import type { FeatureTable } from './row';

/** What controllers, kube-proxy and cluster DNS do differently, by release. */
export const CONTROLLER_FEATURES = {
  ambiguousSelectors: {
    from: '1.27',
    what: 'HorizontalPodAutoscalers whose targets select the same pods do nothing but say so',
    source: 'kubernetes PR 112011',
  },
  autoscalerNamesMetric: {
    from: '1.25',
    what: 'a HorizontalPodAutoscaler says which metric it could not have',
    source: 'podautoscaler/horizontal.go of 1.23 and 1.25, computeReplicasForMetric',
  },
  autoscalerTellsUsage: {
    from: '1.26',
    what: 'a HorizontalPodAutoscaler that aims at an amount says that it could not get the usage; before, the utilization',
    source: 'podautoscaler/horizontal.go of 1.25 and 1.26',
  },
  batchLabels: {
    from: '1.27',
    what: 'pods of a Job carry batch.kubernetes.io/job-name and controller-uid besides the short labels',
    source: 'kubernetes PR 114930',
  },
  claimsGetControllers: {
    from: '1.31',
    what: 'the owner that persistentVolumeClaimRetentionPolicy gives a claim is its controller, and other controllers are not replaced',
    source:
      'KEP-1847, kubernetes PR 122499 (brought to the patches of 1.28 to 1.30 too); stateful_set_utils.go updateClaimOwnerRefForSetAndPod 1.27 and 1.31',
  },
  cronJobExactTimers: {
    from: '1.21',
    what: 'the CronJob controller acts at the minute; before, it looks every 10 s and names Jobs by seconds since 1970',
    source: 'KEP-19; recordings of 1.20.2 and 1.36.2',
  },
  cronJobExtrapolates: {
    from: '1.21',
    until: '1.26',
    what: 'of several missed times a CronJob takes the one that there would be if all came like the first two; since then the last one from a period before that on, if there is one; before, the last of all',
    source: 'getMostRecentScheduleTime in cronjob/utils.go 1.21, 1.25 and 1.26, getRecentUnmetScheduleTimes 1.20',
  },
  cronJobFindsItsJob: {
    from: '1.27',
    what: 'a CronJob that finds its own Job made already, as its status could not be written, lists it, and leaves one of that name that is not its own alone; before, it tries for ever',
    source: 'cronjob_controllerv2.go syncCronJob 1.26 and 1.27',
  },
  cronJobLastSuccess: {
    from: '1.22',
    what: 'status.lastSuccessfulTime of a CronJob',
    source: 'cronjob_controllerv2.go 1.21 and 1.23',
  },
  cronJobScheduledAnnotation: {
    from: '1.28',
    what: 'Jobs of a CronJob carry batch.kubernetes.io/cronjob-scheduled-timestamp, in the time zone of the CronJob',
    source: 'gate CronJobsScheduledAnnotation; pkg/controller/cronjob/utils.go 1.27 and 1.28',
  },
  cronJobTellsOfManyIfDue: {
    from: '1.27',
    what: 'many missed times are told of when a Job is due only',
    source: 'nextScheduleTime in cronjob/utils.go 1.26 and 1.27',
  },
  cronJobTrimsFirst: {
    from: '1.26',
    what: 'Jobs beyond the history limits go before the others are looked at, so that nobody tells of their end; before, at the end',
    source: 'cronjob_controllerv2.go sync 1.25 and 1.26',
  },
  cronJobWarnsOfZone: {
    from: '1.22',
    what: 'event UnsupportedSchedule for a schedule with TZ',
    source: 'cronjob_controllerv2.go 1.21 and 1.23',
  },
  daemonSetOverlooksBrokenPods: {
    from: '1.21',
    until: '1.31',
    what: 'old pods of a DaemonSet that do not work are replaced beside as many others as may be missing; else they are among these',
    source:
      'kubernetes PR 123233 (brought to the patches of 1.28 to 1.30 too); pkg/controller/daemon/update.go rollingUpdate 1.20, 1.21, 1.27 and 1.28',
  },
  daemonSetReplacesEnding: {
    from: '1.28',
    what: 'a node whose daemon pod has ended while it is being deleted gets the next one, whatever keeps its object',
    source:
      'kubernetes PR 118716 (brought to the patches of 1.26 and 1.27 too); daemon_controller.go getNodesToDaemonPods 1.25 and 1.28',
  },
  daemonSetReplacesSucceeded: {
    from: '1.27',
    what: 'succeeded pods of a DaemonSet are replaced, with an event SucceededDaemonPod',
    source:
      'kubernetes PR 117073 (brought to the patches of 1.26 too); daemon_controller.go podsShouldBeOnNode 1.25 and 1.26',
  },
  daemonSetSurge: { from: '1.22', what: 'maxSurge of a DaemonSet', source: 'KEP-1591' },
  deploymentHistoryByRevision: {
    from: '1.21',
    what: 'of old ReplicaSets beyond the history limit those of the lowest revisions go; before, those made first',
    source: 'deployment/sync.go cleanupDeployment 1.20 and 1.21',
  },
  deploymentTerminatingReplicas: {
    from: '1.35',
    what: 'status.terminatingReplicas of Deployments and ReplicaSets',
    source: 'KEP-3973; defaults of 1.36.2',
  },
  dnsCachesClusterNames: {
    from: '1.20',
    until: '1.32',
    what: 'the cluster DNS caches answers for cluster.local for 30 s',
    source: "kubernetes PR 128359: kubeadm's CoreDNS configuration says disable success and disable denial for it",
  },
  budgetConditions: {
    from: '1.21',
    what: 'a disruption budget has the condition DisruptionAllowed, which an eviction that takes the last one clears at once',
    source: 'disruption.go updatePdbStatus and storage/eviction.go checkAndDecrement 1.20 and 1.21',
  },
  budgetsNeedOwners: {
    from: '1.20',
    until: '1.22',
    what: 'a budget that needs the sizes of owners fails at a pod without one; since then such pods do not count',
    source: 'disruption.go getExpectedScale 1.21 and 1.23',
  },
  budgetsTellUnmanaged: {
    from: '1.27',
    what: 'event UnmanagedPods for pods without an owner',
    source: 'disruption.go trySync 1.26 and 1.27',
  },
  endedPodsHaveNoEndpoint: {
    from: '1.24',
    what: 'a pod that has ended is in no Endpoints; before, one that its restartPolicy would start again was there, not ready',
    source: 'kubernetes PR 110255; ShouldPodBeInEndpoints 1.23 and 1.24',
  },
  endpointsNameTheirController: {
    from: '1.33',
    what: 'Endpoints of a Service with a selector carry the label endpoints.kubernetes.io/managed-by',
    source: 'pkg/controller/endpoint 1.32 and 1.33; KEP-4974',
  },
  endpointSliceTerminating: {
    from: '1.22',
    what: 'EndpointSlices keep terminating pods with ready false, serving and terminating; before, they are removed',
    source: 'KEP-1672; recordings of 1.20.2 and 1.36.2',
  },
  endpointSliceV1: { from: '1.21', what: 'discovery.k8s.io/v1', source: 'KEP-752' },
  forcedDetachOfSickNodesOnly: {
    from: '1.25',
    what: 'after six minutes disks are taken from nodes that are not ready; before, from every node that has not unmounted them',
    source: 'attachdetach/reconciler/reconciler.go 1.24 and 1.25',
  },
  indexedJobs: { from: '1.22', what: 'completionMode Indexed', source: 'KEP-2214' },
  jobActiveWhileWaiting: {
    from: '1.36',
    what: 'status.active of a Job that waits for its back-off tells of the pods that run; before, it is 0',
    source: 'job_controller.go manageJob 1.35 and 1.36',
  },
  jobBackoffLimitPerIndex: { from: '1.29', what: 'backoffLimitPerIndex', source: 'KEP-3850' },
  jobCountsAfterDeletion: {
    from: '1.31',
    what: 'status.ready and terminating of a Job are what its own deletions have left; before, what was there before them',
    source: 'job_controller.go deleteActivePods 1.30 and 1.31',
  },
  jobFailureTarget: {
    from: '1.31',
    what: 'condition FailureTarget comes first; Failed waits until no pod of the Job is left running (a podFailurePolicy has the condition since 1.26, and waits for nothing)',
    source: 'KEP-3998, KEP-3939; job_controller.go 1.26 to 1.31; recordings of 1.20.2 and 1.36.2',
  },
  jobFirstRetryWaits: {
    from: '1.27',
    what: 'the first retry of a Job waits 10 s after the failure too; before, it comes at once',
    source: 'kubernetes PR 114768; recordings of 1.20.2 and 1.36.2',
  },
  jobPodFailurePolicy: { from: '1.26', what: 'podFailurePolicy', source: 'KEP-3329' },
  jobPodReplacementPolicy: { from: '1.29', what: 'podReplacementPolicy', source: 'KEP-3939' },
  jobReadyPods: { from: '1.24', what: 'status.ready of a Job', source: 'KEP-2879' },
  jobSuccessCriteriaMet: {
    from: '1.31',
    what: 'condition SuccessCriteriaMet before Complete, both with reason CompletionsReached',
    source: 'KEP-3998; recording of 1.36.2',
  },
  jobSuccessPolicy: { from: '1.31', what: 'successPolicy', source: 'KEP-3998' },
  jobSuspendClearsStart: {
    from: '1.36',
    what: 'status.startTime goes when a Job is suspended; before, it stays until the Job is resumed',
    source: 'job_controller.go 1.34 and 1.35, gate MutableSchedulingDirectivesForSuspendedJobs (off in 1.35)',
  },
  jobSuspend: { from: '1.22', what: 'spec.suspend of a Job', source: 'KEP-2232' },
  jobSyncsBatched: {
    from: '1.24',
    what: 'pod changes make a Job sync after 1 s, together',
    source: 'job_controller.go podUpdateBatchPeriod 1.23 and 1.25, by gate JobReadyPods; recording of 1.36.2',
  },
  jobTrackingAnnotation: {
    from: '1.25',
    until: '1.28',
    what: 'Jobs whose pods carry the finalizer have an annotation of this name',
    source: 'registry/batch/job/strategy.go 1.25, 1.27 and 1.28',
  },
  jobTrackingFinalizers: {
    from: '1.25',
    what: 'pods of a Job carry the finalizer batch.kubernetes.io/job-tracking until they are counted',
    source: 'KEP-2307; kubernetes PR 110948 (off in 1.24 and the later patches of 1.23: PR 109487)',
  },
  jobTtl: { from: '1.21', what: 'ttlSecondsAfterFinished', source: 'KEP-592' },
  jobUpdatesBatched: {
    from: '1.28',
    what: 'changes of a Job itself are batched too, and failed pods are no errors of the queue any more',
    source: 'job_controller.go 1.27 and 1.28',
  },
  jobWaitsForEnds: {
    from: '1.28',
    what: 'with a podFailurePolicy a pod is replaced when it has ended; before, when its deletion begins',
    source: 'job_controller.go onlyReplaceFailedPods 1.27 and 1.28',
  },
  jobWaitsFromSidecarEnds: {
    from: '1.31',
    what: 'the wait after a failed pod of a Job begins at the end of its sidecars; before, at that of its containers',
    source: 'backoff_utils.go getFinishTimeFromContainers 1.30 and 1.31',
  },
  logarithmicScaleDown: {
    from: '1.22',
    what: 'of pods whose ages are of one power of two the uid decides which a ReplicaSet gives up; before, the younger goes',
    source: 'KEP-2185 (gate LogarithmicScaleDown, off in 1.21)',
  },
  orderedNamespaceDeletion: {
    from: '1.33',
    what: 'a namespace that ends loses its pods first and everything else when they are gone',
    source: 'KEP-5080; recording of 1.36.2',
  },
  outOfServiceTaint: {
    from: '1.26',
    what: 'terminating pods of a node with the taint node.kubernetes.io/out-of-service are removed by force',
    source: 'KEP-2268 (gate NodeOutOfServiceVolumeDetach, off in 1.25)',
  },
  persistentVolumeClaimRetention: {
    from: '1.27',
    what: 'persistentVolumeClaimRetentionPolicy of a StatefulSet',
    source: 'KEP-1847',
  },
  podDeletionCost: {
    from: '1.22',
    what: 'annotation controller.kubernetes.io/pod-deletion-cost',
    source: 'KEP-2255 (gate PodDeletionCost, off in 1.21)',
  },
  podIndexLabel: { from: '1.28', what: 'label apps.kubernetes.io/pod-index', source: 'KEP-4017' },
  proxyFallsBackToTerminating: {
    from: '1.26',
    what: 'kube-proxy sends to serving terminating endpoints when no ready one is left',
    source: 'KEP-1669',
  },
  proxyReconcilesFlows: {
    from: '1.32',
    what: 'kube-proxy keeps flows of datagrams to endpoints that serve, and those of Services that have none left',
    source: 'kubernetes/kubernetes#127318, #139628; pkg/proxy/conntrack/cleanup.go',
  },
  proxySyncsInBursts: {
    from: '1.20',
    until: '1.34',
    what: 'kube-proxy writes its rules twice at once after a rest; since then always a second after the last time',
    source: 'kubernetes/kubernetes pull request 131615; recording g11 of 1.36.2',
  },
  replicaSetTimesAvailability: {
    from: '1.34',
    what: 'a ReplicaSet looks when minReadySeconds are over; before, that long after it saw all replicas ready, or a second more',
    source:
      'replica_set.go syncReplicaSet and updatePod, controller_utils.go FindMinNextPodAvailabilityCheck 1.33 and 1.34',
  },
  retroactiveDefaultClass: {
    from: '1.26',
    what: 'a claim that names no class gets the default one although that comes later; before, it waits for ever',
    source: 'KEP-3333',
  },
  replacementAtTerminalPhase: {
    from: '1.27',
    what: 'DaemonSet, Recreate, host ports and preemption count a pod as gone when it has ended, not when its object is removed',
    source: 'follows from terminalPhaseBeforeRemoval; recordings of 1.20.2 and 1.36.2',
  },
  statefulSetAvailability: {
    from: '1.34',
    what: 'a rolling update waits for available (minReadySeconds) pods; before, for healthy ones',
    source: 'kubernetes PR 130909; stateful_set_control.go 1.33 and 1.34',
  },
  statefulSetCompleteBySpec: {
    from: '1.27',
    what: 'a rollout is complete when all replicas of the spec are updated and ready; before, when all pods that are there are',
    source: 'stateful_set_utils.go completeRollingUpdate 1.26 and 1.27',
  },
  statefulSetHistoryLimitMutable: {
    from: '1.33',
    what: 'revisionHistoryLimit of a StatefulSet may change',
    source: 'apps validation 1.31 and 1.33',
  },
  statefulSetMaxUnavailable: {
    from: 'off',
    what: 'rollingUpdate.maxUnavailable of a StatefulSet',
    source:
      'KEP-961; on in 1.35.0 to 1.35.3 only (kubernetes PR 133153, taken back by PR 137926); off in the recorded 1.36.2 cluster',
  },
  statefulSetMinReadySeconds: { from: '1.23', what: 'minReadySeconds of a StatefulSet', source: 'KEP-2599' },
  statefulSetRecreatesAtOnce: {
    from: '1.20',
    until: '1.31',
    what: 'a pod that has ended is deleted and made again in one go, with an event RecreatingFailedPod or RecreatingTerminatedPod; one that is being deleted too, over and over until its name is free',
    source:
      'kubernetes PR 123809 (brought to the patches of 1.28 to 1.30 too); stateful_set_control.go processReplica 1.27 and 1.28',
  },
  statefulSetRemakesClaims: {
    from: '1.27',
    what: 'claims of a pod that is pending are made again when they are missing',
    source: 'stateful_set_control.go and stateful_pod_control.go createMissingPersistentVolumeClaims 1.26 and 1.27',
  },
  statefulSetReplacesSucceeded: {
    from: '1.29',
    what: 'succeeded pods of a StatefulSet are replaced like failed ones',
    source:
      'kubernetes PRs 120398 and 121389 (brought to the patches of 1.27 and 1.28 too); statefulset controller 1.26, 1.29 and 1.30',
  },
  statusDespiteErrors: {
    from: '1.27',
    what: 'StatefulSets and DaemonSets write their status although a pod could not be made or deleted',
    source:
      'kubernetes PRs 113787 and 113834 (brought to the patches of 1.25 and 1.26 too); stateful_set_control.go performUpdate and daemon_controller.go syncDaemonSet 1.23 and 1.25',
  },
  statefulSetStartOrdinal: { from: '1.27', what: 'ordinals.start', source: 'KEP-3335' },
  statefulSetsWorkInBatches: {
    from: '1.28',
    what: 'pods of a Parallel StatefulSet are made and deleted side by side, 1, 2, 4 and so on; before, one after the other until the first error',
    source:
      'kubernetes PR 117865 (brought to the patches of 1.26 and 1.27 too); stateful_set_control.go slowStartBatch 1.25 and 1.26',
  },
  statefulSetTimesAvailability: {
    from: '1.35',
    what: 'a StatefulSet looks when minReadySeconds are over; before, that long after any look at which not all were available',
    source: 'stateful_set.go syncStatefulSet and updatePod 1.34 and 1.35',
  },
  victimsBySidecarRestarts: {
    from: '1.32',
    what: 'of too many pods those go first whose sidecars were restarted most, where their containers were equally often',
    source: 'controller_utils.go compareMaxContainerRestarts 1.31 and 1.32',
  },
} as const satisfies FeatureTable;
