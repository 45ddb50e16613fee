import { type KubeNode, type Pod, StatusError } from '../api/index';
import type { Cluster } from '../cluster';
import type { Recording } from './recording';

/** Something that was done to a recorded cluster, or was true of it, for which a play has no command. */
export interface Hand {
  readonly t: number;
  readonly does: (cluster: Cluster) => void;
}

/** By name of the experiment, for both releases. */
const HANDS: Readonly<Record<string, readonly Hand[]>> = {
  // The server that the hooks call was there before the pod.
  'a11-lifecycle-httpget': [{ t: 0, does: (cluster) => cluster.hosts.up('192.168.66.11', 1234) }],
  // Nothing listened where this registry was looked for.
  'c05-image-pull': [{ t: 0, does: ({ registry }) => registry.setDown('registry.invalid') }],
  // kill -9 of the pod's pause process, on its node.
  'f34-sandbox-killed': [{ t: 12.01, does: (cluster) => killSandbox(cluster, 'p') }],
  // The registry takes 20 s to hand out these layers.
  'g10-delete-during-pull': [
    {
      t: 0,
      does: ({ registry }) => {
        for (const tag of ['v1', 'v2', 'v3']) registry.setPull(`slow/app:${tag}`, { latencyMs: 20_300 });
      },
    },
  ],
  // The recorded node had two processors.
  'g23-preemption': [{ t: 0, does: (cluster) => setProcessors(cluster, '2') }],
  // The eviction API is called for one pod, then for the other until the budget allows it.
  'g14-eviction-pdb': [
    { t: 14.095, does: (cluster) => evict(cluster, 1) },
    ...[14.125, 17.148, 20.169, 23.187, 26.232].map((t) => ({ t, does: (cluster: Cluster) => evict(cluster, 0) })),
  ],
};

/** What was done by hand in a recording. */
export function handsOf(recording: Recording): readonly Hand[] {
  return HANDS[recording.name] ?? [];
}

function killSandbox(cluster: Cluster, name: string): void {
  const pod = cluster.api.list<Pod>('Pod').find((each) => each.metadata.name === name);
  if (!pod?.spec.nodeName) throw new Error(`pod "${name}" is on no node: it has no sandbox to kill`);
  cluster.node(pod.spec.nodeName).runtime.killSandbox(pod.metadata.uid ?? '');
}

function setProcessors({ api }: Cluster, cpu: string): void {
  for (const node of api.list<KubeNode>('Node'))
    api.updateStatus<KubeNode>({
      ...node,
      status: { ...node.status, allocatable: { ...node.status?.allocatable, cpu } },
    });
}

/** Asks to evict the pod that was created in this place; a budget may refuse (429). */
function evict(cluster: Cluster, place: number): void {
  const pod = cluster.podsEver()[place];
  try {
    if (pod) cluster.api.evict(pod.metadata.namespace ?? 'default', pod.metadata.name);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
  }
}
