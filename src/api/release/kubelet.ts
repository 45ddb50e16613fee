import type { FeatureTable } from './row';

/** What the node agent does differently, by release. */
export const KUBELET_FEATURES = {
  attachmentWithoutBackOff: {
    from: '1.24',
    what: 'a disk is mounted as soon as it is attached; before, the node asks for that with growing pauses, 0.5 s to 2m2s',
    source: 'kubernetes/kubernetes#106853; a live 1.36.2',
  },
  backOffExpiryFixed: {
    from: '1.32',
    what: 'a restart back-off is forgotten after a fixed 600 s; before, after twice the maximum (600 s as well)',
    source: 'KEP-4603',
  },
  backOffKeyedByImageAndResources: {
    from: '1.33',
    what: 'the restart back-off starts afresh when image or resources change; before, when the image does',
    source: 'handlePodResourcesResize in kubelet.go 1.33, GetBackoffKey in kuberuntime 1.34',
  },
  backOffTimer: {
    from: '1.35',
    what: 'after a refused start the next sync comes when the back-off ends (at most 60 s ahead, x 1 .. 1.5); before, after 10-15 s',
    source: 'KEP-4603; recordings of 1.20.2 and 1.36.2',
  },
  evictionsTellThresholds: {
    from: '1.26',
    what: 'the message of a pod that is evicted tells the threshold and what is available',
    source: 'pkg/kubelet/eviction/helpers.go 1.25 and 1.26',
  },
  evictionsWaitForWorkers: {
    from: '1.27',
    what: 'after an eviction the node is looked at again when the work for the pod is done; before, when its containers are removed',
    source: 'pkg/kubelet/kubelet.go initializeRuntimeDependentModules 1.26 and 1.27',
  },
  memoryOomGroup: {
    from: '1.28',
    what: 'a container that is beyond its memory limit loses all of its processes, not the largest alone (cgroup v2)',
    source: 'kuberuntime_container_linux.go 1.27 and 1.28, memory.oom.group; 1.32 singleProcessOOMKill, off by default',
  },
  pullSecretEvent: {
    from: '1.28',
    what: 'an event tells of image pull secrets that are missing; before, the log alone',
    source: 'kubernetes PR 117927; kubelet_pods.go 1.27 and 1.28',
  },
  sizedMemoryVolumes: {
    from: '1.22',
    what: 'an emptyDir in memory is a file system of the size of its sizeLimit; before, a pod with more in it is evicted',
    source: 'KEP-1967, gate SizeMemoryBackedVolumes',
  },
  podOs: { from: '1.24', what: 'a node rejects a pod whose spec.os is another system', source: 'KEP-2802' },
  crashLoopBackOffMax: { from: '1.35', what: 'the longest restart back-off is a kubelet setting', source: 'KEP-4603' },
  deadlineEndsWithContainers: {
    from: '1.22',
    what: 'after activeDeadlineSeconds the phase turns Failed when the containers have ended; before, at once',
    source:
      'pod workers of PR 102344; what waits for the containers is PR 108366 (1.24, brought to the patches of 1.22 and 1.23 too); recordings of 1.20.2 and 1.36.2',
  },
  safeSysctlPortStart: {
    from: '1.22',
    what: 'a pod may set net.ipv4.ip_unprivileged_port_start',
    source: 'kubernetes PR 103326',
  },
  safeSysctlReservedPorts: {
    from: '1.27',
    what: 'a pod may set net.ipv4.ip_local_reserved_ports',
    source: 'kubernetes PR 115374',
  },
  safeSysctlsOfTcpTimes: {
    from: '1.29',
    what: 'a pod may set the times of TCP: tcp_keepalive_time, _intvl and _probes, tcp_fin_timeout',
    source: 'pkg/kubelet/sysctl/safe_sysctls.go 1.27 and 1.29',
  },
  safeSysctlsOfTcpBuffers: {
    from: '1.32',
    what: 'a pod may set net.ipv4.tcp_rmem and tcp_wmem',
    source: 'pkg/kubelet/sysctl/safe_sysctls.go 1.31 and 1.33',
  },
  unprivilegedPorts: {
    from: '1.33',
    what: 'any user in a pod opens ports below 1024: what containerd 2 does by default, as the recorded cluster of 1.36 had it, and 1.6 does not',
    source: 'containerd PR 9348',
  },
  disruptionTarget: {
    from: '1.26',
    what: 'evicted, preempted and tainted pods get the condition DisruptionTarget',
    source: 'KEP-3329',
  },
  dockershim: { from: '1.20', until: '1.24', what: 'the built-in Docker runtime is there', source: 'KEP-2221' },
  envFromTakesAllKeys: {
    from: '1.30',
    what: 'each key of an envFrom source becomes a variable; before, those that are no C identifiers with dots and dashes are left out, with the event InvalidEnvironmentVariableNames',
    source: 'KEP-4369; makeEnvironmentVariables in kubelet_pods.go 1.29 and 1.30, which asks no gate',
  },
  execTimeoutHasMessage: {
    from: '1.23',
    what: 'an exec probe that times out says so; before, the message is empty',
    source: 'kubernetes PR 106201; probe/exec/exec.go 1.22 and 1.23',
  },
  graceCoversHook: {
    from: '1.28',
    what: 'the grace of a deletion, an eviction or a shutdown is for preStop and stop signal together; before, the signal got all of it once more after a hook that had the grace of the pod to itself, and not even 2 s if it was shorter. Pod workers of 1.20 and 1.21 gave none at a deletion, so it concerns evictions and shutdowns only',
    source:
      'kubernetes PR 115835, issues 115817, 117373 and 117798; killContainer in kuberuntime_container.go 1.21, 1.27 and 1.28, UpdatePod in pod_workers.go 1.23 (gives one with each termination) and syncPod in kubelet.go 1.21 (gives none at a deletion)',
  },
  hardEvictionGrace: {
    from: '1.31',
    what: 'hard evictions ask for 1 s; before, for none',
    source: 'kubernetes PR 124063',
  },
  hookFailureDetailsHidden: {
    from: '1.26',
    what: 'events say only "PostStartHook failed" and "PreStopHook failed"; before, what the handler says',
    source: 'kubernetes PR 109713; recordings of 1.20.2 and 1.36.2',
  },
  httpHookHonoursRequest: {
    from: '1.26',
    what: 'HTTP hooks use scheme, headers and the agent kube-lifecycle/x.y; before, plain http, Go-http-client and a second slash',
    source: 'kubernetes PR 86139; recordings of 1.20.2 and 1.36.2',
  },
  initFailsWhenOutOfMemory: {
    from: '1.23',
    what: 'an init container that ended with 0 and whose runtime says OOMKilled has failed; before, the exit code alone counts',
    source: 'kubernetes PR 104650; isInitContainerFailed in kuberuntime/helpers.go 1.21 and 1.23',
  },
  initializedStays: {
    from: '1.36',
    what: 'a pod that was initialized once stays so; before, as long as a regular container runs or has ended',
    source:
      'gate RestartAllContainersOnContainerExits, on in 1.36; GeneratePodInitializedCondition in status/generate.go 1.34 to 1.36',
  },
  livenessStopsAtDeletion: {
    from: '1.24',
    what: 'liveness and startup probes of regular containers end when the termination begins',
    source: 'StopLivenessAndStartup in prober_manager.go 1.23 and 1.24; recordings of 1.20.2 and 1.36.2',
  },
  orderedSidecarTermination: {
    from: '1.29',
    what: 'sidecars stop after the regular containers, in reverse order',
    source: 'KEP-753',
  },
  failedPodsAreFollowed: {
    from: '1.21',
    what: 'a pod that has failed is synced until its containers have ended, so that its status tells their end; before, they stay Running in it',
    source: 'kubernetes PR 98742, issue 98718; dispatchWork in kubelet.go 1.20 and 1.21; recording of 1.20.2',
  },
  phaseAfterInitOnlyPod: {
    from: '1.27',
    what: 'a pod deleted while its init containers run ends as Failed; before, its phase stays Pending',
    source: 'kubernetes PR 115331; status_manager.go TerminatePod 1.24 and 1.27; recordings of 1.20.2 and 1.36.2',
  },
  phaseByPresentSandbox: {
    from: '1.33',
    what: 'while sidecars start up, a pod is Pending unless one of its regular containers has been in its present sandbox; before, unless one runs or has ended',
    source: 'kubernetes PR 128516; getPhase in kubelet_pods.go 1.32 and 1.33',
  },
  phaseStaysWhileInitRunsAgain: {
    from: '1.28',
    until: '1.32',
    what: 'a pod whose regular containers have ended stays Running while a new sandbox runs its init containers again; before and since, it is Pending',
    source: 'kubernetes PRs 116429 and 126653, issue 126650; getPhase in kubelet_pods.go 1.27, 1.28, 1.31 and 1.32',
  },
  pleg1sOnly: {
    from: '1.20',
    until: '1.36',
    what: 'runtime changes are seen only at the relist each second; after it, a pod is relisted at once after a sync that changed something',
    source:
      'gate PLEGOnDemandRelist, new and on in 1.36 (PR 137909 switched it off, PR 137946 on again); kube_features.go and pleg 1.35 and 1.36.2; recordings of 1.20.2 and 1.36.2',
  },
  lostContainersAreRestarts: {
    from: '1.22',
    what: 'a running container that the runtime has lost counts as ended and restarted; before, in a pod that is being deleted only',
    source: 'kubernetes PR 102821; kubelet_pods.go 1.21 and 1.23',
  },
  podReadyToStartContainers: {
    from: '1.29',
    what: 'condition PodReadyToStartContainers',
    source: 'KEP-3085',
  },
  podReadyToStartContainersAtSandbox: {
    from: '1.36',
    what: 'that condition is written right after the sandbox is there; before, with the next status',
    source: 'kubelet 1.35 and 1.36; recording of 1.36.2',
  },
  podWorkersByLifecycle: {
    from: '1.22',
    what: 'the pod worker goes through sync, terminating and terminated; a deletion during init containers stops them at once (before, up to 2 s late, by housekeeping)',
    source: 'kubernetes PR 102344; recordings of 1.20.2 and 1.36.2',
  },
  probeWorkersStartInSync: {
    from: '1.24',
    what: 'probe workers start when the volumes are there; before, when the pod was seen',
    source: 'kubelet 1.23 and 1.24',
  },
  probePhaseAligned: {
    from: '1.21',
    what: 'no random pause before the first probe, unless the kubelet itself has just started',
    source: 'recordings of 1.20.2 and 1.36.2; kubernetes PR 96033',
  },
  probeResultSyncsAtOnce: {
    from: '1.21',
    what: 'a readiness or startup result makes the pod sync at once; before, a startup success waits for the resync (60-90 s)',
    source: 'recordings of 1.20.2 and 1.36.2; kubernetes PR 92817 and later',
  },
  pullBackOffCarriesError: {
    from: '1.32',
    what: 'the waiting message of ImagePullBackOff ends with the error of the last pull',
    source: 'kubernetes PR 127918',
  },
  pulledImagesNeedCredentials: {
    from: '1.35',
    what: 'an image that the kubelet pulled with a login is there only for pods with that login, whatever their policy',
    source:
      'KEP-2535 (gate KubeletEnsureSecretPulledImages, on since 1.35); MustAttemptImagePull in images/pullmanager 1.35',
  },
  pullDurationsInMilliseconds: {
    from: '1.28',
    what: 'durations of pulls are rounded to milliseconds',
    source: 'kubelet 1.27 and 1.28',
  },
  pullRpcPrefixStripped: {
    from: '1.28',
    what: 'errors of code Unknown lose "rpc error: code = Unknown desc = "',
    source: 'kubelet 1.27 and 1.28',
  },
  readinessKeptOverRestart: {
    from: '1.35',
    what: 'containers stay started and ready when the kubelet restarts, and started when they are restarted themselves',
    source: 'gate ChangeContainerStatusOnKubeletRestart; defaults of 1.36.2',
  },
  readinessTriggeredByStatus: {
    from: '1.21',
    what: 'each status of a started container that is not ready runs its readiness probe at once',
    source: 'kubernetes PR 98376; recordings of 1.20.2 and 1.36.2',
  },
  readinessTriggeredUntilReady: {
    from: '1.22',
    what: 'such a status runs the probe again and again, and when the startup probe has succeeded; before, once for each instance, and what has failed once waits for its tick',
    source:
      'kubernetes PR 101738 (not in the patches of 1.21: PR 102681); UpdatePodStatus in prober_manager.go 1.21 and 1.23',
  },
  readinessTriggerMovesTicks: {
    from: '1.32',
    what: 'such a run restarts the ticker of the probe',
    source: 'kubelet 1.31 and 1.32',
  },
  reducedCrashLoopBackOff: {
    from: 'off',
    what: 'restart back-off from 1 s to 60 s',
    source: 'KEP-4603 (gate ReduceDefaultCrashLoopBackOffDecay, alpha 1.33)',
  },
  removalWaitsForSandbox: {
    from: '1.20',
    until: '1.21',
    what: 'the last delete waits until the sandbox is removed and comes with the 10 s tick of the status manager',
    source: 'kubernetes PR 92817, issue 97288, reverted by PR 97980; recording of 1.20.2',
  },
  sandboxLossKeepsStatuses: {
    from: '1.28',
    what: 'a pod whose regular containers have run stays initialized while a new sandbox runs the init containers again; before, Init:0/n',
    source: 'kubernetes PR 116429; status/generate.go 1.27 and 1.28, recordings of 1.20.2 and 1.36.2',
  },
  statusesOutliveTheRuntime: {
    from: '1.36',
    what: 'ends and restarts that the runtime has forgotten stay in the status; before, what the runtime knows',
    source: 'gate RestartAllContainersOnContainerExits; kubelet_pods.go 1.35 and 1.36; recording of 1.36.2',
  },
  sidecarDefinitionRestarts: {
    from: '1.32',
    what: 'a sidecar whose definition changes is restarted',
    source: 'kubelet 1.31 and 1.32',
  },
  startupHoldsAfterSuccess: {
    from: '1.32',
    what: 'the startup probe rests after its success',
    source: 'kubelet 1.31 and 1.32',
  },
  staticPodWaitsForWorker: {
    from: '1.22',
    what: 'an edited static pod starts at the next retry of the pod worker (10-15 s) after the old one has ended',
    source: 'recordings of 1.20.2 and 1.36.2 (0.7 s and 12 s)',
  },
  syncWaitsForKill: {
    from: '1.21',
    until: '1.22',
    what: 'no pod is synced while one of its name that was removed by force is being stopped; tried again after 10-15 s',
    source: 'kubernetes PR 98424; kubelet 1.20.9 and 1.21.1',
  },
  taintsRefusePods: {
    from: '1.24',
    what: 'a node refuses pods that do not tolerate its NoExecute taints, static ones excepted; before, they run until they are evicted',
    source: 'kubernetes PR 101218; lifecycle/predicate.go 1.23 and 1.25',
  },
  terminalPhaseBeforeRemoval: {
    from: '1.27',
    what: 'a deleted pod goes to Succeeded or Failed before its object is removed',
    source: 'kubernetes PR 115331; recordings of 1.20.2 and 1.36.2',
  },
  unstartedContainersAreUnknown: {
    from: '1.22',
    what: 'a deleted pod whose container never started shows ContainerStatusUnknown, exit code 137, and goes in about 1 s',
    source:
      'status_manager.go TerminatePod 1.21 and 1.22 (only containers whose turn had come: PR 108366, 1.24 and patches of 1.22 and 1.23); recordings of 1.20.2 and 1.36.2',
  },
  volumeTimeoutEventHidden: {
    from: '1.28',
    what: 'no event "Unable to attach or mount volumes" when the reason is the time limit of 2m3s',
    source: 'kubelet 1.27 and 1.28',
  },
  volumeWaitCancellable: {
    from: '1.28',
    what: 'a deletion ends the wait for volumes',
    source: 'kubelet 1.27 and 1.28',
  },
  zeroGraceIsShortest: {
    from: '1.31',
    what: 'a deletion by force gives the shortest grace; from 1.22 on it counted as if nobody had asked, as a hard eviction did: the grace of the spec',
    source: 'kubernetes issue 115819; calculateEffectiveGracePeriod in pod_workers.go 1.23 to 1.30 and 1.31',
  },
} as const satisfies FeatureTable;
