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
  nodeAffinityMismatch: {
    texts: {
      '1.20': "node(s) didn't match Pod's node affinity",
      '1.21': "node(s) didn't match Pod's node affinity/selector",
    },
    what: 'reason of a node in FailedScheduling',
    source: 'recordings of 1.20.2 and 1.36.2',
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
