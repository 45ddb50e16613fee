import type { Word } from './word';

const STATES = 'kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle, container states';
const kind = 'waiting reason';

/** Why a container is not running yet, or not again. */
export const WAITING: readonly Word[] = [
  {
    word: 'CrashLoopBackOff',
    kind,
    means: 'The container ended, is to run again, and its kubelet waits before it starts it: 10s, 20s, 40s … up to 5m.',
    causes: [
      'its main process ends again and again, with an error or with success',
      'a liveness or startup probe kills it again and again',
      'it can not be started at all (RunContainerError first)',
      'it grows beyond its memory limit (OOMKilled)',
    ],
    look: [
      'kubectl logs POD --previous and lastState in kubectl describe: how the last instance ended',
      'events Unhealthy and Killing: a probe did it; is the start slower than its startup probe allows?',
      'ten minutes without an end make the wait begin at 10s again',
      'since Kubernetes 1.35 the pod is shown as Error or Completed until the wait is nearly over, as its kubelet looks at it again only then; the event BackOff tells of the wait at once',
    ],
    rules: [
      'sync/again-at-the-end-of-the-wait',
      'back-off/starts-at-10s',
      'back-off/doubles',
      'back-off/at-most-5m',
      'back-off/forgets-after-10m',
      'restart/first-at-once',
    ],
    source: 'kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle#restart-policy',
  },
  {
    word: 'ContainerCreating',
    kind,
    means:
      'The pod is on its node and its first container has not been made yet: volumes, the sandbox and images come first.',
    causes: [
      'the usual fraction of a second at every start',
      'an image is being pulled',
      'a ConfigMap, Secret or claim of a volume is missing (event FailedMount)',
      'the pod’s network can not be made (event FailedCreatePodSandBox)',
    ],
    look: ['events of the pod: FailedMount, Pulling, FailedCreatePodSandBox'],
    rules: ['start/in-spec-order', 'volume/retry-doubles'],
    source: STATES,
  },
  {
    word: 'PodInitializing',
    kind,
    means: 'As ContainerCreating, in a pod that has init containers: they come first, one after another.',
    causes: ['an init container is running or waits', 'the last one has succeeded and the others are being made'],
    look: ['STATUS Init:1/3 counts those that are done; kubectl logs POD -c INIT-CONTAINER'],
    rules: ['init/begins-with-the-first', 'init/next-after-success'],
    source: 'kubernetes.io/docs/concepts/workloads/pods/init-containers',
  },
  {
    word: 'ErrImagePull',
    kind,
    means: 'The image could not be pulled just now; after a wait (ImagePullBackOff) it is tried again.',
    causes: [
      'no such repository or tag',
      'the registry wants a login that the pod does not bring',
      'the registry is down or can’t be reached',
    ],
    look: [
      'the message of the event Failed has the registry’s own words',
      'imagePullSecrets of the pod and its service account',
    ],
    rules: ['image/failed-pull-waits'],
    source: 'kubernetes.io/docs/concepts/containers/images',
  },
  {
    word: 'ImagePullBackOff',
    kind,
    means: 'A pull has failed and its kubelet waits before the next one: 10s, 20s … up to 5m.',
    causes: ['what brought ErrImagePull about has not changed'],
    look: ['since 1.32 the message repeats the error; before, look at the event Failed'],
    rules: ['image/failed-pull-waits'],
    source: 'kubernetes.io/docs/concepts/containers/images#imagepullbackoff',
  },
  {
    word: 'ErrImageNeverPull',
    kind,
    means: 'The policy is Never and the image is not on the node.',
    causes: [
      'imagePullPolicy: Never, and nobody loaded the image there',
      'since 1.35 also: it is there, but was pulled with credentials that this pod lacks',
    ],
    look: ['load the image on each node, or use IfNotPresent'],
    rules: ['image/never-is-not-pulled'],
    source: 'kubernetes.io/docs/concepts/containers/images#image-pull-policy',
  },
  {
    word: 'InvalidImageName',
    kind,
    means: 'The name of the image can’t be read: it is never tried.',
    causes: ['capital letters, spaces, two tags, an empty variable in a template'],
    look: ['the field image of the container'],
    rules: ['image/invalid-name-waits'],
    source: 'kubernetes.io/docs/concepts/containers/images#image-names',
  },
  {
    word: 'CreateContainerConfigError',
    kind,
    means: 'What the container’s configuration refers to is missing or forbids it.',
    causes: [
      'a ConfigMap or Secret of env or envFrom is missing, or lacks the key',
      'runAsNonRoot, and the image runs as root',
    ],
    look: ['the message names it; once it is there the container starts by itself within 10 to 15s'],
    rules: ['start/needs-its-references'],
    source: 'kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap',
  },
  {
    word: 'CreateContainerError',
    kind,
    means: 'The container runtime could not make the container.',
    causes: ['a mount that is not possible, such as a file over a directory', 'a name that is taken in the runtime'],
    look: ['the message of the event Failed is the runtime’s own'],
    rules: [],
    source: STATES,
  },
  {
    word: 'RunContainerError',
    kind,
    means: 'The container was made and its main process could not be started; CrashLoopBackOff follows.',
    causes: [
      'command or args name a program that is not in the image',
      'the program is not executable, or for another processor',
    ],
    look: ['the message: executable file not found in $PATH', 'an image without shell has no sh'],
    rules: ['exit/128-without-a-start'],
    source: STATES,
  },
  {
    word: 'PostStartHookError',
    kind,
    means: 'The postStart hook failed, so the container was killed.',
    causes: [
      'the hook’s command ended with another code than 0, or is not in the image',
      'its HTTP request was not answered',
    ],
    look: ['event FailedPostStartHook; the hook runs beside the main process, which need not be ready yet'],
    rules: ['start/failed-post-start-kills', 'start/post-start-blocks'],
    source: 'kubernetes.io/docs/concepts/containers/container-lifecycle-hooks',
  },
];
