import { rule } from '../../kernel/index';
import type { ServerContext } from '../store/context';
import type { Pod } from '../types/index';

const LABELS = rule(
  'admission/labels-of-the-node',
  'A pod on a node has the zone and the region of the node as labels.',
  'admission plugin PodTopologyLabels',
);

const COPIED = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

/** Where a pod is, for those who look at the pod alone (KEP-4742). Source: admission plugin PodTopologyLabels. */
export function copyTopology({ store, release, kernel }: ServerContext, pod: Pod): void {
  const { nodeName } = pod.spec;
  if (!nodeName || !release.has('podTopologyLabels')) return;
  const labels = store.shelf('Node').objects.get(undefined, nodeName)?.metadata.labels;
  for (const key of COPIED) {
    const value = labels?.[key];
    if (value === undefined) continue;
    kernel.acts(LABELS);
    pod.metadata.labels = { ...pod.metadata.labels, [key]: value };
  }
}
