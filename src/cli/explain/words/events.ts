import type { Word } from './word';

const kind = 'event';
const PROBES = 'kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes';

/** Reasons of events. */
export const EVENTS: readonly Word[] = [
  {
    word: 'Unhealthy',
    kind,
    means:
      'A probe failed once (Liveness probe failed, Readiness probe failed, Startup probe failed). Only failureThreshold failures in a row have an effect.',
    causes: [
      'another status than 200 to 399',
      'nothing listens, or no answer in timeoutSeconds (default 1)',
      'the command ended with another code than 0, or is not in the image',
    ],
    look: ['liveness and startup: the container is restarted (event Killing); readiness: it gets no traffic'],
    rules: [
      'probe/failure-threshold',
      'probe/http-200-to-399',
      'probe/exec-by-exit-code',
      'probe/exec-timeout-fails',
      'probe/tcp-that-opens',
    ],
    source: PROBES,
  },
  {
    word: 'Killing',
    kind,
    means: 'A container is being stopped.',
    causes: [
      'the pod is being deleted: Stopping container',
      'a probe has failed often enough: will be restarted',
      'its definition or image was changed',
      'its postStart hook failed',
    ],
    look: ['the message tells which of these'],
    rules: ['kill/liveness-probe', 'kill/startup-probe', 'kill/definition-changed', 'kill/pre-stop-before-the-signal'],
    source: 'kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle#pod-termination',
  },
  {
    word: 'BackOff',
    kind,
    means:
      'Something is due and its kubelet waits: the restart of a container (Back-off restarting failed container), or the pull of an image (Back-off pulling image).',
    causes: ['as CrashLoopBackOff or ImagePullBackOff'],
    look: ['the count grows with each look of the kubelet, not with each restart'],
    rules: ['back-off/doubles', 'image/failed-pull-waits'],
    source: 'kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle#restart-policy',
  },
  {
    word: 'FailedScheduling',
    kind,
    means: 'No node takes the pod now.',
    causes: ['the message counts the nodes by reason: Insufficient cpu, untolerated taint, didn’t match affinity …'],
    look: ['it is tried again when something changes that may help, at the latest after five minutes'],
    rules: ['scheduler/room', 'scheduler/woken-by-change', 'scheduler/back-off-doubles'],
    source: 'kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler',
  },
  {
    word: 'FailedBinding',
    kind,
    means: 'A claim has no volume, and nobody makes one for it.',
    causes: [
      'it names no StorageClass and the cluster has no default one',
      'it wants a volume made by hand, and none is large enough or has its access modes',
    ],
    look: ['kubectl get storageclass: one must be marked (default); pods of the claim stay Pending (FailedScheduling)'],
    rules: ['scheduler/claims'],
    source: 'kubernetes.io/docs/concepts/storage/persistent-volumes, Binding',
  },
  {
    word: 'FailedMount',
    kind,
    means: 'A volume could not be made ready; no container starts before.',
    causes: ['its ConfigMap or Secret is missing', 'a hostPath of type File or Directory is not there'],
    look: ['once it is there the next try mounts it: 0.5s, 1s, 2s … up to 2m2s later'],
    rules: ['volume/retry-doubles', 'volume/retry-2m2s-at-most', 'volume/waits-2m3s'],
    source: 'kubernetes.io/docs/concepts/storage/volumes',
  },
  {
    word: 'FailedPreStopHook',
    kind,
    means: 'The preStop hook failed; the container gets its stop signal all the same.',
    causes: [
      'its command is not in the image: distroless images have neither sh nor sleep',
      'it ended with another code than 0',
      'its HTTP request was not answered',
    ],
    look: ['since 1.30 the sleep action needs no program in the image'],
    rules: ['kill/goes-on-after-failed-pre-stop', 'hook/any-answer-is-a-success'],
    source: 'kubernetes.io/docs/concepts/containers/container-lifecycle-hooks',
  },
  {
    word: 'FailedPostStartHook',
    kind,
    means: 'The postStart hook failed; the container is killed and started again.',
    causes: ['as FailedPreStopHook', 'it asks the main process for something that is not up yet'],
    look: ['the waiting reason PostStartHookError'],
    rules: ['start/failed-post-start-kills'],
    source: 'kubernetes.io/docs/concepts/containers/container-lifecycle-hooks',
  },
  {
    word: 'Preempted',
    kind,
    means: 'The pod was deleted to make room for one of higher priority.',
    causes: ['a pod with a higher priority fits nowhere else'],
    look: ['PriorityClasses; preemptionPolicy: Never'],
    rules: ['preemption/lower-priority-only', 'preemption/least-harm'],
    source: 'kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption',
  },
  {
    word: 'TaintManagerEviction',
    kind,
    means: 'The pod does not tolerate a NoExecute taint of its node, or not for longer.',
    causes: [
      'the node is not ready or can’t be reached: after five minutes by default',
      'an administrator set the taint',
    ],
    look: ['tolerationSeconds of the pod'],
    rules: ['taint/no-execute-evicts', 'taint/toleration-seconds', 'admission/five-minutes-on-lost-nodes'],
    source: 'kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration',
  },
  {
    word: 'SandboxChanged',
    kind,
    means: 'The pod’s sandbox (its network) has gone, so all of its containers are made anew.',
    causes: ['the node was rebooted', 'somebody removed the sandbox'],
    look: ['events of the node: Rebooted'],
    rules: ['sandbox/change-restarts-all'],
    source: 'kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle',
  },
  {
    word: 'NodeNotReady',
    kind,
    means: 'The node has said nothing for 40 to 50 seconds.',
    causes: ['its kubelet or the machine is down, or the network is cut'],
    look: ['its pods are not ready from now on, and are evicted five minutes later'],
    rules: ['node/grace-of-silence', 'node/pods-are-not-ready'],
    source: 'kubernetes.io/docs/concepts/architecture/nodes',
  },
];
