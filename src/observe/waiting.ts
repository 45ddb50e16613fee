import {
  allContainers,
  type ContainerState,
  type ContainerStatus,
  isSidecar,
  isTerminalPhase,
  type Pod,
} from '../api/index';
import type { Cluster } from '../cluster';
import { formatDuration } from '../duration';

/** Something that is not as it should be at last, and what it waits for. */
export interface Waiting {
  /** `Pod/default/web`. */
  readonly object: string;
  /** For people. */
  readonly why: string;
  /** Whether it can stay so: a crash loop, a pull that fails, a probe that fails. What can't is a deadlock. */
  readonly stable: boolean;
  /** It is deleted, and still has time to end. */
  readonly leaving?: boolean;
}

/** A slow pull and a slow start may take so long: a younger pod has not had its time yet. */
const YOUNG_MS = 150_000;

/** The longest back-off, and something for the kubelet: sidecars that ended with 0 wait without saying so. */
const LONGEST_WAIT_MS = 330_000;

/** Every pod that is neither ready nor done although it has had time, and what it waits for. */
export function waitingPods(cluster: Cluster): Waiting[] {
  return cluster.api.list<Pod>('Pod').flatMap((pod) => {
    const reason = whyNotReady(cluster, pod);
    return reason ? [{ object: `Pod/${pod.metadata.namespace}/${pod.metadata.name}`, ...reason }] : [];
  });
}

type Reason = Omit<Waiting, 'object'>;

const stable = (why: string): Reason => ({ why, stable: true });
const stuck = (why: string): Reason => ({ why, stable: false });

/** A pod that has waited long for its node is young when its kubelet begins with it. */
function beganAt({ metadata, status }: Pod): string {
  return status?.startTime ?? metadata.creationTimestamp ?? '';
}

function whyNotReady(cluster: Cluster, pod: Pod): Reason | undefined {
  const { metadata, spec, status } = pod;
  if (cluster.wallMs() - Date.parse(beganAt(pod)) < YOUNG_MS) return undefined;
  if (metadata.deletionTimestamp) return whyStillThere(cluster, pod);
  if (isTerminalPhase(status?.phase)) return undefined;
  const condition = (type: string) => status?.conditions?.find((c) => c.type === type);
  if (condition('Ready')?.status === 'True') return undefined;
  if (!spec.nodeName) {
    const message = condition('PodScheduled')?.message;
    return message ? stable(`no node takes it: ${message}`) : stuck('nobody has tried to schedule it');
  }
  if (!isUp(cluster, spec.nodeName)) return stable(`its node ${spec.nodeName} is down`);
  if (spec.restartPolicy === 'Never' && hasLostItsSandbox(cluster, pod))
    return stable('its sandbox was lost, and a pod that is never restarted gets no other');
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const reasons = containers.flatMap((container) => whyContainerWaits(cluster, pod, container) ?? []);
  const [first] = reasons;
  if (first) return first;
  const gate = spec.readinessGates?.find(({ conditionType }) => condition(conditionType)?.status !== 'True');
  if (gate) return stable(`nobody sets the condition of its readiness gate "${gate.conditionType}"`);
  // One container is done, others go on: such a pod is never ready again, and nothing is missing.
  if (spec.restartPolicy !== 'Always' && status?.containerStatuses?.some(({ state }) => state?.terminated))
    return undefined;
  return stuck(containers.length ? 'all its containers are ready, it is not' : 'its kubelet has not begun with it');
}

/** A pod on a living node goes when its grace period is over, and something for the clean-up. */
const CLEAN_UP_MS = 60_000;

function whyStillThere(cluster: Cluster, { metadata, spec }: Pod): Reason {
  const overdueMs = cluster.wallMs() - Date.parse(metadata.deletionTimestamp ?? '');
  if (metadata.finalizers?.length) return stable(`it is deleted, but nobody removes ${metadata.finalizers.join(', ')}`);
  if (spec.nodeName && !isUp(cluster, spec.nodeName))
    return stable(`it is deleted, but its node ${spec.nodeName} is down`);
  if (overdueMs < CLEAN_UP_MS) return { ...stable('it is being deleted'), leaving: true };
  return stuck(`it should have been gone ${formatDuration(overdueMs)} ago`);
}

function isUp(cluster: Cluster, node: string): boolean {
  const host = cluster.nodes.get(node);
  return host !== undefined && cluster.network.hostAt(host.ip)?.up === true;
}

/** Lost while it was starting, such a pod is pending for ever: kuberuntime_manager.go computePodActions, `shouldRestartOnFailure`. */
function hasLostItsSandbox(cluster: Cluster, { metadata, spec }: Pod): boolean {
  const [newest] = cluster.nodes.get(spec.nodeName ?? '')?.runtime.podStatus(metadata.uid ?? '').sandboxes ?? [];
  return newest?.state === 'notready';
}

/** Reasons for which a container can wait as long as it likes. */
const LASTING: ReadonlySet<string> = new Set([
  'CrashLoopBackOff',
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'PostStartHookError',
]);

function whyContainerWaits(cluster: Cluster, pod: Pod, status: ContainerStatus): Reason | undefined {
  const { name, state, ready } = status;
  const isInit = pod.spec.initContainers?.find((container) => container.name === name);
  const isForEver = isInit !== undefined && isSidecar(isInit);
  const what = isInit ? `init container "${name}"` : `container "${name}"`;
  if (state?.waiting) return whyItIsNotStarted(what, state.waiting, pod);
  if (state?.terminated) {
    if (isInit && !isForEver && state.terminated.exitCode === 0) return undefined;
    if (!isInit && pod.spec.restartPolicy !== 'Always' && state.terminated.exitCode === 0) return undefined;
    const said = `${what} has ended with exit code ${state.terminated.exitCode}`;
    const isAgain = isForEver || pod.spec.restartPolicy === 'Always' || (isInit && pod.spec.restartPolicy !== 'Never');
    const endedMs = Date.parse(state.terminated.finishedAt ?? '');
    return isAgain && cluster.wallMs() - endedMs > LONGEST_WAIT_MS
      ? stuck(`${said}, and nobody has started it again`)
      : stable(said);
  }
  if (isInit && !isForEver) return stable(`${what} is still running${lastWords(cluster, pod, name)}`);
  if (ready) return undefined;
  if (cluster.wallMs() - Date.parse(state?.running?.startedAt ?? '') < YOUNG_MS)
    return stable(`${what} has only just been started again`);
  const failure = lastFailure(cluster, pod, name);
  return failure
    ? stable(`${what} is not ready: ${failure}`)
    : stuck(`${what} runs and is not ready, though no probe fails`);
}

function whyItIsNotStarted(
  what: string,
  waiting: NonNullable<ContainerState['waiting']>,
  pod: Pod,
): Reason | undefined {
  const { reason = '', message } = waiting;
  const nothingRan = !(pod.status?.initContainerStatuses ?? []).some(({ state, lastState }) =>
    hasBegun(state, lastState),
  );
  const needsObjects = nothingRan && (pod.spec.volumes ?? []).some(isFromObject);
  if (needsObjects && (reason === 'PodInitializing' || reason === 'ContainerCreating'))
    return stable(`${what} waits for its volumes`);
  // Containers behind an init container wait for it; what it waits for is the story.
  if (reason === 'PodInitializing') return undefined;
  const said = message ? `: ${message}` : '';
  if (LASTING.has(reason)) return stable(`${what} is in ${reason}${said}`);
  return stuck(`${what} is in ${reason}${said} and nothing goes on`);
}

function hasBegun(...states: readonly (ContainerState | undefined)[]): boolean {
  return states.some((state) => state?.running || state?.terminated);
}

function isFromObject(volume: NonNullable<Pod['spec']['volumes']>[number]): boolean {
  return Boolean(volume.configMap ?? volume.secret ?? volume.persistentVolumeClaim);
}

/** A probe that only now and then succeeds never makes a container ready that asks for several successes in a row. */
function lastFailure(cluster: Cluster, { metadata, spec }: Pod, container: string): string | undefined {
  const object = `Pod/${metadata.namespace}/${metadata.name}`;
  const neededInARow =
    allContainers(spec).find(({ name }) => name === container)?.readinessProbe?.successThreshold ?? 1;
  let successes = 0;
  const fact = cluster.journal.all().findLast(({ type, object: whose, detail }) => {
    // A container can live on without being ready.
    if (type !== 'probe' || whose !== object || detail['container'] !== container || detail['probe'] === 'liveness')
      return false;
    if (detail['result'] === 'success') successes++;
    return detail['result'] !== 'success' || successes === neededInARow;
  });
  if (!fact || fact.detail['result'] === 'success') return undefined;
  return `its ${fact.detail['probe']} probe fails: ${String(fact.detail['output']).trim()}`;
}

/** The last line that it said. */
function lastWords(cluster: Cluster, pod: Pod, container: string): string {
  const node = cluster.nodes.get(pod.spec.nodeName ?? '');
  const instance = node?.runtime.podStatus(pod.metadata.uid ?? '').containers.find((c) => c.name === container);
  const line = instance && node?.runtime.logs(instance.id).at(-1)?.text.trim();
  return line ? `, it last said “${line}”` : '';
}
