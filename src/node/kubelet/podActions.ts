import type { Release } from '../../api/index';
import type { Container, Pod } from '../../api/types/index';
import { type Rule, rule } from '../../kernel/index';
import type { RuntimeContainer } from '../runtime/types';
import { type ContainerToKill, initContainerActions, LIVENESS, resizeKill, STARTUP } from './initContainerActions';
import { definitionChanged, restartPolicyOf } from './podSpec';
import type { ProbeResults } from './probeResults';
import { instancesToReset } from './restartAll';
import { effectivePolicy, policyRule, restartsOnFailure, shouldBeRestarted } from './restartDecision';
import { newest, type PodRuntimeStatus } from './runtimeStatus';

const NEW_SANDBOX = rule(
  'sandbox/change-restarts-all',
  'A pod that has lost its sandbox is stopped and starts over in a new one, init containers too.',
  'kuberuntime_manager.go computePodActions',
);
const NOTHING_LEFT = rule(
  'pod/ends-with-its-containers',
  'When no container runs or will run again, the sandbox is stopped.',
  'kuberuntime_manager.go computePodActions',
);
const CHANGED = rule(
  'kill/definition-changed',
  'A container whose image has changed is killed and started anew.',
  'kuberuntime_manager.go containerChanged',
);
const RESTARTS_ALL = rule(
  'restart/all-containers',
  'An exit code of a RestartAllContainers rule makes the whole pod start over in place.',
  'KEP-5532',
);

/** What one sync is going to do to the runtime. */
export interface PodActions {
  /** Stop everything, the sandbox too. */
  killPod: boolean;
  createSandbox: boolean;
  readonly sandboxId: string | undefined;
  /** Count of the sandbox that would be created. */
  readonly attempt: number;
  ephemeralToStart: Container[];
  initToStart: Container[];
  toStart: Container[];
  toKill: ContainerToKill[];
  /** Running containers that get other resources without a restart. */
  toResize: Container[];
  /** RestartAllContainers: instances to kill and remove, those that asked for it last. */
  toReset: RuntimeContainer[];
  /** What has decided. */
  rules: Rule[];
}

export interface ActionInput {
  readonly pod: Pod;
  readonly status: PodRuntimeStatus;
  readonly release: Release;
  readonly liveness: ProbeResults;
  readonly startup: ProbeResults;
  /** Whether all containers are to be removed, so that the pod starts over in place (KEP-5532). */
  readonly restartAll: boolean;
  /** What a running container must go through to get the resources that its spec asks for. */
  readonly resize: (container: Container, instance: RuntimeContainer) => 'none' | 'in-place' | 'restart';
}

/**
 * Compares what the pod wants with what the runtime has (kuberuntime_manager.go computePodActions).
 * It only decides; `PodRuntime.syncPod` does.
 */
export function computePodActions(input: ActionInput): PodActions {
  const { pod, status, release } = input;
  const sandbox = sandboxChange(pod, status);
  const actions: PodActions = {
    killPod: sandbox.changed,
    createSandbox: sandbox.changed,
    sandboxId: sandbox.id,
    attempt: sandbox.attempt,
    ephemeralToStart: [],
    initToStart: [],
    toStart: [],
    toKill: [],
    toResize: [],
    toReset: [],
    rules: [],
  };
  if (input.restartAll) return { ...actions, toReset: instancesToReset(pod, status), rules: [RESTARTS_ALL] };
  if (sandbox.changed) return startInNewSandbox(actions, pod, status, release);

  actions.ephemeralToStart = (pod.spec.ephemeralContainers ?? []).filter((c) => !newest(status, c.name));
  const init = initContainerActions(input);
  actions.rules.push(...init.rules);
  if (init.podFails) return { ...actions, killPod: true };
  actions.initToStart = init.toStart;
  actions.toKill = init.toKill;
  actions.toResize = init.toResize;
  if (!init.initialized) return actions;

  const kept = keepRegularContainers(input, actions);
  if (kept === 0 && actions.toStart.length === 0) {
    actions.killPod = true;
    actions.initToStart = [];
    actions.rules.push(NOTHING_LEFT);
  }
  return actions;
}

/** kuberuntime_sandbox.go / util.PodSandboxChanged. */
function sandboxChange(
  pod: Pod,
  status: PodRuntimeStatus,
): { changed: boolean; attempt: number; id: string | undefined } {
  const [latest] = status.sandboxes;
  if (!latest) return { changed: true, attempt: 0, id: undefined };
  const ready = status.sandboxes.filter((s) => s.state === 'ready').length;
  const hostNetwork = pod.spec.hostNetwork ?? false;
  if (ready > 1 || latest.state !== 'ready') return { changed: true, attempt: latest.attempt + 1, id: latest.id };
  if (latest.hostNetwork !== hostNetwork) return { changed: true, attempt: latest.attempt + 1, id: undefined };
  if (!hostNetwork && latest.ip === '') return { changed: true, attempt: latest.attempt + 1, id: latest.id };
  return { changed: false, attempt: latest.attempt, id: latest.id };
}

function startInNewSandbox(actions: PodActions, pod: Pod, status: PodRuntimeStatus, release: Release): PodActions {
  // A pod that is never restarted ends when its sandbox is lost after something has run in it.
  const lost = actions.attempt !== 0 && status.containers.length > 0;
  if (restartPolicyOf(pod) === 'Never' && lost) return { ...actions, createSandbox: false };
  if (actions.attempt !== 0) actions.rules.push(NEW_SANDBOX);
  const candidates = pod.spec.containers.filter((c) => !finishedForGood(pod, c, status, release));
  // Everything has succeeded already: no sandbox is needed any more.
  if (candidates.length === 0 && pod.spec.containers.some((c) => newest(status, c.name))) {
    return { ...actions, createSandbox: false };
  }
  const [first] = pod.spec.initContainers ?? [];
  return first ? { ...actions, initToStart: [first] } : { ...actions, toStart: candidates };
}

function finishedForGood(pod: Pod, container: Container, status: PodRuntimeStatus, release: Release): boolean {
  const instance = newest(status, container.name);
  if (effectivePolicy(pod, container, release) !== 'OnFailure') return false;
  return instance?.state === 'exited' && instance.exitCode === 0;
}

/** Decides about each regular container; returns how many stay as they are. */
function keepRegularContainers(input: ActionInput, actions: PodActions): number {
  const { pod, status, release } = input;
  let kept = 0;
  for (const container of pod.spec.containers) {
    const instance = newest(status, container.name);
    if (instance?.state !== 'running') {
      if (instance?.state === 'exited') actions.rules.push(policyRule(pod, container, instance, release));
      if (!shouldBeRestarted(pod, container, status, release)) continue;
      actions.toStart.push(container);
      if (instance?.state === 'unknown') {
        actions.toKill.push({
          instance,
          message: 'Container is in "unknown" state, try killing it before restart',
          reason: 'unknown',
        });
      }
      continue;
    }
    const kill = reasonToKill(input, container, instance);
    if (!kill) {
      if (input.resize(container, instance) === 'in-place') actions.toResize.push(container);
      kept++;
      continue;
    }
    actions.toKill.push(kill);
    if (kill.restart) actions.toStart.push(container);
  }
  return kept;
}

interface KillDecision extends ContainerToKill {
  readonly restart: boolean;
}

/** Why a running container must go; the first reason in this order counts. */
function reasonToKill(input: ActionInput, container: Container, instance: RuntimeContainer): KillDecision | undefined {
  const { pod, liveness, startup, release } = input;
  const restart = restartsOnFailure(pod, container, release);
  const suffix = restart ? ', will be restarted' : '';
  if (definitionChanged(container, instance)) {
    const message = `Container ${container.name} definition changed, will be restarted`;
    return { instance, message, reason: 'definition', restart: true, rule: CHANGED };
  }
  if (liveness.get(instance.id) === 'failure') {
    const message = `Container ${container.name} failed liveness probe${suffix}`;
    return { instance, message, reason: 'liveness', restart, rule: LIVENESS };
  }
  if (startup.get(instance.id) === 'failure') {
    const message = `Container ${container.name} failed startup probe${suffix}`;
    return { instance, message, reason: 'startup', restart, rule: STARTUP };
  }
  if (input.resize(container, instance) === 'restart') return { ...resizeKill(container, instance), restart: true };
  return undefined;
}
