import { isReady, type KubeEvent, type Pod } from '../api/index';
import type { Cluster } from '../cluster';

/** Names of volumes that provisioners have made mean nothing to anybody outside the cluster that was played. */
const MADE_UP = / for volume "pvc-[0-9a-f-]+"/;

/**
 * Why something does not come to an end: an eviction that is refused, what a pod that does not get ready complains of, or else
 * what kubectl said last.
 */
export function whyUnfinished(cluster: Cluster, pods: readonly Pod[], output: string): string {
  const refusal = /Cannot evict pod.*$/m.exec(output)?.[0];
  if (refusal) return refusal;
  const stuck = pods.find((pod) => !isReady(pod) && !pod.metadata.deletionTimestamp);
  const complaint = stuck && lastWarning(cluster, stuck);
  if (complaint) return `a new pod does not get ready (${complaint.replace(MADE_UP, ':')})`;
  return output.trim().split('\n').at(-1) ?? '';
}

function lastWarning(cluster: Cluster, { metadata: { namespace = 'default', uid } }: Pod): string | undefined {
  const warnings = cluster.api
    .list<KubeEvent>('Event', { namespace })
    .filter(({ type, involvedObject }) => type === 'Warning' && involvedObject.uid === uid);
  return warnings.at(-1)?.message;
}
