import type { PersistentVolumeClaim, Pod, Volume } from './types/index';

/**
 * The claim behind a volume of a pod: one that it names, or the one that is made for it (KEP-1698, component-helpers
 * `storage/ephemeral`).
 */
export function claimOf(pod: Pod, volume: Volume): string | undefined {
  return volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral && `${pod.metadata.name}-${volume.name}`);
}

/** The claims of a pod, in the order of its volumes. */
export function claimNamesOf(pod: Pod): string[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => claimOf(pod, volume) ?? []);
}

/** True when a pod has a volume with this claim of its namespace. */
export function usesClaim(pod: Pod, claim: string): boolean {
  return claimNamesOf(pod).includes(claim);
}

/** Why a claim with the name of one that is made for a pod is not this one; undefined when it is. */
export function whyNotItsClaim(pod: Pod, { metadata }: PersistentVolumeClaim): string | undefined {
  const isOwner = metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === pod.metadata.uid);
  if (isOwner) return undefined;
  const { namespace, name } = pod.metadata;
  return `PVC ${metadata.namespace}/${metadata.name} was not created for pod ${namespace}/${name} (pod is not owner)`;
}
