import { hasStorageLimits, isReady, isTerminalPhase, type Pod } from '../../api/index';
import { atWrites, type Change, type Invariant } from './invariant';
import type { Past } from './past';
import { type Instance, isSidecar, restartsAll } from './podLife';
import { byKubelet, instanceId, statusesOf } from './statuses';

/** Judges what kubelets write about pods. */
function atReports(judge: (change: Change<Pod>, past: Past) => string | undefined): Invariant['observe'] {
  return atWrites<Pod>(['Pod'], (change, past) =>
    byKubelet(change.by) && change.verb === 'status' ? judge(change, past) : undefined,
  );
}

export const phaseGraph: Invariant = {
  name: 'pod/phase-goes-forward',
  says: 'A pod that runs is never pending again, unless it has to begin from its init containers.',
  source: 'kubernetes.io, Pod Lifecycle, Pod phase',
  // Their ended containers may be removed before the last status is made, and one that never started may be left.
  sinceForDeleted: 'podWorkersByLifecycle',
  observe: atReports(({ object, before }) =>
    before?.status?.phase === 'Running' && object.status?.phase === 'Pending' && !object.spec.initContainers?.length
      ? 'phase Pending after Running'
      : undefined,
  ),
};

export const succeededMeansZero: Invariant = {
  name: 'pod/succeeded-means-zero',
  says: 'A pod has Succeeded only when all its containers ended with 0.',
  source: 'kubernetes.io, Pod Lifecycle, Pod phase',
  observe: atReports(({ object }) => {
    if (object.status?.phase !== 'Succeeded') return undefined;
    const bad = object.status.containerStatuses?.find(({ state }) => state?.terminated?.exitCode !== 0);
    return (
      bad && `phase Succeeded, container ${bad.name} ended with ${bad.state?.terminated?.exitCode ?? 'nothing yet'}`
    );
  }),
};

export const terminalMeansEnded: Invariant = {
  name: 'pod/ended-means-nothing-runs',
  says: 'The status of a pod that has Succeeded or Failed shows no container that runs.',
  source: 'kubernetes.io, Pod Lifecycle, Pod phase; status_manager.go; before 1.22 not when a deadline has passed',
  since: 'deadlineEndsWithContainers',
  observe: atReports(({ object, before }) => {
    const { phase } = object.status ?? {};
    if (!isTerminalPhase(phase) || before?.status?.phase === phase) return undefined;
    const running = statusesOf(object).find(({ state }) => state?.running);
    return running && `phase ${phase} while container ${running.name} is running`;
  }),
};

export const qosStays: Invariant = {
  name: 'pod/qos-class-stays',
  says: 'The QoS class of a pod never changes.',
  source: 'kubernetes.io, Pod Quality of Service Classes',
  observe: atWrites<Pod>(['Pod'], ({ object, before }) => {
    const was = before?.status?.qosClass;
    const is = object.status?.qosClass;
    return was && is !== was ? `QoS class ${is} after ${was}` : undefined;
  }),
};

export const readyMeansContainers: Invariant = {
  name: 'pod/ready-means-all-containers',
  says: 'A pod is Ready only when all its containers are, and all its readiness gates are True.',
  source: 'kubernetes.io, Pod Lifecycle, Pod readiness',
  observe: atReports(({ object, before }) => {
    if (!isReady(object) || (before && isReady(before) && before.status === object.status)) return undefined;
    const idle = object.status?.containerStatuses?.find(({ ready }) => !ready);
    if (idle) return `Ready while container ${idle.name} is not`;
    const { readinessGates = [] } = object.spec;
    const shut = readinessGates.find(({ conditionType }) => !isTrue(object, conditionType));
    return shut && `Ready while its gate ${shut.conditionType} is not True`;
  }),
};

function isTrue({ status }: Pod, type: string): boolean {
  return status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

export const readyMeansRunning: Invariant = {
  name: 'container/ready-means-running',
  says: 'A container that does not run is not ready.',
  source: 'kubernetes.io, Pod Lifecycle, Container probes; pkg/kubelet/prober/prober_manager.go UpdatePodStatus',
  observe: atReports(({ object }, past) => {
    const life = past.pods.get(`Pod/${object.metadata.namespace}/${object.metadata.name}`);
    const sidecars = object.spec.initContainers?.some(isSidecar)
      ? (object.status?.initContainerStatuses ?? []).filter(({ name }) =>
          object.spec.initContainers?.some((container) => container.name === name && isSidecar(container)),
        )
      : [];
    const idle = [...sidecars, ...(object.status?.containerStatuses ?? [])].find(
      ({ ready, state }) =>
        ready && !state?.running && !succeededTooLate(life?.instances.get(instanceId(state?.terminated?.containerID))),
    );
    return idle && `container ${idle.name} is ready and not running`;
  }),
};

/** A probe that was under way is believed, whatever has become of the container (status_manager.go, SetContainerReadiness). */
function succeededTooLate(instance: Instance | undefined): boolean {
  const { endedMs, verdicts } = instance ?? {};
  return endedMs !== undefined && (verdicts?.get('readiness')?.t ?? 0) >= endedMs;
}

export const exitCodeIsTrue: Invariant = {
  name: 'container/exit-code-as-it-ended',
  says: 'A status tells the exit code with which the container ended, and no end before its start.',
  source: 'core/v1 ContainerStateTerminated',
  observe: atReports(({ object }, past) => {
    const life = past.pods.get(`Pod/${object.metadata.namespace}/${object.metadata.name}`);
    for (const { name, state } of statusesOf(object)) {
      const ended = state?.terminated;
      if (!ended) continue;
      if (ended.startedAt && ended.finishedAt && ended.finishedAt < ended.startedAt)
        return `container ${name} finished at ${ended.finishedAt} and started at ${ended.startedAt}`;
      const instance = life?.isBlurred ? undefined : life?.instances.get(instanceId(ended.containerID));
      if (instance?.exitCode !== undefined && instance.exitCode !== ended.exitCode)
        return `container ${name} ended with ${instance.exitCode}, its status says ${ended.exitCode}`;
    }
    return undefined;
  }),
};

export const endIsFinal: Invariant = {
  name: 'container/end-is-final',
  says: 'A container instance that has ended never runs again: a restart is a new instance.',
  source: 'kubernetes.io, Pod Lifecycle, Container states',
  // TerminatePod took init containers of deleted pods for ended, and the next status told what they did.
  sinceForDeleted: 'podWorkersByLifecycle',
  observe: atReports(({ object, before }) => {
    if (!before) return undefined;
    for (const { name, state, containerID } of statusesOf(before)) {
      if (!state?.terminated || !containerID) continue;
      const now = statusesOf(object).find((status) => status.name === name);
      if (now?.state?.running && now.containerID === containerID)
        return `container ${name} runs again as ${instanceId(containerID).slice(0, 12)}`;
    }
    return undefined;
  }),
};

export const restartCountIsAttempt: Invariant = {
  name: 'container/restart-count-counts-instances',
  says: 'The restart count of a container is the number of its instances before this one.',
  source: 'core/v1 ContainerStatus.restartCount; pkg/kubelet/kuberuntime',
  observe: atReports(({ object }, past) => {
    const life = past.pods.get(`Pod/${object.metadata.namespace}/${object.metadata.name}`);
    if (!life || life.isBlurred) return undefined;
    for (const { name, restartCount, containerID, state } of statusesOf(object)) {
      const isThere = state?.running ?? state?.terminated;
      const instance = isThere && life.instances.get(instanceId(containerID));
      if (instance && (restartCount < instance.attempt || restartCount > instance.mostRestarts))
        return `container ${name}: restart count ${restartCount} for instance number ${instance.attempt}`;
    }
    return undefined;
  }),
};

export const lastStateIsKept: Invariant = {
  name: 'container/last-state-is-told',
  says: 'The status of a container that was started again tells how the instance before it ended.',
  source: 'core/v1 ContainerStatus.lastState; pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses',
  // While one that failed a probe is started again nothing runs, and what has ended is removed.
  sinceForDeleted: 'podWorkersByLifecycle',
  observe: atReports(({ object }, past) => {
    const life = past.pods.get(`Pod/${object.metadata.namespace}/${object.metadata.name}`);
    // What a lost sandbox leaves behind depends on what the kubelet found of it.
    if (!life || life.isBlurred || life.sandboxes > 1 || restartsAll(object.spec)) return undefined;
    for (const { name, state, containerID, lastState } of statusesOf(object)) {
      const { now, previous } = life.containers.get(name) ?? {};
      if (!state?.running || now?.id !== instanceId(containerID) || previous?.exitCode === undefined) continue;
      // One between them was created and never started, since its kubelet stopped: that one is the last, and has no end.
      if (now.attempt > previous.attempt + 1) continue;
      const told = lastState?.terminated?.exitCode;
      if (told !== previous.exitCode)
        return `container ${name}: its last instance ended with ${previous.exitCode}, lastState says ${told ?? 'nothing'}`;
    }
    return undefined;
  }),
};

export const restartedPodsGoOn: Invariant = {
  name: 'pod/restarted-pods-go-on',
  says: 'A pod that nobody ends does not succeed under restartPolicy Always, and does not fail under Always or OnFailure.',
  source: 'kubernetes.io, Pod Lifecycle, Pod phase; Container restart policy',
  observe: atReports(({ object, before }) => {
    const { phase, reason, conditions } = object.status ?? {};
    const { restartPolicy = 'Always', containers, initContainers = [], activeDeadlineSeconds } = object.spec;
    const hasOwn = [...containers, ...initContainers].some((one) => one.restartPolicy && !isSidecar(one));
    // A static pod is ended by its file, which the API server never hears of.
    const isMirror = object.metadata.annotations?.['kubernetes.io/config.mirror'];
    const isEnded = object.metadata.deletionTimestamp ?? reason ?? activeDeadlineSeconds ?? isMirror;
    if (before?.status?.phase === phase || isEnded !== undefined || hasOwn || restartsAll(object.spec))
      return undefined;
    if (conditions?.some(({ type }) => type === 'DisruptionTarget')) return undefined;
    // Its node ends a pod that has written too much, and where that ends well nothing in its status says so.
    if (hasStorageLimits(object)) return undefined;
    const goesOn =
      (phase === 'Succeeded' && restartPolicy === 'Always') || (phase === 'Failed' && restartPolicy !== 'Never');
    return goesOn ? `phase ${phase} under restartPolicy ${restartPolicy}` : undefined;
  }),
};
