import { atMoments, type Invariant, seconds } from './invariant';
import { endedByItself, isSidecar, restartsAll } from './podLife';

export const oneInstance: Invariant = {
  name: 'container/one-instance-at-a-time',
  says: 'A container starts again only when its last instance has ended.',
  source: 'pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions',
  observe: atMoments(['container-started'], ({ container: { previous } }) =>
    previous && previous.endedMs === undefined ? `started while instance ${previous.attempt} was running` : undefined,
  ),
};

export const attemptsCount: Invariant = {
  name: 'container/instances-are-counted',
  says: 'Each instance of a container has a higher number than the one before.',
  source: 'pkg/kubelet/kuberuntime/kuberuntime_container.go calcRestartCountByLogDir, startContainer',
  observe: atMoments(['container-started'], ({ life, instance, container: { previous } }) =>
    // With a new sandbox nothing is left of the init containers of the old one, not even their number.
    previous && instance.attempt <= previous.attempt && (life.sandboxes < 2 || life.isApp(instance.container))
      ? `instance ${instance.attempt} of ${instance.container} after instance ${previous.attempt}`
      : undefined,
  ),
};

export const onANode: Invariant = {
  name: 'container/only-on-a-node',
  says: 'No container starts before its pod has a node.',
  source: 'kubernetes.io, Assigning Pods to Nodes',
  observe: atMoments(['container-started'], ({ life }) =>
    life.pod.spec.nodeName ? undefined : 'started although its pod has no node',
  ),
};

export const notWhileEnding: Invariant = {
  name: 'container/none-starts-while-the-pod-ends',
  says: 'No container starts once the kubelet has begun to end its pod.',
  source: 'kubernetes.io, Pod Lifecycle, Termination of Pods; pkg/kubelet/pod_workers.go',
  since: 'podWorkersByLifecycle',
  observe: atMoments(['container-started'], ({ life, instance, t }) =>
    life.endingMs !== undefined
      ? `${instance.container} started ${seconds(t - life.endingMs)} after its pod began to end`
      : undefined,
  ),
};

export const neverMeansOnce: Invariant = {
  name: 'restart/never-means-once',
  says: 'Under restartPolicy Never no container runs twice in one sandbox, unless rules of its own say otherwise.',
  source: 'kubernetes.io, Pod Lifecycle, Container restart policy',
  observe: atMoments(['container-started'], ({ life, instance: { spec, container: name }, container: { previous } }) =>
    previous &&
    spec &&
    !spec.restartPolicy &&
    life.pod.spec.restartPolicy === 'Never' &&
    life.sandboxes < 2 &&
    !restartsAll(life.pod.spec)
      ? `container ${name} ended with ${previous.exitCode} and started again under restartPolicy Never`
      : undefined,
  ),
};

export const onFailureMeansFailure: Invariant = {
  name: 'restart/on-failure-means-failure',
  says: 'Under restartPolicy OnFailure a container that ended with 0 by itself does not run again in the same sandbox.',
  source: 'kubernetes.io, Pod Lifecycle, Container restart policy',
  observe: atMoments(
    ['container-started'],
    ({ life, instance: { spec, container: name }, container: { previous } }) => {
      const own = spec?.restartPolicy ?? life.pod.spec.restartPolicy;
      if (!previous || !spec || isSidecar(spec) || own !== 'OnFailure' || life.sandboxes > 1) return undefined;
      return endedByItself(previous) && previous.exitCode === 0 && !restartsAll(life.pod.spec)
        ? `container ${name} started again after it had ended with 0`
        : undefined;
    },
  ),
};
