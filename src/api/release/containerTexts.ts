import type { TextTable } from './row';

/** Wordings of the kubelet and the runtime about single containers that changed between releases. `{name}` stands for a value. */
export const CONTAINER_TEXTS = {
  attachWithoutTask: {
    texts: {
      '1.20': 'failed to load task: no running task found: task {id} not found: not found',
      '1.33': 'failed to load task: no running task found: task {id} not found',
    },
    what: 'attaching to a container that has ended, while the runtime deletes its task; the wordings as in execWithoutTask',
    source: 'containerd internal/cri/server/container_attach.go; kubelet server, remotecommand/attach.go',
  },
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
  containerInitFailed: {
    texts: {
      '1.20':
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: {why}: unknown',
      '1.33':
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: {why}',
    },
    what: 'a container whose mounts or working directory do not fit, as runc finds out in its new process',
    source: 'clusters of 1.20.2 (containerd 1.6.20, runc 1.1.5) and 1.36.2 (containerd 2.1.9, runc 1.3.6)',
  },
  containerMountFailed: {
    texts: {
      '1.20':
        'error mounting "{source}" to rootfs at "{target}": mount {source}:{target} (via /proc/self/fd/6), flags: 0x5000: not a directory',
      '1.33':
        'error mounting "{source}" to rootfs at "{target}": mount src={source}, dst={target}, dstFd=/proc/thread-self/fd/14, flags=MS_BIND|MS_REC: not a directory',
    },
    what: 'a volume that is a directory where the image has a file, or the reverse',
    source: 'runc 1.1.5, libcontainer mountError; a cluster of 1.36.2 (runc 1.3.6)',
  },
  containerStartFailed: {
    texts: {
      '1.20':
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: {why}: unknown',
      '1.33':
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: {why}',
    },
    what: 'RunContainerError: the wording of containerd 1.6 and 2.1, and of runc 1.1 and 1.3, which the recorded clusters of 1.20 and 1.36 had',
    source: 'containerd 1.6.20 and 2.1.9; runc 1.1.5 and 1.3.6',
  },
  containerStarted: {
    texts: { '1.20': 'Started container {container}', '1.35': 'Container started' },
    what: 'event Started',
    source: 'kubelet 1.34 and 1.35; recordings of 1.20.2 and 1.36.2',
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
  execInStopped: {
    texts: {
      '1.20': 'failed to exec in container: failed to create exec "{id}": cannot exec in a stopped state: unknown',
      '1.33': 'failed to exec in container: failed to create exec "{id}": cannot exec in a stopped state',
    },
    what: 'a command in a container whose end the runtime has not noticed yet; the ends of the wordings as in execFailed',
    source: 'containerd, process/init_state.go; recordings of 1.36.2',
  },
  execWithoutTask: {
    texts: {
      '1.20': 'failed to exec in container: failed to load task: no running task found: task {id} not found: not found',
      '1.33': 'failed to exec in container: failed to load task: no running task found: task {id} not found',
    },
    what: 'a command in a container that has ended, while the runtime deletes its task',
    source: 'recordings of 1.20.2 (containerd 1.6.20) and 1.36.2 (containerd 2.1.9)',
  },
  probeNotRedirected: {
    texts: {
      '1.20': '{body}',
      '1.24': 'Probe terminated redirects, Response body: {body}',
    },
    what: 'output of an HTTP probe whose redirect was not followed',
    source: 'kubernetes PR 103967; probe/http/http.go',
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
  lifecycleUserAgent: {
    texts: { '1.20': 'Go-http-client/1.1', '1.26': 'kube-lifecycle/{version}' },
    what: 'User-Agent of HTTP hooks; {version} is major.minor',
    source: 'kubernetes PR 86139; recordings of 1.20.2 and 1.36.2',
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
  programIsDirectory: {
    texts: { '1.20': 'exec: "{program}": permission denied', '1.33': 'exec: "{program}": is a directory' },
    what: 'a directory as the command of a container',
    source:
      'recordings of 1.20.2 (runc 1.1.5 built with Go 1.19) and a cluster of 1.36.2 (runc 1.3.6); os/exec since Go 1.20',
  },
} as const satisfies TextTable;
