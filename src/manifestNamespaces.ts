import type { Manifest } from './api/index';
import type { Cluster } from './cluster';

/** Nobody has prepared a fresh cluster: namespaces that manifests name are there, and one that all share is kubectl's. */
export function prepareNamespaces(cluster: Cluster, manifests: readonly Manifest[]): void {
  const named = [...new Set(manifests.map((m) => m.object.metadata?.namespace).filter((ns): ns is string => !!ns))];
  for (const namespace of named) {
    const made = manifests.some((m) => m.object.kind === 'Namespace' && m.object.metadata?.name === namespace);
    if (!made && !cluster.api.find('Namespace', '', namespace))
      cluster.execute(`kubectl create namespace ${namespace}`);
  }
  const all = new Set(
    manifests.filter((m) => m.object.kind !== 'Namespace').map((m) => m.object.metadata?.namespace ?? 'default'),
  );
  if (all.size === 1) cluster.workstation.useNamespace([...all][0] as string);
}
