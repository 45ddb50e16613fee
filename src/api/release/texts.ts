import type { TextTable } from './row';

/** Wordings that changed between releases. `{name}` stands for a value. */
export const TEXTS = {
  backOffRestarting: {
    texts: {
      '1.20': 'Back-off restarting failed container',
      '1.26': 'Back-off restarting failed container {container} in pod {fullPodName}',
    },
    what: 'event BackOff of a restart; {fullPodName} is name_namespace(uid)',
    source: 'kubelet 1.25 and 1.26; recordings of 1.20.2 and 1.36.2',
  },
  containerCreated: {
    texts: {
      '1.20': 'Created container {container}',
      '1.32': 'Created container: {container}',
      '1.35': 'Container created',
    },
    what: 'event Created',
    source: 'kubelet 1.31, 1.32 and 1.35; recordings of 1.20.2 and 1.36.2',
  },
  containerStartFailed: {
    texts: {
      '1.20':
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: {why}: unknown',
      '1.33':
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: {why}',
    },
    what: 'RunContainerError: the wording of containerd 1.6 and 2.1, which the recorded clusters of 1.20 and 1.36 had',
    source: 'containerd 1.6.20 and 2.1.9',
  },
  containerStarted: {
    texts: { '1.20': 'Started container {container}', '1.35': 'Container started' },
    what: 'event Started',
    source: 'kubelet 1.34 and 1.35; recordings of 1.20.2 and 1.36.2',
  },
  cronJobSawCompleted: {
    texts: {
      '1.20': 'Saw completed job: {job}, status: {condition}',
      '1.31': 'Saw completed job: {job}, condition: {condition}',
    },
    what: 'event SawCompletedJob',
    source: 'cronjob_controllerv2.go 1.30 and 1.31; recording of 1.20.2',
  },
  defaultedContainer: {
    texts: {
      '1.20':
        "Defaulting container name to {container}.\nUse 'kubectl describe pod/{pod} -n {namespace}' to see all of the containers in this pod.",
      '1.21': 'Defaulted container "{container}" out of: {all}',
    },
    what: 'what kubectl exec says when it chose one of several containers',
    source: 'recordings of 1.20.2 and 1.36.2',
  },
  deleted: {
    texts: { '1.20': '{kind} "{name}" deleted', '1.34': '{kind} "{name}" deleted from {namespace} namespace' },
    what: 'what kubectl delete prints for a namespaced object',
    source: 'kubectl 0.33 and 0.35; recording of 1.36.2',
  },
  drainBareFatal: {
    texts: {
      '1.20':
        'cannot delete Pods not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet (use --force to override)',
      '1.24': 'cannot delete Pods declare no controller (use --force to override)',
      '1.30': 'cannot delete cannot delete Pods that declare no controller (use --force to override)',
      '1.36': 'cannot delete Pods that declare no controller (use --force to override)',
    },
    what: 'why kubectl drain does not begin',
    source: 'pkg/drain/filters.go of kubectl 0.20 to 0.36',
  },
  drainBareWarning: {
    texts: {
      '1.20': 'deleting Pods not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet',
      '1.24': 'deleting Pods that declare no controller',
    },
    what: 'what kubectl drain --force warns of',
    source: 'pkg/drain/filters.go of kubectl 0.23 and 0.24',
  },
  drainFailed: {
    texts: {
      '1.20': 'error: unable to drain node "{node}", aborting command...\n',
      '1.22':
        'DEPRECATED WARNING: Aborting the drain command in a list of nodes will be deprecated in v1.23.\nThe new behavior will make the drain command go through all nodes even if one or more nodes failed during the drain.\nFor now, users can try such experience via: --ignore-errors\nerror: unable to drain node "{node}", aborting command...\n',
      '1.23': 'error: unable to drain node "{node}" due to error:{errors}, continuing command...',
      '1.31': 'error: unable to drain node "{node}" due to error: {errors}, continuing command...',
    },
    what: 'kubectl drain gives a node up',
    source: 'pkg/cmd/drain/drain.go of kubectl 0.20 to 0.31',
  },
  drainPodStays: {
    texts: {
      '1.20': 'error when waiting for pod "{pod}" terminating: {error}',
      '1.27': 'error when waiting for pod "{pod}" in namespace "{namespace}" to terminate: {error}',
    },
    what: 'a pod that was evicted is there for longer than kubectl drain waits',
    source: 'pkg/drain/drain.go of kubectl 0.26 and 0.27',
  },
  drainWarns: {
    texts: { '1.20': 'WARNING: {warnings}', '1.25': 'Warning: {warnings}' },
    what: 'how warnings of kubectl drain begin',
    source: 'pkg/cmd/drain/drain.go of kubectl 0.24 and 0.25',
  },
  execInStopped: {
    texts: {
      '1.20':
        'failed to exec in container: failed to start exec "{id}": OCI runtime exec failed: exec failed: cannot exec in a stopped container: unknown',
      '1.33':
        'failed to exec in container: failed to start exec "{id}": OCI runtime exec failed: exec failed: cannot exec in a stopped container',
    },
    what: 'a command in a container whose end the runtime has not noticed yet; the ends of the wordings as in execFailed',
    source: 'opencontainers/runc exec.go; github.com/moby/moby/issues/37009',
  },
  execFailed: {
    texts: {
      '1.20':
        'failed to exec in container: failed to start exec "{id}": OCI runtime exec failed: exec failed: unable to start container process: {why}: unknown',
      '1.33':
        'failed to exec in container: failed to start exec "{id}": OCI runtime exec failed: exec failed: unable to start container process: {why}',
    },
    what: 'a command that cannot be run in a container: the wording of containerd 1.6 and 2.1',
    source: 'recordings of 1.20.2 (containerd 1.6.20) and 1.36.2 (containerd 2.1.9)',
  },
  execNoSuchContainer: {
    texts: {
      '1.20': 'container {container} not found in pod {pod}',
      '1.36': 'container {container} is not valid for pod {pod} out of: {all}',
    },
    what: 'kubectl exec and attach with a container that the pod does not have',
    source: 'podcmd.go of kubectl 0.25 to 0.36; kubernetes PR 136973',
  },
  execProbeTimedOut: {
    texts: {
      '1.20': '',
      '1.23': 'command "{command}" timed out',
      '1.31': 'command timed out: "{command}" timed out after {timeoutSeconds}s',
    },
    what: 'output of an exec probe that took too long',
    source: 'kubernetes PR 106201; probe/exec/exec.go 1.22, 1.23, 1.30 and 1.31; recordings of 1.20.2 and 1.36.2',
  },
  httpHookFailed: {
    texts: {
      '1.20':
        'Http lifecycle hook ({path}) for Container "{container}" in Pod "{fullPodName}" failed - error: {error}, message: ""',
      '1.21':
        'HTTP lifecycle hook ({path}) for Container "{container}" in Pod "{fullPodName}" failed - error: {error}, message: ""',
      '1.26': 'HTTP lifecycle hook ({path}) for Container "{container}" in Pod "{fullPodName}" failed - error: {error}',
    },
    what: 'failure of an HTTP hook',
    source: 'kubelet/lifecycle/handlers.go 1.21 to 1.26; recordings of 1.20.2 and 1.36.2',
  },
  forceDeleteWarning: {
    texts: {
      '1.20':
        'warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
      '1.25':
        'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
    },
    what: 'what kubectl delete --force warns of',
    source: 'delete.go of kubectl 0.24 and 0.25',
  },
  imageNameInvalid: {
    texts: {
      '1.20': 'Failed to apply default image tag "{image}": couldn\'t parse image reference "{image}": {shortError}',
      '1.28': 'Failed to apply default image tag "{image}": couldn\'t parse image name "{image}": {error}',
    },
    what: 'event InspectFailed for a name that is none',
    source: 'image_manager.go and parsers.go 1.27 and 1.28; recordings of 1.20.2 and 1.36.2',
  },
  imagePresent: {
    texts: {
      '1.20': 'Container image "{image}" already present on machine',
      '1.35': 'Container image "{image}" already present on machine and can be accessed by the pod',
    },
    what: 'event Pulled without a pull',
    source: 'KEP-2535; recordings of 1.20.2 and 1.36.2',
  },
  imagePulled: {
    texts: {
      '1.20': 'Successfully pulled image "{image}" in {duration}',
      '1.23': 'Successfully pulled image "{image}" in {duration} ({durationWithWait} including waiting)',
      '1.30':
        'Successfully pulled image "{image}" in {duration} ({durationWithWait} including waiting). Image size: {sizeBytes} bytes.',
    },
    what: 'event Pulled after a pull',
    source:
      'kubernetes PR 111772 (1.26, brought to the patches of 1.23 to 1.25 too: PRs 114430, 114272 and 114271); image_manager.go 1.23.1, 1.25 and 1.30; recordings of 1.20.2 and 1.36.2',
  },
  imagePullBackOff: {
    texts: {
      '1.20': 'Back-off pulling image "{image}"',
      '1.32': 'Back-off pulling image "{image}": {lastReason}: {lastError}',
    },
    what: 'waiting message of ImagePullBackOff (the event keeps the short text)',
    source: 'kubernetes PR 127918',
  },
  imageResolveFailed: {
    texts: { '1.20': 'failed to resolve reference "{reference}": {error}', '1.33': 'failed to resolve image: {error}' },
    what: 'inside the error of a pull: the wording of containerd 1.6 and 2.1',
    source: 'recordings of 1.20.2 (containerd 1.6.20) and 1.36.2 (containerd 2.1.9)',
  },
  invalidHookHandler: {
    texts: {
      '1.20':
        'invalid handler: &Handler{Exec:nil,HTTPGet:nil,TCPSocket:&TCPSocketAction{Port:{0 {port} },Host:{host},},}',
      '1.23':
        'invalid handler: &LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:&TCPSocketAction{Port:{0 {port} },Host:{host},},}',
      '1.29':
        'invalid handler: &LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:&TCPSocketAction{Port:{0 {port} },Host:{host},},Sleep:nil,}',
    },
    what: 'a tcpSocket hook, which the API accepts and no kubelet runs',
    source: 'recordings of 1.20.2 and 1.36.2; the type was renamed in 1.23, sleep came with KEP-3960',
  },
  jobCompleteMessage: {
    texts: { '1.20': '', '1.31': 'Reached expected number of succeeded pods' },
    what: 'message of the condition Complete of a Job',
    source: 'KEP-3998; recording of 1.36.2',
  },
  jobCompleteReason: {
    texts: { '1.20': '', '1.31': 'CompletionsReached' },
    what: 'reason of the condition Complete of a Job',
    source: 'KEP-3998; recording of 1.36.2',
  },
  lifecycleUserAgent: {
    texts: { '1.20': 'Go-http-client/1.1', '1.26': 'kube-lifecycle/{version}' },
    what: 'User-Agent of HTTP hooks; {version} is major.minor',
    source: 'kubernetes PR 86139; recordings of 1.20.2 and 1.36.2',
  },
  logsNoSuchContainer: {
    texts: {
      '1.20': 'container {container} is not valid for pod {pod}',
      '1.36': 'container {container} is not valid for pod {pod} out of: {all}',
    },
    what: 'kubectl logs of a container that the pod does not have',
    source: 'logsforobject.go of kubectl 0.25 to 0.36; kubernetes PR 136973',
  },
  noKindMatch: {
    texts: {
      '1.20': 'unable to recognize "{file}": no matches for kind "{kind}" in version "{version}"',
      '1.24':
        'resource mapping not found for name: "{name}" namespace: "{namespace}" from "{file}": no matches for kind "{kind}" in version "{version}"\nensure CRDs are installed first',
    },
    what: 'what kubectl says about a kind that the server does not have',
    source: 'kubectl 0.23 and 0.24',
  },
  nodeAffinityMismatch: {
    texts: {
      '1.20': "node(s) didn't match Pod's node affinity",
      '1.21': "node(s) didn't match Pod's node affinity/selector",
    },
    what: 'reason of a node in FailedScheduling',
    source: 'recordings of 1.20.2 and 1.36.2',
  },
  podUpdateForbidden: {
    texts: {
      '1.20':
        'pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)',
      '1.22':
        'pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds`, `spec.tolerations` (only additions to existing tolerations) or `spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
      '1.27':
        'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    },
    what: 'an update of a pod that changes what cannot be changed',
    source: 'core validation 1.21, 1.22, 1.26 and 1.27',
  },
  podRejected: {
    texts: { '1.20': 'Pod {message}', '1.26': 'Pod was rejected: {message}' },
    what: 'status.message of a pod that the kubelet did not admit',
    source: 'kubelet 1.25 and 1.26',
  },
  postStartErrorReason: {
    texts: { '1.20': 'PostStartHookError: {error}', '1.22': 'PostStartHookError' },
    what: 'waiting reason after a failed postStart hook',
    source:
      'kubernetes PR 100608; startContainer in kuberuntime_container.go 1.21 and 1.23; recordings of 1.20.2 and 1.36.2',
  },
  postStartFailed: {
    texts: { '1.20': '{details}', '1.26': 'PostStartHook failed' },
    what: 'event FailedPostStartHook',
    source: 'kubernetes PR 109713; recordings of 1.20.2 and 1.36.2',
  },
  preemptedBy: {
    texts: {
      '1.20': 'Preempted by {namespace}/{name} on node {node}',
      '1.26': 'Preempted by a pod on node {node}',
      '1.29': 'Preempted by pod {uid} on node {node}',
    },
    what: 'event Preempted of the victim',
    source: 'scheduler 1.25, 1.28 and 1.29; recording of 1.36.2',
  },
  preStopFailed: {
    texts: { '1.20': '{details}', '1.26': 'PreStopHook failed' },
    what: 'event FailedPreStopHook',
    source: 'kubernetes PR 109713; recordings of 1.20.2 and 1.36.2',
  },
  probeErrored: {
    texts: {
      '1.20': '{probe} probe errored: {error}',
      '1.33': '{probe} probe errored and resulted in {result} state: {error}',
    },
    what: 'event Unhealthy when the probe itself could not be done; {result} is unknown or failure',
    source: 'kubelet 1.32 and 1.33; recordings of 1.20.2 and 1.36.2',
  },
  requestAboveLimit: {
    texts: {
      '1.20': 'must be less than or equal to {resource} limit',
      '1.27': 'must be less than or equal to {resource} limit of {limit}',
    },
    what: 'a request that is larger than its limit',
    source: 'core validation 1.26 and 1.27',
  },
  replicaSetFirstScaled: {
    texts: {
      '1.20': 'Scaled up replica set {name} to {to}',
      '1.32': 'Scaled up replica set {name} from 0 to {to}',
    },
    what: 'event ScalingReplicaSet when the ReplicaSet is created',
    source: 'deployment controller 1.31 and 1.32; recordings of 1.20.2 and 1.36.2',
  },
  replicaSetScaled: {
    texts: {
      '1.20': 'Scaled {direction} replica set {name} to {to}',
      '1.25': 'Scaled {direction} replica set {name} to {to} from {from}',
      '1.32': 'Scaled {direction} replica set {name} from {from} to {to}',
    },
    what: 'event ScalingReplicaSet; {direction} is up or down',
    source: 'deployment controller 1.24, 1.28 and 1.32; recordings of 1.20.2 and 1.36.2',
  },
  restartTwice: {
    texts: {
      '1.20': 'failed to create patch for {name}: empty patch',
      '1.27':
        'failed to create patch for {name}: if restart has already been triggered within the past second, please wait before attempting to trigger another',
    },
    what: 'kubectl rollout restart twice within one second: the time in the template is the same',
    source: 'pkg/cmd/rollout/rollout_restart.go of kubectl 0.26 and 0.27',
  },
  rollbackPaused: {
    texts: {
      '1.20':
        "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/{name}' and try again",
      '1.26': "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    },
    what: 'kubectl rollout undo of a Deployment that is paused',
    source: 'pkg/polymorphichelpers/rollback.go of kubectl 0.25 and 0.26',
  },
  scaleNothing: {
    texts: { '1.20': 'no objects passed to scale', '1.32': 'no objects passed to scale {error}' },
    what: 'kubectl scale of something that is not there, where it hides the reason',
    source: 'pkg/cmd/scale/scale.go of kubectl 0.26 to 0.35',
  },
  sleepHookTooLong: {
    texts: {
      '1.20': 'must be greater than 0 and less than terminationGracePeriodSeconds ({graceSeconds})',
      '1.33': 'must be non-negative and less than terminationGracePeriodSeconds ({graceSeconds})',
    },
    what: 'a sleep hook that is out of bounds',
    source: 'KEP-3960, KEP-4818',
  },
  statefulSetImmutable: {
    texts: {
      '1.20':
        "updates to statefulset spec for fields other than 'replicas', 'template', and 'updateStrategy' are forbidden",
      '1.22':
        "updates to statefulset spec for fields other than 'replicas', 'template', 'updateStrategy' and 'minReadySeconds' are forbidden",
      '1.23':
        "updates to statefulset spec for fields other than 'replicas', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      '1.27':
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      '1.33':
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    },
    what: 'an update of a StatefulSet that changes what cannot be changed',
    source:
      'apps validation 1.21, 1.23 to 1.27, 1.32 and 1.33 (ordinals by gate StatefulSetStartOrdinal, on since 1.27); the words of 1.22 by what operators quoted late in 2021',
  },
  statefulSetDone: {
    texts: {
      '1.20': '{verb} Pod {pod} in StatefulSet {set} successful',
      '1.35': '{Verb} Pod {pod} in StatefulSet {set} successful',
    },
    what: 'events SuccessfulCreate and SuccessfulDelete of a StatefulSet',
    source: 'kubernetes PR 133179; stateful_pod_control.go 1.34 and 1.35; recordings of 1.20.2 and 1.36.2',
  },
  statefulSetFailed: {
    texts: {
      '1.20': '{verb} Pod {pod} in StatefulSet {set} failed error: {error}',
      '1.35': '{Verb} Pod {pod} in StatefulSet {set} failed error: {error}',
    },
    what: 'events FailedCreate and FailedDelete of a StatefulSet',
    source: 'kubernetes PR 133179; stateful_pod_control.go 1.34 and 1.35',
  },
  taintEvictionComponent: {
    texts: { '1.20': 'taint-controller', '1.29': 'taint-eviction-controller' },
    what: 'who reports TaintManagerEviction',
    source: 'KEP-3902; recording of 1.36.2',
  },
  tooLong: {
    texts: { '1.20': 'must have at most {max} bytes', '1.32': 'may not be more than {max} bytes' },
    what: 'detail of Too long',
    source: 'apimachinery field errors 0.31 and 0.32',
  },
  untoleratedTaint: {
    texts: {
      '1.20': "node(s) had taint {{taint}}, that the pod didn't tolerate",
      '1.24': 'node(s) had untolerated taint {{taint}}',
      '1.35': 'node(s) had untolerated taint(s)',
    },
    what: 'reason of a node in FailedScheduling; {taint} is "key: value"',
    source: 'scheduler 1.20, 1.23, 1.24 and kubernetes PR 134740 (1.35, brought to the patches of 1.34 too)',
  },
  volumesNotMounted: {
    texts: {
      '1.20': 'unmounted volumes=[{unmounted}], unattached volumes=[{all}]: {error}',
      '1.27': 'unmounted volumes=[{unmounted}], unattached volumes=[], failed to process volumes=[]: {error}',
    },
    what: 'error of a pod whose volumes are not there in time',
    source: 'volume_manager.go 1.26 and 1.27',
  },
} as const satisfies TextTable;
