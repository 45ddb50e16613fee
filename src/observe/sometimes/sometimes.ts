import type { Condition, ContainerStatus, Deployment, Job, Pod } from '../../api/index';
import type { Fact } from '../../kernel/index';

/** Whether a fact shows it. */
export type Shows = (fact: Fact) => boolean;

/**
 * Something interesting that some run of a campaign ought to reach: a campaign that never did says so, because it has
 * shown nothing about it.
 */
export interface Sometimes {
  /** `area/what`: `restart/crash-loop`. */
  readonly name: string;
  /** What is reached, as a sentence. */
  readonly says: string;
  /** Asked of facts by their type, of writes by the kind of the object. */
  readonly shows: Readonly<Record<string, Shows>>;
}

/** Any container of the pod is in such a state. */
function status(check: (status: ContainerStatus, pod: Pod) => boolean): Sometimes['shows'] {
  return {
    Pod: ({ detail }) => {
      const pod = detail['object'] as Pod;
      const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
      return [...initContainerStatuses, ...containerStatuses].some((one) => check(one, pod));
    },
  };
}

const waiting = (reason: string) => status(({ state }) => state?.waiting?.reason === reason);
const ended = (reason: string) =>
  status(({ state, lastState }) => [state, lastState].some((one) => one?.terminated?.reason === reason));
const pod = (check: (pod: Pod) => boolean): Sometimes['shows'] => ({
  Pod: ({ detail }) => check(detail['object'] as Pod),
});
const event = (reason: string): Sometimes['shows'] => ({
  Event: ({ detail }) => (detail['object'] as { reason?: string }).reason === reason,
});
const condition = (kind: string, type: string, is: string, reason?: string): Sometimes['shows'] => ({
  [kind]: ({ detail }) => {
    const { conditions = [] } = (detail['object'] as { status?: { conditions?: Condition[] } }).status ?? {};
    return conditions.some((one) => one.type === type && one.status === is && (!reason || one.reason === reason));
  },
});
const fact = (type: string, detail: Readonly<Record<string, unknown>>): Sometimes['shows'] => ({
  [type]: (told) => Object.entries(detail).every(([key, value]) => told.detail[key] === value),
});
const verb = (kind: string, name: string): Sometimes['shows'] => ({ [kind]: ({ detail }) => detail['verb'] === name });

const sometimes = (name: string, says: string, shows: Sometimes['shows']): Sometimes => ({ name, says, shows });

/** Every state, transition and reason that a campaign is expected to reach sooner or later. */
export const SOMETIMES: readonly Sometimes[] = [
  sometimes(
    'pod/running',
    'A pod runs.',
    pod(({ status: is }) => is?.phase === 'Running'),
  ),
  sometimes(
    'pod/succeeded',
    'A pod has Succeeded.',
    pod(({ status: is }) => is?.phase === 'Succeeded'),
  ),
  sometimes(
    'pod/failed',
    'A pod has Failed.',
    pod(({ status: is }) => is?.phase === 'Failed'),
  ),
  sometimes('pod/ready', 'A pod is Ready.', condition('Pod', 'Ready', 'True')),
  sometimes(
    'pod/deleted-while-pending',
    'A pod is deleted before it ran.',
    pod(({ status: is, metadata }) => is?.phase === 'Pending' && metadata.deletionTimestamp !== undefined),
  ),
  sometimes('pod/removed', 'A pod is gone.', verb('Pod', 'removed')),
  sometimes('pod/new-sandbox', 'A pod gets a second sandbox.', {
    'sandbox-started': ({ detail }) => Number(detail['attempt']) > 0,
  }),

  sometimes('restart/crash-loop', 'A container is in CrashLoopBackOff.', waiting('CrashLoopBackOff')),
  sometimes('restart/back-off-doubled', 'A back-off has doubled.', {
    backoff: ({ detail }) => Number(detail['delayMs']) > 10_000,
  }),
  sometimes('restart/back-off-at-its-cap', 'A back-off is as long as it gets.', {
    backoff: ({ detail }) => Number(detail['delayMs']) >= 300_000,
  }),
  sometimes('init/retried', 'An init container runs again.', {
    'container-started': ({ detail }) => detail['kind'] === 'init' && Number(detail['attempt']) > 0,
  }),
  sometimes('container/out-of-memory', 'A container is OOMKilled.', ended('OOMKilled')),
  sometimes('container/error', 'A container ends with an error.', ended('Error')),
  sometimes('container/completed', 'A container ends with 0.', ended('Completed')),
  sometimes('container/cannot-run', 'A container cannot be started.', waiting('RunContainerError')),
  sometimes('container/config-error', 'A container misses its configuration.', waiting('CreateContainerConfigError')),

  sometimes(
    'probe/startup-passed',
    'A startup probe has succeeded.',
    fact('probe-verdict', { probe: 'startup', result: 'success' }),
  ),
  sometimes(
    'probe/startup-failed',
    'A startup probe has failed.',
    fact('probe-verdict', { probe: 'startup', result: 'failure' }),
  ),
  sometimes(
    'probe/liveness-failed',
    'A liveness probe has failed.',
    fact('probe-verdict', { probe: 'liveness', result: 'failure' }),
  ),
  sometimes(
    'probe/readiness-passed',
    'A readiness probe has succeeded.',
    fact('probe-verdict', { probe: 'readiness', result: 'success' }),
  ),
  sometimes(
    'probe/readiness-lost',
    'A readiness probe has failed.',
    fact('probe-verdict', { probe: 'readiness', result: 'failure' }),
  ),
  sometimes('probe/error', 'A probe could not be run.', fact('probe', { result: 'error' })),

  sometimes('hook/post-start-failed', 'A postStart hook fails.', fact('hook-ended', { hook: 'postStart', ok: false })),
  sometimes('hook/pre-stop-ran', 'A preStop hook runs to its end.', fact('hook-ended', { hook: 'preStop', ok: true })),
  sometimes(
    'hook/pre-stop-failed',
    'A preStop hook fails or takes too long.',
    fact('hook-ended', { hook: 'preStop', ok: false }),
  ),

  sometimes('termination/by-itself', 'A container ends in its grace period.', {
    'container-exited': ({ detail }) => detail['exitCode'] === 143 || detail['exitCode'] === 0,
  }),
  sometimes('termination/killed-by-grace', 'A container gets SIGKILL.', fact('signal-sent', { signal: 'SIGKILL' })),

  sometimes('image/pull-failed', 'An image cannot be pulled.', { 'image-pull-failed': () => true }),
  sometimes('image/pull-back-off', 'A pull waits its back-off.', waiting('ImagePullBackOff')),
  sometimes('volume/mount-failed', 'A volume cannot be mounted.', event('FailedMount')),

  sometimes(
    'scheduler/unschedulable',
    'No node takes a pod.',
    condition('Pod', 'PodScheduled', 'False', 'Unschedulable'),
  ),
  sometimes('scheduler/preemption', 'A pod is preempted.', event('Preempted')),
  sometimes('node/not-ready', 'A node is lost.', condition('Node', 'Ready', 'Unknown')),
  sometimes('node/kubelet-restarted', 'A kubelet stops.', { 'kubelet-stopped': () => true }),
  sometimes('eviction/by-api', 'A pod is evicted through the API.', verb('Pod', 'evict')),
  sometimes('eviction/by-kubelet', 'A kubelet evicts a pod.', event('Evicted')),
  sometimes('eviction/by-taint', 'A taint evicts a pod.', event('TaintManagerEviction')),

  sometimes(
    'deployment/complete',
    'A rollout is complete.',
    condition('Deployment', 'Progressing', 'True', 'NewReplicaSetAvailable'),
  ),
  sometimes(
    'deployment/stuck',
    'A rollout exceeds its deadline.',
    condition('Deployment', 'Progressing', 'False', 'ProgressDeadlineExceeded'),
  ),
  sometimes('deployment/surging', 'A rollout has more pods than replicas.', {
    Deployment: ({ detail }) => {
      const { spec, status: is } = detail['object'] as Deployment;
      return (is?.replicas ?? 0) > (spec.replicas ?? 1);
    },
  }),
  sometimes('job/complete', 'A Job is Complete.', condition('Job', 'Complete', 'True')),
  sometimes('job/failed', 'A Job has Failed.', condition('Job', 'Failed', 'True')),
  sometimes('job/retried', 'A Job counts a failed pod and goes on.', {
    Job: ({ detail }) => {
      const { failed = 0, active = 0 } = (detail['object'] as Job).status ?? {};
      return failed > 0 && active > 0;
    },
  }),

  sometimes('service/terminating-endpoint', 'An endpoint is terminating.', {
    EndpointSlice: ({ detail }) => {
      const { endpoints } = detail['object'] as { endpoints?: { conditions?: { terminating?: boolean } }[] };
      return endpoints?.some(({ conditions }) => conditions?.terminating) ?? false;
    },
  }),
  sometimes('traffic/answered', 'A request is answered.', { request: ({ detail }) => detail['ok'] === true }),
  sometimes('traffic/lost', 'A request is lost.', { request: ({ detail }) => detail['ok'] === false }),
];
