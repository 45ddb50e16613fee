import { isSidecar, type Release } from '../../api/index';
import type { Container, Pod, RestartPolicyRule } from '../../api/types/index';
import { type Rule, rule } from '../../kernel/index';
import type { RuntimeContainer } from '../runtime/types';
import { restartPolicyOf } from './podSpec';
import { newest, type PodRuntimeStatus } from './runtimeStatus';

const ALWAYS = rule(
  'restart/always',
  'With Always a container is started again however it has ended.',
  'kubernetes.io, Pod Lifecycle, Container restart policy',
);
const ON_FAILURE = rule(
  'restart/on-failure',
  'With OnFailure a container is started again when it has not ended with 0.',
  'kubernetes.io, Pod Lifecycle, Container restart policy',
);
const NOT_AFTER_SUCCESS = rule(
  'restart/not-after-success',
  'With OnFailure a container that has ended with 0 stays so.',
  'kubernetes.io, Pod Lifecycle, Container restart policy',
);
const NEVER = rule(
  'restart/never',
  'With Never a container that has ended stays so.',
  'kubernetes.io, Pod Lifecycle, Container restart policy',
);
const BY_EXIT_CODE = rule(
  'restart/by-exit-code',
  'A rule of the container for its exit code counts more than the policy.',
  'KEP-5307',
);

/** What is known of how a container ended. */
export interface ExitFacts {
  readonly exitCode?: number;
  readonly reason?: string;
}

/**
 * The rule that speaks about this exit code, if any: the first whose codes match (KEP-5307). Rules count only when the
 * container has a restartPolicy of its own.
 */
export function matchingRule(container: Container, exitCode: number): RestartPolicyRule | undefined {
  if (!container.restartPolicy) return undefined;
  return container.restartPolicyRules?.find(({ exitCodes }) => {
    const listed = exitCodes?.values?.includes(exitCode) ?? false;
    return exitCodes?.operator === 'NotIn' ? !listed : listed;
  });
}

/** The policy that counts for a container: its own where the release knows such a thing, else the pod's. */
export function effectivePolicy(pod: Pod, container: Container, release: Release): 'Always' | 'OnFailure' | 'Never' {
  if (container.restartPolicy && (isInitSidecar(pod, container) || release.has('containerRestartRules'))) {
    return container.restartPolicy;
  }
  return restartPolicyOf(pod);
}

function isInitSidecar(pod: Pod, container: Container): boolean {
  return isSidecar(container) && (pod.spec.initContainers?.includes(container) ?? false);
}

/** Whether a container that failed may be started again: init containers take Always for OnFailure. */
export function restartsOnFailure(pod: Pod, container: Container, release: Release): boolean {
  return effectivePolicy(pod, container, release) !== 'Never';
}

/** Whether an exit of this kind is followed by a restart (container/helpers.go ShouldContainerBeRestarted). */
export function restartsAfter(pod: Pod, container: Container, exit: ExitFacts, release: Release): boolean {
  const exitCode = exit.exitCode ?? 0;
  if (release.has('containerRestartRules') && matchingRule(container, exitCode)) return true;
  const policy = effectivePolicy(pod, container, release);
  if (policy === 'OnFailure') return exitCode !== 0;
  return policy === 'Always';
}

/** What decides about a container that has ended. */
export function policyRule(pod: Pod, container: Container, { exitCode = 0 }: ExitFacts, release: Release): Rule {
  if (release.has('containerRestartRules') && matchingRule(container, exitCode)) return BY_EXIT_CODE;
  const policy = effectivePolicy(pod, container, release);
  if (policy === 'OnFailure') return exitCode === 0 ? NOT_AFTER_SUCCESS : ON_FAILURE;
  return policy === 'Always' ? ALWAYS : NEVER;
}

/** Whether the container has to be started, by what the runtime knows of its newest instance. */
export function shouldBeRestarted(pod: Pod, container: Container, status: PodRuntimeStatus, release: Release): boolean {
  if (pod.metadata.deletionTimestamp) return false;
  const instance = newest(status, container.name);
  if (!instance) return true;
  if (instance.state === 'running') return false;
  // An instance that was created and never started, or of which nothing is known, is replaced.
  if (instance.state === 'created' || instance.state === 'unknown') return true;
  return restartsAfter(pod, container, instance, release);
}

/** An init container has failed when it did not end with 0, or was out of memory, or got lost. */
export function initFailed(instance: RuntimeContainer, release: Release): boolean {
  const wasShort = instance.reason === 'OOMKilled' && release.has('initFailsWhenOutOfMemory');
  if (instance.state === 'exited') return instance.exitCode !== 0 || wasShort;
  return instance.state === 'unknown';
}
