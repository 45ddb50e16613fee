import type { Condition, ContainerState, ContainerStatus, Pod } from '../api/index';
import type { Cluster } from '../cluster';
import { matches } from '../kernel/index';
import type { ContainerQuery } from './containers';

/** The status of a container as the API server has it, of the newest pod that the query means; undefined if there is none. */
export function containerStatus(cluster: Cluster, query: ContainerQuery): ContainerStatus | undefined {
  return cluster.api
    .list<Pod>('Pod', query.namespace === undefined ? {} : { namespace: query.namespace })
    .filter((pod) => matches(query.pod, pod.metadata.name))
    .flatMap(({ status }) => [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
      ...(status?.ephemeralContainerStatuses ?? []),
    ])
    .findLast((status) => status.name === query.container);
}

/** `waiting (ErrImagePull: …)`, `running`, `terminated with exit code 1 (Error)`, or `none`. */
export function describeState(state: ContainerState | undefined): string {
  if (state?.running) return 'running';
  if (state?.waiting) return `waiting (${because(state.waiting.reason, state.waiting.message)})`;
  if (!state?.terminated) return 'none';
  const { exitCode, reason, message } = state.terminated;
  return `terminated with exit code ${exitCode} (${because(reason, message)})`;
}

/** `False (ContainersNotReady: …)`. */
export function describeCondition(condition: Condition | undefined): string {
  if (!condition) return 'no such condition';
  const words = because(condition.reason, condition.message);
  return words === 'no reason' ? condition.status : `${condition.status} (${words})`;
}

function because(reason: string | undefined, message: string | undefined): string {
  if (!reason) return message || 'no reason';
  return message ? `${reason}: ${message}` : reason;
}

/** The addresses that a pod (`namespace/name`) has ever had, each once. */
export function addressesEver(cluster: Cluster, pod: string): string[] {
  const addresses = new Set<string>();
  for (const fact of cluster.journal.about(`Pod/${pod}`)) {
    if (fact.type !== 'api-write') continue;
    const { status } = fact.detail['object'] as Pod;
    if (status?.podIP) addresses.add(status.podIP);
  }
  return [...addresses];
}

/** The phases that a pod (`namespace/name`) has gone through. */
export function phasesEver(cluster: Cluster, pod: string): string[] {
  const phases = cluster.journal
    .about(`Pod/${pod}`)
    .filter((fact) => fact.type === 'api-write')
    .map((fact) => (fact.detail['object'] as Pod).status?.phase ?? 'none');
  return phases.filter((phase, i) => phase !== phases[i - 1]);
}

/** How often the runtime made a sandbox (with its pause container) for a pod (`namespace/name`). */
export function sandboxesOf(cluster: Cluster, pod: string): number {
  return cluster.journal.about(`Pod/${pod}`).filter((fact) => fact.type === 'sandbox-started').length;
}
