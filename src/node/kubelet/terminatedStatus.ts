import { isTerminalPhase, type Release } from '../../api/index';
import type { ContainerStatus, Pod, PodStatus } from '../../api/types/index';
import { initContainersOf } from './podSpec';

const LOST: ContainerStatus['state'] = {
  terminated: {
    exitCode: 137,
    reason: 'ContainerStatusUnknown',
    message: 'The container could not be located when the pod was terminated',
    startedAt: null,
    finishedAt: null,
  },
};

/** The status of a pod of which nothing runs any more: whatever has no end gets one (status_manager.go TerminatePod). */
export function terminatedStatus(pod: Pod, status: PodStatus, release: Release): PodStatus {
  const next: PodStatus = { ...status };
  const unstartedToo = release.has('unstartedContainersAreUnknown');
  const end = (s: ContainerStatus): ContainerStatus => {
    if (s.state?.terminated || (!unstartedToo && s.state?.waiting)) return s;
    return { ...s, ready: false, started: false, state: LOST };
  };
  if (!unstartedToo || hasInitialized(pod)) next.containerStatuses = status.containerStatuses?.map(end);
  const init = status.initContainerStatuses;
  if (init) {
    const begun = unstartedToo ? startedInit(init) : init.length;
    next.initContainerStatuses = init.map((s, index) => (index < begun ? end(s) : s));
  }
  // A pod cannot go on from here: a phase that says otherwise becomes Failed. Static pods may come back.
  const isStatic = pod.metadata.annotations?.['kubernetes.io/config.source'] !== undefined;
  const terminal = isTerminalPhase(next.phase);
  if (!terminal && !isStatic && release.has('terminalPhaseBeforeRemoval')) next.phase = 'Failed';
  return next;
}

/** Whether the API has seen the regular containers' turn come: only then is a container without an end a loss. */
function hasInitialized(pod: Pod): boolean {
  if (initContainersOf(pod).length === 0) return true;
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  if (containerStatuses.some((s) => s.state?.running || s.state?.terminated || s.lastState?.terminated)) return true;
  const last = initContainerStatuses.at(-1);
  return last?.state?.terminated?.exitCode === 0 || last?.lastState?.terminated?.exitCode === 0;
}

/** How many init containers have been tried, the first one at least. */
function startedInit(init: readonly ContainerStatus[]): number {
  for (let index = init.length - 1; index >= 0; index--) {
    const status = init[index] as ContainerStatus;
    if (!status.state?.waiting || status.lastState?.terminated) return index + 1;
  }
  return 1;
}
