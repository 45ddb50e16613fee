import type { Word } from './word';

const STATES = 'kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle, container states';
const kind = 'terminated reason';

/** How a container ended. */
export const TERMINATED: readonly Word[] = [
  {
    word: 'Completed',
    kind,
    means: 'The main process ended with exit code 0.',
    causes: [
      'its work is done',
      'it ended in good order after SIGTERM',
      'a server that goes into the background by itself: its parent ends',
    ],
    look: ['under restartPolicy Always it is started again all the same, with CrashLoopBackOff'],
    rules: ['restart/always', 'restart/not-after-success'],
    source: STATES,
  },
  {
    word: 'Error',
    kind,
    means: 'The main process ended with another exit code than 0.',
    causes: [
      'an exit code of its own, 1 to 127',
      '143 = 128 + 15: it died of SIGTERM',
      '137 = 128 + 9: it was killed by SIGKILL, usually because the grace period was over',
      '127 and 126 from a shell: the program is missing or not executable',
    ],
    look: [
      'kubectl logs POD --previous',
      'after a deletion with 137: does PID 1 hear SIGTERM? A shell does not pass it on',
    ],
    rules: ['exit/128-plus-signal', 'signal/sigkill-after-grace', 'process/pid-1-ignores'],
    source: STATES,
  },
  {
    word: 'OOMKilled',
    kind,
    means:
      'A process of the container was killed because the container had reached its memory limit; the exit code is 137.',
    causes: [
      'resources.limits.memory is less than the app needs',
      'the machine itself has no memory left (event SystemOOM of the node)',
      'a leak',
      'files in an emptyDir of medium Memory count, too',
    ],
    look: ['the limit, and how much the app had when it was killed'],
    rules: ['exit/oom-killed-by-any-process', 'process/oom-takes-all', 'process/oom-takes-the-largest'],
    source: 'kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource',
  },
  {
    word: 'StartError',
    kind,
    means: 'The main process could never be started; the exit code is 128 and startedAt is 1970.',
    causes: ['as RunContainerError'],
    look: ['lastState and its message'],
    rules: ['exit/128-without-a-start'],
    source: 'containerd',
  },
  {
    word: 'ContainerStatusUnknown',
    kind,
    means: 'The kubelet lost the container: nobody knows how it ended; the exit code is 137.',
    causes: ['the node was restarted or the container removed behind the kubelet’s back'],
    look: ['events of the node: Rebooted'],
    rules: [],
    source: STATES,
  },
];
