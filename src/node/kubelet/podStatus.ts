import { conditionOf, isTerminalPhase } from '../../api/index';
import type { Condition, ContainerStatus, Pod, PodStatus } from '../../api/types/index';
import { rule } from '../../kernel/index';
import { containerStatuses } from './containerStatuses';
import type { KubeletContext } from './context';
import { KUBELET_CONDITIONS, podConditions } from './podConditions';
import { podPhase } from './podPhase';
import { initContainersOf } from './podSpec';
import type { ReasonCache } from './reasonCache';
import type { ResizeConditions } from './resize/conditions';
import { isRestartingAll, mayRestartAll, restartingAllCondition } from './restartAll';
import type { PodRuntimeStatus } from './runtimeStatus';

const TERMINAL_STAYS = rule(
  'phase/an-end-is-for-ever',
  'A pod that has Succeeded or Failed stays so, whatever its containers do.',
  'kubernetes.io, Pod Lifecycle, Pod phase',
);

/** Why a module of the kubelet wants a pod to have failed: its deadline has passed. */
export interface ShouldEvict {
  readonly reason: string;
  readonly message: string;
}

export interface PodStatusSources {
  readonly context: KubeletContext;
  readonly reasons: ReasonCache;
  /** The last status that the kubelet itself has made for the pod. */
  readonly cached: (pod: Pod) => PodStatus | undefined;
  /** Fills in `started` and `ready` by the probes' results. */
  readonly applyProbes: (pod: Pod, status: PodStatus) => void;
  readonly shouldEvict: (pod: Pod) => ShouldEvict | undefined;
  readonly resizes: ResizeConditions;
}

/** Makes the status that the API gets from what the runtime says (kubelet_pods.go generateAPIPodStatus). */
export function generatePodStatus(
  sources: PodStatusSources,
  pod: Pod,
  runtime: PodRuntimeStatus,
  isFinal: boolean,
): PodStatus {
  const { context, shouldEvict } = sources;
  const { release } = context;
  const old = sources.cached(pod) ?? pod.status ?? {};
  const status = convert(sources, pod, runtime, old);
  const evict = shouldEvict(pod);
  // Old kubelets wrote such a status at once, without conditions and phases of their own.
  if (evict && !release.has('deadlineEndsWithContainers')) return { ...status, phase: 'Failed', ...evict };

  sources.applyProbes(pod, status);
  const all = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])];
  const verdict = podPhase({ pod, statuses: all, isFinal, hasBegun: hasBegun(pod, runtime), release });
  status.phase = verdict.phase;
  if (verdict.rule) context.kernel.acts(verdict.rule);
  keepTerminalPhase(context, status, pod, old);
  if (status.phase === old.phase) {
    const reason = old.reason ?? pod.status?.reason;
    const message = old.message ?? pod.status?.message;
    if (reason) status.reason = reason;
    if (message) status.message = message;
  }
  if (evict) Object.assign(status, { phase: 'Failed', ...evict });
  status.conditions = [
    ...withDisruption(
      (pod.status?.conditions ?? []).filter((c) => !KUBELET_CONDITIONS.has(c.type)),
      old,
    ),
    ...sources.resizes.of(pod, isFinal),
    ...podConditions({
      pod,
      release,
      kernel: context.kernel,
      phase: status.phase ?? 'Pending',
      containerStatuses: status.containerStatuses ?? [],
      initContainerStatuses: status.initContainerStatuses ?? [],
      sandboxReady: sandboxReady(pod, runtime),
      wasInitialized: conditionOf(old.conditions, 'Initialized')?.status === 'True',
    }),
  ];
  if (mayRestartAll(pod, release))
    status.conditions.push(restartingAllCondition(pod, runtime, status.phase, isRestartingAll(pod, runtime, old)));
  return status;
}

/** What an eviction or a shutdown said once is not made again from what the containers tell. */
function withDisruption(conditions: readonly Condition[], old: PodStatus): readonly Condition[] {
  const target = conditionOf(old.conditions, 'DisruptionTarget');
  return target ? [...conditions.filter(({ type }) => type !== target.type), target] : conditions;
}

function convert(sources: PodStatusSources, pod: Pod, runtime: PodRuntimeStatus, old: PodStatus): PodStatus {
  const { context, reasons } = sources;
  const restartsAll = mayRestartAll(pod, context.release) && isRestartingAll(pod, runtime, old);
  const input = { context, pod, status: runtime, reasons, restartsAll };
  const init = initContainersOf(pod);
  const ephemeral = pod.spec.ephemeralContainers ?? [];
  const status: PodStatus = {
    hostIP: context.nodeIp,
    containerStatuses: containerStatuses(input, pod.spec.containers, old.containerStatuses, { init: false }),
  };
  if (context.release.has('hostIPs')) status.hostIPs = [{ ip: context.nodeIp }];
  const ip = pod.spec.hostNetwork ? context.nodeIp : runtime.ip || old.podIP;
  if (ip) {
    status.podIP = ip;
    status.podIPs = [{ ip }];
  }
  if (init.length > 0) {
    status.initContainerStatuses = containerStatuses(input, init, old.initContainerStatuses, { init: true });
  }
  if (ephemeral.length > 0) {
    const statuses = containerStatuses(input, ephemeral, old.ephemeralContainerStatuses, { init: false });
    status.ephemeralContainerStatuses = statuses as ContainerStatus[];
  }
  if (pod.status?.qosClass) status.qosClass = pod.status.qosClass;
  return status;
}

/** Succeeded and Failed are for ever, whatever the containers do afterwards. */
function keepTerminalPhase({ kernel }: KubeletContext, status: PodStatus, pod: Pod, old: PodStatus): void {
  for (const phase of [old.phase, pod.status?.phase]) {
    if (isTerminalPhase(phase) && !isTerminalPhase(status.phase)) {
      kernel.acts(TERMINAL_STAYS);
      status.phase = phase;
    }
  }
}

/** container/helpers.go HasAnyActiveRegularContainerStarted. */
function hasBegun(pod: Pod, runtime: PodRuntimeStatus): boolean {
  const [latest] = runtime.sandboxes;
  if (latest?.state !== 'ready') return false;
  const names = new Set(pod.spec.containers.map(({ name }) => name));
  return runtime.containers.some(({ name, sandboxId }) => sandboxId === latest.id && names.has(name));
}

function sandboxReady(pod: Pod, runtime: PodRuntimeStatus): boolean {
  const [latest] = runtime.sandboxes;
  return latest?.state === 'ready' && ((pod.spec.hostNetwork ?? false) || latest.ip !== '');
}
