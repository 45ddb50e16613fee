import { isSidecar } from '../../api/index';
import type { Container } from '../../api/types/index';
import { type Rule, rule } from '../../kernel/index';
import type { RuntimeContainer } from '../runtime/types';
import type { ActionInput } from './podActions';
import { definitionChanged, initContainersOf } from './podSpec';
import { initFailed, restartsAfter } from './restartDecision';
import { newest } from './runtimeStatus';

const BEGINS = rule(
  'init/begins-with-the-first',
  'Init containers begin with the first one of the list.',
  'kubernetes.io, Init Containers',
);
const NEXT = rule(
  'init/next-after-success',
  'An init container starts when the one before it has ended with 0, or has started up if that is a sidecar.',
  'kubernetes.io, Init Containers; KEP-753',
);
const TRIES_AGAIN = rule(
  'init/failure-is-tried-again',
  'An init container that fails is started again unless the policy is Never.',
  'kubernetes.io, Init Containers',
);
const SIDECAR = rule(
  'sidecar/always-restarts',
  'A sidecar that has ended is started again, whatever the policy of its pod.',
  'KEP-753',
);
const SIDECAR_STARTS_UP = rule(
  'sidecar/starts-up-first',
  'What follows a sidecar waits until its startup probe has succeeded.',
  'KEP-753',
);
export const STARTUP = rule(
  'kill/startup-probe',
  'A container whose startup probe has failed is killed.',
  'kubernetes.io, Pod Lifecycle, Types of probe',
);
const RESIZE = rule('kill/resize-policy', 'A resize that asks for a restart kills the container.', 'KEP-1287');
export const LIVENESS = rule(
  'kill/liveness-probe',
  'A container whose liveness probe has failed is killed.',
  'kubernetes.io, Pod Lifecycle, Types of probe',
);

export interface ContainerToKill {
  readonly instance: RuntimeContainer;
  /** Text of the event Killing. */
  readonly message: string;
  /** Whose grace counts: a probe may have one of its own. */
  readonly reason: 'liveness' | 'startup' | 'definition' | 'unknown' | 'resize' | 'hook';
  /** What it is killed by, where that is a rule. */
  readonly rule?: Rule;
}

export interface InitContainerActions {
  /** All init containers have done their part: the regular containers may run. */
  initialized: boolean;
  /** An init container failed and must not be tried again: the pod fails. */
  podFails: boolean;
  /** In spec order. */
  toStart: Container[];
  toKill: ContainerToKill[];
  /** Running ones that get other resources without a restart. */
  toResize: Container[];
  /** What has decided. */
  rules: Rule[];
}

/**
 * Where the pod is in the sequence of its init containers (kuberuntime_container.go computeInitContainerActions).
 * They are looked at from the last to the first: the first one that has ever run decides; before it only sidecars matter.
 */
export function initContainerActions(input: ActionInput): InitContainerActions {
  const { pod, status } = input;
  const containers = initContainersOf(pod);
  const actions: InitContainerActions = {
    initialized: false,
    podFails: false,
    toStart: [],
    toKill: [],
    toResize: [],
    rules: [],
  };
  if (containers.length === 0) return { ...actions, initialized: true };

  // A regular container that exists proves that initialization is over; a dead one does not (the node may have rebooted).
  actions.initialized = pod.spec.containers.some((c) => {
    const state = newest(status, c.name)?.state;
    return state === 'created' || state === 'running';
  });
  const walk: Walk = { input, actions, starting: new Set<number>(), decided: actions.initialized };
  for (let index = containers.length - 1; index >= 0; index--) {
    const container = containers[index] as Container;
    const instance = newest(status, container.name);
    if (!isSidecar(container) && walk.decided) continue;
    if (!instance) {
      // A sidecar that is gone is started again when something after it had its turn.
      if (isSidecar(container) && walk.decided) walk.starting.add(index);
      continue;
    }
    if (isSidecar(container)) visitSidecar(walk, index, instance);
    else visitInitContainer(walk, index, instance);
    if (actions.podFails) return { ...actions, initialized: false, toStart: [], toKill: [], toResize: [] };
    walk.decided = true;
  }
  // Nothing has run yet: begin at the beginning.
  if (!walk.decided) {
    walk.starting.add(0);
    actions.rules.push(BEGINS);
  }
  actions.toStart = [...walk.starting].sort((a, b) => a - b).map((index) => containers[index] as Container);
  return actions;
}

interface Walk {
  readonly input: ActionInput;
  readonly actions: InitContainerActions;
  readonly starting: Set<number>;
  /** Something later in the list has a status, or the pod is initialized. */
  decided: boolean;
}

/** The container at `index` is done: the next one may start, or the regular containers. */
function goOn(walk: Walk, index: number): void {
  if (walk.decided) return;
  walk.actions.rules.push(NEXT);
  if (index === initContainersOf(walk.input.pod).length - 1) walk.actions.initialized = true;
  else walk.starting.add(index + 1);
}

function visitInitContainer(walk: Walk, index: number, instance: RuntimeContainer): void {
  const { pod, release, resize } = walk.input;
  const container = initContainersOf(pod)[index] as Container;
  if (release.has('resizeOfInitContainers') && resize(container, instance) === 'in-place')
    walk.actions.toResize.push(container);
  if (instance.state === 'running') return;
  if (instance.state === 'created') {
    walk.starting.add(index);
    return;
  }
  if (!initFailed(instance, release)) {
    goOn(walk, index);
    return;
  }
  // Out of memory counts as a failure even with exit code 0.
  const exit = { exitCode: instance.exitCode || 1 };
  if (!restartsAfter(pod, container, exit, release)) {
    walk.actions.podFails = true;
    return;
  }
  walk.actions.rules.push(TRIES_AGAIN);
  if (instance.state === 'unknown') walk.actions.toKill.push(unknownInitContainer(instance));
  walk.starting.add(index);
}

function visitSidecar(walk: Walk, index: number, instance: RuntimeContainer): void {
  const { pod } = walk.input;
  const container = initContainersOf(pod)[index] as Container;
  if (instance.state !== 'running') {
    walk.actions.rules.push(SIDECAR);
    if (instance.state === 'unknown') walk.actions.toKill.push(unknownInitContainer(instance));
    walk.starting.add(index);
    return;
  }
  const startup = container.startupProbe ? walk.input.startup.get(instance.id) : 'success';
  // Until it has started up, the next container waits.
  if (startup !== 'success' && startup !== 'failure') {
    walk.actions.rules.push(SIDECAR_STARTS_UP);
    return;
  }
  if (startup === 'success') goOn(walk, index);
  const kill = reasonToKillSidecar(walk.input, container, instance, startup === 'failure');
  if (!kill) {
    if (walk.input.resize(container, instance) === 'in-place') walk.actions.toResize.push(container);
    return;
  }
  walk.actions.toKill.push(kill);
  walk.starting.add(index);
}

function reasonToKillSidecar(
  { liveness, release, resize }: ActionInput,
  container: Container,
  instance: RuntimeContainer,
  startupFailed: boolean,
): ContainerToKill | undefined {
  const because = (what: string, reason: ContainerToKill['reason'], by?: Rule) => {
    return { instance, message: `Init container ${container.name} ${what}`, reason, ...(by ? { rule: by } : {}) };
  };
  if (startupFailed) return because('failed startup probe', 'startup', STARTUP);
  if (release.has('sidecarDefinitionRestarts') && definitionChanged(container, instance)) {
    return because('definition changed', 'definition');
  }
  if (liveness.get(instance.id) === 'failure') return because('failed liveness probe', 'liveness', LIVENESS);
  return resize(container, instance) === 'restart' ? resizeKill(container, instance) : undefined;
}

/** A container that gets other resources by being started anew. */
export function resizeKill({ name }: Container, instance: RuntimeContainer): ContainerToKill {
  return { instance, message: `Container ${name} resize requires restart`, reason: 'resize', rule: RESIZE };
}

function unknownInitContainer(instance: RuntimeContainer): ContainerToKill {
  return {
    instance,
    message: 'Init container is in "unknown" state, try killing it before restart',
    reason: 'unknown',
  };
}
