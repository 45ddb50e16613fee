import type { Mutant } from './mutant';

const SLICES = 'controlplane/endpoints/sliceController.ts';
const STATEFUL = 'controlplane/statefulset/plan.ts';

/** Faults in the control plane. */
export const CONTROLLERS: readonly Mutant[] = [
  {
    name: 'endpoints/keeps-the-terminating',
    breaks: 'A pod that is being deleted stays a ready endpoint.',
    file: SLICES,
    before: 'const ready = always || (serving && !terminating);',
    after: 'const ready = always || serving;',
  },
  {
    name: 'endpoints/lists-the-unready',
    breaks: 'A pod is a ready endpoint as soon as it has an address.',
    file: SLICES,
    before: 'const ready = always || (serving && !terminating);',
    after: 'const ready = always || !terminating;',
  },
  {
    name: 'deployment/surge-and-one-more',
    breaks: 'A rollout makes one pod more than maxSurge allows.',
    file: 'controlplane/deployment/limits.ts',
    before: "const maxSurge = scaled(surge, replicas, 'up');",
    after: "const maxSurge = scaled(surge, replicas, 'up') + 1;",
  },
  {
    name: 'deployment/unavailable-rounds-up',
    breaks: 'maxUnavailable is rounded up, so that a rollout takes away too many pods.',
    file: 'controlplane/deployment/limits.ts',
    before: "const maxUnavailable = scaled(missing, replicas, 'down');",
    after: "const maxUnavailable = scaled(missing, replicas, 'up');",
  },
  {
    name: 'deployment/recreate-does-not-wait',
    breaks: 'Under Recreate new pods are made while old ones still end.',
    file: 'controlplane/deployment/deploymentController.ts',
    before: 'if (using.length > 0 || this.oldPodsRun(rollout)) {',
    after: 'if (using.length > 0) {',
  },
  {
    name: 'replicaset/one-too-few',
    breaks: 'A ReplicaSet of several pods is content with one less.',
    file: 'controlplane/replicaset/replicaSetController.ts',
    before: 'if (difference < 0) return yield* this.createPods(',
    after: 'if (difference < 0 && active.length < 2) return yield* this.createPods(',
  },
  {
    name: 'statefulset/does-not-wait',
    breaks: 'The next ordinal is made before the one below is ready.',
    file: STATEFUL,
    before: 'const waits = ordered && (!pod || !isSettled(pod, situation));',
    after: 'const waits = ordered && !pod;',
  },
  {
    name: 'statefulset/shrinks-from-the-bottom',
    breaks: 'Of too many pods the one with the lowest ordinal goes first.',
    file: 'controlplane/statefulset/situation.ts',
    before: '.sort((a, b) => b - a);',
    after: '.sort((a, b) => a - b);',
  },
  {
    name: 'daemonset/does-not-wait-for-the-old',
    breaks: 'The new pod of a node is made while the old one still ends.',
    file: 'controlplane/daemonset/daemonSetController.ts',
    before: 'const isEnding = pod.metadata.deletionTimestamp !== undefined && isTerminal(pod);',
    after: 'const isEnding = pod.metadata.deletionTimestamp !== undefined;',
  },
  {
    name: 'job/one-pod-too-many',
    breaks: 'A Job runs one pod more than its parallelism.',
    file: 'controlplane/job/jobController.ts',
    before: 'return Math.max(0, Math.min(parallelism, completions - tally.succeeded - tally.failedIndexes.size));',
    after: 'return Math.max(0, Math.min(parallelism + 1, completions - tally.succeeded - tally.failedIndexes.size));',
  },
  {
    name: 'job/first-failure-does-not-wait',
    breaks: 'The pod after the first failure of a Job comes at once.',
    file: 'controlplane/job/backoff.ts',
    before: 'if (this.failures === 0) return 0;',
    after: 'if (this.failures <= 1) return 0;',
  },
  {
    name: 'job/one-failure-more',
    breaks: 'A Job bears one failed pod more than its backoffLimit.',
    file: 'controlplane/job/verdict.ts',
    before: 'if (tally.failed > backoffLimit || tooManyRestarts(job, tally.unended)) {',
    after: 'if (tally.failed > backoffLimit + 1 || tooManyRestarts(job, tally.unended)) {',
  },
  {
    name: 'cronjob/forbid-is-ignored',
    breaks: 'Under Forbid a CronJob starts a Job beside one that still runs.',
    file: 'controlplane/cronjob/cronJobController.ts',
    before: "if (concurrencyPolicy === 'Forbid' && (status.active ?? []).length > 0) {",
    after: "if (concurrencyPolicy === 'Forbid' && (status.active ?? []).length > 1) {",
  },
  {
    name: 'cronjob/keeps-one-more',
    breaks: 'One Job more than the history limits say is kept.',
    file: 'controlplane/cronjob/cronJobController.ts',
    before: 'Math.max(0, ended.length - limit)',
    after: 'Math.max(0, ended.length - limit - 1)',
  },
  {
    name: 'disruption/allows-one-more',
    breaks: 'A disruption budget allows one eviction too many.',
    file: 'controlplane/disruption/disruptionController.ts',
    before: 'Math.max(0, healthy.length - desiredHealthy)',
    after: 'Math.max(0, healthy.length - desiredHealthy + 1)',
  },
  {
    name: 'scheduler/overbooks',
    breaks: 'What the pods of a node request is not taken from what it has.',
    file: 'controlplane/scheduler/filters/nodeResourcesFit.ts',
    before: 'if (amount === 0 || amount <= free(node, name)) continue;',
    after: 'if (amount === 0 || amount <= (node.allocatable.get(name) ?? 0)) continue;',
  },
  {
    name: 'node/pods-of-a-silent-node-stay-ready',
    breaks: 'The pods of a node that has fallen silent are not marked as not ready.',
    file: 'controlplane/nodelifecycle/monitor.ts',
    before: 'yield* this.markPodsNotReady(name);',
    after: '',
  },
  {
    name: 'node/evicts-at-once',
    breaks: 'tolerationSeconds are not waited for.',
    file: 'controlplane/nodelifecycle/taintEviction.ts',
    before: "return shortest === Number.POSITIVE_INFINITY ? 'stays' : { afterMs: shortest };",
    after: "return shortest === Number.POSITIVE_INFINITY ? 'stays' : { afterMs: 0 };",
  },
  {
    name: 'garbage/orphans-stay',
    breaks: 'What an owner leaves behind stays for ever.',
    file: 'controlplane/garbage/collector.ts',
    before:
      'for (const dependent of this.graph.dependentsOf(uid)) this.controller.enqueue(uidOf(dependent));\n    for (const owner of owners)',
    after: 'for (const owner of owners)',
  },
];
