/** The kubelet's own figures, with the files they come from. None of them changed between 1.20 and 1.36. */

/** pkg/kubelet/kubelet.go plegRelistPeriod; genericPlegRelistPeriod since 1.26 */
export const PLEG_RELIST_PERIOD_MS = 1_000;
/** pkg/kubelet/kubelet.go syncLoop: the ticker that drains the work queue */
export const SYNC_TICK_MS = 1_000;
/** pkg/kubelet/kubelet.go housekeepingPeriod */
export const HOUSEKEEPING_PERIOD_MS = 2_000;
/** pkg/kubelet/status/status_manager.go syncPeriod */
export const STATUS_SYNC_PERIOD_MS = 10_000;
/** KubeletConfiguration nodeStatusUpdateFrequency */
export const NODE_STATUS_PERIOD_MS = 10_000;
/** pkg/kubelet/kubelet.go evictionMonitoringPeriod */
export const EVICTION_MONITORING_PERIOD_MS = 10_000;
/** pkg/kubelet/eviction/eviction_manager.go podCleanupTimeout: how long the manager waits for a pod that it has evicted */
export const POD_CLEANUP_TIMEOUT_MS = 30_000;
/** pkg/kubelet/eviction/eviction_manager.go podCleanupPollFreq */
export const POD_CLEANUP_POLL_MS = 1_000;
/** KubeletConfiguration volumeStatsAggPeriod: how often the kubelet looks what lies in volumes; each time it may wait twice as long */
export const VOLUME_STATS_PERIOD_MS = 60_000;
/** KubeletConfiguration syncFrequency */
export const SYNC_FREQUENCY_MS = 60_000;
/** pkg/kubelet/kubelet.go backOffPeriod: the next try after a sync that failed */
export const SYNC_ERROR_BACK_OFF_MS = 10_000;
/** pkg/kubelet/pod_workers.go backOffOnTransientErrorPeriod */
export const TRANSIENT_BACK_OFF_MS = 1_000;
/** pkg/kubelet/pod_workers.go workerResyncIntervalJitterFactor, workerBackOffPeriodJitterFactor */
export const REQUEUE_JITTER = 0.5;
/** KEP-4603: a refused start asks for the next sync at the end of the back-off, at most this far ahead */
export const BACK_OFF_REQUEUE_MAX_MS = 60_000;
/** pkg/kubelet/kubelet.go backOffPeriod, which is initialCrashLoopBackOff and imageBackOffPeriod in newer releases */
export const BACK_OFF_INITIAL_MS = 10_000;
/** pkg/kubelet/kubelet.go MaxContainerBackOff, which is MaxCrashLoopBackOff and MaxImageBackOff in newer releases */
export const BACK_OFF_MAX_MS = 300_000;
/** KEP-4603: time without an update after which a back-off entry is forgotten */
export const BACK_OFF_FORGET_MS = 600_000;
/** pkg/kubelet/kuberuntime/kuberuntime_manager.go minimumGracePeriodInSeconds */
export const MINIMUM_GRACE_SECONDS = 2;
/** pkg/apis/core defaults: spec.terminationGracePeriodSeconds */
export const DEFAULT_GRACE_SECONDS = 30;
/** KubeletConfiguration, container GC period in pkg/kubelet/kubelet.go ContainerGCPeriod */
export const CONTAINER_GC_PERIOD_MS = 60_000;
/** pkg/kubelet/prober/prober.go maxProbeRetries */
export const PROBE_ATTEMPTS = 3;
/** pkg/probe/http/http.go maxRespBodyLength, pkg/probe/exec/exec.go maxReadLength: how much of an answer is kept */
export const PROBE_OUTPUT_BYTES = 10 * 1024;
/** Redirects that a probe or a hook follows: pkg/probe/http RedirectChecker, and net/http's own limit. */
export const HTTP_REDIRECTS_MAX = 10;
