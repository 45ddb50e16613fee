import type { Word } from './word';

/** What is said of a pod whose resources change in place. */
export const RESIZES: readonly Word[] = [
  {
    word: 'ResizeStarted',
    kind: 'event',
    means: 'The kubelet changes the resources of the running containers.',
    causes: ['requests or limits were changed through the subresource resize'],
    look: ['status.containerStatuses[].resources shows what holds'],
    rules: ['resize/in-place'],
    source: 'kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources',
  },
  {
    word: 'ResizeCompleted',
    kind: 'event',
    means: 'The new resources of the pod hold.',
    causes: ['the containers have them'],
    look: ['status.containerStatuses[].resources'],
    rules: ['resize/in-place', 'kill/resize-policy'],
    source: 'kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources',
  },
  {
    word: 'ResizeDeferred',
    kind: 'event',
    means: 'The new resources wait: there is not enough left on the node now.',
    causes: ['other pods of the node request the rest'],
    look: ['it is tried again when a pod goes'],
    rules: ['resize/waits-for-room', 'resize/tried-again', 'resize/order-of-the-waiting'],
    source: 'kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources',
  },
  {
    word: 'ResizeInfeasible',
    kind: 'event',
    means: 'The new resources can never be: the node has not as much, or the pod is of a kind that cannot be resized.',
    causes: ['more than the whole node; a static pod'],
    look: ['the message tells which'],
    rules: ['resize/more-than-the-node'],
    source: 'kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources',
  },
  {
    word: 'ResizeError',
    kind: 'event',
    means: 'The new resources could not be set.',
    causes: ['a memory limit below what is in use'],
    look: ['the message; it is tried again'],
    rules: ['resize/not-below-what-is-used'],
    source: 'kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources',
  },
];
